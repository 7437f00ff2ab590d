"""How an exercise moves, as its catalogue says it: keyframes of joint angles with their times."""

from enum import StrEnum
from typing import Any, Final, Self

from pydantic import Field, model_validator

from posturecam.stretches.checked import Checked
from posturecam.stretches.figure import joints
from posturecam.stretches.suggest import hint


class View(StrEnum):
    """From where the figure is seen."""

    FRONT = "front"
    SIDE = "side"  # from the person's right: the person looks right
    BACK = "back"
    TOP = "top"  # the person looks up the sheet
    CORNER = "corner"  # between front and side
    RAISED = "raised"  # from the front, a little above
    ABOVE = "above"  # from the front, above


class Show(StrEnum):
    """How much of the figure is in the picture."""

    WHOLE = "whole"
    UPPER = "upper"  # from the waist up
    BUST = "bust"  # head and chest
    HEAD = "head"  # head and shoulders


class Point(StrEnum):
    """Where an arrow can be."""

    CROWN = "crown"
    NOSE = "nose"
    TURN = "turn"  # around the head, seen from the front
    CHEST = "chest"
    BELLY = "belly"
    BACK = "back"
    PELVIS = "pelvis"
    SHOULDER = "shoulder"
    BLADE = "blade"
    ELBOW = "elbow"
    HAND = "hand"
    LEFT_HAND = "left_hand"
    RIGHT_HAND = "right_hand"
    KNEE = "knee"
    FOOT = "foot"
    NONE = "none"


class Anchor(StrEnum):
    """Where a hand or a foot can be held, beside a place in cm."""

    START = "start"  # where it is at the beginning
    FREE = "free"  # wherever the angles put it
    THIGH = "thigh"
    KNEE = "knee"
    SEAT = "seat"  # the edge of the seat
    BELLY = "belly"
    CHEST = "chest"
    HEAD = "head"  # the back of the head
    OTHER_ARM = "other_arm"


Place = tuple[float, float, float]
"""Forward, outward and up in cm, from the floor below the middle of the sheet."""


class Prop(StrEnum):
    """What the figure sits on, leans on or holds."""

    CHAIR = "chair"
    STOOL = "stool"
    FLOOR = "floor"
    MAT = "mat"
    WALL_BEHIND = "wall_behind"
    WALL_AHEAD = "wall_ahead"
    DOORFRAME = "doorframe"
    SCREEN = "screen"
    BALL = "ball"
    PILLOW = "pillow"
    ROLLER = "roller"
    BENCH = "bench"
    DUMBBELLS = "dumbbells"
    DUMBBELL = "dumbbell"
    BARBELL = "barbell"
    BAND = "band"
    CABLE = "cable"
    WATER = "water"
    PACK = "pack"  # a warm one, on neck and shoulders


class Keyframe(Checked):
    """A pose, reached at `at_s` and kept until `until_s`.

    `angles` has `joint.direction`, with the side where a joint has one; what is left out is as in
    the starting posture.  `contacts` says where `left_hand`, `right_hand`, `left_foot` and
    `right_foot` are held.
    """

    at_s: float = Field(ge=0, le=120)
    until_s: float | None = Field(default=None, gt=0, le=120)
    angles: dict[str, float] = Field(default_factory=dict)
    contacts: dict[str, Anchor | Place] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _sort(cls, row: Any) -> Any:
        """Sort what is written in one row into angles and contacts."""
        if not isinstance(row, dict) or "angles" in row:
            return row
        return sorted_row(row, ("at_s", "until_s"))

    @property
    def end_s(self) -> float:
        """When the pose is left."""
        return self.at_s if self.until_s is None else self.until_s


