"""From joint angles to places: the joint tree of one body.

x runs forward, y to the person's left, z up, in cm.  Lengths are shares of the stature from Drillis
and Contini (1966), as in Winter, Biomechanics and Motor Control of Human Movement (4th ed. 2009),
figure 4.1; those of the spine are split at T12 and C7 by the same book's joint heights.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any, Final

import numpy as np

from posturecam.stretches.figure.joints import SIDES, Pose

Vector = np.ndarray[Any, np.dtype[np.float64]]

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
NECK_REST: Final = 14.0  # degrees by which a neck leans forward when somebody stands upright


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Where everything is: `points` by name, and which way the parts are turned."""

    points: Mapping[str, Vector]
    frames: Mapping[str, Vector]

    def place(self, frame: str, origin: str, offset: tuple[float, float, float]) -> Vector:
        """Return a point that is fixed to a part of the body."""
        placed: Vector = self.points[origin] + self.frames[frame] @ np.array(offset)
        return placed


def skeleton(pose: Pose) -> Skeleton:
    """Return where the joints are in `pose`, without any contact."""
    points: dict[str, Vector] = {}
    frames: dict[str, Vector] = {}
    _trunk(pose, points, frames)
    for side in SIDES:
        _arm(pose, side, points, frames)
        _leg(pose, side, points, frames)
    return Skeleton(points, frames)


def turn_x(degrees: float) -> Vector:
    """Return the rotation about the forward axis, left up to the top."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def turn_y(degrees: float) -> Vector:
    """Return the rotation about the left axis, top to the front."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def turn_z(degrees: float) -> Vector:
    """Return the rotation about the upward axis, front to the left."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def outward(side: str) -> int:
    """Return the sign of y on this side."""
    return 1 if side == "left" else -1


def _trunk(pose: Pose, points: dict[str, Vector], frames: dict[str, Vector]) -> None:
    root = _spine(pose, "root", "lean", "tilt", "turn")
    points["pelvis"] = np.array(
        [pose.get(f"root.{way}_cm", 0.0) for way in ("forward", "left", "up")]
    )
    frames["pelvis"] = root
    points["l5"] = points["pelvis"] + root @ np.array(L5)
    steps = (
        ("lower_trunk", "pelvis", "l5", "t12", LOWER_TRUNK, 0.0),
        ("upper_trunk", "lower_trunk", "t12", "c7", UPPER_TRUNK, 0.0),
        ("neck", "upper_trunk", "c7", "c1", NECK, NECK_REST),
    )
    for part, below, start, end, length, rest in steps:
        frames[part] = frames[below] @ _spine(pose, part)
        points[end] = points[start] + frames[part] @ turn_y(rest) @ np.array([0, 0, length])
    frames["head"] = frames["neck"] @ _spine(pose, "head")


def _spine(
    pose: Pose,
    joint: str,
    flexion: str = "flexion",
    side: str = "side_bend",
    turn: str = "rotation",
) -> Vector:
    around, forward, left = (pose.get(f"{joint}.{way}", 0.0) for way in (turn, flexion, side))
    return turn_z(around) @ turn_y(forward) @ turn_x(-left)


def _arm(pose: Pose, side: str, points: dict[str, Vector], frames: dict[str, Vector]) -> None:
    s = outward(side)

    def angle(joint: str, way: str) -> float:
        return pose.get(f"{side}_{joint}.{way}", 0.0)

    chest = frames["upper_trunk"]
    inner = points["c7"] + chest @ np.array([STERNUM[0], s * STERNUM[1], STERNUM[2]])
    girdle = turn_z(-s * angle("scapula", "protraction")) @ turn_x(
        s * angle("scapula", "elevation")
    )
    points[f"{side}_shoulder"] = inner + chest @ girdle @ np.array(
        [COLLARBONE[0], s * COLLARBONE[1], COLLARBONE[2]]
    )
    points[f"{side}_sternum"] = inner
    upper = (
        chest
        @ turn_z(s * angle("shoulder", "horizontal_abduction"))
        @ turn_y(-angle("shoulder", "flexion"))
        @ turn_x(s * angle("shoulder", "abduction"))
        @ turn_z(s * angle("shoulder", "rotation"))
    )
    fore = upper @ turn_y(-angle("elbow", "flexion")) @ turn_z(s * angle("forearm", "rotation"))
    hand = fore @ turn_x(-s * angle("wrist", "flexion"))
    _chain(points, side, ("shoulder", "elbow", "wrist", "fingers"), (upper, fore, hand), ARM)
    frames[f"{side}_upper_arm"], frames[f"{side}_forearm"] = upper, fore
    frames[f"{side}_hand"] = hand


def _leg(pose: Pose, side: str, points: dict[str, Vector], frames: dict[str, Vector]) -> None:
    s = outward(side)

    def angle(joint: str, way: str) -> float:
        return pose.get(f"{side}_{joint}.{way}", 0.0)

    points[f"{side}_hip"] = points["pelvis"] + frames["pelvis"] @ np.array([0, s * HIP_OUT, 0])
    thigh = (
        frames["pelvis"]
        @ turn_y(-angle("hip", "flexion"))
        @ turn_x(s * angle("hip", "abduction"))
        @ turn_z(s * angle("hip", "rotation"))
    )
    shank = thigh @ turn_y(angle("knee", "flexion"))
    _chain(points, side, ("hip", "knee", "ankle"), (thigh, shank), LEG)
    frames[f"{side}_thigh"] = thigh
    foot = shank @ turn_y(-angle("ankle", "flexion"))
    frames[f"{side}_foot"] = foot
    points[f"{side}_toes"] = points[f"{side}_ankle"] + foot[:, 0] * FOOT


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
        points[f"{side}_{end}"] = points[f"{side}_{start}"] - frame[:, 2] * length
