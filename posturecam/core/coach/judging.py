"""Which movements are repetitions of the set, and how good they were."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from posturecam.core.coach.excursions import Excursion
from posturecam.core.coach.following import Move, upper_median
from posturecam.core.coach.movements import Set, Side
from posturecam.core.coach.seen import Form, Repetition
from posturecam.core.coach.signals import Signal

PAUSE_S: Final = 10.0
"""The next repetition begins within this time, or it is another matter.  By judgement."""

WHOLE: Final = 0.78
"""From this share of the person's own range a repetition is whole. Measured: in recordings
half-hearted ones reach 0.40 to 0.69, whole ones 0.85 and more; one person's shoulder rolls 0.71."""

LEAST_SHARE: Final = 0.33
"""Below this share it is none.  By judgement: below every half-hearted one that was recorded."""

MOST_SHARE: Final = 1.6
"""Above this share it is another movement.  By judgement."""

CONFIRMED: Final = 2
"""The number of whole ones that make a set: once is a look aside or a sip of coffee. By
judgement."""

CONFIRMED_TO_ONE_SIDE: Final = 3
"""The number it takes if all are to one side: the other screen is looked at twice as well.  By
judgement."""

ONE_SIDE: Final = ({Side.LEFT}, {Side.RIGHT})

RHYTHM: Final = 1.8
"""By which factor a repetition of a set may last longer or shorter than usual.  By judgement."""

HOLDING_S: Final = 0.5
"""Who stays near the end of a movement for this long holds it.  By judgement."""

HELD: Final = 0.7
"""A hold is long enough from this share of what was asked.  By judgement."""

USUAL_S: Final = 0.9
"""How long a way usually takes; 0.6 to 1.2 s in the recordings."""

USUAL_STEP_S: Final = 0.25
"""That is believed as much as one way that was seen at looks this far apart; of looks twice as far
apart as much as four.  Measured: with it holds are within 0.5 s at two looks a second, too."""

SLOW_S: Final = 2.0
"""A way of more than this is taken for this: a bow that is not the movement's."""

HASTY_S: Final = 0.5
"""A way of less than this is a jerk.  By judgement."""


def repetitions(moves: Sequence[Move], asked: Set, signal: Signal) -> tuple[Repetition, ...]:
    """Return the repetitions among `moves`, oldest first.

    Nothing counts that stands alone; what comes before the first whole repetition of several is
    getting into position.
    """
    fitting = [move for move in moves if move.fits]
    if signal.paired:
        fitting = list(_pairs(fitting))
    return tuple(rep for group in _groups(fitting) for rep in _judged(group, asked, signal.least))


def _pairs(moves: Sequence[Move]) -> Iterator[Move]:
    """Join each move to one side with the one to the other side that follows."""
    waiting: Move | None = None
    for move in moves:
        if waiting is None or move.side is waiting.side or _pause(waiting, move) > PAUSE_S:
            waiting = move
            continue
        yield Move(_joined(waiting.excursion, move.excursion), Side.BOTH, fits=True, form=())
        waiting = None


def _joined(one: Excursion, other: Excursion) -> Excursion:
    return replace(
        one,
        height=min(one.height, other.height),
        back_s=other.back_s,
        ways_s2=(one.ways_s2[0], other.ways_s2[1]),
        feet=(one.feet[0], other.feet[1]),
        over=other.over,
    )


def _pause(one: Move, other: Move) -> float:
    """From half way back to half way out."""
    return other.excursion.out_s - one.excursion.back_s


def _groups(moves: Sequence[Move]) -> Iterator[list[Move]]:
    """Part the moves where the pause is too long."""
    group: list[Move] = []
    for move in moves:
        if group and _pause(group[-1], move) > PAUSE_S:
            yield group
            group = []
        group.append(move)
    if group:
        yield group


def _judged(group: list[Move], asked: Set, least: float) -> Iterator[Repetition]:
    ranges = own_ranges(group)
    reach = [move.excursion.height / ranges[move.side] for move in group]
    whole = [
        k
        for k, share in enumerate(reach)
        if WHOLE <= share <= MOST_SHARE
        and group[k].excursion.height >= least
        and _done(group[k].excursion, asked)
    ]
    if not whole or not _confirmed([group[k] for k in whole]):
        return
    way_s = typical_way_s([group[k].excursion for k in whole])
    for move, share in list(zip(group, reach, strict=True))[whole[0] :]:
        if LEAST_SHARE <= share <= MOST_SHARE and move.excursion.over:
            yield _repetition(move, share, way_s, asked)


def _confirmed(whole: Sequence[Move]) -> bool:
    """Whether enough of the whole ones are alike in time, too: a set has a rhythm."""
    lengths = [move.excursion.back_s - move.excursion.out_s for move in whole]
    usual = upper_median(lengths)
    alike = sum(1 / RHYTHM <= length / usual <= RHYTHM for length in lengths)
    one_sided = {move.side for move in whole} in ONE_SIDE
    return alike >= (CONFIRMED_TO_ONE_SIDE if one_sided else CONFIRMED)


def _done(one: Excursion, asked: Set) -> bool:
    """Whether it is over, or held for so long that it will be one."""
    return one.over or bool(asked.hold_s and one.back_s - one.out_s >= HELD * asked.hold_s)


def typical_way_s(excursions: Sequence[Excursion]) -> float:
    """Return how long a way takes; at two looks a second single ones are hardly known."""
    ways_s2 = [min(max(0.0, way), SLOW_S**2) for one in excursions for way in one.ways_s2]
    usual = sum((one.step_s / USUAL_STEP_S) ** 2 for one in excursions) / len(excursions)
    return math.sqrt((sum(ways_s2) + usual * USUAL_S**2) / (len(ways_s2) + usual))


def own_ranges(group: Sequence[Move]) -> dict[Side, float]:
    """Return the person's own range to each side; of a side with one move, that of all."""
    everything = upper_median([move.excursion.height for move in group])
    ranges = {}
    for side in {move.side for move in group}:
        heights = [move.excursion.height for move in group if move.side is side]
        ranges[side] = upper_median(heights) if len(heights) >= CONFIRMED else everything
    return ranges


def _repetition(move: Move, reach: float, way_s: float, asked: Set) -> Repetition:
    """Return the repetition that `move` is; its hold ends half a way before half its height."""
    out_s, back_s = move.excursion.out_s, move.excursion.back_s
    held_s = max(0.0, back_s - out_s - way_s) if asked.hold_s else 0.0
    partial = reach < WHOLE
    form = [
        *move.form,
        *([Form.FURTHER] if partial else []),
        *([Form.LONGER] if asked.hold_s and held_s < HELD * asked.hold_s else []),
        *([Form.SLOWER] if way_s < HASTY_S else []),
    ]
    return Repetition(
        start_s=out_s - way_s / 2,
        peak_s=(out_s + back_s) / 2,
        end_s=back_s + way_s / 2,
        held_s=held_s,
        side=move.side,
        reach=reach,
        partial=partial,
        form=tuple(form),
    )
