"""How certain a figure is that was measured over neighbouring moments, which are not independent.

A posture is held for seconds, and its error with it.  So a session is cut into blocks of time, and
a figure is computed again without each of them in turn (delete-one jackknife; Efron & Tibshirani,
An Introduction to the Bootstrap, 1993, chapter 11): what it then varies by is its error, whatever
happens within a block.  No random numbers: the same session, the same interval.
"""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.pose.pinhole import Floats

BLOCK_S: Final = 8.0  # longer than a posture of the guided session is held without moving
NORMAL_90: Final = 1.645  # standard deviations: 90 % of a normal distribution lie within

Numbers = NDArray[np.int64]


def blocks_of(times_s: Floats) -> Numbers:
    """Number the block of time that each moment is in; blocks without a moment are left out."""
    raw = np.floor((times_s - times_s[0]) / BLOCK_S)
    return np.asarray(np.unique(raw, return_inverse=True)[1], dtype=np.int64)


def jackknife_sd(figure: Callable[[NDArray[np.bool_]], float], blocks: Numbers) -> float:
    """Return the sd of `figure`, which is computed of the moments it is given (a mask)."""
    count = int(blocks.max()) + 1
    without = np.array([figure(blocks != number) for number in range(count)])
    return math.sqrt((count - 1) * float(without.var()))


def within_90(blocks: Numbers) -> float:
    """How many standard deviations from so many blocks hold 90 %.

    Student's t by Abramowitz & Stegun 26.7.5, two terms: 1 % off for 5 blocks.
    """
    z, freedom = NORMAL_90, int(blocks.max())
    first = (z**3 + z) / (4.0 * freedom)
    return z + first + (5.0 * z**5 + 16.0 * z**3 + 3.0 * z) / (96.0 * freedom**2)
