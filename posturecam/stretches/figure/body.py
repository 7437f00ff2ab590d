"""The body at a time: angles first, then what is pinned, then what is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.stretches.figure import joints
from posturecam.stretches.figure.joints import SIDES
from posturecam.stretches.figure.motion import Grips, Held, Hold, Motion
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
    Anchor.BELLY: ("lower_trunk", "belly", (12.5, 8.0, 1.0), (0.0, -1.0, 0.0)),
    Anchor.CHEST: ("upper_trunk", "t12", (14.0, 8.0, 14.0), (0.0, -1.0, 0.0)),
    Anchor.HEAD: ("head", "c1", (-8.0, 8.5, 8.0), (-0.3, -1.0, 0.4)),
}
"""Part, the joint it is placed from, where the wrist is, and which way the fingers point.

y runs outwards."""

AT_OTHER_ARM: Final = 0.5  # share of the way from shoulder to elbow: where the deltoid ends (Gray)
BEFORE_ARM: Final = (6.0, 0.0, 0.0)
PALM_CM: Final = 8.0  # from the wrist to the middle of the palm
FORWARD: Final = (1.0, 0.0, 0.0)
LEFT: Final = (0.0, 1.0, 0.0)
STRAIGHT_DOWN: Final = (0.0, 0.0, -1.0)
STEEP: Final = 0.9  # a share of y from which another axis is further from a direction
DOWN: Final = (0.2, 0.0, -1.0)
HEEL_CM, BALL_CM = -4.0, 13.0  # from below the ankle
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


def bodies_at(motion: Motion, times_s: Sequence[float] | Vector) -> Skeleton:
    """Return the body at N times of the movement's loop."""
    moments = motion.at(times_s)
    body = free = _pinned(skeleton(moments.angles), motion)
    held = sorted(moments.grips.items(), key=lambda held: held[0].endswith("hand"))
    on_arm = [(limb, grips) for limb, grips in held if Anchor.OTHER_ARM in grips.places]
    for limb, grips in (*held, *on_arm):  # again when the other arm is where it is held
        body = _gripped(body, free, limb, grips)
    return body


def goal_of(body: Skeleton, limb: str, held: Held) -> tuple[Vector, Vector]:
    """Return where the wrist or ankle of `limb` is held, and which way its tip points there."""
    side = limb.partition("_")[0]
    flip = np.array([1, outward(side), 1])
    end = body.points[_LIMBS[limb].end]
    if isinstance(held, Hold):
        return end * 0 + np.array(held.point) * flip, end * 0 + np.array(held.along) * flip
    if isinstance(held, tuple):
        goal = end * 0 + np.array(held) * flip
        forward = end * 0 + np.array(FORWARD)
        return goal, forward if limb.endswith("foot") else goal - body.points[_LIMBS[limb].middle]
    return (end, end) if held is Anchor.FREE else _anchored(body, side, held, flip)


def _anchored(body: Skeleton, side: str, held: Anchor, flip: Vector) -> tuple[Vector, Vector]:
    at = body.points
    if held is Anchor.SEAT:
        seat = at["pelvis"] * np.array([1, 0, 0]) + np.array(SEAT_GRIP) * flip
        return seat, seat * 0 + np.array(DOWN)
    if held in ON_LEG:
        thigh = at[f"{side}_knee"] - at[f"{side}_hip"]
        above = body.frames[f"{side}_thigh"][..., 0] * ABOVE_THIGH_CM
        return at[f"{side}_hip"] + ON_LEG[held] * thigh + above, thigh - above
    if held is Anchor.OTHER_ARM:
        shoulder, elbow = (
            at[joints.other_side(f"{side}_{name}")] for name in ("shoulder", "elbow")
        )
        across = shoulder - at[f"{side}_shoulder"]
        place = shoulder + AT_OTHER_ARM * (elbow - shoulder) + np.array(BEFORE_ARM)
        return place - PALM_CM * _unit(across), across
    part, joint, offset, along = ON_BODY[held]
    place = at[joint] + body.frames[part] @ (np.array(offset) * flip)
    return place, body.frames[part] @ (np.array(along) * flip)


