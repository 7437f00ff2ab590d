"""Personal gains: what a camera at the side shows of one person's readings.

The truth is taken to be a line on what the front camera reads.  Its slope and offset are drawn
towards 1 and 0, as far as the session and the side camera leave them uncertain; what is learned
from one half of a session must help on the other, cut in two ways, by more than chance.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.pose.pinhole import Floats
from posturecam.core.verify.agreement import (
    SIDE_BIAS_SD_DEG,
    SIDE_SLOPE_SD,
    NotCompared,
    comparable,
)
from posturecam.core.verify.blocks import Numbers, blocks_of, jackknife_sd, within_90
from posturecam.core.verify.compared import Compared, Pair
from posturecam.core.verify.two_errors import ALIKE, front_error, root_mean_square

GAIN_SD: Final = 0.15  # of the best gain, from person to person (63 rendered people: 1.03 sd 0.15)
OFFSET_SD_DEG: Final = 1.1  # the same of the best offset (0.2 sd 1.1)
Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NoGains:
    """No personal gains were taken, and why, for the user."""

    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """True change = `gain` times the measured one + `offset_deg`."""

    gain: float
    offset_deg: float

    def moved(self, front: Floats) -> Floats:
        """Return by how much it changes what the front camera reads."""
        return np.asarray((self.gain - 1.0) * front + self.offset_deg)


def learn(pairs: Sequence[Pair]) -> PersonalGains | NoGains:
    """Learn the gains of one person, or say why not.

    The readings must be those of a profile without gains.
    """
    seen = comparable(pairs)
    if isinstance(seen, NotCompared):
        return NoGains(seen.reason)
    blocks = blocks_of(seen.t)
    error = front_error(seen, blocks)
    shared = ALIKE * error.value * root_mean_square(seen.side_sd)
    other = _on_the_other_half(seen, blocks, shared)
    if other.fell <= 0.0:
        return NoGains("learned from one half of the session, they do not help on the other")
    if not other.sure:
        return NoGains("on the half that they were not learned from they help by chance at most")
    line = fit(seen, blocks, shared)
    if line.gain <= 0.0:
        return NoGains("the front camera reads your head going back when it goes forward")
    left_deg = math.sqrt(max(error.value**2 - other.worth, error.low**2))
    return PersonalGains(
        cva_gain=line.gain,
        cva_offset_deg=line.offset_deg,
        cva_sd_deg=left_deg,
        helped_deg=error.value - left_deg,
    )


def fit(seen: Compared, blocks: Numbers, shared: float) -> Line:
    """Draw the line, towards none as far as it is uncertain.

    `shared` is the covariance of both cameras' errors (deg2), which is no evidence for a gain.
    """
    everything = np.ones(len(seen.t), dtype=bool)
    gain = _gain(seen, everything, shared)
    gain_sd = math.hypot(
        jackknife_sd(lambda kept: _gain(seen, kept, shared), blocks), SIDE_SLOPE_SD * gain
    )
    gain = 1.0 + (gain - 1.0) * _trust(GAIN_SD, gain_sd)
    rest = seen.side - gain * seen.front
    rest_sd = jackknife_sd(lambda kept: float(rest[kept].mean()), blocks)
    trust = _trust(OFFSET_SD_DEG, math.hypot(rest_sd, SIDE_BIAS_SD_DEG))
    return Line(gain, trust * float(rest.mean()))


def _trust(usual_sd: float, error_sd: float) -> float:
    """How far to believe a value that differs by `usual_sd` between people and is so uncertain."""
    return usual_sd**2 / (usual_sd**2 + error_sd**2)


def _gain(seen: Compared, chosen: Chosen, shared: float) -> float:
    """Return the slope of true on front; 1 where it reads no movement, as nothing shows another."""
    part = seen.part(chosen)
    (front, both), _ = np.cov(part.front, part.side, bias=True)
    return (float(both) - shared) / float(front) if front else 1.0


@dataclass(frozen=True, slots=True)
class _Other:
    """What lines did to the half of a session that they were not learned from."""

    fell: float  # mean square error (deg2), by the side camera
    sure: bool  # by more than chance
    worth: float  # how much of it to expect: what the side camera errs by in both halves is no gain


def _on_the_other_half(seen: Compared, blocks: Numbers, shared: float) -> _Other:
    """Learn on each half, cut in two ways, and look at the other.

    A line drawn towards none as far as it is uncertain lowers the mean square error by the square
    of what it moves, on average: 2.6 deg2 on the tapes where it was taken, in truth 2.7.  By the
    side camera it fell by 5.9, since its own error looks like a gain in both halves.
    """
    fell, worth = np.zeros(len(seen.t)), np.zeros(len(seen.t))
    for first in (blocks % 2 == 0, blocks <= blocks.max() // 2):
        for half in (first, ~first):
            line = fit(seen.part(half), np.unique(blocks[half], return_inverse=True)[1], shared)
            other = seen.part(~half)
            fell[~half] += _fell(other, line, shared) / 2.0
            worth[~half] += line.moved(other.front) ** 2 / 2.0
    mean = float(fell.mean())
    sd = jackknife_sd(lambda kept: float(fell[kept].mean()), blocks)
    return _Other(mean, mean > within_90(blocks) * sd, float(worth.mean()))


def _fell(seen: Compared, line: Line, shared: float) -> Floats:
    """Return by how much the squared error falls in each moment, without what both err alike."""
    moved = line.moved(seen.front)
    return np.asarray(-moved * (2.0 * seen.apart + moved) - 2.0 * (line.gain - 1.0) * shared)
