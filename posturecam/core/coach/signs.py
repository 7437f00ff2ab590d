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

ELBOWS: Final = [13, 14]
WRISTS: Final = [15, 16]


class Signs(NamedTuple):
    """One observation; NaN is what it does not show.

    Lengths are in image heights, y down; angles in degrees, with the signs of `HeadFit`.
    `nose` is how far the nose is from the middle of the ears, to the person's left along them.
    `arms` is how high the wrists are above the shoulders, `elbows` the same of the elbows.
    """

    t: float
    size: float
    head_x: float
    head_y: float
    pitch: float
    yaw: float
    roll: float
    nose: float
    width: float
    shoulder_x: float
    shoulder_y: float
    arms: float
    elbows: float


def read_signs(pose: Pose) -> Signs:
    """Return what `pose` shows of head, shoulders and arms."""
    seen = (
        *_face(pose),
        _nose(pose),
        *_shoulders(pose),
        _above(pose, WRISTS),
        _above(pose, ELBOWS),
    )
    return Signs._make((pose.t, *seen))


def _face(pose: Pose) -> tuple[float, ...]:
    if pose.face is None:
        return (math.nan,) * 6
    fit = fit_head(pose.face, FACE)
    return fit.size, fit.x, fit.y, fit.pitch_deg, fit.yaw_deg, fit.roll_deg


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


def _above(pose: Pose, joints: list[int]) -> float:
    """How high both `joints` are above the shoulders; NaN unless the picture shows both."""
    points = pose.points[joints]
    inside = (points >= -MARGIN).all() and (points <= (pose.aspect + MARGIN, 1 + MARGIN)).all()
    if not inside or pose.visibility[joints].min() < MIN_VISIBILITY:
        return math.nan
    shoulders = pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER], 1]
    return float((shoulders - points[:, 1]).mean())
