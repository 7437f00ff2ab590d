"""How an angle is distributed, as counts that add: flat in memory however long it was measured."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

REACH_DEG = 90.0  # changes beyond it count at the end: nobody's neck bends further
STEP_DEG = 0.1  # numerical: the tenth of a degree that is reported

Counts = NDArray[np.int64]


def counted(batches: Iterable[NDArray[np.float64]]) -> Counts:
    """Return how many values, in degrees, of all `batches` lie in each step; NaN counts nowhere."""
    counts = np.zeros(_steps(), np.int64)
    for batch in batches:
        known = np.clip(batch[~np.isnan(batch)], -REACH_DEG, REACH_DEG)
        steps = np.minimum((known + REACH_DEG) / STEP_DEG, _steps() - 1).astype(np.intp)
        counts += np.bincount(steps, minlength=_steps())
    return counts


def quantiles(counts: Counts, parts: Sequence[float]) -> tuple[float, ...]:
    """Return the values, in degrees, that `parts` of what was counted lie below.

    Raises:
        ValueError: Nothing was counted.
    """
    total = counts.sum()
    if not total:
        msg = "quantiles need at least one value"
        raise ValueError(msg)
    held = np.flatnonzero(counts)
    upper = np.cumsum(counts[held])
    low_deg = held * STEP_DEG - REACH_DEG
    where = np.minimum(np.searchsorted(upper, np.multiply(parts, total)), held.size - 1)
    inside = 1 - (upper[where] - np.multiply(parts, total)) / counts[held][where]
    return tuple(float(one) for one in low_deg[where] + STEP_DEG * inside)


def _steps() -> int:
    return round(2 * REACH_DEG / STEP_DEG)
