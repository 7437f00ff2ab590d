"""The posterior against a slow search for the most likely posture, and against finite steps."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import least_squares
from scipy.stats import multivariate_normal

from posturecam.core.body import sagittal
from posturecam.core.body.inversion import (
    CUES,
    FEATURES,
    GAINS,
    SHIFTS,
    SIZE,
    WHOLE,
    Belief,
    Evidence,
    Shift,
    geometry_of,
    linearise,
    update,
)
from posturecam.core.body.mixture import before
from posturecam.core.body.movement_priors import USUAL
from posturecam.core.body.sagittal import CHANGES, FOCAL, KNOWN, Seen, State
from posturecam.core.pose.features import Features, Shoulders, change, extract_features
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.head_pose import make_template
from tests.support.evidence import evidence, known
from tests.support.evidence import seen as shown
from tests.support.synthetic import Camera, Person, pose_of


def expected_look(mean: np.ndarray, observation: Evidence) -> np.ndarray:
    """Geometry, and what the person's own gains add to it."""
    gains = mean[KNOWN:SIZE].reshape(FEATURES, CUES)
    geometry, _ = sagittal.seen(
        mean[:CHANGES],
        mean[CHANGES:KNOWN],
        observation.face_radius,
        observation.face_down,
        np.radians(observation.yaw_deg),
    )
    return geometry + gains @ np.concatenate((mean[:CHANGES], observation.asides))


def most_likely(prior: Belief, observation: Evidence) -> np.ndarray:
    """Search all parameters for the best compromise between `prior` and `observation`."""
    spread, doubt = np.linalg.cholesky(prior.covariance[0]), np.linalg.cholesky(observation.noise)

    def misfit(step: np.ndarray) -> np.ndarray:
        left_over = observation.change - expected_look(prior.mean[0] + spread @ step, observation)
        return np.concatenate((step, np.linalg.solve(doubt, left_over)))

    return prior.mean[0] + spread @ least_squares(misfit, np.zeros(SIZE)).x


@pytest.mark.parametrize(
    ("kind", "moves"),
    [
        pytest.param("lean_in", {"C7_AHEAD": 18, "LEAN": 18, "CVA": -6, "C7_UP": -3}, id="in"),
        pytest.param("lean_back", {"C7_AHEAD": -15, "LEAN": -15}, id="back"),
        pytest.param("look_down", {"PITCH": 35, "CVA": -12}, id="down"),
    ],
)
def test_large_movements_end_at_the_most_likely_posture(kind: str, moves: dict[str, float]) -> None:
    """A picture is no straight line in the posture: to go along its slope once is not enough."""
    prior = before(known(0.3), [USUAL[kind]]).belief
    observation = replace(evidence(shown(**moves), 0.5), yaw_deg=8, asides=np.array([0.6, 3.0]))
    found, _ = update(prior, observation)
    assert found.mean[0, :CHANGES] == pytest.approx(
        most_likely(prior, observation)[:CHANGES], abs=0.1
    )


def slopes_of(
    mean: np.ndarray, observation: Evidence, of: tuple[int, ...] | range
) -> tuple[np.ndarray, np.ndarray]:
    """What `mean` looks like, and by how much that changes with each parameter, by small steps."""

    def observations(there: np.ndarray) -> np.ndarray:
        return linearise(there, observation, geometry_of(there, observation))[0]

    steps = 1e-5 * np.eye(len(mean))[list(of)]
    return observations(mean), np.stack(
        [observations(mean + s) - observations(mean - s) for s in steps], -1
    ) / 2e-5


NUDGES = st.lists(st.floats(-1, 1), min_size=WHOLE, max_size=WHOLE)


@settings(max_examples=8)
@given(NUDGES, st.sampled_from([SIZE, WHOLE]), st.integers(-30, 30), st.floats(-0.3, 0.3))
def test_slopes_are_those_of_small_steps(
    nudges: list[float], size: int, yaw_deg: int, down: float
) -> None:
    around = np.concatenate((np.zeros(CHANGES), known().mean, np.zeros(SHIFTS)))
    reach = np.concatenate(([20, 10, 5, 15, 3, 3, 20], [9, 0.1, 0.1, 5, 1, 1, 1]))
    reach = np.concatenate((reach, np.full(GAINS, 0.3), [0.0, 5.0, 5.0]))
    mean = (around + reach * np.array(nudges))[:size]
    observation = replace(
        evidence(np.array([5.0, 3.0, 4.0, -6.0, 2.0])),
        face_down=down,
        shoulders_down=0.3,
        yaw_deg=yaw_deg,
        asides=np.array([yaw_deg**2 / 100, 3.0]),
    )
    observations, slopes = linearise(mean, observation, geometry_of(mean, observation))
    expected, by_steps = slopes_of(mean, observation, range(size))
    assert observations == pytest.approx(expected)
    assert slopes == pytest.approx(by_steps, rel=1e-4, abs=1e-4)


