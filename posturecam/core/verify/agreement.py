"""How far the change of craniovertebral angle seen from the front is from that seen at the side.

Every figure is about the front camera against the truth: what the side camera errs is allowed for.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.verify.blocks import NORMAL_90, blocks_of, jackknife_sd, within_90
from posturecam.core.verify.calls import Calls as Calls  # noqa: PLC0414 - part of an agreement
from posturecam.core.verify.calls import count_calls
from posturecam.core.verify.compared import Compared, columns
from posturecam.core.verify.compared import Pair as Pair  # noqa: PLC0414 - what is compared
from posturecam.core.verify.two_errors import ALIKE, front_error, root_mean_square
from posturecam.core.verify.two_errors import Estimate as Estimate  # noqa: PLC0414 - as above

LEAST_S: Final = 45.0  # a minute of movement with its pauses (by judgement)
LEAST_BLOCKS: Final = 5  # below that no interval can be given
LEAST_MOVED: Final = 1.5  # how much more the head must move (sd) than the side camera errs (sd)
SIDE_BIAS_SD_DEG: Final = 1.1  # of the side camera, from person to person (63 rendered people)
SIDE_SLOPE_SD: Final = 0.12  # the same of its slope
LEAST_TRUE: Final = 0.3  # of what the side camera sees; less would make the slope explode


@dataclass(frozen=True, slots=True)
class Agreement:
    """The error of the front camera, the side camera's own error allowed for."""

    pairs: int
    rms_deg: Estimate
    bias_deg: Estimate  # front minus side; positive: a forward head is read too small
    slope: Estimate  # of front against true; 0.85: a forward head is read 15 % too small
    raw_rms_deg: float  # of the difference of both cameras
    side_error_deg: float  # of the side camera (rms), as it states it
    within_90: float  # share of the front's 90 % intervals that hold the side's angle
    calls: Calls


@dataclass(frozen=True, slots=True)
class NotCompared:
    """The two cameras could not be compared, and why, for the user."""

    reason: str


def agree(pairs: Sequence[Pair], limit_deg: float, sure: float) -> Agreement | NotCompared:
    """Return how far the front camera is from the truth, by what both cameras saw.

    `limit_deg` and `sure` are `limits.forward_head_deg` and `limits.sure`.
    """
    seen = comparable(pairs)
    if isinstance(seen, NotCompared):
        return seen
    rms = front_error(seen, blocks_of(seen.t))
    return Agreement(
        pairs=len(pairs),
        rms_deg=rms,
        bias_deg=_bias(seen),
        slope=_slope(seen, rms.value),
        raw_rms_deg=root_mean_square(seen.apart),
        side_error_deg=root_mean_square(seen.side_sd),
        within_90=_share_within(seen),
        calls=count_calls(seen, limit_deg, sure),
    )


def comparable(pairs: Sequence[Pair]) -> Compared | NotCompared:
    """Return what both cameras saw, as columns, if it is enough to say anything of it."""
    seen = columns(pairs)
    why = _too_little(seen)
    return NotCompared(why) if why else seen


def _too_little(seen: Compared) -> str | None:
    """Return why nothing can be said; None if something can."""
    if len(seen.t) == 0:
        return "the two cameras measured no moment in common"
    both_s = float(seen.stands_s.sum())
    if both_s < LEAST_S or blocks_of(seen.t).max() + 1 < LEAST_BLOCKS:
        return (
            f"both cameras measured the angle for {both_s:.0f} s only; "
            f"{LEAST_S:.0f} s are needed, with the head forward and back again several times"
        )
    if _moved_once(seen):
        return "the head moved once only; bring it well forward and back several times"
    moved, error = float(seen.side.std()), root_mean_square(seen.side_sd)
    if moved < LEAST_MOVED * error:
        return (
            f"the head moved by {moved:.1f} degrees only (standard deviation), while the side "
            f"camera errs by {error:.1f}; bring the head well forward and back several times"
        )
    return None


def _moved_once(seen: Compared) -> bool:
    """Return whether the head did not move at all outside of one block, which has no slope."""
    blocks = blocks_of(seen.t)
    return any(float(np.ptp(seen.side[blocks != one])) == 0.0 for one in range(blocks.max() + 1))


def _bias(seen: Compared) -> Estimate:
    blocks, mean = blocks_of(seen.t), float(seen.apart.mean())
    sd = jackknife_sd(lambda kept: float(seen.apart[kept].mean()), blocks)
    half = math.hypot(within_90(blocks) * sd, NORMAL_90 * SIDE_BIAS_SD_DEG)
    return Estimate(mean, mean - half, mean + half)


def _slope(seen: Compared, front_rms: float) -> Estimate:
    blocks = blocks_of(seen.t)
    slope = slope_of(seen, front_rms)
    sd = jackknife_sd(lambda kept: slope_of(seen.part(kept), front_rms), blocks)
    half = math.hypot(within_90(blocks) * sd, NORMAL_90 * SIDE_SLOPE_SD * slope)
    return Estimate(slope, slope - half, slope + half)


def slope_of(seen: Compared, front_rms: float) -> float:
    """Return the slope of front on true: of what both vary, their errors taken off."""
    error = root_mean_square(seen.side_sd)
    (_, both), (_, side) = np.cov(seen.front, seen.side, bias=True)
    true = max(float(side) - error**2, LEAST_TRUE * float(side))
    return (float(both) - ALIKE * front_rms * error) / true


def _share_within(seen: Compared) -> float:
    """Return the share of moments in which both differ by no more than both errors allow."""
    alike = ALIKE * seen.front_sd * seen.side_sd
    sd = np.sqrt(seen.front_sd**2 + seen.side_sd**2 - 2.0 * alike)
    return float((np.abs(seen.apart) <= NORMAL_90 * sd).mean())
