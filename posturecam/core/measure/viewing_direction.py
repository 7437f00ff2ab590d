"""From where the camera sees somebody upright, in degrees: 0 from the front, 90 from the side."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from posturecam.core.measure.side_view import trunk_signs_deg
from posturecam.core.measure.upright import facing_deg
from posturecam.core.pose.head_pose import make_template
from posturecam.core.pose.landmarks import LEAST_OBSERVATIONS
from posturecam.core.values import Pose

TRUNK_SD_DEG: Final = np.array([6.3, 11.3])
"""Errors (sd) on the tapes of the direction by the shoulders, in space and by their width."""

FACE_SD_DEG: Final = 5.0
"""The same by the face: 3.1 on the tapes, looking straight ahead; people look about."""

APART_DEG: Final = 12.0
"""Where face and trunk differ by this, the face has half its weight: it is turned elsewhere."""


def direction_deg(upright: Sequence[Pose]) -> float:
    """Return the direction of the camera, deg, from `upright` poses, by shoulders and face."""
    weights = 1.0 / np.square(TRUNK_SD_DEG)
    signs = np.median([trunk_signs_deg(pose) for pose in upright], axis=0)
    trunk = float(signs @ weights / weights.sum())
    faces = [pose.face for pose in upright if pose.face is not None]
    if len(faces) < LEAST_OBSERVATIONS:
        return trunk
    face = abs(facing_deg(make_template(faces))[1])
    share = 1.0 / FACE_SD_DEG**2 / (1.0 + ((face - trunk) / APART_DEG) ** 2)
    return float((trunk * weights.sum() + face * share) / (weights.sum() + share))
