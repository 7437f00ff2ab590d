"""Rigid fits and angles of point clouds."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Similarity:
    """`target = scale * rotation @ (source - source centre) + centre`, as well as it fits.

    `misfit` is the rms distance left over, as a share of the cloud's rms radius.
    """

    scale: float
    rotation: NDArray[np.float64]
    centre: NDArray[np.float64]
    misfit: float


def fit_similarity(source: NDArray[np.float64], target: NDArray[np.float64]) -> Similarity:
    """Fit `source` (n, 3) to `target` (n, 3) without reflection (Umeyama 1991)."""
    centre = target.mean(axis=0)
    from_, to = source - source.mean(axis=0), target - centre
    left, strengths, right = np.linalg.svd(from_.T @ to)
    signs = np.array([1.0, 1.0, math.copysign(1.0, _determinant(left @ right))])
    rotation = (right.T * signs) @ left.T
    scale = float(strengths @ signs) / _squares(from_)
    left_over = to - scale * from_ @ rotation.T
    return Similarity(scale, rotation, centre, math.sqrt(_squares(left_over) / _squares(to)))


def pitch_yaw_roll_deg(rotation: NDArray[np.float64]) -> tuple[float, float, float]:
    """Angles of a head's rotation (x right, y down, z away from the camera), in degrees.

    Pitch is positive down, yaw towards the user's left (the picture's right), roll positive when
    the left ear (the picture's right) sinks.
    """
    (right, _, _), (down, _, _), (x, y, z) = rotation.tolist()
    pitch, yaw, roll = math.atan2(y, z), math.atan2(x, math.hypot(y, z)), math.atan2(down, right)
    return math.degrees(pitch), math.degrees(yaw), math.degrees(roll)


def rms_radius(points: NDArray[np.float64]) -> float:
    """Root mean square distance of `points` (n, 3) from their centre."""
    return float(np.sqrt(np.square(points - points.mean(axis=0)).sum(axis=1).mean()))


def _squares(points: NDArray[np.float64]) -> float:
    return float(np.vdot(points, points))


def _determinant(matrix: NDArray[np.float64]) -> float:
    """Of a matrix (3, 3); an array's own is slow for a single small one."""
    (a, b, c), (d, e, f), (g, h, i) = matrix.tolist()
    return float(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g))
