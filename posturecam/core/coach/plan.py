"""How an exercise is led in time: what is asked for, and how long each part of it lasts."""

from dataclasses import dataclass
from enum import StrEnum

from posturecam.core.coach.movements import Set, Side
from posturecam.core.coach.seen import Phase


class Breath(StrEnum):
    """Which way to breathe; FREE where nothing is said about it."""

    IN = "in"
    OUT = "out"
    FREE = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the parts last, in seconds."""

    ready_s: float  # to read the cautions and get into position
    go_s: float  # to the end of the movement
    back_s: float
    rest_s: float  # between two repetitions
    change_s: float  # to change sides
    set_rest_s: float  # between two sets


@dataclass(frozen=True, slots=True)
class Plan:
    """One exercise as it is led: `asked` in each of `sets`.

    With two sides each repetition is on the other side than the one before if they `alternate`;
    else one side is done whole, then the other.  `breath` is the one on the way to the end of the
    movement.
    """

    asked: Set
    pace: Pace
    sets: int = 1
    alternate: bool = True
    breath: Breath = Breath.FREE

    @property
    def is_followed(self) -> bool:
        """Whether there is a movement that a camera in front can see."""
        return self.asked.movement is not None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that are asked for, in their order."""
        return (Side.LEFT, Side.RIGHT) if self.asked.sides > 1 else (Side.BOTH,)

    @property
    def of(self) -> int:
        """The number of repetitions of each side, all sets together."""
        return self.asked.repetitions * self.sets

    @property
    def lasts_s(self) -> float:
        """How long it takes by time, without breaks between sets and sides."""
        one_s = sum(self.phase_s(phase) for phase in (Phase.GOING, Phase.HOLD, Phase.BACK))
        return self.pace.ready_s + self.of * len(self.sides) * (one_s + self.pace.rest_s)

    def phase_s(self, phase: Phase) -> float:
        """Return how long `phase` lasts by time."""
        lengths_s = {
            Phase.GOING: self.pace.go_s,
            Phase.HOLD: self.asked.hold_s or 0.0,
            Phase.BACK: self.pace.back_s,
        }
        return lengths_s.get(phase, self.pace.rest_s)
