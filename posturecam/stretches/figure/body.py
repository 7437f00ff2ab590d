"""The body at a time: angles first, then what is pinned, then what is held."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.stretches.figure import joints
from posturecam.stretches.figure.joints import SIDES
from posturecam.stretches.figure.motion import Grip, Held, Hold, Motion
from posturecam.stretches.figure.movement import Anchor
from posturecam.stretches.figure.postures import Pin
from posturecam.stretches.figure.skeleton import (
    ANKLE,
    FOREARM,
    SHANK,
    THIGH,
    UPPER_ARM,
    Skeleton,
    Vector,
    outward,
    skeleton,
)

SEAT_CM: Final = 41.0  # height of the seat's surface
SEAT_OUT_CM: Final = 21.0  # from its middle to its edge
SEAT_GRIP: Final = (6.0, SEAT_OUT_CM, SEAT_CM + 9)  # where a wrist is when a hand holds the edge
ON_LEG: Final = {Anchor.THIGH: 0.62, Anchor.KNEE: 0.9}  # share of the way from hip to knee
ABOVE_THIGH_CM: Final = 9.0
ON_BODY: Final = {
    Anchor.BELLY: ("lower_trunk", "l5", (13.5, 9.0, 6.0), (0.0, -1.0, 0.0)),
    Anchor.CHEST: ("upper_trunk", "t12", (14.0, 8.0, 14.0), (0.0, -1.0, 0.0)),
    Anchor.HEAD: ("head", "c1", (-8.0, 8.5, 8.0), (-0.3, -1.0, 0.4)),
}
"""Part, the joint it is placed from, where the wrist is, and which way the fingers point.

y runs outwards."""

AT_OTHER_ARM: Final = 0.7  # share of the way from shoulder to elbow
BEFORE_ARM: Final = (6.0, 0.0, 0.0)
NEAR: Final = 1e-6


@dataclass(frozen=True, slots=True)
class _Limb:
    start: str
    middle: str
    end: str
    tip: str
    upper: float
    lower: float


def _limb(side: str, names: tuple[str, str, str, str], lengths: tuple[float, float]) -> _Limb:
    start, middle, end, tip = (f"{side}_{joint}" for joint in names)
    return _Limb(start, middle, end, tip, *lengths)


_ARM: Final = (("shoulder", "elbow", "wrist", "fingers"), (UPPER_ARM, FOREARM))
_LEG: Final = (("hip", "knee", "ankle", "toes"), (THIGH, SHANK))
_LIMBS: Final[Mapping[str, _Limb]] = {
    **{f"{side}_hand": _limb(side, *_ARM) for side in SIDES},
    **{f"{side}_foot": _limb(side, *_LEG) for side in SIDES},
}


def body_at(motion: Motion, at_s: float) -> Skeleton:
    """Return the body at `at_s` of the movement's loop."""
    moment = motion.at(at_s)
    body = _pinned(skeleton(moment.angles), motion)
    for limb, grip in sorted(moment.grips.items(), key=lambda held: held[0].endswith("hand")):
        body = _gripped(body, limb, grip)
    return body


def goal_of(body: Skeleton, limb: str, held: Held) -> tuple[Vector, Vector]:
    """Return where the wrist or ankle of `limb` is held, and which way its tip points there."""
    side = limb.partition("_")[0]
    flip = np.array([1, outward(side), 1])
    if isinstance(held, Hold):
        return np.array(held.point) * flip, np.array(held.along) * flip
    if isinstance(held, tuple):
        bones = _LIMBS[limb]
        goal = np.array(held) * flip
        return goal, goal - body.points[bones.middle]
    return _anchored(body, side, held, flip)


