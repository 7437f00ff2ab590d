"""Offset and rate between two clocks, finely, from movements that already fit roughly.

The slopes that the front camera shows are taken as a linear mixture of those that the side camera
shows; the mixture depends on where the cameras are and is learned from the recordings themselves.
Offset and rate are those with the smallest misfit (Gauss-Newton, large misfits counting less); the
mixture is fitted again at every step.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.pose.pinhole import Floats
from posturecam.core.verify.movement import LARGEST, SHOULDERS_AHEAD, Slopes

BLOCK_S: Final = 6.0
"""Misfits of different blocks are taken as independent; within one they are not (sway, breath)."""

AROUND_S, LEAST_SMALL_S = 1.0, 10.0
"""A large movement takes a second each way; over less than 10 s chance alone correlates by 0.2."""

ROUNDS: Final = 15
SETTLED_S: Final = 1e-4
MOST_STEP: Final = np.array([0.3, 0.005])
"""Seconds and rate in one step: slopes over 0.3 s are about linear over so much."""

RIDGE: Final = 0.02
"""Share of a slope's usual size added to the diagonal: rows that show the same share the weight."""

LARGE: Final = 2.5  # sd: beyond, a misfit counts by its size, not by its square (Huber)
RATE_SD: Final = 0.01
"""How far clocks are apart before anything was seen.  Cameras keep time to 0.0001 and rounded
frame rates to 0.001; more is a file with a wrong rate.  Matters only for a short shared time."""


@dataclass(frozen=True, slots=True)
class ClockFit:
    """What the side camera saw at `t` was at `offset_s + rate * t` of the front one's clock."""

    offset_s: float
    rate: float
    middle_s: float  # of what both saw, on the front camera's clock
    offset_sd_s: float  # there
    rate_sd: float
    shared_s: float
    correlation: float  # of what the front camera shows with the mixture of the side one


@dataclass(frozen=True, slots=True, eq=False)
class _Misfit:
    """Of one offset and rate, at the times both saw (n,)."""

    t: Floats
    off: Floats  # (k, n), in sd
    per_s: Floats  # (k, n): what of it a second later takes off
    weights: Floats  # (k, n)
    correlation: float

    @property
    def middle_s(self) -> float:
        return float(self.t.mean())

    def pulls(self) -> Floats:
        """Return the pull of each time towards later, and towards slower: (2, n)."""
        later = (self.weights * self.off * self.per_s).sum(axis=0)
        return np.stack([later, later * (self.t - self.middle_s)])

    def information(self) -> Floats:
        """Return how firmly offset and rate are held, (2, 2)."""
        each = (self.weights * self.per_s**2).sum(axis=0)
        u = self.t - self.middle_s
        first, second = float(each @ u), float(each @ u**2)
        return np.array([[each.sum(), first], [first, second + 1 / RATE_SD**2]])


def fit_clocks(front: Slopes, side: Slopes, offset_s: float, rate: float) -> ClockFit:
    """Return offset and rate of the smallest misfit near `offset_s` and `rate`."""
    for _ in range(ROUNDS):
        misfit = _misfit(front, side, offset_s, rate)
        usual = np.array([0.0, (1.0 - rate) / RATE_SD**2])
        pull = misfit.pulls().sum(axis=1) + usual
        step = np.linalg.solve(misfit.information(), pull)
        later, slower = np.clip(step, -MOST_STEP, MOST_STEP).tolist()
        offset_s += later + slower * (offset_s - misfit.middle_s)
        rate *= 1.0 + slower
        if abs(later) < SETTLED_S:
            break
    return _fitted(_misfit(front, side, offset_s, rate), offset_s, rate)


def _misfit(front: Slopes, side: Slopes, offset_s: float, rate: float) -> _Misfit:
    shifted = _at(side, (front.t - offset_s) / rate)
    changes = np.gradient(shifted, front.t, axis=1)
    head = front.rows[:SHOULDERS_AHEAD]
    seen = np.isfinite(head).all(axis=0) & np.isfinite(changes).all(axis=0)
    shown, shifted, changes = head[:, seen], shifted[:, seen], changes[:, seen]
    mixture = _mixture(shifted, shown)
    off = shown - mixture @ shifted
    sd = np.sqrt(np.square(off).mean(axis=1, keepdims=True))
    off = off / sd
    return _Misfit(
        t=front.t[seen],
        off=off,
        per_s=-(mixture @ changes) / sd,
        weights=1.0 / np.maximum(1.0, np.abs(off) / LARGE),
        correlation=_correlation(shown, mixture @ shifted),
    )


def small_movement(front: Slopes, side: Slopes, fit: ClockFit) -> float | None:
    """Return how the small movement correlates between the large ones, mean of the rows.

    Large is what reaches the largest slope that counts, with a second before and after.  None if
    less than `LEAST_SMALL_S` are left.
    """
    there = _at(side, (front.t - fit.offset_s) / fit.rate)
    seen = np.isfinite(front.rows).all(axis=0) & np.isfinite(there).all(axis=0)
    large = np.abs(np.nan_to_num(np.concatenate([front.rows, there]))).max(axis=0) >= LARGEST
    step_s = front.t[1] - front.t[0]
    around = np.ones(2 * round(AROUND_S / step_s) + 1)
    small = seen & (np.convolve(large, around, "same") < 0.5)  # noqa: PLR2004 - none
    if small.sum() * step_s < LEAST_SMALL_S:
        return None
    rows = zip(front.rows[:, small], there[:, small], strict=True)
    return float(np.mean([np.corrcoef(ours, theirs)[0, 1] for ours, theirs in rows]))


def _at(slopes: Slopes, t: Floats) -> Floats:
    """Return the rows at the times `t`, NaN where not seen."""
    return np.array([np.interp(t, slopes.t, row, math.nan, math.nan) for row in slopes.rows])


def _mixture(side: Floats, front: Floats) -> Floats:
    """Return the (k, m) that makes the front's rows of the side's, by ridge regression."""
    power = side @ side.T + RIDGE * side.shape[1] * np.eye(len(side))
    return np.asarray(np.linalg.solve(power, side @ front.T).T)


def _correlation(shown: Floats, predicted: Floats) -> float:
    power = np.vdot(shown, shown) * np.vdot(predicted, predicted)
    return float(np.vdot(shown, predicted) / math.sqrt(power)) if power else 0.0


def _fitted(misfit: _Misfit, offset_s: float, rate: float) -> ClockFit:
    """Add the uncertainty: by the scatter of the pull of the blocks (sandwich estimator)."""
    blocks = ((misfit.t - misfit.t[0]) / BLOCK_S).astype(int)
    pulls = np.array([np.bincount(blocks, row) for row in misfit.pulls()])
    pulls = pulls[:, np.bincount(blocks) > 0]
    n = pulls.shape[1]
    scatter = np.cov(pulls, ddof=min(2, n - 1)) * n
    inverse = np.linalg.inv(misfit.information())
    variance = np.diag(inverse @ scatter @ inverse)
    step_s = float(np.median(np.diff(misfit.t)))
    return ClockFit(
        offset_s=offset_s,
        rate=rate,
        middle_s=misfit.middle_s,
        offset_sd_s=math.sqrt(variance[0]),
        rate_sd=math.sqrt(variance[1]),
        shared_s=len(misfit.t) * step_s,
        correlation=misfit.correlation,
    )
