"""The forward shoulder angle of the sagittal model."""

import numpy as np

from posturecam.core.body.sagittal import CHANGES, KNOWN, Fixed, State
from posturecam.core.pose.pinhole import Floats


def shoulder_angle_change(mean: Floats) -> tuple[Floats, Floats]:
    """Change of the forward shoulder angle from the trunk axis, deg, and its slopes.

    `mean` is (..., 59): posture, camera, person, gains.  Rounder is positive.  The slopes (..., 14)
    are per unit of `mean`; the gains change nothing.
    """
    fixed = mean[..., CHANGES:KNOWN]
    ahead, up = fixed[..., Fixed.ACROMION_AHEAD], fixed[..., Fixed.ACROMION_UP]
    ahead_now = ahead + mean[..., State.ACROMION_AHEAD]
    up_now = up + mean[..., State.ACROMION_UP]
    change = np.arctan2(ahead_now, -up_now) - np.arctan2(ahead, -up)
    change = (change + np.pi) % (2.0 * np.pi) - np.pi
    slopes = np.zeros((*mean.shape[:-1], KNOWN))
    now, then = ahead_now**2 + up_now**2, ahead**2 + up**2
    slopes[..., State.ACROMION_AHEAD] = -up_now / now
    slopes[..., State.ACROMION_UP] = ahead_now / now
    slopes[..., CHANGES + Fixed.ACROMION_AHEAD] = -up_now / now + up / then
    slopes[..., CHANGES + Fixed.ACROMION_UP] = ahead_now / now - ahead / then
    return np.degrees(change), np.degrees(slopes)
