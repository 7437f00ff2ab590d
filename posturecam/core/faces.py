"""Which face mesh belongs to which body."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.landmarks import Body
from posturecam.core.values import Pose

FACE_NOSE: Final = 4
"""The tip of the nose in the face mesh."""

NEAR: Final = 0.5
"""A body's nose lies within this many face lengths of its own face mesh's nose."""

Mesh = NDArray[np.float64]


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
