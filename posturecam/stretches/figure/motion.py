"""A movement over time: every angle as a smooth curve through its keyframes.

The curves are Fritsch and Carlson's monotone cubics (SIAM J Numer Anal 1980;17:238-246): they rest
where a pose is kept or turned back from, flow through what lies on the way, and never go beyond a
keyframe, so that joints stay in their ranges.  They are closed: the end of a loop is its beginning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from posturecam.stretches.figure import joints
from posturecam.stretches.figure.movement import Anchor, Keyframe, Movement, Place
from posturecam.stretches.figure.postures import POSTURES, Pin
from posturecam.stretches.figure.skeleton import ENDS, Skeleton, Vector, outward, still


@dataclass(frozen=True, slots=True)
class Hold:
    """A place, and which way fingers or toes point there; y runs outwards from the body."""

    point: Place
    along: Place


Held = Anchor | Place | Hold


@dataclass(frozen=True, slots=True, eq=False)
class Grips:
    """How a hand or a foot is held at N times: `share` of the way from one of `places` to another.

    `weight` is 0 where the angles say where it is, 1 where it is held.
    """

    places: tuple[Held, ...]
    first: Vector  # numbers of places
    then: Vector
    share: Vector
    weight: Vector


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Poses at N times."""

    angles: Mapping[str, Vector]
    grips: Mapping[str, Grips]


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

    def at(self, times_s: Sequence[float] | Vector) -> Moments:
        """Return the poses at N times, from any loop."""
        t = np.asarray(times_s, dtype=float) % self.length_s
        node = np.searchsorted(self.times, t, side="right") - 1
        start, end = np.array(self.times)[node], np.array(self.times)[node + 1]
        share = (t - start) / (end - start)
        angles = {name: curve.at(share, end - start, node) for name, curve in self.curves.items()}
        return Moments(angles, {limb: self._grips(limb, node, share) for limb in self.contacts[0]})

    def _grips(self, limb: str, node: Vector, share: Vector) -> Grips:
        listed = [contacts[limb] for contacts in self.contacts]
        places = tuple(dict.fromkeys(listed))
        number = np.array([places.index(place) for place in listed])
        free = np.array([place == Anchor.FREE for place in listed])
        first, then, eased = number[node], number[node + 1], share * share * (3 - 2 * share)
        begins, ends = free[node], free[node + 1]
        weight = np.where(begins, np.where(ends, 0.0, eased), np.where(ends, 1 - eased, 1.0))
        return Grips(
            places, np.where(begins, then, first), np.where(ends, first, then), eased, weight
        )


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Values and slopes at the nodes."""

    values: Vector
    slopes: Vector

    def at(self, x: Vector, span: Vector, node: Vector) -> Vector:
        """Return the values at the shares `x` of the spans after `node`."""
        before, after = self.values[node], self.values[node + 1]
        rise, fall = self.slopes[node] * span, self.slopes[node + 1] * span
        curve: Vector = (
            before * (1 + 2 * x) * (1 - x) ** 2
            + rise * x * (1 - x) ** 2
            + after * x * x * (3 - 2 * x)
            + fall * x * x * (x - 1)
        )
        return curve


def motion_of(movement: Movement) -> Motion:
    """Return the curves of `movement`."""
    nodes = _nodes(movement)
    times = tuple(node.at_s for node in nodes)
    names = sorted({name for node in nodes for name in node.angles})
    curves = {name: _curve(times, [node.angles.get(name, 0.0) for node in nodes]) for name in names}
    pin = POSTURES[movement.posture].pin
    start = still(nodes[0].angles)
    return Motion(times[-1], times, curves, tuple(node.contacts for node in nodes), pin, start)


def pose_at(movement: Movement, frame: Keyframe) -> dict[str, float]:
    """Return all angles of a keyframe, those of the starting posture among them."""
    return {**POSTURES[movement.posture].angles, **frame.angles}


def _nodes(movement: Movement) -> list[_Node]:
    base = POSTURES[movement.posture].contacts
    free = dict.fromkeys(ENDS, Anchor.FREE)
    start = still(pose_at(movement, movement.keyframes[0]))
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
    flip = np.array([1, outward(limb.partition("_")[0]), 1])
    point = (start.points[joint][0] * flip).tolist()
    along = ((start.points[tip] - start.points[joint])[0] * flip).tolist()
    return Hold(tuple(point), tuple(along))


def _mirrored(node: _Node, later_s: float) -> _Node:
    held = {joints.other_side(limb): anchor for limb, anchor in node.contacts.items()}
    return _Node(node.at_s + later_s, joints.mirrored(node.angles), held)


def _curve(times: Sequence[float], values: Sequence[float]) -> Curve:
    rates = [(values[n + 1] - values[n]) / (times[n + 1] - times[n]) for n in range(len(times) - 1)]
    around = [(rates[n - 1], rates[n]) for n in range(len(rates))]
    slopes = [_slope(before, after) for before, after in around]
    return Curve(np.array(values), np.array([*slopes, slopes[0]]))


def _slope(before: float, after: float) -> float:
    """Return the harmonic mean; 0 where the curve turns or rests (Fritsch and Butland 1984)."""
    return 2 * before * after / (before + after) if before * after > 0 else 0.0
