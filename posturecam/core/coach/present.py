"""What goes on at this moment of a set."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from posturecam.core.coach.following import FIRST_S, Course, Move
from posturecam.core.coach.judging import HOLDING_S, own_ranges
from posturecam.core.coach.movements import Set, Side
from posturecam.core.coach.seen import Form, Phase, Repetition, Seen
from posturecam.core.coach.signals import Signal

STEADY_S: Final = 1.0
"""Who keeps still for this long has got into position.  By judgement."""

FRESH_S: Final = 3.0
"""For this long after a repetition its form is worth a word: until the next one begins. By
judgement."""

UNKNOWN_RANGE: Final = 2.0
"""Before the person's own range is known, a full movement counts as this many times the least.  By
judgement."""


def present(
    course: Course, moves: Sequence[Move], reps: tuple[Repetition, ...], asked: Set, signal: Signal
) -> Seen:
    """Return `reps` with the phase, the reach, the hold and the form of this moment."""
    t = float(course.t[-1])
    fitting = [move for move in moves if move.fits]
    ranges = own_ranges(fitting) if fitting else {}
    now = moves[-1] if moves and not moves[-1].excursion.over else None
    side = now.side if now else Side.BOTH
    full = ranges.get(side, UNKNOWN_RANGE * signal.least)
    phase, held_s = _phase(course, now, signal)
    away = max(float(u[-1]) for u in course.away.values()) - _rest(course, moves)
    return Seen(
        reps=reps,
        phase=Phase.REST if phase is Phase.SETTLING and reps else phase,
        reach=max(0.0, away / full),
        held_s=held_s,
        side=side,
        form=_form(now, reps, asked, t),
    )


def _phase(course: Course, now: Move | None, signal: Signal) -> tuple[Phase, float]:
    t = course.t
    if now is None:
        return (Phase.REST if _settled(course, signal) else Phase.SETTLING), 0.0
    first, last = now.excursion.top
    if last < t.size - 1:
        return Phase.BACK, 0.0
    held_s = float(t[-1] - t[first])
    return (Phase.GOING, 0.0) if held_s < HOLDING_S else (Phase.HOLD, held_s)


def _settled(course: Course, signal: Signal) -> bool:
    t = course.t
    lately = t > t[-1] - STEADY_S
    return bool(t[-1] - t[0] >= STEADY_S) and all(
        np.ptp(u[lately]) < signal.least for u in course.away.values()
    )


def _rest(course: Course, moves: Sequence[Move]) -> float:
    if moves:
        return moves[-1].excursion.rest
    first = course.t <= course.t[0] + FIRST_S
    return max(float(np.median(u[first])) for u in course.away.values())


def _form(now: Move | None, reps: tuple[Repetition, ...], asked: Set, t: float) -> tuple[Form, ...]:
    forgotten = (Form.OTHER_SIDE,) if other_side_forgotten(reps, asked) else ()
    if now is not None:
        return (*now.form, *forgotten)
    fresh = reps[-1].form if reps and t - reps[-1].end_s <= FRESH_S else ()
    return (*fresh, *forgotten)


def other_side_forgotten(reps: Sequence[Repetition], asked: Set) -> bool:
    """Return whether one side is done as often as asked, and the other not once."""
    sides = [rep.side for rep in reps]
    left, right = sides.count(Side.LEFT), sides.count(Side.RIGHT)
    return asked.sides > 1 and min(left, right) == 0 and max(left, right) >= asked.repetitions
