"""A pinhole camera that may look up or down: where a point of the world lands in the picture.

The world is seen in the user's sagittal plane, from the camera.  Places in it are complex numbers,
in cm: the real part is the level distance from the lens, the imaginary part the height above it.
A camera that looks up by an angle is `exp(1j * angle)`.  In the picture, a `ray` is the tangent of
the angle below the optical axis; times the focal length in image heights it is the distance below
the picture's centre.  All functions work on arrays.
"""

import math
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Complexes: TypeAlias = NDArray[np.complexfloating[Any, Any]]

NEAREST_CM: Final = 5.0
"""No point is taken as nearer than this along the optical axis (keeps steps of a fit finite)."""


def project(place: Complexes, camera: Complexes) -> tuple[Floats, Floats]:
    """Return the depth along the optical axis, cm, and the ray of `place`, both (...)."""
    turned = place * camera.conj()
    depth = np.maximum(turned.real, NEAREST_CM)
    return depth, -turned.imag / depth


def project_slopes(
    move: Complexes, camera: Complexes, depth: Floats, ray: Floats
) -> tuple[Floats, Floats]:
    """Return what `move` (..., n) does to the logarithm of `depth` and to the ray, both (..., n).

    `depth` and `ray` (...) are those of the point that moves.
    """
    turned = move * camera.conj()[..., None]
    nearer = np.where((depth > NEAREST_CM)[..., None], turned.real / depth[..., None], 0.0)
    return nearer, -turned.imag / depth[..., None] - ray[..., None] * nearer


def back_project(depth: Floats, ray: Floats, camera: Complexes) -> Complexes:
    """Undo `project`: return the place that is seen in this depth along this ray."""
    return depth * (1.0 - 1j * ray) * camera


def focal_of(diagonal_fov_deg: float, aspect: float) -> float:
    """Focal length in image heights of a lens with this diagonal field of view."""
    return math.hypot(aspect, 1.0) / (2.0 * math.tan(math.radians(diagonal_fov_deg) / 2.0))
