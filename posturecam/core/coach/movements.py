"""What is followed: movements that one camera in front can see, and what is asked of one set."""

from dataclasses import dataclass
from enum import StrEnum


class Movement(StrEnum):
    """A movement with a follower; the values are the names used in the catalogue."""

    HEAD_TURN = "head_turn"
    SIDE_BEND = "side_bend"  # ear towards the shoulder
    HALF_CIRCLE = "half_circle"  # chin to the chest, to one shoulder, over to the other
    SHRUG = "shrug"  # up, hold, drop
    SHOULDER_ROLL = "shoulder_roll"  # up, back, down
    SQUEEZE = "squeeze"  # shoulder blades together
    BACK_EXTENSION = "back_extension"  # upper back over the backrest, looking up
    SIT_TALL = "sit_tall"  # out of a slump, and held
    ARM_RAISE = "arm_raise"  # arms up and down, where the picture shows them


class Side(StrEnum):
    """The person's own side; BOTH where a movement has none."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Set:
    """What is asked for in one go: `repetitions` on each of `sides`, each held `hold_s`.

    `hold_s` is None for a movement that is not held, `movement` for one that the camera in front
    does not show: then time is counted, nothing else.
    """

    movement: Movement | None
    repetitions: int
    hold_s: float | None = None
    sides: int = 1
