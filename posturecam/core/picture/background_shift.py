"""Detect that the background is elsewhere in the picture than at the start of the sitting.

The outlines of the background (everything but the people) are laid over those of the start.  If
they fit best at another place, the camera was moved, the lid tilted or the desk raised: what is
measured then says nothing about the person until the calibration is adjusted, or the camera is
back in its place.  Where the background shows too little, nothing is claimed.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Grey, Observation, Pose

Field = NDArray[np.complex64]
Mask = NDArray[np.bool_]

OUTLINE: Final = 6.0
"""Steepness (grey levels a pixel) from which a pixel belongs to an outline.  By judgement."""

LEAST_OUTLINE: Final = 0.01
"""Part of the picture that must be outlines of the background for any claim.  By judgement:
samples have 0 to 0.34."""

FITS: Final = 0.35
"""Likeness (1: the same) from which two backgrounds laid over each other fit.  Samples: the same
one 4 or 8 s later 0.54 to 0.98, those of two samples 0.21 at most."""

CLEARLY: Final = 1.5
"""How many times better than the old place another one must fit.  By judgement."""

BESIDE: Final = 1.5
ABOVE: Final = 1.6
"""How far a person reaches to each side of the middle, in shoulder widths (half of it, with the
arms), and above the ears, in distances from ears to shoulders.  By judgement."""

EDGE: Final = 2
"""Pixels along each side that are left out: slopes are one-sided at the first.  By judgement."""


@dataclass(frozen=True, slots=True)
class BackgroundPolicy:
    """When the camera counts as moved."""

    moved_by: float  # image heights by which the background is displaced; 0: never moved
    moved_s: float  # for which it must be
    every_s: float  # between two comparisons


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """The background of the start, and since when it lies elsewhere."""

    start: Field | None = None
    compared_t: float = -math.inf
    apart_t: float | None = None
    moved: bool = False


def follow_background(
    policy: BackgroundPolicy, background: Background, observation: Observation
) -> Background:
    """Compare `observation` with the start of the sitting, if it is time to.

    Frames without people count like others; observations without a picture change nothing.
    """
    if (
        policy.moved_by <= 0
        or observation.grey is None
        or observation.t - background.compared_t < policy.every_s
    ):
        return background
    now = outlines(observation.grey, observation.people)
    if background.start is None or background.start.shape != now.shape:
        return Background(now if _share(now) >= LEAST_OUTLINE else None, observation.t)
    apart = displacement(background.start, now)
    if apart is None:
        return replace(background, compared_t=observation.t, apart_t=None)
    if apart < policy.moved_by * now.shape[0]:
        return Background(background.start, observation.t)
    apart_t = observation.t if background.apart_t is None else background.apart_t
    moved = background.moved or observation.t - apart_t >= policy.moved_s
    return Background(background.start, observation.t, apart_t, moved)


def outlines(grey: Grey, people: tuple[Pose, ...]) -> Field:
    """Return the direction of the outlines of the background, (h, w) of length 1, 0 elsewhere.

    Strong and weak outlines count alike, so that a change of the light changes little.
    """
    down, right = np.gradient(grey)
    field = (right + 1j * down).astype(np.complex64)
    strength = np.abs(field)
    keep = (strength >= OUTLINE) & ~_covered(grey.shape, people)
    keep[:EDGE], keep[-EDGE:], keep[:, :EDGE], keep[:, -EDGE:] = False, False, False, False
    return np.where(keep, field / np.maximum(strength, 1e-6), 0).astype(np.complex64)


def displacement(before: Field, now: Field) -> float | None:
    """Return by how many pixels `now` differs in place from `before`; None if nothing shows it."""
    if min(_share(before), _share(now)) < LEAST_OUTLINE:
        return None
    spectrum = np.fft.fft2(now) * np.conj(np.fft.fft2(before))
    energy = math.sqrt(float((np.abs(before) ** 2).sum() * (np.abs(now) ** 2).sum()))
    likeness = np.fft.ifft2(spectrum).real / energy
    best = int(likeness.argmax())
    down, right = np.unravel_index(best, likeness.shape)
    here = float(likeness[0, 0])
    if here >= FITS and likeness.flat[best] < CLEARLY * here:
        return 0.0
    if likeness.flat[best] < max(FITS, CLEARLY * here):
        return None
    return math.hypot(_signed(int(down), now.shape[0]), _signed(int(right), now.shape[1]))


def _covered(shape: tuple[int, ...], people: tuple[Pose, ...]) -> Mask:
    """Mark what people cover, from above the head down to the lower edge."""
    rows, columns = np.indices(shape) / shape[0]
    covered = np.zeros(shape, dtype=np.bool_)
    for person in people:
        left, right = person.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
        ears = person.points[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
        middle = (left + right) / 2
        gap = math.hypot(*(middle - ears))
        reach = max(BESIDE * math.hypot(*(left - right)) / 2 + gap / 2, gap)
        beside = np.abs(columns - middle[0]) < reach + abs(ears[0] - middle[0])
        covered |= beside & (rows > ears[1] - ABOVE * gap)
    return covered


def _share(field: Field) -> float:
    return float((field != 0).mean())


def _signed(place: int, length: int) -> int:
    return place - length if place > length // 2 else place
