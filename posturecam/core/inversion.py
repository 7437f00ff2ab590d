"""From what is seen back to posture: maximum a posteriori by Gauss-Newton, many beliefs at once.

A belief is a Gaussian over the posture (`State`) and over camera and person (`Fixed`) together, so
that what is uncertain about the camera ends up in the uncertainty of the posture.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.camera_model import Floats
from posturecam.core.sagittal import CHANGES, seen

STEPS: Final = np.array(
    [0.1, 0.05, 0.05, 0.1, 0.03, 0.03, 0.1, 0.1, 0.1, 0.002, 0.002, 0.1, 0.03, 0.02, 0.02]
)
"""Steps of the finite differences, in the units of `State` and `Fixed`."""

ROUNDS: Final = 3
"""Gauss-Newton steps; the fourth changes no angle by 0.05 degrees."""


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """Gaussians over the 8 changes and 7 fixtures: `mean` (..., 15), `covariance` (..., 15, 15)."""

    mean: Floats
    covariance: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One look: the first `len(change)` of `Seen`, and what is needed to predict them.

    `gains` (5, 8) is what landmarks do beyond geometry, per unit of `State`; `noise` (5, 5) the
    covariance of what is left.
    """

    change: Floats
    face_radius: float
    face_down: float
    yaw_rad: float
    gains: Floats
    noise: Floats


def update(belief: Belief, evidence: Evidence) -> tuple[Belief, Floats]:
    """Take in `evidence`: return the posterior and the log likelihood of each Gaussian."""
    count = len(evidence.change)
    noise = evidence.noise[:count, :count]
    mean = belief.mean
    for _ in range(ROUNDS):
        predicted, slopes = _linearise(mean, evidence, count)
        spread = belief.covariance @ slopes.swapaxes(-1, -2)
        total = slopes @ spread + noise
        weights = np.linalg.solve(total, spread.swapaxes(-1, -2)).swapaxes(-1, -2)
        surprise = evidence.change - predicted + (slopes @ (mean - belief.mean)[..., None])[..., 0]
        mean = belief.mean + (weights @ surprise[..., None])[..., 0]
    covariance = belief.covariance - weights @ spread.swapaxes(-1, -2)
    fit = np.einsum("...i,...i", surprise, np.linalg.solve(total, surprise[..., None])[..., 0])
    return Belief(mean, covariance), -0.5 * (fit + np.linalg.slogdet(total)[1])


def _linearise(mean: Floats, evidence: Evidence, count: int) -> tuple[Floats, Floats]:
    """What `mean` (..., 15) looks like (..., count), and its slopes (..., count, 15)."""
    around = np.concatenate((mean[..., None, :], mean[..., None, :] + np.diag(STEPS)), axis=-2)
    looks = predict(around, evidence)[..., :count]
    slopes = (looks[..., 1:, :] - looks[..., :1, :]) / STEPS[:, None]
    return looks[..., 0, :], slopes.swapaxes(-1, -2)


def predict(mean: Floats, evidence: Evidence) -> Floats:
    """What the landmarks show for posture, camera and person `mean` (..., 15): (..., 5)."""
    state, fixed = mean[..., :CHANGES], mean[..., CHANGES:]
    geometry = seen(state, fixed, evidence.face_radius, evidence.face_down, evidence.yaw_rad)
    return geometry + state @ evidence.gains.T
