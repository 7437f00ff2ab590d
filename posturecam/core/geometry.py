"""Rigid fits and angles of point clouds."""

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
    signs = np.array([1.0, 1.0, np.sign(np.linalg.det(left @ right))])
    rotation = (right.T * signs) @ left.T
    scale = float(strengths @ signs / np.square(from_).sum())
    left_over = to - scale * from_ @ rotation.T
    misfit = float(np.linalg.norm(left_over) / np.linalg.norm(to))
    return Similarity(scale, rotation, centre, misfit)


def pitch_yaw_roll_deg(rotation: NDArray[np.float64]) -> tuple[float, float, float]:
    """Angles of a head's rotation (x right, y down, z away from the camera), in degrees.

    Pitch is positive down, yaw towards the user's left (the picture's right), roll positive when
    the left ear (the picture's right) sinks.
    """
    pitch = np.arctan2(rotation[2, 1], rotation[2, 2])
    yaw = np.arctan2(rotation[2, 0], np.hypot(rotation[2, 1], rotation[2, 2]))
    roll = np.arctan2(rotation[1, 0], rotation[0, 0])
    return float(np.degrees(pitch)), float(np.degrees(yaw)), float(np.degrees(roll))


def rms_radius(points: NDArray[np.float64]) -> float:
    """Root mean square distance of `points` (n, 3) from their centre."""
    return float(np.sqrt(np.square(points - points.mean(axis=0)).sum(axis=1).mean()))
