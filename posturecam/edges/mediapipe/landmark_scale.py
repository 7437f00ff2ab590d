"""MediaPipe's landmarks in image heights.

MediaPipe's x and y are fractions of the picture's width and height, and depth is in widths.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from posturecam.core.pose.face_pairing import Box, Mesh
from posturecam.core.values import FACE_POINTS, Frame, Pose


class Landmark(Protocol):
    """One point as MediaPipe gives it."""

    x: float
    y: float
    z: float
    visibility: float | None
    presence: float | None


def to_pose(frame: Frame, landmarks: Sequence[Landmark], world: Sequence[Landmark]) -> Pose:
    """Return one body without its face; points outside the picture stay there."""
    aspect = _aspect(frame)
    points = _array(landmarks) * (aspect, 1.0, aspect)
    return Pose(
        t=frame.t,
        points=points[:, :2],
        visibility=np.array([mark.visibility or 0.0 for mark in landmarks], dtype=np.float64),
        world=_array(world),
        face=None,
        aspect=aspect,
        depth=points[:, 2],
        presence=np.array([mark.presence or 0.0 for mark in landmarks], dtype=np.float64),
    )


def to_face(frame: Frame, landmarks: Sequence[Landmark], box: Box | None = None) -> Mesh:
    """Return a face mesh, (468, 3); MediaPipe's points beyond those repeat others.

    `box` is the part of the picture that was searched, if it was not the whole.
    """
    height, width = frame.image.shape[:2]
    box = box or Box(0, 0, width, height)
    scale = np.array([box.width, box.height, box.width]) / height
    corner = np.array([box.left, box.top, 0.0]) / height
    mesh: Mesh = _array(landmarks[:FACE_POINTS]) * scale + corner
    return mesh


def _array(landmarks: Sequence[Landmark]) -> NDArray[np.float64]:
    return np.array([(mark.x, mark.y, mark.z) for mark in landmarks], dtype=np.float64)


def _aspect(frame: Frame) -> float:
    height, width = frame.image.shape[:2]
    return float(width / height)
