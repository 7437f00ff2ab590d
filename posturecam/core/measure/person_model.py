"""Camera and person from the upright pose and from guided poses."""

import math

import numpy as np

from posturecam.core.body import learned_landmarks, movement_priors
from posturecam.core.body.inversion import GAINS, Belief, Evidence, update
from posturecam.core.body.mixture import before
from posturecam.core.body.sagittal import CHANGES, FIXTURES, Fixed
from posturecam.core.measure.profile import FrontCalibration, Setup, Shown
from posturecam.core.measure.upright import Upright, facing_deg
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.pinhole import focal_of


def set_up(upright: Upright, aspect: float) -> Setup:
    """Return what the upright pose alone shows of camera and person."""
    return Setup(
        face_radius=rms_radius(upright.template),
        face_down=upright.head.y - 0.5,
        tilt_deg=tilt_guess_deg(upright),
        tilt_sd_deg=learned_landmarks.FIXED_SPREAD[Fixed.TILT],
        focal_heights=focal_of(learned_landmarks.DIAGONAL_FOV_DEG, aspect),
        facing_yaw_deg=facing_deg(upright.template)[1],
    )


def tilt_guess_deg(upright: Upright) -> float:
    """Return the tilt of the camera, deg up, from a level head.

    Good to 4 degrees on bodies left out of the tapes, to 9 on the clips.
    """
    radius = rms_radius(upright.template)
    hints = (
        1.0,
        facing_deg(upright.template)[0],
        upright.head.y - 0.5,
        (upright.shoulders.down - upright.head.y) / radius,
        math.log(radius / upright.shoulders.width),
    )
    return float(np.dot(hints, learned_landmarks.TILT_HINTS))


def knowledge(front: FrontCalibration) -> Belief:
    """Return what is known of camera, person and gains (52,) after all guided poses."""
    known = first_guess(front.guided_setup)
    for shown in front.guided:
        known = _learn(known, shown, front.guided_setup)
    if front.setup == front.guided_setup:
        return known
    return with_moved_camera(known, front.setup)


def evidence(shown: Shown, setup: Setup, shoulders_down: float = 0.0) -> Evidence:
    """Return what an observation (or the mean of several) shows, with its noise.

    `shoulders_down`, below the picture's centre while upright in image heights, matters only to a
    camera that may have moved.
    """
    then = setup.facing_yaw_deg
    turned = ((then + shown.yaw_deg) ** 2 - then**2) / 100.0  # further past the camera than upright
    doubt = np.ones(len(learned_landmarks.NOISE))
    doubt[:3] = learned_landmarks.DOUBT[0] + learned_landmarks.DOUBT[1] * shown.misfit
    return Evidence(
        change=np.array(shown.change),
        face_radius=setup.face_radius,
        face_down=setup.face_down,
        shoulders_down=shoulders_down,
        yaw_deg=round(shown.yaw_deg),
        asides=np.array([turned, abs(shown.roll_deg)]),
        noise=np.array(learned_landmarks.NOISE) * np.outer(doubt, doubt),
    )


def first_guess(setup: Setup) -> Belief:
    """Return what the upright pose shows of camera, person and gains (52,).

    The rest is as in the population: the person's own gains are those of everybody.
    """
    mean, spread = np.array(learned_landmarks.FIXED_MEAN), np.array(learned_landmarks.FIXED_SPREAD)
    mean[Fixed.TILT], spread[Fixed.TILT] = setup.tilt_deg, setup.tilt_sd_deg
    mean[Fixed.FOCAL] = math.log(setup.focal_heights)
    fixed = np.array(learned_landmarks.FIXED_CORRELATION) * np.outer(spread, spread)
    gains = np.diag(np.square(np.ravel(learned_landmarks.GAIN_SPREAD)))
    return Belief(
        np.concatenate((mean, np.ravel(learned_landmarks.GAINS))),
        np.block(
            [[fixed, np.zeros((FIXTURES, GAINS))], [np.zeros((GAINS, FIXTURES)), gains]],
        ),
    )


def _learn(known: Belief, shown: Shown, setup: Setup) -> Belief:
    """Update camera, person and gains with a guided pose."""
    prior = before(known, (movement_priors.ON_REQUEST[shown.pose],)).belief
    posterior, _ = update(prior, evidence(shown, setup))
    return Belief(posterior.mean[0, CHANGES:], posterior.covariance[0, CHANGES:, CHANGES:])


def with_moved_camera(known: Belief, setup: Setup) -> Belief:
    """Forget the tilt of the camera in what is `known` (52,), and nothing else."""
    mean, covariance = known.mean.copy(), known.covariance.copy()
    mean[Fixed.TILT] = setup.tilt_deg
    covariance[Fixed.TILT, :] = covariance[:, Fixed.TILT] = 0.0
    covariance[Fixed.TILT, Fixed.TILT] = setup.tilt_sd_deg**2
    return Belief(mean, covariance)
