"""From what is seen back to posture: maximum a posteriori by Gauss-Newton, many beliefs at once.

A belief is a Gaussian over the posture (`State`), over camera and person (`Fixed`) and over the
person's own gains together, so that what is uncertain about the camera ends up in the uncertainty
of the posture.  The gains say what landmarks do on this person beyond geometry: one for each of
`Seen` and each cue (the changes of posture, then how far the head is turned and tilted).  Behind
them may stand how camera and person have moved to each other since calibration (`Shift`).
"""

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias

import numpy as np

from posturecam.core.body.sagittal import CHANGES, FEATURES, FOCAL, KNOWN, Seen, State, seen
from posturecam.core.pose.pinhole import Floats


class Shift(IntEnum):
    """How camera and person lie to each other, as changes since calibration."""

    TILT = 0  # deg; the camera looks further up
    UP = 1  # cm; the person sits higher before the camera: a higher chair or a lower camera
    NEARER = 2  # cm; and nearer


ASIDES: Final = 2
"""Cues that are no change of posture: head turned (squared), head tilted."""

CUES: Final = CHANGES + ASIDES
GAINS: Final = FEATURES * CUES
SIZE: Final = KNOWN + GAINS
SHIFTS: Final = len(Shift)
WHOLE: Final = SIZE + SHIFTS

MOVES_LIKE: Final = {Shift.UP: State.C7_UP, Shift.NEARER: State.C7_AHEAD}
"""Whether camera or person has moved, a face is seen from elsewhere and its pitch misread alike.
What else landmarks do when the base of the neck moves goes with the posture.  Tapes, two cameras
each of 32 people: the pitch is off by 0.22 degrees for each cm of height, 0.08 of distance."""

