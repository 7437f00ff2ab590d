"""What one pose shows of a person, before any model: the input of the estimator."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.pose.head_pose import HeadFit, fit_head
from posturecam.core.pose.landmarks import MIN_VISIBILITY, Body
from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import Pose, Unseen, Why

MAX_MISFIT: Final = 0.13
"""Beyond this a mesh is not a face seen from the front.  Tapes: median 0.02, 99 % under 0.10."""

MAX_YAW_DEG: Final = 40.0
"""Beyond this half the face is hidden and the mesh guesses."""

MARGIN: Final = 0.02
"""How far outside the picture, in image heights, a point is still believed."""


@dataclass(frozen=True, slots=True)
class Shoulders:
    """The pose model's shoulder points, in image heights."""

    width: float
    down: float  # their middle, from the top of the picture


@dataclass(frozen=True, slots=True)
class Features:
    """One pose from the front: the head, and the shoulders or why there are none."""

    head: HeadFit
    shoulders: Shoulders | Why


def extract_features(pose: Pose, template: Floats) -> Features | Unseen:
    """Measure what `pose` shows against the face `template`, or say why there is no face."""
    if pose.face is None:
        return Unseen(pose.t, Why.FACE_HIDDEN if _head_inside(pose) else Why.FACE_OUT)
    if not _inside(pose.face, pose.aspect):
        return Unseen(pose.t, Why.FACE_OUT)
    head = fit_head(pose.face, template)
    if abs(head.yaw_deg) > MAX_YAW_DEG:
        return Unseen(pose.t, Why.TURNED)
    if head.misfit > MAX_MISFIT:
        return Unseen(pose.t, Why.FACE_HIDDEN)
    return Features(head, find_shoulders(pose))


def _head_inside(pose: Pose) -> bool:
    """Tell whether the middle of the head lies in the picture, face or no face."""
    x, y = pose.points[[Body.NOSE, Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
    return bool(0 <= x <= pose.aspect and 0 <= y <= 1)


def _inside(face: Floats, aspect: float) -> bool:
    """Tell whether the picture shows the whole face; what lies outside is a guess."""
    low, high = face[:, :2].min(axis=0), face[:, :2].max(axis=0)
    return bool((low >= -MARGIN).all() and (high <= (aspect + MARGIN, 1.0 + MARGIN)).all())


def find_shoulders(pose: Pose) -> Shoulders | Why:
    """Where the shoulders are, or why they cannot be used."""
    both = [Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]
    x, y = pose.points[both].T
    if x.min() < -MARGIN or x.max() > pose.aspect + MARGIN or y.max() > 1.0 + MARGIN:
        return Why.SHOULDERS_OUT
    width = math.hypot(x[0] - x[1], y[0] - y[1])
    if pose.visibility[both].min() < MIN_VISIBILITY or width == 0.0:
        return Why.SHOULDERS_HIDDEN
    return Shoulders(width, float(y.mean()))


def change(now: Features, upright: Features) -> Floats:
    """Return the change since `upright`, in the order of `Seen`: (5,); (3,) without shoulders."""
    head = [
        100.0 * math.log(now.head.size / upright.head.size),
        100.0 * (now.head.y - upright.head.y),
        now.head.pitch_deg - upright.head.pitch_deg,
    ]
    if isinstance(now.shoulders, Shoulders) and isinstance(upright.shoulders, Shoulders):
        width = 100.0 * math.log(now.shoulders.width / upright.shoulders.width)
        return np.array([*head, width, 100.0 * (now.shoulders.down - upright.shoulders.down)])
    return np.array(head)