def _pinned(body: Skeleton, motion: Motion) -> Skeleton:
    if motion.pin is Pin.NONE:
        return body
    if motion.pin is Pin.GROUND:
        low = np.min([sole[..., 2] for side in SIDES for sole in soles_of(body, side)], axis=0)
        return _moved(body, low[..., None] * np.array([0.0, 0.0, -1.0]))
    knees = [motion.start.points[f"{side}_knee"] - body.points[f"{side}_knee"] for side in SIDES]
    return _moved(body, (knees[0] + knees[1]) / 2)


def soles_of(body: Skeleton, side: str) -> tuple[Vector, Vector]:
    """Return the heel and the ball of a foot, where they touch the floor."""
    foot, ankle = body.frames[f"{side}_foot"], body.points[f"{side}_ankle"]
    heel, ball = (ankle + foot @ np.array([x, 0.0, -ANKLE]) for x in (HEEL_CM, BALL_CM))
    return heel, ball


def _moved(body: Skeleton, by: Vector) -> Skeleton:
    return Skeleton({name: point + by for name, point in body.points.items()}, body.frames)


def _gripped(body: Skeleton, free: Skeleton, limb: str, grips: Grips) -> Skeleton:
    """Return the body with `limb` held, bent as it is in `free`."""
    if not grips.weight.any():
        return body
    bones, at = _LIMBS[limb], free.points
    share, weight = grips.share[:, None], grips.weight[:, None]
    held = [goal_of(body, limb, place) for place in grips.places]
    n = np.arange(len(share))
    goals, ways = np.stack([goal for goal, _ in held]), np.stack([_unit(way) for _, way in held])
    goal = (1 - share) * goals[grips.first, n] + share * goals[grips.then, n]
    along = (1 - share) * ways[grips.first, n] + share * ways[grips.then, n]
    hand = at[bones.tip] - at[bones.end]
    tip = _unit((1 - weight) * _unit(hand) + weight * _unit(along))
    goal = (1 - weight) * at[bones.end] + weight * goal
    middle, end = reach(at[bones.start], goal, at[bones.middle], bones.upper, bones.lower)
    tips = {bones.middle: middle, bones.end: end, bones.tip: end + tip * _length(hand)}
    turned = {limb: _turned(free.frames[limb], tip, limb)}
    return Skeleton({**body.points, **tips}, {**body.frames, **turned})


def reach(
    start: Vector, goal: Vector, towards: Vector, upper: float, lower: float
) -> tuple[Vector, Vector]:
    """Return elbow and wrist, or knee and ankle, when the end is brought to `goal`.

    The middle joint bends `towards` a point; the end stops short where the limb is too short.
    """
    along = _unit(goal - start, np.array(STRAIGHT_DOWN))
    distance = np.clip(_length(goal - start), abs(upper - lower) + NEAR, upper + lower - NEAR)
    bend = towards - start
    bend = bend - along * (bend * along).sum(axis=-1, keepdims=True)
    reached = (distance**2 + upper**2 - lower**2) / (2 * distance)
    out = np.sqrt(np.maximum(upper**2 - reached**2, 0.0))
    across = np.where(np.abs(along[..., 1:2]) < STEEP, np.array(LEFT), np.array(FORWARD))
    aside = _unit(bend, np.cross(along, across))
    return start + along * reached + aside * out, start + along * distance


def _turned(frame: Vector, tip: Vector, limb: str) -> Vector:
    """Turn hands' or feet's frames so that their tips point along `tip`."""
    is_hand = limb.endswith("hand")
    keep = frame[..., 0] if is_hand else frame[..., 2]
    kept = _unit(keep - tip * (keep * tip).sum(axis=-1, keepdims=True))
    columns = [kept, np.cross(-tip, kept), -tip] if is_hand else [tip, np.cross(kept, tip), kept]
    return np.stack(columns, axis=-1)


def _length(vectors: Vector) -> Vector:
    lengths: Vector = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    return lengths


def _unit(vectors: Vector, instead: Vector | None = None) -> Vector:
    """Return the directions of vectors; that of `instead` for those that have none."""
    length = _length(vectors)
    units: Vector = vectors / np.maximum(length, NEAR)
    return units if instead is None else np.where(length > NEAR, units, _unit(instead))
