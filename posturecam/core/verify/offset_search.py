"""Where one movement fits another best, whatever the clocks, and where else it fits."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.pose.pinhole import Floats
from posturecam.core.verify.movement import SD_PER_MEDIAN

STEP_S: Final = 0.1
LONGEST_OFFSET_S: Final = 600.0
DISTINCT_S: Final = 2.0
"""Fits nearer than this are one: a change of posture takes 1 to 2 s."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fit of two movements: side's `t` is front's `offset_s + rate * t`."""

    offset_s: float
    rate: float
    correlation: float
    shared_s: float

    @property
    def weight(self) -> float:
        """How much the fit says: a correlation counts by the root of its length."""
        return self.correlation * math.sqrt(self.shared_s)


@dataclass(frozen=True, slots=True)
class Found:
    """The best fit, the best of all that are elsewhere, and the usual scatter of `weight`."""

    best: Fit
    other_weight: float
    scatter: float


def search(front: Floats, side: Floats, rates: Floats, least_s: float) -> Found | None:
    """Find where `side` fits `front`, both (k, n), one column each `STEP_S`, NaN where not seen.

    Rows are compared with rows.  None if no offset has `least_s` in common.
    """
    curves = [_Curve(rate, *_curve(front, _stretched(side, rate))) for rate in rates.tolist()]
    usable = [curve for curve in curves if (curve.shared_s >= least_s).any()]
    if not usable:
        return None
    best = max((curve.best(least_s) for curve in usable), key=lambda fit: fit.weight)
    middle = (front.shape[1] * STEP_S - best.offset_s) / 2 / best.rate
    elsewhere = np.concatenate([curve.away_from(best, middle, least_s) for curve in usable])
    scatter = SD_PER_MEDIAN * float(np.median(np.abs(elsewhere))) if elsewhere.size else 0.0
    return Found(best, float(elsewhere.max(initial=0.0)), scatter)


@dataclass(frozen=True, slots=True, eq=False)
class _Curve:
    rate: float
    offsets_s: Floats
    correlation: Floats
    shared_s: Floats

    def weights(self, least_s: float) -> Floats:
        usable = self.shared_s >= least_s
        return np.where(usable, self.correlation * np.sqrt(np.maximum(self.shared_s, 0.0)), -np.inf)

    def best(self, least_s: float) -> Fit:
        i = int(np.argmax(self.weights(least_s)))
        return Fit(
            float(self.offsets_s[i]),
            self.rate,
            float(self.correlation[i]),
            float(self.shared_s[i]),
        )

    def away_from(self, best: Fit, t: float, least_s: float) -> Floats:
        """Return the weights of fits that put the side's `t` elsewhere than `best`."""
        there = self.offsets_s + self.rate * t
        away = np.abs(there - best.offset_s - best.rate * t) > DISTINCT_S
        return self.weights(least_s)[away & (self.shared_s >= least_s)]


def _stretched(side: Floats, rate: float) -> Floats:
    """Return `side` as a clock that runs `rate` times as fast would have recorded it."""
    at = np.arange(round(side.shape[1] * rate)) / rate
    near = np.clip(np.round(at).astype(int), 0, side.shape[1] - 1)
    columns = np.arange(side.shape[1])
    filled = np.array([np.interp(at, columns, np.nan_to_num(row)) for row in side])
    return np.where(np.isfinite(side[:, near]), filled, np.nan)


def _curve(front: Floats, side: Floats) -> tuple[Floats, Floats, Floats]:
    """Return offsets, the mean correlation of the rows at each, and for how long both were seen."""
    n, m = front.shape[1], side.shape[1]
    size = 1 << (n + m).bit_length()
    a, b = np.nan_to_num(front), np.nan_to_num(side)
    seen_a, seen_b = np.isfinite(front).astype(float), np.isfinite(side).astype(float)
    both = _products(seen_a, seen_b, size)
    power = _products(a * a, seen_b, size) * _products(seen_a, b * b, size)
    cross = _products(a, b, size)
    enough = power > 1e-9 * np.max(power, initial=1e-9)
    rows = np.where(enough, cross / np.sqrt(np.where(enough, power, 1.0)), 0.0)
    lags = np.arange(-(m - 1), n)
    lags = lags[np.abs(lags) * STEP_S <= LONGEST_OFFSET_S]
    return lags * STEP_S, rows.mean(axis=0)[lags], both.max(axis=0)[lags] * STEP_S


def _products(a: Floats, b: Floats, size: int) -> Floats:
    """Return the sums of `a[i + lag] * b[i]`, the lag as an index modulo `size`."""
    return np.asarray(np.fft.irfft(np.fft.rfft(a, size) * np.fft.rfft(b, size).conj(), size))
