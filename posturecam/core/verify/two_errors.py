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
STEPS: Final = np.linspace(-2.0, 2.0, 9)  # standard deviations of side and correlation tried
FRONTS: Final = np.geomspace(0.1, 50.0, 180)
"""In units of its own sd, 1 degree and more: up to the 45 degrees that a side camera tries, so that
a front camera that reads nonsense is not reported to be as good as the end of the grid."""

MOST_ALIKE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 90 % interval."""

    value: float
    low: float
    high: float


def front_error(seen: Compared, blocks: Numbers) -> Estimate:
    """Estimate the front's rms error (deg); moments of the same block are not independent.

    Over the whole session: to weigh each moment by what the side camera states of it was tried, and
    is worse (1.6 degrees off where somebody is read 40 % too small, instead of 0.3), since the side
    camera is least certain where the front one errs.
    """
    front = root_mean_square(seen.front_sd) * FRONTS[:, None, None]
    side = root_mean_square(seen.side_sd) * np.exp(SIDE_SPREAD * STEPS)[None, :, None]
    alike = np.clip(ALIKE + ALIKE_SD * STEPS, 0.0, MOST_ALIKE)[None, None, :]
    variance = front**2 + side**2 - 2.0 * alike * front * side
    squares = seen.apart**2
    doubt = _worth(squares, blocks) * (np.log(variance) + float(squares.mean()) / variance)
    doubt = doubt + (np.log(FRONTS / ACTUAL) / ACTUAL_SPREAD)[:, None, None] ** 2
    doubt = doubt + (STEPS**2)[None, :, None] + (STEPS**2)[None, None, :]
    weight = np.exp(-(doubt - doubt.min()) / 2.0).sum(axis=(1, 2))
    return _summed_up(front[:, 0, 0], weight / weight.sum())


def root_mean_square(values: Floats) -> float:
    """Return the root of the mean square."""
    return math.sqrt(float((values**2).mean()))


def _worth(squares: Floats, blocks: Numbers) -> float:
    """Return how many independent moments would show the mean of `squares` as well."""
    sd = jackknife_sd(lambda kept: float(squares[kept].mean()), blocks)
    mean, most = float(squares.mean()), float(len(squares))
    return most if sd == 0.0 else min(most, 2.0 * (mean / sd) ** 2)


def _summed_up(values: Floats, weight: Floats) -> Estimate:
    upto = np.cumsum(weight) - weight / 2.0
    low, middle, high = np.interp([0.05, 0.5, 0.95], upto, values)
    return Estimate(float(middle), float(low), float(high))
