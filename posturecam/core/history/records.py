"""What the history keeps of a sitting, and hours that have been added up.

Times inside a sitting (`t_s`) are seconds since its stream began; wall-clock time is in the
sitting alone.  Signs are those of `Reading`.
"""

from dataclasses import dataclass
from enum import StrEnum

from posturecam.core.history.dose import Dose
from posturecam.core.values import Cause


class Origin(StrEnum):
    """Where a sitting came from."""

    WATCH = "watch"  # a live camera
    RECORDING = "recording"  # a recording, filed under its own time
    SIMULATED = "simulated"  # made up for a demonstration or a test


@dataclass(frozen=True, slots=True)
class Sitting:
    """One run of the monitor, on one day and by one setting of the clock.

    `start_s` is Unix time; `utc_offset_s` is east positive.
    """

    start_s: float
    utc_offset_s: int
    profile: str
    calibration: str  # differs between calibrations of the profile
    version: str
    settings: str  # the settings that mattered, as JSON
    origin: Origin
    end_t_s: float = 0.0
    key: int | None = None  # the store's own number


@dataclass(frozen=True, slots=True)
class Minute:
    """One minute of a sitting, counted from its start."""

    number: int
    dose: Dose


class Outcome(StrEnum):
    """What became of an alert."""

    OPEN = "open"  # nothing yet, or the sitting ended first
    CORRECTED = "corrected"
    LEFT = "left"  # the user got up
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class AlertRecord:
    """An alert and what became of it, `after_s` later."""

    t_s: float
    cause: Cause
    held_s: float
    amount: float | None
    unit: str | None
    level: str | None
    stretch: str | None
    outcome: Outcome = Outcome.OPEN
    after_s: float | None = None


@dataclass(frozen=True, slots=True)
class BreakRecord:
    """A break that was due, and after how long it was taken; None: it was not."""

    t_s: float
    taken_after_s: float | None = None


class CountedBy(StrEnum):
    """Who counted an exercise."""

    CAMERA = "camera"
    TIME = "time"  # led by the clock: nobody saw it
    HAND = "hand"  # the user said so


@dataclass(frozen=True, slots=True)
class ExerciseEffect:
    """How far the fault came back after an exercise, with its standard error, and for how long.

    `back` is positive for the better.  It stayed within its limit for `stayed_s`; `stays` says that
    it still did when nobody watched any more, so that it is the least.  None: not known yet.
    """

    back: float  # in `unit`
    error: float  # of `back`, one standard error
    unit: str  # "deg" or "cm"
    stayed_s: float | None = None
    stays: bool = False


@dataclass(frozen=True, slots=True)
class StretchRecord:
    """An exercise done, at Unix time `at_s`; `repetitions` is None where nobody counted.

    `repetitions` are all that were done, the `partial` ones included; those `asked` for are the
    whole set, all sides together.  One that was `skipped` was proposed or begun, and left.
    """

    at_s: float
    exercise: str
    repetitions: int | None = None
    partial: int | None = None
    asked: int | None = None
    holds_s: tuple[float, ...] = ()  # one for each repetition of an exercise that is held
    form: tuple[str, ...] = ()  # hints of `core/coach/seen.py`, most useful first
    counted_by: CountedBy = CountedBy.HAND
    cause: Cause | None = None  # the fault that it answered
    hurt: bool = False
    skipped: bool = False
    effect: ExerciseEffect | None = None

    @property
    def is_done(self) -> bool:
        """Whether it was done to the end, without pain."""
        return not self.hurt and not self.skipped


@dataclass(frozen=True, slots=True)
class FreshStart:
    """From Unix time `at_s` on, nothing before is learned from; `exercise` is "" for all."""

    at_s: float
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class PainNote:
    """What the user noted about pain, 0 to 10, at Unix time `at_s`."""

    at_s: float
    score: int
    where: str = ""
    warning_signs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the score.

        Raises:
            ValueError: the score is not from 0 to 10.
        """
        if not 0 <= self.score <= 10:
            msg = f"a pain score is from 0 to 10, got {self.score}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the local clock, of one calibration.

    `day` counts days since 1970-01-01 (a Thursday) and `hour` is 0 to 23, both in local time.
    """

    day: int
    hour: int
    calibration: str
    total: Dose

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return (self.day + 3) % 7
