"""A movement over time: every angle as a smooth curve through its keyframes.

The curves are Fritsch and Carlson's monotone cubics (SIAM J Numer Anal 1980;17:238-246): they rest
where a pose is kept or turned back from, flow through what lies on the way, and never go beyond a
keyframe, so that joints stay in their ranges.  They are closed: the end of a loop is its beginning.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from posturecam.stretches.figure import joints
from posturecam.stretches.figure.movement import Anchor, Keyframe, Movement, Place
from posturecam.stretches.figure.postures import POSTURES, Pin
from posturecam.stretches.figure.skeleton import ENDS, Skeleton, outward, skeleton


@dataclass(frozen=True, slots=True)
class Hold:
    """A place, and which way fingers or toes point there; y runs outwards from the body."""

    point: Place
    along: Place


Held = Anchor | Place | Hold


@dataclass(frozen=True, slots=True)
class Grip:
    """How a hand or a foot is held: `share` of the way from `first` to `then`."""

    first: Held
    then: Held
    share: float
    weight: float  # 0: where the angles put it, 1: held


@dataclass(frozen=True, slots=True)
class Moment:
    """A pose at a time."""

    angles: Mapping[str, float]
    grips: Mapping[str, Grip]


@dataclass(frozen=True, slots=True)
class _Node:
    at_s: float
    angles: Mapping[str, float]
    contacts: Mapping[str, Held]


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """The curves of a movement; `length_s` is one loop, both sides of it."""

    length_s: float
    times: tuple[float, ...]
    curves: Mapping[str, "Curve"]
    contacts: tuple[Mapping[str, Held], ...]
    pin: Pin
    start: Skeleton  # by the angles alone

    def at(self, at_s: float) -> Moment:
        """Return the pose at a time, from any loop."""
        t = at_s % self.length_s
        first = bisect_right(self.times, t) - 1
        start, end = self.times[first], self.times[first + 1]
        share = (t - start) / (end - start)
        grips = {
            limb: _grip(self.contacts[first][limb], self.contacts[first + 1][limb], share)
            for limb in self.contacts[0]
        }
        return Moment({name: curve.at(t, first) for name, curve in self.curves.items()}, grips)


@dataclass(frozen=True, slots=True)
class Curve:
    """Values and slopes at the times of the nodes."""

    times: tuple[float, ...]
    values: tuple[float, ...]
    slopes: tuple[float, ...]

    def at(self, t: float, first: int) -> float:
        """Return the value at `t`, which lies between the nodes `first` and the next."""
        span = self.times[first + 1] - self.times[first]
        x = (t - self.times[first]) / span
        before, after = self.values[first : first + 2]
        rise, fall = (slope * span for slope in self.slopes[first : first + 2])
        return (
            before * (1 + 2 * x) * (1 - x) ** 2
            + rise * x * (1 - x) ** 2
            + after * x * x * (3 - 2 * x)
            + fall * x * x * (x - 1)
        )


def motion_of(movement: Movement) -> Motion:
    """Return the curves of `movement`."""
    nodes = _nodes(movement)
    times = tuple(node.at_s for node in nodes)
    names = sorted({name for node in nodes for name in node.angles})
    curves = {name: _curve(times, [node.angles.get(name, 0.0) for node in nodes]) for name in names}
    pin = POSTURES[movement.posture].pin
    start = skeleton(nodes[0].angles)
    return Motion(times[-1], times, curves, tuple(node.contacts for node in nodes), pin, start)


def pose_at(movement: Movement, frame: Keyframe) -> dict[str, float]:
    """Return all angles of a keyframe, those of the starting posture among them."""
    return {**POSTURES[movement.posture].angles, **frame.angles}


def _nodes(movement: Movement) -> list[_Node]:
    base = POSTURES[movement.posture].contacts
    free = dict.fromkeys(ENDS, Anchor.FREE)
    start = skeleton(pose_at(movement, movement.keyframes[0]))
    side = [
        _Node(at, pose_at(movement, frame), _held({**free, **base, **frame.contacts}, start))
        for frame in movement.keyframes
        for at in dict.fromkeys((frame.at_s, frame.end_s))
    ]
    nodes = side
    if movement.mirror:
        nodes = [*side, *(_mirrored(node, movement.loop_s) for node in side)]
    length = movement.loop_s * (2 if movement.mirror else 1)
    return [*nodes, _Node(length, side[0].angles, side[0].contacts)]


def _held(contacts: Mapping[str, Anchor | Place], start: Skeleton) -> dict[str, Held]:
    return {
        limb: _where(start, limb) if anchor == Anchor.START else anchor
        for limb, anchor in contacts.items()
    }


def _where(start: Skeleton, limb: str) -> Hold:
    joint, tip = ENDS[limb]
    along = start.points[tip] - start.points[joint]
    flip = np.array([1, outward(limb.partition("_")[0]), 1])
    point, along = start.points[joint] * flip, along * flip
    return Hold((point[0], point[1], point[2]), (along[0], along[1], along[2]))


def _mirrored(node: _Node, later_s: float) -> _Node:
    held = {joints.other_side(limb): anchor for limb, anchor in node.contacts.items()}
    return _Node(node.at_s + later_s, joints.mirrored(node.angles), held)


def _curve(times: Sequence[float], values: Sequence[float]) -> Curve:
    rates = [(values[n + 1] - values[n]) / (times[n + 1] - times[n]) for n in range(len(times) - 1)]
    around = [(rates[n - 1], rates[n]) for n in range(len(rates))]
    slopes = [_slope(before, after) for before, after in around]
    return Curve(tuple(times), tuple(values), (*slopes, slopes[0]))


def _slope(before: float, after: float) -> float:
    """Return the harmonic mean; 0 where the curve turns or rests (Fritsch and Butland 1984)."""
    return 2 * before * after / (before + after) if before * after > 0 else 0.0


def _grip(first: Held, then: Held, share: float) -> Grip:
    eased = share * share * (3 - 2 * share)
    if first == Anchor.FREE:
        return Grip(then, then, 0.0, 0.0 if then == Anchor.FREE else eased)
    if then == Anchor.FREE:
        return Grip(first, first, 0.0, 1 - eased)
    return Grip(first, then, eased, 1.0)
