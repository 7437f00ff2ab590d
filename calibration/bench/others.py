"""What other programs measure, from the same landmarks: one number for each look.

Only those that are angles already have a unit.  The others are turned into degrees of CVA by a line
(slope and offset) fitted on other people than those it is tried on.
"""

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.compact import Floats
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose

Measure = Callable[[Pose], float]


def nose_height(pose: Pose) -> float:
    """Nose below the top of the picture, image heights."""
    return float(pose.points[Body.NOSE, 1])


def nose_gap(pose: Pose) -> float:
    """Nose above the shoulder line, in shoulder widths."""
    return float(_shoulders(pose)[1] - pose.points[Body.NOSE, 1]) / _width(pose)


def ear_gap(pose: Pose) -> float:
    """Ears above the shoulder line, in shoulder widths."""
    return float(_shoulders(pose)[1] - _ears(pose)[1]) / _width(pose)


def face_width(pose: Pose) -> float:
    """Distance of the ears, in shoulder widths."""
    left, right = pose.points[Body.LEFT_EAR], pose.points[Body.RIGHT_EAR]
    return float(math.dist(left, right)) / _width(pose)


def image_angle_deg(pose: Pose) -> float:
    """Line from each shoulder to the ear of its side, against the vertical; mean of both."""
    sides = ((Body.LEFT_EAR, Body.LEFT_SHOULDER), (Body.RIGHT_EAR, Body.RIGHT_SHOULDER))
    return float(np.mean([_from_vertical_deg(pose.points[s], pose.points[e]) for e, s in sides]))


def world_angle_deg(pose: Pose) -> float:
    """Line from mid-shoulders to mid-ears above the horizontal, in the pose model's own space."""
    ears = pose.world[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
    shoulders = pose.world[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]].mean(axis=0)
    ahead, up = shoulders[2] - ears[2], shoulders[1] - ears[1]
    return math.degrees(math.atan2(up, ahead))


def tutorial_score(pose: Pose) -> float:
    """A score from 0 to 100 as tutorials make it: neck, level shoulders and face size, weighted."""
    shoulders = pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
    slant_deg = abs(math.degrees(math.atan2(*np.ptp(shoulders, axis=0)[::-1])))
    neck = min(1.0, ear_gap(pose) / 0.6)
    level = max(0.0, 1.0 - slant_deg / 15.0)
    near = max(0.0, 1.0 - max(0.0, face_width(pose) - 0.4) / 0.4)
    return 100.0 * (0.5 * neck + 0.2 * level + 0.3 * near)


MEASURES: Final[dict[str, Measure]] = {
    "nose height in the picture": nose_height,
    "nose-shoulder gap / shoulder width": nose_gap,
    "ear-shoulder gap / shoulder width": ear_gap,
    "face width / shoulder width": face_width,
    "neck angle, image points": image_angle_deg,
    "neck angle, world landmarks": world_angle_deg,
    "score as in tutorials": tutorial_score,
}
IN_DEGREES: Final = ("neck angle, image points", "neck angle, world landmarks")


def change_of(
    measure: Measure, upright: Sequence[Pose], observations: Sequence[Pose | None]
) -> Floats:
    """Change of `measure` against the mean of the upright looks; NaN where nobody was seen."""
    zero = float(np.mean([measure(pose) for pose in upright]))
    return np.array([np.nan if pose is None else measure(pose) - zero for pose in observations])


def fitted_elsewhere(change: Floats, truth: Floats, body: NDArray[np.int64]) -> Floats:
    """Turn changes into degrees, for each body by the line that fits all other bodies best."""
    estimate = np.full(len(change), np.nan)
    terms = np.stack([np.ones(len(change)), change], axis=1)
    for one in np.unique(body):
        train = (body != one) & np.isfinite(change)
        line, *_ = np.linalg.lstsq(terms[train], truth[train], rcond=None)
        estimate[body == one] = terms[body == one] @ line
    return estimate


def _width(pose: Pose) -> float:
    return max(math.dist(pose.points[Body.LEFT_SHOULDER], pose.points[Body.RIGHT_SHOULDER]), 1e-6)


def _shoulders(pose: Pose) -> Floats:
    return np.asarray(pose.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]].mean(axis=0))


def _ears(pose: Pose) -> Floats:
    return np.asarray(pose.points[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0))


def _from_vertical_deg(low: Floats, high: Floats) -> float:
    ahead, up = abs(float(high[0] - low[0])), float(low[1] - high[1])
    return math.degrees(math.atan2(ahead, up))