def _anchored(body: Skeleton, side: str, held: Anchor, flip: Vector) -> tuple[Vector, Vector]:
    at, inward = body.points, np.array([0.0, -outward(side), 0.0])
    if held is Anchor.SEAT:
        seat = np.array([at["pelvis"][0], 0.0, 0.0])
        return seat + np.array(SEAT_GRIP) * flip, np.array([0.2, 0.0, -1.0])
    if held in ON_LEG:
        thigh = at[f"{side}_knee"] - at[f"{side}_hip"]
        above = body.frames[f"{side}_thigh"][:, 0] * ABOVE_THIGH_CM
        return at[f"{side}_hip"] + ON_LEG[held] * thigh + above, thigh - above
    if held is Anchor.OTHER_ARM:
        shoulder, elbow = (
            at[joints.other_side(f"{side}_{name}")] for name in ("shoulder", "elbow")
        )
        return shoulder + AT_OTHER_ARM * (elbow - shoulder) + np.array(BEFORE_ARM), inward
    part, joint, offset, along = ON_BODY[held]
    place = body.points[joint] + body.frames[part] @ (np.array(offset) * flip)
    return place, body.frames[part] @ (np.array(along) * flip)


def _pinned(body: Skeleton, motion: Motion) -> Skeleton:
    if motion.pin is Pin.NONE:
        return body
    if motion.pin is Pin.GROUND:
        soles = [sole for side in SIDES for sole in soles_of(body, side)]
        return _moved(body, np.array([0.0, 0.0, -min(sole[2] for sole in soles)]))
    knees = [motion.start.points[f"{side}_knee"] - body.points[f"{side}_knee"] for side in SIDES]
    return _moved(body, (knees[0] + knees[1]) / 2)


def soles_of(body: Skeleton, side: str) -> tuple[Vector, Vector]:
    """Return the heel and the ball of a foot, where they touch the floor."""
    foot = body.frames[f"{side}_foot"]
    ankle = body.points[f"{side}_ankle"]
    return (
        ankle + foot @ np.array([-4.0, 0.0, -ANKLE]),
        ankle + foot @ np.array([13.0, 0.0, -ANKLE]),
    )


def _moved(body: Skeleton, by: Vector) -> Skeleton:
    return Skeleton({name: point + by for name, point in body.points.items()}, body.frames)


def _gripped(body: Skeleton, limb: str, grip: Grip) -> Skeleton:
    if grip.weight == 0:
        return body
    bones = _LIMBS[limb]
    first, first_along = goal_of(body, limb, grip.first)
    then, then_along = goal_of(body, limb, grip.then)
    goal = first + grip.share * (then - first)
    along = _unit(first_along) + grip.share * (_unit(then_along) - _unit(first_along))
    at = body.points
    goal = at[bones.end] + grip.weight * (goal - at[bones.end])
    free = _unit(at[bones.tip] - at[bones.end])
    tip = _unit(free + grip.weight * (_unit(along) - free))
    middle, end = reach(at[bones.start], goal, at[bones.middle], bones.upper, bones.lower)
    length = float(np.linalg.norm(at[bones.tip] - at[bones.end]))
    points = {**at, bones.middle: middle, bones.end: end, bones.tip: end + tip * length}
    frames = {**body.frames, limb: _turned(body.frames[limb], tip, limb)}
    return Skeleton(points, frames)


def reach(
    start: Vector, goal: Vector, towards: Vector, upper: float, lower: float
) -> tuple[Vector, Vector]:
    """Return elbow and wrist, or knee and ankle, when the end is brought to `goal`.

    The middle joint bends `towards` a point; the end stops short where the limb is too short.
    """
    way = goal - start
    distance = float(np.clip(np.linalg.norm(way), abs(upper - lower) + NEAR, upper + lower - NEAR))
    along = _unit(way)
    bend = towards - start - along * float((towards - start) @ along)
    if float(np.linalg.norm(bend)) < NEAR:
        bend = np.cross(along, np.array([0.0, 1.0, 0.0]))
    reached = (distance**2 + upper**2 - lower**2) / (2 * distance)
    out = max(upper**2 - reached**2, 0.0) ** 0.5
    return start + along * reached + _unit(bend) * out, start + along * distance


def _turned(frame: Vector, tip: Vector, limb: str) -> Vector:
    """Turn a hand's or a foot's frame so that its tip points along `tip`."""
    is_hand = limb.endswith("hand")
    keep = frame[:, 0] if is_hand else frame[:, 2]
    kept = _unit(keep - tip * float(keep @ tip))
    if is_hand:
        return np.column_stack([kept, np.cross(-tip, kept), -tip])
    return np.column_stack([tip, np.cross(kept, tip), kept])


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / length if length > NEAR else np.array([0.0, 0.0, 1.0])
