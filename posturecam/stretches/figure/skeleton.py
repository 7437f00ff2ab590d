"""From joint angles to places: the joint tree of one body.

x runs forward, y to the person's left, z up, in cm.  Lengths are shares of the stature from Drillis
and Contini (1966), as in Winter, Biomechanics and Motor Control of Human Movement (4th ed. 2009),
figure 4.1; those of the spine are split at T12 and C7 by the same book's joint heights.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from posturecam.stretches.figure.joints import SIDES, Pose

Offset = tuple[float, float, float]
Vector = np.ndarray[Any, np.dtype[Any]]

STATURE_CM: Final = 170.0
THIGH: Final = 0.245 * STATURE_CM
SHANK: Final = 0.246 * STATURE_CM
ANKLE: Final = 0.039 * STATURE_CM  # height of the ankle
FOOT: Final = 0.11 * STATURE_CM  # ankle to toes, of 0.152 from heel to toes
UPPER_ARM: Final = 0.186 * STATURE_CM
FOREARM: Final = 0.146 * STATURE_CM
HAND: Final = 0.09 * STATURE_CM  # to the fingertips, a little bent, of 0.108
HIP_OUT: Final = 0.05 * STATURE_CM
LOWER_TRUNK: Final = 0.13 * STATURE_CM  # L5 to T12
UPPER_TRUNK: Final = 0.155 * STATURE_CM  # T12 to C7
NECK: Final = 0.07 * STATURE_CM  # C7 to C1
L5: Final = (-2.0, 0.0, 9.0)  # from between the hips
STERNUM: Final = (5.0, 2.5, -5.5)  # where a collarbone begins, from C7
COLLARBONE: Final = (-3.5, 14.5, 0.5)  # from there to the shoulder joint
BLADE: Final = (-8.5, 9.0, -9.0)  # middle of a shoulder blade, from C7
BLADE_GLIDE: Final = 0.13
"""cm by which a blade glides over the ribs for a degree of the collarbone: some 8 cm in all
(Levangie and Norkin 2005, chapter 7)."""
BREATH_CM: Final = 8.0  # by which a full breath draws out the belly: more than is real, to be seen
NECK_REST: Final = 14.0  # degrees by which a neck leans forward when somebody stands upright


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Where everything is at N times: `points` (N, 3), and how parts are turned (N, 3, 3)."""

    points: Mapping[str, Vector]
    frames: Mapping[str, Vector]

    def place(self, part: str, joint: str, offset: Offset) -> Vector:
        """Return where a point is (N, 3) that is fixed to a part of the body."""
        placed: Vector = self.points[joint] + self.frames[part] @ np.array(offset)
        return placed


class _Angles:
    """The angles of a pose at N times; 0 where the pose does not name one."""

    def __init__(self, pose: Mapping[str, Vector]) -> None:
        self._pose = pose
        self._none = np.zeros(len(next(iter(pose.values()))))

    def of(self, joint: str, *directions: str) -> tuple[Vector, ...]:
        return tuple(self._pose.get(f"{joint}.{way}", self._none) for way in directions)


def skeleton(pose: Mapping[str, Vector]) -> Skeleton:
    """Return where the joints are in `pose` (N values of each angle), without any contact."""
    points: dict[str, Vector] = {}
    frames: dict[str, Vector] = {}
    angles = _Angles(pose)
    _trunk(angles, points, frames)
    for side in SIDES:
        _arm(angles, side, points, frames)
        _leg(angles, side, points, frames)
    return Skeleton(points, frames)


def still(pose: Pose) -> Skeleton:
    """Return where the joints are in one pose."""
    return skeleton({name: np.array([value]) for name, value in pose.items()})


def turn_x(degrees: Vector) -> Vector:
    """Return rotations about the forward axis, left up to the top."""
    return _turn(degrees, 1, 2)


def turn_y(degrees: Vector) -> Vector:
    """Return rotations about the left axis, top to the front."""
    return _turn(degrees, 2, 0)


def turn_z(degrees: Vector) -> Vector:
    """Return rotations about the upward axis, front to the left."""
    return _turn(degrees, 0, 1)


def _turn(degrees: Vector, start: int, end: int) -> Vector:
    radians = np.radians(degrees)
    turned = np.zeros((*radians.shape, 3, 3))
    fixed = 3 - start - end
    turned[..., fixed, fixed] = 1
    turned[..., start, start] = turned[..., end, end] = np.cos(radians)
    turned[..., end, start] = np.sin(radians)
    turned[..., start, end] = -np.sin(radians)
    return turned


def outward(side: str) -> int:
    """Return the sign of y on this side."""
    return 1 if side == "left" else -1


