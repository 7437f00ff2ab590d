"""What a camera at the side says about the change of CVA, as a reference for the one in front.

`measure_side` shrinks: of all changes that fit it takes the mean, weighted by how far heads usually
go, which makes its error small and its slope 0.8.  A slope compared with that would come out wrong,
so here the change that fits best is taken, however far it is.  Its error is larger, and known.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean
from typing import Final

import numpy as np

from posturecam.core.measure.side_view import (
    BACK_SD_DEG,
    CHANGES_DEG,
    DIRECTION_SD_DEG,
    NECK,
    SWAY,
    UPRIGHT_CVA_DEG,
    SideCalibration,
    calibrate_side,
    measure_side,
    misfit,
    travel,
)
from posturecam.core.measure.viewing_direction import direction_deg
from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import Pose, Reading, Unseen
from posturecam.core.verify.agreement import NotCompared

# Error of the reference: true points of 63 rendered people, 1550 frames (docs/science.md, "Two
# cameras"); eight recordings agree (calibration/verifying.py).
STILL_SD_DEG: Final = 2.2  # while the shoulders stay,
TRAVEL_SD_DEG: Final = 10.0  # more by this for each gap that they travel, as the trunk then
MOST_TRAVEL: Final = 0.4  # does as well; up to here
SCALE_SD: Final = 0.12  # how long the neck is and where it bends differs: sd of the slope
LEAST_AROUND_DEG: Final = 70.0
"""Direction of the side camera, as it is estimated.  A head that goes forward comes nearer to a
camera at 65 degrees (estimated 58), which then reads 40 % too much (rms error 5.1); at 90 and 110
degrees (estimated 84 to 88) the slope is 0.9 to 1.1.  The limit lies between, by judgement."""

# Without that pull the base of the neck must follow the shoulders' height more, and better, than
# `side_view.OWN` and `STRAY_GAIN` say: rms 3.4 instead of 3.5 (tapes), 2.8 instead of 3.2 (clips).
OWN: Final = np.array([0.3, 0.6])
STRAY_GAIN: Final = np.array([0.35, 0.09])
BACK_DOUBT: Final = np.where(CHANGES_DEG > 0, (CHANGES_DEG / BACK_SD_DEG) ** 2, 0.0)


def reference(
    looks: Sequence[Pose | Unseen], upright: Sequence[Pose | Unseen]
) -> tuple[Reading | Unseen, ...] | NotCompared:
    """Return the change of CVA in each of `looks` from the `upright` ones, by the side camera.

    The readings carry that change and the sd of its own error.
    """
    seen = [look for look in upright if isinstance(look, Pose)]
    around_deg = direction_deg(seen) if seen else None
    if around_deg is not None and around_deg < LEAST_AROUND_DEG:
        return NotCompared(
            f"the side camera sees you from {around_deg:.0f} degrees beside the front; "
            "put it at a right angle to where you look"
        )
    side = calibrate_side(seen, around_deg)
    if not isinstance(side, SideCalibration):
        return NotCompared(f"the side camera cannot be calibrated: {'; '.join(side)}")
    calm = [_refer(look, side) for look in seen]
    changes_deg = [
        one.cva_change_deg
        for one in calm
        if isinstance(one, Reading) and one.cva_change_deg is not None
    ]
    if not changes_deg:
        return NotCompared("the side camera sees you turn while you should sit upright")
    zero_deg = fmean(changes_deg)
    return tuple(_refer(look, side, zero_deg) for look in looks)


def best_change(ears: Floats, shoulders: Floats, side: SideCalibration) -> float:
    """Return the change (deg) that fits the travel of ears and shoulders (gaps) best."""
    doubt = misfit(ears, shoulders, side, OWN, STRAY_GAIN) + BACK_DOUBT
    return float(CHANGES_DEG[np.argmin(doubt)])


def error_sd(change_deg: float, shoulders: Floats, side: SideCalibration) -> float:
    """Return the sd of the error of a change (deg); the `shoulders` have travelled by gaps.

    Obliquely seen, what goes sideways is taken for going forward, and its direction is uncertain.
    """
    lever = NECK * math.sin(math.radians(UPRIGHT_CVA_DEG))
    sway = math.degrees(SWAY * side.cotangent / lever)
    direction = math.radians(DIRECTION_SD_DEG) * side.cotangent * change_deg
    trunk = TRAVEL_SD_DEG * min(MOST_TRAVEL, float(np.hypot(*shoulders)))
    return math.hypot(STILL_SD_DEG, SCALE_SD * change_deg, trunk, sway, direction)


def _refer(look: Pose | Unseen, side: SideCalibration, zero_deg: float = 0.0) -> Reading | Unseen:
    reading = look if isinstance(look, Unseen) else measure_side(look, side)
    if isinstance(look, Unseen) or isinstance(reading, Unseen):
        return reading
    ears, shoulders, _ = travel(look, side)
    change_deg = best_change(ears, shoulders, side) - zero_deg
    sd_deg = error_sd(change_deg, shoulders, side)
    return replace(reading, cva_change_deg=change_deg, cva_change_sd_deg=sd_deg)