ROUNDS: Final = 2
"""Gauss-Newton steps.  Tapes: a third changes the error by 0.01 degrees."""


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """Gaussians over changes, fixtures and gains: `mean` (..., 59), `covariance` (..., 59, 59).

    With the shift of the camera they have 62 numbers.
    """

    mean: Floats
    covariance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One observation: the first `len(change)` of `Seen`, and what is needed to predict them."""

    change: Floats
    face_radius: float
    face_down: float
    yaw_deg: int  # whole degrees: half of one moves the face by 0.4 mm at most
    asides: Floats  # (2,)
    noise: Floats  # (5, 5) covariance
    shoulders_down: float = 0.0  # like `face_down`; matters to a camera that may have moved


Geometry: TypeAlias = tuple[Floats, Floats]
"""What a body without gains shows, (..., 5), and its slopes (..., 5, 14)."""


def update(
    belief: Belief, evidence: Evidence, first: int = SIZE, geometry: Geometry | None = None
) -> tuple[Belief, Floats]:
    """Take in `evidence`: return the posterior and the log likelihood of each Gaussian.

    The covariance returned is that of the `first` parameters: (..., first, first).  `geometry` is
    `geometry_of(belief.mean, evidence)`, where that is known already.
    """
    count = len(evidence.change)
    noise = evidence.noise[:count, :count]
    mean = belief.mean
    for _ in range(ROUNDS):
        predicted, slopes = linearise(mean, evidence, geometry or geometry_of(mean, evidence))
        geometry = None
        predicted, slopes = predicted[..., :count], slopes[..., :count, :]
        spread = belief.covariance @ slopes.swapaxes(-1, -2)
        total = slopes @ spread + noise
        precision = np.linalg.inv(total)
        surprise = evidence.change - predicted + (slopes @ (mean - belief.mean)[..., None])[..., 0]
        pull = precision @ surprise[..., None]
        mean = belief.mean + (spread @ pull)[..., 0]
    spread = spread[..., :first, :]
    gain = spread @ precision @ spread.swapaxes(-1, -2)
    misfit = np.einsum("...i,...i", surprise, pull[..., 0])
    posterior = Belief(mean, belief.covariance[..., :first, :first] - gain)
    return posterior, -0.5 * (misfit + np.linalg.slogdet(total)[1])


def linearise(mean: Floats, evidence: Evidence, geometry: Geometry) -> tuple[Floats, Floats]:
    """Return what is seen of `mean` (..., 59 or 62), (..., 5), and its slopes (..., 5, 59 or 62).

    `geometry` is what it shows of a body whose landmarks do nothing of their own.
    """
    observations, known = geometry
    cues, gains = _cues(mean, evidence), _gains(mean)
    slopes = np.zeros((*mean.shape[:-1], FEATURES, mean.shape[-1]))
    slopes[..., :KNOWN] = known
    slopes[..., :CHANGES] += gains[..., :CHANGES]
    for features in range(FEATURES):
        first = KNOWN + features * CUES
        slopes[..., features, first : first + CUES] = cues[..., features, :]
    observations = observations + np.einsum("...sc,...sc->...s", gains, cues)
    if mean.shape[-1] == SIZE:
        return observations, slopes
    tilt = _tilt_slopes(np.exp(mean[..., FOCAL]), evidence)
    slopes[..., SIZE + Shift.TILT] = tilt
    for shift, change in MOVES_LIKE.items():
        slopes[..., SIZE + shift] = known[..., change]
        slopes[..., Seen.FACE_PITCH, SIZE + shift] += gains[..., Seen.FACE_PITCH, change]
    return observations + tilt * mean[..., SIZE + Shift.TILT, None], slopes


def _tilt_slopes(focal: Floats, evidence: Evidence) -> Floats:
    """What a degree of tilt does to what is seen, (..., 5).

    A picture that is turned moves down, and what lies off its centre is stretched.  The face, which
    looks along its own ray, seems turned neither way.
    """
    slopes = np.zeros((*focal.shape, FEATURES))
    change = np.zeros(FEATURES)
    change[: len(evidence.change)] = evidence.change / 100.0
    face_ray = (evidence.face_down + change[Seen.FACE_DOWN]) / focal
    shoulder_ray = (evidence.shoulders_down + change[Seen.SHOULDERS_DOWN]) / focal
    slopes[..., Seen.FACE_SIZE] = face_ray
    slopes[..., Seen.FACE_DOWN] = focal * (1.0 + face_ray**2)
    slopes[..., Seen.SHOULDER_WIDTH] = shoulder_ray
    slopes[..., Seen.SHOULDERS_DOWN] = focal * (1.0 + shoulder_ray**2)
    return slopes * math.radians(100.0)


def geometry_of(mean: Floats, evidence: Evidence) -> Geometry:
    """Return what a body as `mean` (..., 59 or 62) shows if its landmarks do nothing of their own.

    Of the `evidence` it depends on the place of the face at calibration and on the yaw.
    """
    state, fixed = mean[..., :CHANGES], mean[..., CHANGES:KNOWN]
    if mean.shape[-1] > SIZE:
        state = state.copy()
        state[..., State.C7_UP] += mean[..., SIZE + Shift.UP]
        state[..., State.C7_AHEAD] += mean[..., SIZE + Shift.NEARER]
    yaw_rad = math.radians(evidence.yaw_deg)
    return seen(state, fixed, evidence.face_radius, evidence.face_down, yaw_rad)


def _gains(mean: Floats) -> Floats:
    return mean[..., KNOWN:SIZE].reshape(*mean.shape[:-1], FEATURES, CUES)


def _cues(mean: Floats, evidence: Evidence) -> Floats:
    """What drives the gains of each of `Seen`, (..., 5, 9)."""
    cues = np.empty((*mean.shape[:-1], FEATURES, CUES))
    cues[..., :CHANGES], cues[..., CHANGES:] = mean[..., None, :CHANGES], evidence.asides
    if mean.shape[-1] > SIZE:
        for shift, change in MOVES_LIKE.items():
            cues[..., Seen.FACE_PITCH, change] += mean[..., SIZE + shift]
    return cues