def _trunk(angles: _Angles, points: dict[str, Vector], frames: dict[str, Vector]) -> None:
    frames["pelvis"] = _spine(*angles.of("root", "lean", "tilt", "turn"))
    points["pelvis"] = np.stack(angles.of("root", "forward_cm", "left_cm", "up_cm"), axis=-1)
    points["l5"] = points["pelvis"] + frames["pelvis"] @ np.array(L5)
    breath = angles.of("belly", "rise")[0] / 100 * BREATH_CM
    steps = (
        ("lower_trunk", "pelvis", "l5", "t12", LOWER_TRUNK, 0.0),
        ("upper_trunk", "lower_trunk", "t12", "c7", UPPER_TRUNK, 0.0),
        ("neck", "upper_trunk", "c7", "c1", NECK, NECK_REST),
    )
    for part, below, start, end, length, rest in steps:
        frames[part] = frames[below] @ _spine(*angles.of(part, "flexion", "side_bend", "rotation"))
        along = turn_y(np.array(rest)) @ np.array([0, 0, length])
        points[end] = points[start] + frames[part] @ along
    belly = np.array([0, 0, LOWER_TRUNK / 2]) + np.stack([breath, 0 * breath, 0 * breath], axis=-1)
    points["belly"] = points["l5"] + (frames["lower_trunk"] @ belly[..., None])[..., 0]
    frames["head"] = frames["neck"] @ _spine(*angles.of("head", "flexion", "side_bend", "rotation"))


def _spine(flexion: Vector, side_bend: Vector, rotation: Vector) -> Vector:
    return turn_z(rotation) @ turn_y(flexion) @ turn_x(-side_bend)


def _arm(angles: _Angles, side: str, points: dict[str, Vector], frames: dict[str, Vector]) -> None:
    s, chest = outward(side), frames["upper_trunk"]
    raised, forward = angles.of(f"{side}_scapula", "elevation", "protraction")
    girdle = chest @ turn_z(-s * forward) @ turn_x(s * raised)
    inner = points["c7"] + chest @ np.array([STERNUM[0], s * STERNUM[1], STERNUM[2]])
    collarbone = np.array([COLLARBONE[0], s * COLLARBONE[1], COLLARBONE[2]])
    points[f"{side}_shoulder"] = inner + girdle @ collarbone
    glide = np.stack([0 * raised, s * BLADE_GLIDE * forward, BLADE_GLIDE * raised], axis=-1)
    blade = np.array([BLADE[0], s * BLADE[1], BLADE[2]]) + glide
    points[f"{side}_blade"] = points["c7"] + (chest @ blade[..., None])[..., 0]
    upper = chest @ turn_z(s * angles.of(f"{side}_shoulder", "horizontal_abduction")[0])
    upper = upper @ _limb(s, *angles.of(f"{side}_shoulder", "flexion", "abduction", "rotation"))
    (bent,), (turned,) = (
        angles.of(f"{side}_elbow", "flexion"),
        angles.of(f"{side}_forearm", "rotation"),
    )
    fore = upper @ turn_y(-bent) @ turn_z(s * turned)
    hand = fore @ turn_x(-s * angles.of(f"{side}_wrist", "flexion")[0])
    _chain(points, side, ("shoulder", "elbow", "wrist", "fingers"), (upper, fore, hand), ARM)
    frames[f"{side}_upper_arm"], frames[f"{side}_hand"] = upper, hand


def _leg(angles: _Angles, side: str, points: dict[str, Vector], frames: dict[str, Vector]) -> None:
    s, pelvis = outward(side), frames["pelvis"]
    points[f"{side}_hip"] = points["pelvis"] + pelvis @ np.array([0, s * HIP_OUT, 0])
    thigh = pelvis @ _limb(s, *angles.of(f"{side}_hip", "flexion", "abduction", "rotation"))
    shank = thigh @ turn_y(angles.of(f"{side}_knee", "flexion")[0])
    foot = shank @ turn_y(-angles.of(f"{side}_ankle", "flexion")[0])
    _chain(points, side, ("hip", "knee", "ankle"), (thigh, shank), LEG)
    frames[f"{side}_thigh"], frames[f"{side}_foot"] = thigh, foot
    points[f"{side}_toes"] = points[f"{side}_ankle"] + foot[..., 0] * FOOT


def _limb(s: int, flexion: Vector, abduction: Vector, rotation: Vector) -> Vector:
    return turn_y(-flexion) @ turn_x(s * abduction) @ turn_z(s * rotation)


ARM: Final = (UPPER_ARM, FOREARM, HAND)
LEG: Final = (THIGH, SHANK)
ENDS: Final[Mapping[str, tuple[str, str]]] = {
    "left_hand": ("left_wrist", "left_fingers"),
    "right_hand": ("right_wrist", "right_fingers"),
    "left_foot": ("left_ankle", "left_toes"),
    "right_foot": ("right_ankle", "right_toes"),
}
"""The joint of what can be held, and its tip."""


def _chain(
    points: dict[str, Vector],
    side: str,
    names: tuple[str, ...],
    frames: tuple[Vector, ...],
    lengths: tuple[float, ...],
) -> None:
    for start, end, frame, length in zip(names, names[1:], frames, lengths, strict=False):
        points[f"{side}_{end}"] = points[f"{side}_{start}"] - frame[..., 2] * length
