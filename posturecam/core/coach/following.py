"""A movement followed along a set: its excursions, with their sides and what else moved."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from posturecam.core.coach.excursions import Excursion, find_excursions, turning_points
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Form
from posturecam.core.coach.signals import Along, Signal, Still, Value
from posturecam.core.coach.trace import Floats, Trace, smooth

LONGEST_GAP_S: Final = 2.0
"""Without a look for longer than this, a movement may have ended and begun again unseen."""

OWN_SHARE: Final = 0.25
"""What goes less far than this share of the person's own range in the set is no repetition, not
even a half-hearted one, and does not end one.  By judgement."""

FINER: Final = 0.6
"""Once there is something to compare with, this share of the least of a movement is looked at.  By
judgement."""

SHORTEST_S: Final = 0.55
"""Nobody goes out and back in less than this from half way to half way; a single wrong look at two
looks a second lasts half a second."""

OTHERS_S: Final = 0.3
"""What else moves is averaged over this: single samples at rest are compared."""

FIRST_S: Final = 2.0
"""Where rest is, is first judged by this beginning of a set: people sit still before they begin. By
judgement."""


@dataclass(frozen=True, slots=True)
class Move:
    """One excursion, as one of the movement; `fits` if it can be one."""

    excursion: Excursion
    side: Side
    fits: bool
    form: tuple[Form, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A signal along a set: how far it is `away` from rest to each side, and what else it shows."""

    t: Floats
    away: dict[Side, Floats]
    others: dict[Value, Floats]


def follow_signal(trace: Trace, signal: Signal) -> tuple[Course, list[Move]]:
    """Return how `signal` runs along `trace`, and the movements in it, oldest first."""
    course = _course(trace, signal)
    moves = _moves(course, signal, signal.least)
    heights = [move.excursion.height for move in moves if move.fits]
    if heights:
        least = max(FINER * signal.least, OWN_SHARE * upper_median(heights))
        moves = _moves(course, signal, least)
    return course, moves


def upper_median(values: list[float]) -> float:
    """Return the middle of `values`, of an even number the upper one."""
    return sorted(values)[len(values) // 2]


def _course(trace: Trace, signal: Signal) -> Course:
    values = signal.value(trace)
    seen = np.isfinite(values)
    t = trace.t[seen]
    values = smooth(t, values[seen], signal.smooth_s)
    conditions = (
        *(still.value for still in signal.still),
        *(along.value for along in signal.along),
        *(still.value for _, still in signal.form),
    )
    over_s = max(signal.smooth_s, OTHERS_S)
    others = {value: smooth(t, value(trace)[seen], over_s) for value in conditions}
    if not signal.sided or not t.size:
        return Course(t, {Side.BOTH: values}, others)
    rest = float(np.median(values[t <= t[0] + FIRST_S]))
    valleys, _ = turning_points(np.abs(values - rest), signal.least)
    left = values - float(np.median(values[valleys]))
    return Course(t, {Side.LEFT: np.maximum(left, 0), Side.RIGHT: np.maximum(-left, 0)}, others)


def _moves(course: Course, signal: Signal, least: float) -> list[Move]:
    moves = [
        _move(course, signal, one, side)
        for side, u in course.away.items()
        for one in _excursions(course.t, u, least, signal.blur_s)
    ]
    return sorted(moves, key=lambda move: move.excursion.out_s)


def _excursions(t: Floats, u: Floats, least: float, blur_s: float) -> Iterator[Excursion]:
    cuts = [0, *(np.flatnonzero(np.diff(t) > LONGEST_GAP_S) + 1).tolist(), t.size]
    for first, last in pairwise(cuts):
        if first == last:
            continue
        for one in find_excursions(t[first:last], u[first:last], least, blur_s):
            yield replace(
                one,
                feet=(one.feet[0] + first, one.feet[1] + first),
                top=(one.top[0] + first, one.top[1] + first),
            )


def _move(course: Course, signal: Signal, one: Excursion, side: Side) -> Move:
    fits = (
        one.height <= signal.most
        and one.back_s - one.out_s >= SHORTEST_S
        and all(_still(course, still, one) for still in signal.still)
        and all(_along(course, along, one) for along in signal.along)
    )
    form = tuple(form for form, still in signal.form if not _still(course, still, one))
    return Move(one, side, fits, form)


def _still(course: Course, still: Still, one: Excursion) -> bool:
    most = still.most + still.share * one.height
    return all(
        change <= most and (still.rise_only or -change <= most)
        for change in _changes(course, still.value, one)
    )


def _along(course: Course, along: Along, one: Excursion) -> bool:
    return all(change >= along.least for change in _changes(course, along.value, one))


def _changes(course: Course, value: Value, one: Excursion) -> list[float]:
    """How far it is from rest before, and after if it is over, to the end; none if not seen."""
    values = course.others[value]
    top = values[one.top[0] : one.top[1] + 1]
    end = np.sort(top)[top.size // 2]
    changes = [float(end - values[foot]) for foot in one.feet[: 1 + one.over]]
    return [change for change in changes if not math.isnan(change)]
