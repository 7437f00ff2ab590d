"""Where to search for faces, and which face mesh belongs to which body."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.pose.landmarks import FRONTAL_WIDTH, Body
from posturecam.core.values import Pose

FACE_NOSE: Final = 4
"""The tip of the nose in the face mesh."""

NEAR: Final = 0.5
"""A body's nose lies within this many face lengths of its own face mesh's nose."""

HEAD_POINTS: Final = 11
"""The first points of a body are those of its head."""

HEAD_BOX: Final = 0.9
"""Half the side of a square that holds the head with room to spare, in widths of the shoulders."""

LEAST_BOX_PX: Final = 32

Mesh = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in pixels."""

    left: int
    top: int
    width: int
    height: int


def head_box(body: Pose, height_px: int, width_px: int) -> Box | None:
    """Where to search for the face of `body`; None if there are too few pixels."""
    x, y = body.points[:HEAD_POINTS].mean(axis=0)
    left, right = body.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
    above = float((left[1] + right[1]) / 2 - y)
    half = HEAD_BOX * max(math.hypot(*(left - right)), FRONTAL_WIDTH * above)
    edges = np.array([x - half, x + half, y - half, y + half]) * height_px
    limits = (width_px, width_px, height_px, height_px)
    start_x, end_x, start_y, end_y = (round(float(e)) for e in np.clip(edges, 0, limits))
    if min(end_x - start_x, end_y - start_y) < LEAST_BOX_PX:
        return None
    return Box(start_x, start_y, end_x - start_x, end_y - start_y)


def pair_faces(bodies: Sequence[Pose], faces: Sequence[Mesh]) -> tuple[Pose, ...]:
    """Give every body the face mesh (468, 3) that lies on its nose, the nearest pairs first."""
    gaps = sorted(
        (gap, b, f)
        for b, body in enumerate(bodies)
        for f, face in enumerate(faces)
        if (gap := nose_gap(body, face)) < NEAR
    )
    chosen: dict[int, int] = {}
    for _, b, f in gaps:
        if b not in chosen and f not in chosen.values():
            chosen[b] = f
    return tuple(
        replace(body, face=faces[chosen[b]] if b in chosen else None)
        for b, body in enumerate(bodies)
    )


def nose_gap(body: Pose, face: Mesh) -> float:
    """Distance between the nose of `body` and that of `face`, in lengths of the face."""
    length = float(np.hypot(*np.ptp(face[:, :2], axis=0)))
    apart = float(np.hypot(*(body.points[Body.NOSE] - face[FACE_NOSE, :2])))
    return apart / length if length > 0 else np.inf
