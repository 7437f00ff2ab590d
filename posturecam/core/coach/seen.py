"""What the camera has seen of one set, as values."""

from dataclasses import dataclass
from enum import StrEnum

from posturecam.core.coach.movements import Side


class Phase(StrEnum):
    """Where the movement is now."""

    SETTLING = "settling"  # getting into position: nothing counts yet
    REST = "rest"
    GOING = "going"  # on the way to the end of the movement
    HOLD = "hold"
    BACK = "back"  # on the way back to rest


class Obstacle(StrEnum):
    """Why the movement cannot be followed at this moment; the text is what the user reads."""

    NOBODY = "nobody is in the picture"
    SOMEBODY_ELSE = "somebody else is in the picture"
    FACE_OUT = "your face is not whole in the picture"
    SHOULDERS_OUT = "your shoulders are not in the picture"
    ARMS_OUT = "your arms are not in the picture"
    TOO_DARK = "it is too dark"
    NO_PICTURE = "the camera gives no picture"


class Form(StrEnum):
    """What could be better about the form; `wording.py` of the stretches has the sentences."""

    FURTHER = "further"  # a little further
    LONGER = "longer"  # hold it longer
    SLOWER = "slower"
    CHIN_LEVEL = "chin_level"
    FACE_FRONT = "face_front"
    TRUNK_STILL = "trunk_still"
    SHOULDERS_DOWN = "shoulders_down"
    OTHER_SIDE = "other_side"  # one side was forgotten


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition, in stream time.

    `reach` is how far it went, as a share of the person's own full repetitions in this set (1 is
    typical of them); a `partial` one goes less far than counts as whole.  `held_s` is how long the
    end of the movement was held; 0 for a movement that is not held.
    """

    start_s: float
    peak_s: float
    end_s: float
    held_s: float
    side: Side
    reach: float
    partial: bool
    form: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A set as it was seen until now: `reps` are complete ones, oldest first."""

    reps: tuple[Repetition, ...] = ()
    phase: Phase = Phase.SETTLING
    reach: float = 0.0  # of the movement now, 0 at rest to 1 and beyond
    held_s: float = 0.0  # of the hold that goes on now
    side: Side = Side.BOTH  # of the movement now
    obstacle: Obstacle | None = None
    form: tuple[Form, ...] = ()  # to say now, most useful first
    unseen_s: float = 0.0  # for how long the set could not be followed, in all
