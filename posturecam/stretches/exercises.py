"""What an exercise is, checked when a catalogue is loaded."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from posturecam.core.coach.movements import Movement
from posturecam.core.coach.plan import Breath
from posturecam.core.values import Cause
from posturecam.stretches.checked import Checked
from posturecam.stretches.figure.movement import Movement as Motion


class Kind(StrEnum):
    """What an exercise is for."""

    STRETCH = "stretch"
    STRENGTHEN = "strengthen"
    MOBILITY = "mobility"
    RELAX = "relax"
    COMFORT = "comfort"
    ASK_PHYSIO = "ask_physio"
    ACTIVITY = "activity"


class Place(StrEnum):
    """Where an exercise is done, and where the user can do one."""

    DESK = "desk"  # seated, without getting up
    STANDING = "standing"
    FLOOR = "floor"
    GYM = "gym"
    WATER = "water"
    ANY = "any"


class Effect(StrEnum):
    """What an exercise does to a muscle."""

    STRETCHED = "stretched"
    STRENGTHENED = "strengthened"
    MOVED = "moved"
    RELAXED = "relaxed"


class Usually(StrEnum):
    """How a muscle typically is in people with a forward head and rounded shoulders."""

    TIGHT = "tight"
    WEAK = "weak"
    STIFF = "stiff"
    VARIES = "varies"


class Evidence(StrEnum):
    """How well an exercise is supported; `Exercise.evidence_note` says by what."""

    TRIAL = "trial"
    LABORATORY = "laboratory"
    LEAFLET = "leaflet"
    COMMON_PRACTICE = "common_practice"
    COMFORT_ONLY = "comfort_only"
    NOT_JUDGED = "not_judged"


Sentence = Annotated[str, Field(min_length=3, max_length=300)]
Fit = Annotated[int, Field(ge=1, le=3)]


class Muscle(Checked):
    """What an exercise does to one muscle or muscle group."""

    name: Sentence
    effect: Effect
    usually: Usually = Usually.VARIES


class Source(Checked):
    """Where a statement comes from.  `address` is a web address or a doi, empty if unknown."""

    title: Sentence
    address: str = ""


class Dose(Checked):
    """How much: `sets` of `repetitions`, each held `hold_s`, on each of `sides`, so `often`."""

    hold_s: float | None = Field(default=None, gt=0, le=1800)
    repetitions: int | None = Field(default=None, ge=1, le=100)
    sets: int = Field(default=1, ge=1, le=10)
    sides: int = Field(default=1, ge=1, le=2)
    often: str = Field(default="", max_length=80)


class Leading(Checked):
    """How an exercise is led: what is said in each part of a repetition, and for how long.

    `{side}` in a text becomes left or right, `{other}` the other one.  `breath` is the one on the
    way to the end of the movement; with two sides they `alternate`, or one is done after the other.
    """

    go: str = Field(default="", max_length=120)
    hold: str = Field(default="", max_length=120)
    back: str = Field(default="", max_length=120)
    feel: str = Field(default="", max_length=120)
    breath: Breath = Breath.FREE
    go_s: float = Field(default=2.5, ge=0.5, le=30)
    back_s: float = Field(default=2.5, ge=0.5, le=30)
    rest_s: float = Field(default=1.5, ge=0, le=60)
    alternate: bool = True


class Exercise(Checked):
    """One entry of a catalogue.

    `answers` rates how well it fits a cause: 3 meets it directly, 2 helps, 1 is general relief.
    `offered` is False for what is listed but never proposed by an alert.  `followed` is the
    movement by which one camera in front can count it; None: it counts time.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)
    name: Sentence
    other_names: tuple[Sentence, ...] = ()
    kind: Kind
    muscles: tuple[Muscle, ...] = ()
    answers: dict[Cause, Fit] = Field(default_factory=dict)
    steps: tuple[Sentence, ...] = Field(min_length=1, max_length=10)
    dose: Dose = Dose()
    places: tuple[Place, ...] = Field(min_length=1)
    duration_s: float = Field(default=60, gt=0, le=7200)
    offered: bool = True
    cautions: tuple[Sentence, ...] = ()
    not_for: tuple[Sentence, ...] = ()
    evidence: Evidence = Evidence.COMMON_PRACTICE
    evidence_note: str = Field(default="", max_length=400)
    sources: tuple[Source, ...] = ()
    followed: Movement | None = None
    lead: Leading = Leading()
    movement: Motion | None = None
    picture: str = Field(default="", max_length=100)

    @model_validator(mode="after")
    def _ask_first(self) -> "Exercise":
        if self.offered and self.kind is Kind.ASK_PHYSIO:
            msg = "what needs a physiotherapist's advice cannot be offered; set offered = false"
            raise ValueError(msg)
        return self

    def fits(self, place: Place) -> bool:
        """Return whether this exercise can be done at `place`."""
        return place is Place.ANY or Place.ANY in self.places or place in self.places
