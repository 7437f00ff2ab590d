"""Ordinary movements show camera and person; repeated errors never count for much."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.body.inversion import Belief
from posturecam.core.body.mixture import tempered
from posturecam.core.body.sagittal import Fixed
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.person_belief import KEPT, recall
from posturecam.core.measure.person_model import knowledge
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import Reading
from tests.support.calibrated import CAMERA, front_of, profile_of
from tests.support.movements import LONG_NECK, at_work, error_deg, sat
from tests.support.synthetic import Camera, pose_of


@pytest.mark.parametrize(
    "camera",
    [pytest.param(Camera(tilt=17, height=-15), id="laptop"), pytest.param(Camera(), id="level")],
)
def test_an_hour_of_ordinary_work_makes_the_next_one_read_better(camera: Camera) -> None:
    profile = profile_of(LONG_NECK, camera)
    belief = sat(profile, CameraBelief(), camera, seed=1, n=30)
    assert belief.person is not None
    later = at_work(camera, seed=2)
    begun, learned = CameraBelief(), CameraBelief(person=belief.person)
    assert error_deg(learned, later, profile) < 0.9 * error_deg(begun, later, profile)


def test_nothing_learned_moves_the_upright_pose() -> None:
    profile = profile_of(LONG_NECK)
    belief = sat(profile, CameraBelief(), CAMERA, seed=3, n=30)
    _, reading = measure_in_sitting(prepare(profile), belief, pose_of(LONG_NECK, t=31.0))
    assert isinstance(reading, Reading)
    assert reading.cva_change_deg == pytest.approx(0.0, abs=1.0)


def test_who_only_sits_there_teaches_almost_nothing() -> None:
    """An hour of one slouch is one look; the camera's tilt stays as uncertain as it was."""
    profile, belief = profile_of(LONG_NECK), CameraBelief()
    prepared = prepare(profile)
    for t in range(60):
        slouch = pose_of(LONG_NECK.moved(cva=-15), t=float(t))
        belief, _ = measure_in_sitting(prepared, belief, slouch)
    known = knowledge(front_of(profile))
    assert belief.person is not None
    for one in (Fixed.TILT, Fixed.FACE_SIZE):
        assert belief.person.covariance[one, one] > 0.8 * known.covariance[one, one]


def test_the_next_sitting_begins_with_half_of_it() -> None:
    """And so a fault of the landmarks that repeats daily never counts for more than two days."""
    prior = Belief(np.zeros(2), np.diag([4.0, 1.0]))
    known = prior
    for _ in range(200):
        information = np.linalg.inv(known.covariance)
        day = information + np.diag([1.0, 0.5])
        mean = np.linalg.solve(day, information @ known.mean + np.array([3.0, 0.0]))
        known = recall(prior, Belief(mean, np.linalg.inv(day)))
    gained = np.linalg.inv(known.covariance) - np.linalg.inv(prior.covariance)
    assert np.diag(gained) == pytest.approx([1.0, 0.5])
    assert KEPT == 0.5


@given(st.floats(0.1, 5), st.floats(0.1, 5), st.floats(-5, 5), st.floats(0.01, 1), st.floats(-5, 5))
def test_part_of_the_evidence_is_evidence_with_more_noise(
    prior_sd: float, noise_sd: float, seen: float, pace: float, mean: float
) -> None:
    """In one dimension, against the formula for a measurement of a normal quantity."""

    def after(noise: float) -> Belief:
        gain = prior_sd**2 / (prior_sd**2 + noise**2)
        return Belief(
            np.array([mean + gain * (seen - mean)]), np.array([[(1 - gain) * prior_sd**2]])
        )

    prior = Belief(np.array([mean]), np.array([[prior_sd**2]]))
    part, expected = tempered(prior, after(noise_sd), pace), after(noise_sd / math.sqrt(pace))
    assert part.mean == pytest.approx(expected.mean, abs=1e-6)
    assert part.covariance == pytest.approx(expected.covariance, rel=1e-6)
