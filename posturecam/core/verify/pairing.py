"""Moments that both cameras measured, from what each measured by its own clock."""

from bisect import bisect_left
from collections.abc import Sequence
from statistics import fmean
from typing import Final

from posturecam.core.values import Reading, Unseen
from posturecam.core.verify.agreement import Pair
from posturecam.core.verify.alignment import Alignment

GAP_S: Final = 1.0
"""Between two readings further apart than this nothing is interpolated: a head moves in less.  By
judgement; recordings are measured every 0.25 s."""

Measured = tuple[float, float, float]  # time, change of CVA (deg), its sd (deg)


def pair_up(
    front: Sequence[Reading | Unseen],
    side: Sequence[Reading | Unseen],
    alignment: Alignment,
    zero_deg: float,
) -> tuple[Pair, ...]:
    """Return a pair for each reading of `front` that lies between two of `side`.

    `zero_deg` is what the front camera measures where the side one measures 0.
    """
    seen = [(alignment.to_front(t), deg + zero_deg, sd) for t, deg, sd in measured(side)]
    times = [t for t, _, _ in seen]
    found = []
    for t, deg, sd in measured(front):
        after = bisect_left(times, t)
        if 0 < after < len(times) and times[after] - times[after - 1] <= GAP_S:
            found.append(Pair(t, deg, sd, *_between(seen[after - 1], seen[after], t)))
    return tuple(found)


def mean_in(readings: Sequence[Reading | Unseen], span_s: tuple[float, float]) -> float | None:
    """Return the mean change of CVA (deg) from the one time until the other; None if unmeasured."""
    inside = [deg for t, deg, _ in measured(readings) if span_s[0] <= t < span_s[1]]
    return fmean(inside) if inside else None


def measured(readings: Sequence[Reading | Unseen]) -> list[Measured]:
    """Return time, change of CVA and its sd, of the `readings` that have them."""
    return [
        (one.t, one.cva_change_deg, one.cva_change_sd_deg)
        for one in readings
        if isinstance(one, Reading)
        and one.cva_change_deg is not None
        and one.cva_change_sd_deg is not None
    ]


def _between(before: Measured, after: Measured, t: float) -> tuple[float, float]:
    """Interpolate; the sd is that of a single reading, whose errors the next one shares."""
    share = (t - before[0]) / (after[0] - before[0])
    return (
        before[1] + share * (after[1] - before[1]),
        before[2] + share * (after[2] - before[2]),
    )