class Movement(Checked):
    """One loop of a movement: the last keyframe leads back to the first in `loop_s`.

    With `mirror` the other side follows, and the whole takes twice as long; the keyframes are
    those of the first side.  `moments_s` are the times that a strip shows where beginning, middle
    and furthest pose do not say it.
    """

    posture: str = "seated"
    view: View = View.SIDE
    show: Show = Show.WHOLE
    loop_s: float = Field(gt=0, le=240)
    mirror: bool = False
    props: tuple[Prop, ...] = Field(default=(), max_length=6)
    arrow: Point | None = None
    tint: str = Field(default="both", pattern="^(both|left|right|none)$")
    moments_s: tuple[float, float, float] | None = None
    keyframes: tuple[Keyframe, ...] = Field(min_length=2, max_length=24)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        from posturecam.stretches.figure.postures import POSTURES  # noqa: PLC0415 in a circle

        if self.posture not in POSTURES:
            msg = f"movement: {self.posture!r} is not a posture{hint(self.posture, POSTURES)}"
            raise ValueError(msg)
        times = [at for frame in self.keyframes for at in (frame.at_s, frame.end_s)]
        if times != sorted(times) or times[0] != 0:
            msg = "movement: the keyframes must begin at 0 s and follow each other in time"
            raise ValueError(msg)
        if times[-1] >= self.loop_s:
            msg = f"movement: loop_s must be later than the last keyframe ({times[-1]:g} s)"
            raise ValueError(msg)
        if self.moments_s and not 0 <= min(self.moments_s) <= max(self.moments_s) < self.loop_s:
            msg = f"movement: moments_s must be from 0 s to before loop_s ({self.loop_s:g} s)"
            raise ValueError(msg)
        start = POSTURES[self.posture].angles
        problems = [
            f"keyframe {number}, {problem}"
            for number, frame in enumerate(self.keyframes, 1)
            for problem in joints.impossible({**start, **frame.angles})
        ]
        if problems:
            raise ValueError("movement: " + "; ".join(problems))
        return self


def sorted_row(row: dict[str, Any], plain: tuple[str, ...]) -> dict[str, Any]:
    """Sort the fields of a row: those in `plain`, angles of joints, contacts.

    Raises:
        ValueError: A field is none of these, or no number.
    """
    angles: dict[str, float] = {}
    contacts: dict[str, Anchor | Place] = {}
    kept = {name: value for name, value in row.items() if name in plain}
    for name, value in sorted(row.items(), key=lambda item: item[0].startswith(joints.SIDES)):
        if name in plain:
            continue
        if name in LIMBS:
            contacts |= dict.fromkeys(LIMBS[name], _anchor(name, value))
        else:
            angles |= _angles(name, value)
    return {**kept, "angles": angles, "contacts": contacts}


LIMBS = {
    "hand": ("left_hand", "right_hand"),
    "foot": ("left_foot", "right_foot"),
    **{f"{side}_{limb}": (f"{side}_{limb}",) for side in joints.SIDES for limb in ("hand", "foot")},
}


AXES = ("forward", "outward", "up")
PLACE = ", ".join(AXES)


FARTHEST_CM: Final = 300.0
"""No hand or foot is held farther from the middle of the sheet, where a person of average height
stands."""


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_near(value: Any) -> bool:
    return _is_number(value) and abs(value) <= FARTHEST_CM


def _anchor(limb: str, value: Any) -> Anchor | Place:
    if isinstance(value, str) and value in list(Anchor):
        return Anchor(value)
    if isinstance(value, list) and len(value) == len(AXES) and all(map(_is_near, value)):
        return (float(value[0]), float(value[1]), float(value[2]))
    places = (
        hint(value, Anchor)
        if isinstance(value, str)
        else f"; it may be [{PLACE}] in cm, each up to {FARTHEST_CM:.0f}"
    )
    msg = f"movement: {limb} cannot be held at {value!r}{places}"
    raise ValueError(msg)


def _angles(joint: str, directions: Any) -> dict[str, float]:
    known = joints.directions_of(joint)
    if known is None:
        msg = f"movement: {joint} is not a joint{hint(joint, (*joints.names(), *LIMBS))}"
        raise ValueError(msg)
    if not isinstance(directions, dict):  # pydantic collects ValueErrors alone
        msg = f"movement: {joint} needs a direction, such as {joint}.{next(iter(known))}"
        raise ValueError(msg)  # noqa: TRY004
    for direction, value in directions.items():
        if direction not in known:
            msg = f"movement: {joint} has no {direction}{hint(direction, known)}"
            raise ValueError(msg)
        if not _is_number(value):
            msg = f"movement: {joint}.{direction} must be a number, got {value!r}"
            raise ValueError(msg)
    return {
        f"{name}.{direction}": float(value)
        for direction, value in directions.items()
        for name in joints.both(joint)
    }
