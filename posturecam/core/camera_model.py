"""A pinhole camera that may look up or down: where a point of the world lands in the picture.

The world is seen in the user's sagittal plane, from the camera: `ahead_cm` is the level distance
from the lens to the point, `up_cm` its height above the lens.  In the picture, `down` is the
distance below the centre in image heights.  `focal` is the focal length in image heights and
`tilt_rad` is positive when the camera looks up.  All functions work on arrays.
"""

import math
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

NEAREST_CM: Final = 5.0
"""No point is taken as nearer than this along the optical axis (keeps steps of a fit finite)."""


def project(
    ahead_cm: Floats, up_cm: Floats, tilt_rad: Floats, focal: Floats
) -> tuple[Floats, Floats]:
    """Return depth along the optical axis (cm) and position below the picture's centre."""
    cos, sin = np.cos(tilt_rad), np.sin(tilt_rad)
    depth = np.maximum(ahead_cm * cos + up_cm * sin, NEAREST_CM)
    return depth, focal * (ahead_cm * sin - up_cm * cos) / depth


def back_project(
    depth_cm: Floats, down: Floats, tilt_rad: Floats, focal: Floats
) -> tuple[Floats, Floats]:
    """Undo `project`: return `ahead_cm` and `up_cm` of a point of known depth."""
    cos, sin = np.cos(tilt_rad), np.sin(tilt_rad)
    above = -down * depth_cm / focal
    return depth_cm * cos - above * sin, depth_cm * sin + above * cos


def focal_of(diagonal_fov_deg: float, aspect: float) -> float:
    """Focal length in image heights of a lens with this diagonal field of view."""
    return math.hypot(aspect, 1.0) / (2.0 * math.tan(math.radians(diagonal_fov_deg) / 2.0))