def test_gains_add_to_what_geometry_shows() -> None:
    """In a look 20 degrees to the side a face seems larger by 4 times its gain of a turn."""
    mean = np.concatenate((np.zeros(CHANGES), known().mean))
    mean[State.PITCH] = 10.0
    mean[KNOWN + Seen.FACE_DOWN * CUES + State.PITCH] = 0.2
    mean[KNOWN + Seen.FACE_SIZE * CUES + CHANGES] = -0.5
    mean[KNOWN + Seen.SHOULDER_WIDTH * CUES + CHANGES + 1] = 0.1
    observation = replace(evidence(np.zeros(5)), asides=np.array([4.0, 6.0]))
    plain, _ = sagittal.seen(mean[:CHANGES], mean[CHANGES:KNOWN], 0.11, -0.05)
    observations, _ = linearise(mean, observation, geometry_of(mean, observation))
    assert observations - plain == pytest.approx([-2.0, 2.0, 0.0, 0.6, 0.0])


@pytest.mark.parametrize("tilt_deg", [4.0, -4.0])
@pytest.mark.parametrize("height", [3.0, 12.0])
def test_a_camera_that_looks_further_up_shows_what_exact_projection_shows(
    tilt_deg: float, height: float
) -> None:
    here, there = Camera(tilt=0.0, height=height), Camera(tilt=tilt_deg, height=height)
    template = make_template([pose_of(Person(), here).face])
    then, now = (extract_features(pose_of(Person(), camera), template) for camera in (here, there))
    assert isinstance(then, Features)
    assert isinstance(now, Features)
    assert isinstance(then.shoulders, Shoulders)
    shown = change(now, then)
    mean = np.concatenate((np.zeros(CHANGES), known().mean, [tilt_deg, 0.0, 0.0]))
    mean[FOCAL] = np.log(here.focal)
    observation = replace(
        evidence(shown),
        face_radius=rms_radius(template),
        face_down=then.head.y - 0.5,
        shoulders_down=then.shoulders.down - 0.5,
    )
    observations, _ = linearise(mean, observation, geometry_of(mean, observation))
    off = observations - shown  # the face is a cloud there and a point here
    assert np.abs(off[[Seen.FACE_SIZE, Seen.SHOULDER_WIDTH]]).max() < 0.9
    assert observations[[Seen.FACE_DOWN, Seen.SHOULDERS_DOWN]] == pytest.approx(
        shown[[Seen.FACE_DOWN, Seen.SHOULDERS_DOWN]], rel=0.05
    )
    assert observations[Seen.FACE_PITCH] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("shift", "state"), [(Shift.UP, State.C7_UP), (Shift.NEARER, State.C7_AHEAD)]
)
def test_a_chair_moved_looks_like_a_body_moved(shift: Shift, state: State) -> None:
    mean = np.concatenate((np.zeros(CHANGES), known().mean, np.zeros(SHIFTS)))
    observation, moved, shifted = evidence(np.zeros(5)), mean.copy(), mean.copy()
    moved[state] = shifted[SIZE + shift] = 4.0
    body, chair = (
        linearise(one, observation, geometry_of(one, observation))[0] for one in (moved, shifted)
    )
    assert chair == pytest.approx(body)
    assert np.abs(chair).max() > 2


@pytest.mark.parametrize("count", [3, 5])
def test_a_small_doubt_is_taken_in_as_gaussians_are(count: int) -> None:
    """Posterior and likelihood of a straight line with normal errors, known from every textbook."""
    whole = before(known(0.01), [USUAL["lean_in"]]).belief
    prior = Belief(whole.mean, whole.covariance * 1e-3)
    full = evidence(expected_look(prior.mean[0], evidence(np.zeros(5))) + 0.2, 0.4)
    noise = full.noise + 0.03
    observation = replace(full, change=full.change[:count], noise=noise)
    predicted, slopes = slopes_of(prior.mean[0], observation, range(SIZE))
    predicted, slopes, noise = predicted[:count], slopes[:count], noise[:count, :count]
    covariance = prior.covariance[0]
    total = slopes @ covariance @ slopes.T + noise
    gain = covariance @ slopes.T @ np.linalg.inv(total)
    found, likelihood = update(prior, observation)
    off = observation.change - predicted
    assert found.mean[0] == pytest.approx(prior.mean[0] + gain @ off, abs=1e-3)
    assert found.covariance[0] == pytest.approx(covariance - gain @ slopes @ covariance, abs=1e-5)
    density = multivariate_normal(np.zeros(count), total).logpdf(off)
    assert likelihood[0] == pytest.approx(density + count / 2 * np.log(2 * np.pi), abs=1e-2)
