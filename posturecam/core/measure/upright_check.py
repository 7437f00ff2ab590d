"""Questions about an upright pose that can be used but may not be upright."""

from typing import Final

import numpy as np

from posturecam.core.measure.blended_view import FRONT_ALONE_DEG
from posturecam.core.measure.learned_upright import HINTS
from posturecam.core.measure.upright import facing_deg
from posturecam.core.pose.features import Features, Shoulders
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.pinhole import Floats

ASIDE_DEG: Final = 12.0
"""Rendered people who look further past the camera may be measured worse (docs/science.md)."""

LOW: Final = (
    "your head seems lower above your shoulders than that of 95 % of upright people:"
    " is this as upright as you comfortably sit?"
)


def doubts_about_upright(
    template: Floats, upright: Features, azimuth_deg: float
) -> tuple[str, ...]:
    """Return questions about the `upright` pose of the face `template` (46, 3).

    `azimuth_deg` is how far the trunk is turned from the camera: the face looks past it as well.
    """
    aside = abs(facing_deg(template)[1]) - (azimuth_deg if azimuth_deg > FRONT_ALONE_DEG else 0.0)
    low = float(hints(template, upright) @ HINTS) < 0.0
    past = f"you look {aside:.0f} degrees aside: is that where you look when you work?"
    return tuple(doubt for doubt, doubted in ((LOW, low), (past, aside > ASIDE_DEG)) if doubted)


def hints(template: Floats, upright: Features) -> Floats:
    """Return 1, the face above the shoulders in face sizes, its pitch, and the shoulders' place.

    The pitch (degrees) and the place below the picture's centre (image heights) stand for the
    camera.  Zeros without shoulders.
    """
    if not isinstance(upright.shoulders, Shoulders):
        return np.zeros(len(HINTS))
    gap = (upright.shoulders.down - upright.head.y) / rms_radius(template)
    return np.array([1.0, gap, facing_deg(template)[0], upright.shoulders.down - 0.5])
