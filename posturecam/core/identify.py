"""Camera and person from the upright pose and from guided poses."""

import math

import numpy as np

from posturecam.core import learned
from posturecam.core.camera_model import focal_of
from posturecam.core.geometry import rms_radius
from posturecam.core.inversion import Belief, Evidence, update
from posturecam.core.kinds import KINDS
from posturecam.core.mixture import before
from posturecam.core.profile import Fit, FrontCalibration
from posturecam.core.sagittal import CHANGES, Fixed
from posturecam.core.upright import Upright, facing_deg


def first_guess(upright: Upright, aspect: float) -> Belief:
    """Camera and person (7,) before any guided pose: population, and what upright shows."""
    mean, spread = np.array(learned.FIXED_MEAN), np.array(learned.FIXED_SPREAD)
    mean[Fixed.TILT] = tilt_guess_deg(upright)
    mean[Fixed.FOCAL] = math.log(focal_of(learned.DIAGONAL_FOV_DEG, aspect))
    correlation = np.array(learned.FIXED_CORRELATION)
    return Belief(mean, correlation * np.outer(spread, spread))


def tilt_guess_deg(upright: Upright) -> float:
    """How far the camera looks up, from a level head: good to about 4 degrees."""
    radius = rms_radius(upright.template)
    hints = (
        1.0,
        facing_deg(upright.template)[0],
        upright.head.y - 0.5,
        (upright.shoulders.down - upright.head.y) / radius,
        math.log(radius / upright.shoulders.width),
    )
    return float(np.dot(hints, learned.TILT_HINTS))


def learn_from(fixed: Belief, kind: str, evidence: Evidence) -> Belief:
    """Update camera and person with a look at a guided pose of a known `kind`."""
    prior = before(fixed, (KINDS[kind],)).belief
    posterior, _ = update(prior, evidence)
    return Belief(posterior.mean[0, CHANGES:], posterior.covariance[0, CHANGES:, CHANGES:])


def moved_camera(front: FrontCalibration, tilt_deg: float) -> Belief:
    """Camera and person of `front` after the camera moved: only its tilt is unknown again."""
    mean, covariance = front.fit.vector(), np.array(front.fit.covariance)
    mean[Fixed.TILT] = tilt_deg
    covariance[Fixed.TILT, :] = covariance[:, Fixed.TILT] = 0.0
    covariance[Fixed.TILT, Fixed.TILT] = learned.FIXED_SPREAD[Fixed.TILT] ** 2
    return Belief(mean, covariance)


def fit_of(fixed: Belief) -> Fit:
    """Camera and person as a profile keeps them."""
    tilt, focal, size, cva, neck, ahead, up = fixed.mean.tolist()
    covariance = tuple(tuple(row) for row in fixed.covariance.tolist())
    return Fit(tilt, math.exp(focal), math.exp(size), cva, neck, ahead, up, covariance)
