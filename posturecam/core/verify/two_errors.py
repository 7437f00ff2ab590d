"""The front camera's error from how far two cameras differ, when both err.

The side camera's error is as large as the front one's and not exactly known, and both err alike:
neither sees the base of the neck, and rounded shoulders or a lean deceive both.  Then they differ
by less than that (d2 = f2 + s2 - 2 r f s), and to take s2 off d2 would leave no error at all where
it is 3 degrees.  So the front's error is estimated with what is known beforehand of f, s and
r, on a grid (Bayes).  A short or calm session then hardly moves it from what is known of others,
and its interval says so.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.pose.pinhole import Floats
from posturecam.core.verify.blocks import Numbers, jackknife_sd
from posturecam.core.verify.compared import Compared

# 63 rendered people seen from both sides, 25 frames each (calibration/verifying.py):
ACTUAL: Final = 0.8  # the front's error against its own sd,
ACTUAL_SPREAD: Final = 0.35  # and how that differs between people (log); tapes 0.28, clips more
SIDE_SPREAD: Final = 0.22  # the same of the side camera's error
ALIKE: Final = 0.45  # correlation of both errors,
ALIKE_SD: Final = 0.25  # and how it differs
STEPS: Final = np.linspace(-2.0, 2.0, 5)  # standard deviations of side and correlation tried
FRONTS: Final = np.exp(np.linspace(math.log(0.1), math.log(6.0), 60))  # in units of its own sd
MOST_ALIKE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 90 % interval."""

    value: float
    low: float
    high: float


def front_error(seen: Compared, blocks: Numbers) -> Estimate:
    """Estimate the front's rms error (deg); moments of the same block are not independent.

    Each camera errs as its own sd says, times a factor that is to be found for the front one and
    known to `SIDE_SPREAD` for the other; a moment in which the side camera is less certain counts
    for less.
    """
    worth = _worth(seen, blocks) / len(seen.t)
    doubt = (np.log(FRONTS / ACTUAL) / ACTUAL_SPREAD)[:, None, None] ** 2
    doubt = doubt + (STEPS**2)[None, :, None] + (STEPS**2)[None, None, :]
    for i, factor in enumerate(np.exp(SIDE_SPREAD * STEPS)):
        for j, alike in enumerate(np.clip(ALIKE + ALIKE_SD * STEPS, 0.0, MOST_ALIKE)):
            doubt[:, i, j] += worth * _unlikely(seen, FRONTS[:, None], factor, alike)
    weight = np.exp(-(doubt - doubt.min()) / 2.0).sum(axis=(1, 2))
    stated_deg = math.sqrt(float((seen.front_sd**2).mean()))
    return _summed_up(FRONTS * stated_deg, weight / weight.sum())


def _unlikely(seen: Compared, fronts: Floats, side: float, alike: float) -> Floats:
    """Return -2 times the logarithm of likelihood for each factor of the front's sd."""
    variance = _variance(seen, fronts, side, alike)
    return np.asarray((np.log(variance) + seen.apart**2 / variance).sum(axis=-1))


def _variance(seen: Compared, front: Floats | float, side: float, alike: float) -> Floats:
    """Return the variance of the difference of both cameras, for each moment."""
    a, b = front * seen.front_sd, side * seen.side_sd
    return np.asarray(a**2 + b**2 - 2.0 * alike * a * b)


def _worth(seen: Compared, blocks: Numbers) -> float:
    """Return how many independent moments would show the size of the difference as well."""
    squares = seen.apart**2 / _variance(seen, ACTUAL, 1.0, ALIKE)
    sd = jackknife_sd(lambda kept: float(squares[kept].mean()), blocks)
    mean, most = float(squares.mean()), float(len(squares))
    return most if sd == 0.0 else min(most, 2.0 * (mean / sd) ** 2)


def _summed_up(values: Floats, weight: Floats) -> Estimate:
    upto = np.cumsum(weight) - weight / 2.0
    low, middle, high = np.interp([0.05, 0.5, 0.95], upto, values)
    return Estimate(float(middle), float(low), float(high))
