"""Ordinary movements show camera and person; repeated errors never count for much."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.body.inversion import Belief
from posturecam.core.body.mixture import tempered
from posturecam.core.body.sagittal import Fixed
from posturecam.core.measure.calibration import calibrate
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.person_belief import KEPT, recall
from posturecam.core.measure.person_model import knowledge
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import FrontCalibration, Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief
from posturecam.core.values import Pose, Reading
from tests.support.synthetic import Camera, Person, pose_of

YOU = Person(neck=15.5, acromion_up=-6.5)


def profile_of(camera: Camera) -> Profile:
    found = calibrate({"upright": [pose_of(YOU, camera, t=t / 4) for t in range(20)]}, (640, 480))
    assert isinstance(found, Profile)
    return found


def front_of(profile: Profile) -> FrontCalibration:
    assert profile.front is not None
    return profile.front


def at_work(camera: Camera, seed: int, count: int = 30) -> list[tuple[Pose, float]]:
    """Ordinary movements, one a second, each with the true change of craniovertebral angle."""
    chance = np.random.default_rng(seed)
    shown = []
    for t in range(count):
        change = float(-abs(chance.normal(0, 9)))
        person = YOU.moved(
            cva=change,
            c7_ahead=float(chance.normal(0, 4)),
            lean=float(chance.normal(3, 5)),
            pitch=float(chance.normal(0, 8)),
        )
        shown.append((pose_of(person, camera, t=float(t)), change))
    return shown


def error_deg(belief: CameraBelief, shown: list[tuple[Pose, float]], profile: Profile) -> float:
    prepared, off = prepare(profile), []
    for pose, change in shown:
        _, reading = measure_in_sitting(prepared, belief, pose)
        assert isinstance(reading, Reading)
        off.append((reading.cva_change_deg or 0.0) - change)
    return math.sqrt(np.mean(np.square(off)))


@pytest.mark.parametrize(
    "camera",
    [pytest.param(Camera(tilt=17, height=-15), id="laptop"), pytest.param(Camera(), id="level")],
)
def test_an_hour_of_ordinary_work_makes_the_next_one_read_better(camera: Camera) -> None:
    profile, belief = profile_of(camera), CameraBelief()
    for pose, _ in at_work(camera, seed=1):
        belief, _ = measure_in_sitting(prepare(profile), belief, pose)
    assert belief.person is not None
    later = at_work(camera, seed=2)
    begun, learned = CameraBelief(), CameraBelief(person=belief.person)
    assert error_deg(learned, later, profile) < 0.9 * error_deg(begun, later, profile)


def test_nothing_learned_moves_the_upright_pose() -> None:
    camera = Camera()
    profile, belief = profile_of(camera), CameraBelief()
    for pose, _ in at_work(camera, seed=3):
        belief, _ = measure_in_sitting(prepare(profile), belief, pose)
    _, reading = measure_in_sitting(prepare(profile), belief, pose_of(YOU, camera, t=31.0))
    assert isinstance(reading, Reading)
    assert reading.cva_change_deg == pytest.approx(0.0, abs=1.0)


def test_who_only_sits_there_teaches_almost_nothing() -> None:
    """An hour of one slouch is one look; the camera's tilt stays as uncertain as it was."""
    camera = Camera()
    profile, belief = profile_of(camera), CameraBelief()
    for t in range(60):
        slouch = pose_of(YOU.moved(cva=-15), camera, t=float(t))
        belief, _ = measure_in_sitting(prepare(profile), belief, slouch)
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
