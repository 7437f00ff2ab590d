"""Detect motion between two frames, from two small grey pictures.

What has not moved need not be searched again: the people found last are still where they were.
The comparison is always with the picture of the last real search, never with the one before, so a
slow drift adds up until it shows; and no result stands for long.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Frame, Grey, Observation, Pose, Reuse

PLAIN: Final = 1.5
"""Mean steepness (grey levels a pixel) below which a patch shows no outline to compare.  Samples:
heads and shoulders have 7 to 16."""

FACE_PATCH: Final = 0.9
SHOULDER_PATCH: Final = 0.6
"""Half sides of the patches, in distances from ears to shoulders and in shoulder widths.  By
judgement: they hold head and shoulders with their outlines."""

LEAST_PATCH: Final = 3.0
"""Half side of the smallest patch, in pixels of the small picture; slopes need neighbours.
Numerical."""


def may_stand(reuse: Reuse, last: Observation | None, t: float, grey: Grey) -> bool:
    """Say whether what the search `last` found still holds for the picture `grey` taken at `t`."""
    if last is None or last.grey is None or last.grey.shape != grey.shape:
        return False
    if not 0 <= t - last.t <= reuse.stands_s:
        return False
    height = grey.shape[0]
    most_px = reuse.shift * height
    return all(_shift(last.grey[patch], grey[patch]) < most_px for patch in _patches(last, height))


def standing(last: Observation, t: float, frame: Frame, grey: Grey) -> Observation:
    """Return what `last` found as a reused observation at `t`."""
    people = tuple(replace(person, t=t) for person in last.people)
    return replace(last, t=t, people=people, frame=frame, grey=grey, reused=True)


def _patches(observation: Observation, height: int) -> Iterator[tuple[slice, slice]]:
    """Cut out what matters of everybody seen; the whole picture if there is nobody."""
    if not observation.people:
        yield slice(None), slice(None)
    for person in observation.people:
        for x, y, half in _spots(person):
            yield _patch(height, x, y, half)


def _spots(person: Pose) -> Iterator[tuple[float, float, float]]:
    """Yield centre and half side of the head and of both shoulders, in image heights."""
    left, right = person.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
    x, y = person.points[[Body.NOSE, Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
    width = math.hypot(*(left - right))
    gap = math.hypot(*((left + right) / 2 - (x, y)))
    yield x, y, FACE_PATCH * gap
    for shoulder in (left, right):
        yield shoulder[0], shoulder[1], SHOULDER_PATCH * max(width, gap)


def _patch(height: int, x: float, y: float, half: float) -> tuple[slice, slice]:
    half_px = max(LEAST_PATCH, half * height)
    return _around(y * height, half_px), _around(x * height, half_px)


def _around(centre: float, half: float) -> slice:
    """Return the pixels around `centre`; indexing cuts off what lies beyond the far edge."""
    return slice(max(0, round(centre - half)), max(0, round(centre + half)))


def _shift(before: Grey, now: Grey) -> float:
    """Say how far the contents moved, in pixels: the change measured in steepness.

    A change of the light that is even over the patch does not count.  What cannot be compared (no
    outline to compare) counts as moved; what lies outside the picture as still.
    """
    if min(before.shape) < LEAST_PATCH:
        return 0.0
    down, right = np.gradient(before)
    steep = math.sqrt(float((down**2 + right**2).mean()) / 2)
    if steep < PLAIN:
        return math.inf
    return float((now - before).std()) / steep
