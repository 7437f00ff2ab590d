"""Offset and rate between two clocks, finely, from movements that already fit roughly.

The slopes that the front camera shows are taken as a linear mixture of those that the side camera
shows; the mixture depends on where the cameras are and is learned from the recordings themselves.
Offset and rate are those with the smallest misfit (Gauss-Newton, large misfits counting less); the
mixture is fitted again at every step.
"""

import math
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from posturecam.core.pose.pinhole import Floats
from posturecam.core.verify.movement import LARGEST, SHOULDERS_AHEAD, Slopes

BLOCK_S: Final = 6.0
"""Misfits of different blocks are taken as independent; within one they are not (sway, breath)."""

LEAST_MISFIT: Final = 1e-6  # of a slope's usual size: two copies of one recording have none
AROUND_S, LEAST_SMALL_S = 1.0, 10.0
"""A large movement takes a second each way; over less than 10 s chance alone correlates by 0.2."""

ROUNDS: Final = 12
"""It settles to 0.1 ms within 6, and within 12 if the side is half noise."""

TRIED_S: Final = 0.1  # later and earlier, to see how firmly the clocks are held

MOST_STEP: Final = np.array([0.3, 0.005])
"""Seconds and rate in one step: slopes over 0.3 s are about linear over these."""

RIDGE: Final = 0.02
"""Share of a slope's usual size added to the diagonal: rows that show the same share the weight."""

LARGE: Final = 2.5  # sd: beyond, a misfit counts by its size, not by its square (Huber)
RATE_SD: Final = 0.01
"""How far clocks are apart before anything was seen.  Cameras keep time to 0.0001 and rounded
frame rates to 0.001; more is a file with a wrong rate.  Matters only for a short shared time."""


_Clock: TypeAlias = tuple[float, float]  # offset_s, rate


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
    step_s: float
    off: Floats  # (k, n), in sd
    per_s: Floats  # (k, n): what of it a second later takes off
    weights: Floats  # (k, n)
    correlation: float

    @property
    def shared_s(self) -> float:
        return len(self.t) * self.step_s

    @property
    def middle_s(self) -> float:
        return float(self.t.mean())

    def pulls(self, middle_s: float) -> Floats:
        """Return the pull of each time towards later, and towards slower: (2, n)."""
        later = (self.weights * self.off * self.per_s).sum(axis=0)
        return np.stack([later, later * (self.t - middle_s)])

    def step(self, rate: float) -> tuple[float, float]:
        """Return by how much later and slower the side camera's clock should be read."""
        each = (self.weights * self.per_s**2).sum(axis=0)
        u = self.t - self.middle_s
        power = np.array([[each.sum(), each @ u], [each @ u, each @ u**2 + 1 / RATE_SD**2]])
        usual = np.array([0.0, (1.0 - rate) / RATE_SD**2])
        step = np.linalg.solve(power, self.pulls(self.middle_s).sum(axis=1) + usual)
        later, slower = np.clip(step, -MOST_STEP, MOST_STEP).tolist()
        return later, slower


def fit_clocks(front: Slopes, side: Slopes, start: _Clock, least_s: float) -> ClockFit | None:
    """Return offset and rate of the smallest misfit near those of `start`.

    None if both saw the head for less than `least_s`.
    """
    clock = start
    for _ in range(ROUNDS):
        misfit = _misfit(front, side, clock)
        if misfit.shared_s < least_s:
            return None
        clock = _moved(clock, misfit.middle_s, misfit.step(clock[1]))
    return _fitted(front, side, clock)


def _moved(clock: _Clock, middle_s: float, step: tuple[float, float]) -> _Clock:
    """Return `clock` read later, and slower about the front camera's `middle_s`."""
    (offset_s, rate), (later, slower) = clock, step
    return offset_s + later + slower * (offset_s - middle_s), rate * (1.0 + slower)


