"""What one pose shows of a movement: raw measures, with nothing of a calibration in them."""

import math
from typing import Final, NamedTuple

import numpy as np

from posturecam.core.body import learned_landmarks
from posturecam.core.pose.features import MARGIN, Shoulders, find_shoulders
from posturecam.core.pose.head_pose import fit_head
from posturecam.core.pose.landmarks import MIN_VISIBILITY, Body
from posturecam.core.values import Pose

FACE: Final = np.array(learned_landmarks.FACE)
"""A mean face: of another's, angles are off by a constant, which rest takes away again."""

WRISTS: Final = [15, 16]


class Signs(NamedTuple):
    """One observation; NaN is what it does not show.

    Lengths are in image heights, y down; angles in degrees, with the signs of `HeadFit`.  `nose` is
    how far the nose is from the middle of the ears, to the person's left along them; `arms` how
    high the lower of the wrists is above the shoulders.
    """

    t: float
    size: float
    head_y: float
    pitch: float
    yaw: float
    roll: float
    nose: float
    width: float
    shoulder_x: float
    shoulder_y: float
    arms: float


def read_signs(pose: Pose) -> Signs:
    """Return what `pose` shows of head, shoulders and arms."""
    return Signs._make((pose.t, *_face(pose), _nose(pose), *_shoulders(pose), _arms(pose)))


def _face(pose: Pose) -> tuple[float, ...]:
    if pose.face is None:
        return (math.nan,) * 5
    fit = fit_head(pose.face, FACE)
    return fit.size, fit.y, fit.pitch_deg, fit.yaw_deg, fit.roll_deg


def _nose(pose: Pose) -> float:
    nose, left, right = pose.points[[Body.NOSE, Body.LEFT_EAR, Body.RIGHT_EAR]]
    across = left - right
    apart = math.hypot(*across)
    return float((nose - (left + right) / 2) @ across) / apart if apart else math.nan


def _shoulders(pose: Pose) -> tuple[float, float, float]:
    seen = find_shoulders(pose)
    if not isinstance(seen, Shoulders):
        return math.nan, math.nan, math.nan
    x = pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER], 0].mean()
    return seen.width, float(x), seen.down


def _arms(pose: Pose) -> float:
    """Height of the lower wrist; NaN unless both are seen.  Above the picture is at its edge."""
    x, y = pose.points[WRISTS].T
    aside = x.min() < -MARGIN or x.max() > pose.aspect + MARGIN or y.max() > 1 + MARGIN
    if aside or pose.visibility[WRISTS].min() < MIN_VISIBILITY:
        return math.nan
    shoulders = pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER], 1]
    return float(shoulders.mean() - max(y.max(), 0.0))
