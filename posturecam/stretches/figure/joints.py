"""The joints of the figure, the directions in which each moves, and how far.

A pose is a flat table from `joint.direction` to degrees; what it does not name is 0: standing
upright, arms hanging, palms to the thighs.  Joints in pairs are named `left_...` and `right_...`.

Ranges in degrees:

- AAOS: American Academy of Orthopaedic Surgeons, Joint Motion: Method of Measuring and Recording
  (1965), the values that most goniometry tables repeat.
- Norkin and White, Measurement of Joint Motion (5th ed. 2016): horizontal abduction, forearm.
- AMA: Guides to the Evaluation of Permanent Impairment (knee, 150 degrees).
- White and Panjabi, Clinical Biomechanics of the Spine (2nd ed. 1990): parts of the spine.
- Levangie and Norkin, Joint Structure and Function (4th ed. 2005): sternoclavicular joint.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Pose = Mapping[str, float]

SIDES: Final = ("left", "right")


@dataclass(frozen=True, slots=True)
class Range:
    """How far a joint moves in one direction; negative is the opposite one."""

    least: float
    most: float
    source: str
    unit: str = "degrees"


AAOS, NORKIN, AMA = "AAOS 1965", "Norkin and White 2016", "AMA guides"
PANJABI, LEVANGIE = "White and Panjabi 1990", "Levangie and Norkin 2005"
SHEET = "the figure's own sheet"


def _spine(flexion: float, extension: float, side: float, turn: float) -> dict[str, Range]:
    return {
        "flexion": Range(-extension, flexion, PANJABI),
        "side_bend": Range(-side, side, PANJABI),
        "rotation": Range(-turn, turn, PANJABI),
    }


AXIAL: Final[Mapping[str, Mapping[str, Range]]] = {
    "root": {
        "forward_cm": Range(-150, 150, SHEET, "cm"),
        "left_cm": Range(-150, 150, SHEET, "cm"),
        "up_cm": Range(-150, 150, SHEET, "cm"),
        "lean": Range(-180, 180, SHEET),
        "tilt": Range(-180, 180, SHEET),
        "turn": Range(-180, 180, SHEET),
    },
    "belly": {"rise": Range(0, 100, "a full breath", "percent")},
    "lower_trunk": _spine(60, 35, 30, 18),
    "upper_trunk": _spine(40, 30, 35, 40),
    "neck": _spine(35, 35, 40, 45),
    "head": _spine(20, 25, 10, 45),
}
"""The root is the pelvis.  Flexion bends forward, side bend and rotation go to the left."""

PAIRED: Final[Mapping[str, Mapping[str, Range]]] = {
    "scapula": {
        "elevation": Range(-10, 45, LEVANGIE),
        "protraction": Range(-30, 30, LEVANGIE),
    },
    "shoulder": {
        "flexion": Range(-60, 180, AAOS),
        "abduction": Range(-30, 180, AAOS),
        "horizontal_abduction": Range(-135, 135, NORKIN),
        "rotation": Range(-70, 90, AAOS),
    },
    "elbow": {"flexion": Range(0, 150, AAOS)},
    "forearm": {"rotation": Range(-80, 80, NORKIN)},
    "wrist": {"flexion": Range(-70, 80, AAOS)},
    "hip": {
        "flexion": Range(-30, 120, AAOS),
        "abduction": Range(-30, 45, AAOS),
        "rotation": Range(-45, 45, AAOS),
    },
    "knee": {"flexion": Range(0, 150, AMA)},
    "ankle": {"flexion": Range(-50, 20, AAOS)},
}
"""Rotation is outwards; the forearm's turns the palm forward; the ankle's lifts the toes."""

TOGETHER: Final[Mapping[tuple[str, str], Mapping[str, Range]]] = {
    ("neck", "head"): {
        "flexion": Range(-45, 45, AAOS),
        "side_bend": Range(-45, 45, AAOS),
        "rotation": Range(-60, 60, AAOS),
    },
    ("lower_trunk", "upper_trunk"): {
        "flexion": Range(-25, 80, AAOS),
        "side_bend": Range(-35, 35, AAOS),
        "rotation": Range(-45, 45, AAOS),
    },
}
"""How far two parts of the spine move together."""


def directions_of(joint: str) -> Mapping[str, Range] | None:
    """Return the directions of a joint, with or without its side; None if there is none."""
    return AXIAL.get(joint) or PAIRED.get(joint.removeprefix("left_").removeprefix("right_"))


def names() -> tuple[str, ...]:
    """Return the name of every joint; those in pairs may have `left_` or `right_` before it."""
    return (*AXIAL, *PAIRED)


def both(joint: str) -> tuple[str, ...]:
    """Return what `joint` stands for: `elbow` is the left one and the right one."""
    return tuple(f"{side}_{joint}" for side in SIDES) if joint in PAIRED else (joint,)


def impossible(pose: Pose) -> tuple[str, ...]:
    """Say which joints of `pose` are bent further than joints go."""
    alone = [
        _beyond(channel.replace(".", " ").replace("_", " "), value, _range(channel))
        for channel, value in pose.items()
    ]
    together = [
        _beyond(
            f"{first} and {second} {direction} together".replace("_", " "),
            pose.get(f"{first}.{direction}", 0) + pose.get(f"{second}.{direction}", 0),
            limits,
        )
        for (first, second), directions in TOGETHER.items()
        for direction, limits in directions.items()
    ]
    return tuple(filter(None, (*alone, *together)))


def mirrored(pose: Pose) -> dict[str, float]:
    """Return the pose of the other side."""
    return {other_side(channel): sign(channel) * value for channel, value in pose.items()}


def other_side(name: str) -> str:
    """Swap left and right in a name."""
    if name.startswith("left_"):
        return "right_" + name.removeprefix("left_")
    if name.startswith("right_"):
        return "left_" + name.removeprefix("right_")
    return name


def sign(channel: str) -> int:
    """Return -1 for what changes its sign in a mirror, 1 for the rest."""
    joint, _, direction = channel.partition(".")
    sideways = direction in {"side_bend", "rotation", "left_cm", "tilt", "turn"}
    return -1 if joint in AXIAL and sideways else 1


def _range(channel: str) -> Range:
    joint, _, direction = channel.partition(".")
    return (directions_of(joint) or {})[direction]


def _beyond(what: str, value: float, limits: Range) -> str:
    if limits.least <= value <= limits.most:
        return ""
    return (
        f"{what} is {value:g}; {limits.least:g} to {limits.most:g} {limits.unit} is possible "
        f"({limits.source})"
    )