def _misfit(front: Slopes, side: Slopes, clock: _Clock) -> _Misfit:
    offset_s, rate = clock
    shifted = _at(side, (front.t - offset_s) / rate)
    changes = np.gradient(shifted, front.t, axis=1)
    head = front.rows[:SHOULDERS_AHEAD]
    seen = np.isfinite(head).all(axis=0) & np.isfinite(changes).all(axis=0)
    shown, shifted, changes = head[:, seen], shifted[:, seen], changes[:, seen]
    mixture = _mixture(shifted, shown)
    off = shown - mixture @ shifted
    sd = np.sqrt(np.square(off).sum(axis=1, keepdims=True) / max(1, off.shape[1]))
    sd = np.maximum(sd, LEAST_MISFIT)
    off = off / sd
    return _Misfit(
        t=front.t[seen],
        step_s=float(front.t[1] - front.t[0]),
        off=off,
        per_s=-(mixture @ changes) / sd,
        weights=1.0 / np.maximum(1.0, np.abs(off) / LARGE),
        correlation=_correlation(shown, mixture @ shifted),
    )


def small_movement(front: Slopes, side: Slopes, fit: ClockFit) -> float | None:
    """Return how the head's small movement correlates between the large ones, mean of the rows.

    Large is what reaches the largest slope that counts, with a second before and after.  None if
    less than `LEAST_SMALL_S` are left.
    """
    here = front.rows[:SHOULDERS_AHEAD]
    there = _at(side, (front.t - fit.offset_s) / fit.rate)[:SHOULDERS_AHEAD]
    seen = np.isfinite(here).all(axis=0) & np.isfinite(there).all(axis=0)
    large = np.abs(np.nan_to_num(np.concatenate([here, there]))).max(axis=0) >= LARGEST
    step_s = front.t[1] - front.t[0]
    around = np.ones(2 * round(AROUND_S / step_s) + 1)
    small = seen & (np.convolve(large, around, "same") < 0.5)  # noqa: PLR2004 - none
    if small.sum() * step_s < LEAST_SMALL_S:
        return None
    rows = zip(here[:, small], there[:, small], strict=True)
    return float(np.mean([_correlation(ours, theirs) for ours, theirs in rows]))


def _at(slopes: Slopes, t: Floats) -> Floats:
    """Return the rows at the times `t`, NaN where not seen."""
    return np.array([np.interp(t, slopes.t, row, math.nan, math.nan) for row in slopes.rows])


def _mixture(side: Floats, front: Floats) -> Floats:
    """Return the (k, m) that makes the front's rows of the side's, by ridge regression."""
    power = side @ side.T + RIDGE * max(1, side.shape[1]) * np.eye(len(side))
    return np.asarray(np.linalg.solve(power, side @ front.T).T)


def _correlation(shown: Floats, predicted: Floats) -> float:
    power = np.vdot(shown, shown) * np.vdot(predicted, predicted)
    return float(np.vdot(shown, predicted) / math.sqrt(power)) if power else 0.0


def _fitted(front: Slopes, side: Slopes, clock: _Clock) -> ClockFit:
    """Add the uncertainty: by the scatter of the pull of the blocks (sandwich estimator)."""
    misfit = _misfit(front, side, clock)
    blocks = ((misfit.t - misfit.t[0]) / BLOCK_S).astype(int)
    pulls = np.array([np.bincount(blocks, row) for row in misfit.pulls(misfit.middle_s)])
    pulls = pulls[:, np.bincount(blocks) > 0]
    scatter = np.cov(pulls, ddof=2) * pulls.shape[1]  # offset and rate were fitted: two less
    inverse = np.linalg.inv(_firmness(front, side, clock, misfit))
    variance = np.diag(inverse @ scatter @ inverse.T)
    return ClockFit(
        offset_s=clock[0],
        rate=clock[1],
        middle_s=misfit.middle_s,
        offset_sd_s=math.sqrt(variance[0]),
        rate_sd=math.sqrt(variance[1]),
        shared_s=misfit.shared_s,
        correlation=misfit.correlation,
    )


def _firmness(front: Slopes, side: Slopes, clock: _Clock, misfit: _Misfit) -> Floats:
    """Return how fast the pull falls by a step later and slower, (2, 2).

    Measured by taking the steps: what the slopes show themselves counts noise as movement.
    """
    middle_s = misfit.middle_s
    steps = TRIED_S * np.diag([1.0, 1.0 / float(misfit.t.std())])

    def pull(step: Floats) -> Floats:
        later, slower = step.tolist()
        there = _misfit(front, side, _moved(clock, middle_s, (later, slower)))
        return np.asarray(there.pulls(middle_s).sum(axis=1))

    falls = [(pull(-step) - pull(step)) / (2 * step.sum()) for step in steps]
    return np.stack(falls, axis=1) + np.diag([0.0, 1 / RATE_SD**2])
