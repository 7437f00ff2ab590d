"""The outline of head and shoulders, in fractions of a picture that is mirrored."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose

OVER_THE_HEAD: Final = (172, 132, 234, 162, 54, 67, 10, 297, 284, 389, 454, 361, 397)
"""Points of the face mesh from the jaw on the person's right over the forehead to the left one
(a part of MediaPipe's FACEMESH_FACE_OVAL)."""
EARS: Final = (234, 454)
# How far skin and hair lie from the landmarks, by eye on the samples.
SKULL: Final = (1.2, 1.6)  # sideways and up; the mesh ends before the ears and at the hair
NECK_UP: Final = 0.25  # where neck and shoulders meet, on the way from the shoulders to the jaw
JOINT: Final = (0.12, 0.1)  # out and up, in widths between the joints of the shoulders
ARM: Final = (0.36, 0.75)  # where the upper arm ends, out and down
THIN: Final = 1.4  # widths of the head that a trunk has at least, as from the side
DECIMALS: Final = 4

Points = NDArray[np.float64]


def outline_of(pose: Pose) -> tuple[tuple[float, float], ...]:
    """Return the outline as (x, y), from one arm over the head to the other; y down.

    It begins on the left of the picture, as somebody sees it who looks into a mirror.
    """
    head = _head(pose)
    right, left = _shoulders(pose, head)
    across = left - right
    down = np.array([0.0, float(np.hypot(*across))])
    points = np.array(
        [
            right - ARM[0] * across + ARM[1] * down,
            right - JOINT[0] * across,
            right - JOINT[1] * down,
            _neck(head[0], right, left),
            *head,
            _neck(head[-1], right, left),
            left - JOINT[1] * down,
            left + JOINT[0] * across,
            left + ARM[0] * across + ARM[1] * down,
        ]
    )
    mirrored = np.stack([1.0 - points[:, 0] / pose.aspect, points[:, 1]], axis=1)
    rows = np.round(mirrored[::-1], DECIMALS).tolist()
    return tuple((x, y) for x, y in rows)


def _shoulders(pose: Pose, head: Points) -> tuple[Points, Points]:
    """Return the shoulders of the person, right and left, never nearer than a trunk is wide."""
    left, right = pose.points[Body.LEFT_SHOULDER], pose.points[Body.RIGHT_SHOULDER]
    least = THIN * float(np.ptp(head[:, 0]))
    if float(np.hypot(*(left - right))) >= least:
        return right, left
    middle, half = (left + right) / 2, np.array([least / 2, 0.0])
    return middle - half, middle + half


def _neck(jaw: Points, right: Points, left: Points) -> Points:
    """Return the foot of the neck below `jaw`, on the line of the shoulders or a little above."""
    across = left - right
    share = float(np.dot(jaw - right, across) / np.dot(across, across))
    foot = right + share * across
    point: Points = foot + NECK_UP * (jaw - foot)
    return point


def _head(pose: Pose) -> Points:
    """Return the points over the head, from the person's right to the left."""
    if pose.face is None:
        return _round_head(pose)
    over = pose.face[list(OVER_THE_HEAD), :2].copy()
    ears = pose.face[list(EARS), :2].mean(axis=0)
    above = over[:, 1] < ears[1]
    over[above] = ears + (over[above] - ears) * SKULL
    return over


def _round_head(pose: Pose) -> Points:
    """Return a round head where no face was found, as from the side."""
    centre = (pose.points[Body.LEFT_EAR] + pose.points[Body.RIGHT_EAR]) / 2
    shoulders = (pose.points[Body.LEFT_SHOULDER] + pose.points[Body.RIGHT_SHOULDER]) / 2
    radius = float(np.hypot(*(shoulders - centre))) / 2
    turns = np.radians(np.linspace(140.0, 400.0, len(OVER_THE_HEAD)))
    return np.stack(
        [centre[0] + radius * np.cos(turns), centre[1] + radius * np.sin(turns)], axis=1
    )
