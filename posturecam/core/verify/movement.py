"""What a camera shows of somebody's movement, as time series that another camera shows as well.

From the front: how near the head is (its size), its height, its pitch, and how near the shoulders
are (their width).  From the side: how far ahead head and shoulders are, height and pitch.  Each
number rises when the same number of the other camera rises.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.measure.side_view import GAP_CM
from posturecam.core.pose.features import Features, Shoulders, extract_features
from posturecam.core.pose.head_pose import make_template
from posturecam.core.pose.landmarks import Body
from posturecam.core.pose.pinhole import Floats
from posturecam.core.values import Pose, Unseen

AHEAD, PITCH, UP, SHOULDERS_AHEAD = range(4)
"""Rows of a track: each camera shows something of all of them."""

TEMPLATE_FACES: Final = 50
"""A template is made of so many faces of the whole recording; it is settled after 10."""

LAG_CM, LAG_SPEED_CM_S = 0.25, 0.5
"""The pose model smooths its 33 points (a one-euro filter that follows fast movements more
closely), so that they trail by a distance, not by a time: 0.25 cm from 0.5 cm/s on, which is 0.1 to
0.2 s of a change of posture.  The face mesh does not trail.  Measured against the truth of two
rendered clips, 10 frames a second, MediaPipe 1.2; without it the alignment is 0.04 to 0.12 s off,
and no more would it be with a model that does not smooth."""

LARGEST: Final = 3.0  # usual sizes (sd if they were normal)
SD_PER_MEDIAN: Final = 1.4826  # of a normal distribution's absolute values

LAG_OVER_S: Final = 0.25
"""Over this the speed is taken that the lag depends on (sd of the weights)."""


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Movement as it was seen: `values` (4, n) at the times `t` (n,); NaN where not seen."""

    t: Floats
    values: Floats

    @property
    def lasts_s(self) -> float:
        """From the first frame to the last."""
        return float(self.t[-1] - self.t[0])

    @property
    def spacing_s(self) -> float:
        """Of the frames, usually."""
        return float(np.median(np.diff(self.t)))

    @property
    def moved_cm(self) -> float:
        """How far the head went to and fro or up and down, of a camera at the side."""
        ends = np.nanpercentile(self.values[[AHEAD, UP]], [2.5, 97.5], axis=1)
        return float((ends[1] - ends[0]).max()) * GAP_CM


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """How fast each row of a track changes, in its usual size, at even times; NaN: not seen."""

    t: Floats
    rows: Floats


def front_track(poses: Sequence[Pose | Unseen]) -> Track:
    """Return what a camera in front shows; only frames with a whole face count."""
    faces = [pose.face for pose in poses if isinstance(pose, Pose) and pose.face is not None]
    if not faces:
        return _track([], [])
    template = make_template(faces[:: math.ceil(len(faces) / TEMPLATE_FACES)])
    found = [(pose.t, extract_features(pose, template)) for pose in poses if isinstance(pose, Pose)]
    seen = [(t, features) for t, features in found if isinstance(features, Features)]
    return _track([t for t, _ in seen], [_front(features) for _, features in seen])


def side_track(poses: Sequence[Pose | Unseen]) -> Track:
    """Return what a camera at the side shows, left or right, mirrored or not."""
    seen = [pose for pose in poses if isinstance(pose, Pose)]
    if not seen:
        return _track([], [])
    t, points = np.array([pose.t for pose in seen]), np.array([pose.points for pose in seen])
    ears, shoulders = _middle(points, "EAR"), _middle(points, "SHOULDER")
    gap = max(float(np.median(np.linalg.norm(ears - shoulders, axis=1))), 1e-6)
    faces = math.copysign(1.0, float(np.median(points[:, Body.NOSE, 0] - ears[:, 0])))
    places = np.stack([ears, _middle(points, "EYE"), shoulders], axis=1) * (faces / gap, -1 / gap)
    ears, eyes, shoulders = np.moveaxis(_without_lag(t, places), 1, 0)
    line = eyes - ears
    pitch = -np.arctan2(line[:, 1], line[:, 0])
    return Track(t, np.stack([ears[:, 0], pitch, ears[:, 1], shoulders[:, 0]]))


def slopes(track: Track, width_s: float, step_s: float) -> Slopes:
    """Return how fast `track` changes, every `step_s` from its first frame on.

    It is the slope of a line through the frames around, with Gaussian weights of sd `width_s`, so
    that any spacing of the frames will do.  The usual size is the median; what is beyond three of
    it counts as three, or a single large movement would be all that counts.
    """
    at = np.arange(track.t[0], track.t[-1] + step_s / 2, step_s)
    rows = np.array([_slope(track.t, row, at, width_s) for row in track.values])
    return Slopes(at, np.array([_in_usual_size(row) for row in rows]))


def _in_usual_size(row: Floats) -> Floats:
    sizes = np.abs(row[np.isfinite(row)])
    usual = SD_PER_MEDIAN * float(np.median(sizes)) if sizes.size else 0.0
    return np.clip(row / usual, -LARGEST, LARGEST) if usual else np.full_like(row, math.nan)


def _front(features: Features) -> tuple[float, float, float, float]:
    head, shoulders = features.head, features.shoulders
    width = math.log(shoulders.width) if isinstance(shoulders, Shoulders) else math.nan
    return math.log(head.size), math.radians(head.pitch_deg), -head.y, width


def _track(times: Sequence[float], rows: Sequence[Sequence[float]]) -> Track:
    return Track(np.array(times), np.array(rows).reshape(-1, 4).T)


def _middle(points: Floats, name: str) -> Floats:
    return np.asarray(points[:, [Body[f"LEFT_{name}"], Body[f"RIGHT_{name}"]]].mean(axis=1))


def _without_lag(t: Floats, places: Floats) -> Floats:
    """Move `places` (n, k, 2), in gaps, ahead by what the pose model's smoothing lags behind."""
    flat = places.reshape(len(t), -1).T
    speed = np.array([_slope(t, row, t, LAG_OVER_S) for row in flat]) * GAP_CM
    ahead = LAG_CM * speed / (np.abs(speed) + LAG_SPEED_CM_S) / GAP_CM
    return np.asarray(places + np.nan_to_num(ahead).T.reshape(places.shape))


REACH: Final = 3.0  # sd: weights further off are below 1.2 %
LEAST_SPREAD: Final = 0.35
"""Of the weights' variance must be that of the frames around; a line needs frames at two times."""

OFF_CENTRE: Final = 0.6
"""sd of the weights: frames on one side only are no slope in the middle."""


def _slope(t: Floats, row: Floats, at: Floats, width_s: float) -> Floats:
    seen = np.isfinite(row)
    t, row = t[seen], row[seen] - (row[seen].mean() if seen.any() else 0.0)
    low, high = (np.searchsorted(t, at + end * REACH * width_s) for end in (-1, 1))
    sums = np.zeros((5, len(at)))
    for step in range(int((high - low).max(initial=0))):
        inside = low + step < high
        k = low[inside] + step
        d = t[k] - at[inside]
        w = np.exp(-np.square(d / width_s) / 2)
        sums[:, inside] += w * np.stack([np.ones_like(d), d, d * d, row[k], d * row[k]])
    with np.errstate(invalid="ignore", divide="ignore"):
        _, middle, square, mean, product = sums / sums[0]
        spread = square - middle**2
        good = (spread > LEAST_SPREAD * width_s**2) & (np.abs(middle) < OFF_CENTRE * width_s)
        return np.where(good, (product - middle * mean) / spread, np.nan)
