"""What goes on from sitting to sitting, and over a recalibration."""

from dataclasses import replace

import numpy as np
import pytest

from posturecam.core.body.inversion import Belief
from posturecam.core.body.sagittal import Fixed
from posturecam.core.measure.calibration import recalibrate
from posturecam.core.measure.describe import describe_learned, spread_of
from posturecam.core.measure.estimator import measure_in_sitting
from posturecam.core.measure.person_belief import KEPT, recall
from posturecam.core.measure.person_memory import (
    FULL,
    after_recalibration,
    begin,
    is_plausible,
    keep,
)
from posturecam.core.measure.person_model import knowledge
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import FrontCalibration, Profile
from posturecam.core.measure.viewpoint_shift import CameraBelief
from tests.support.calibrated import CAMERA, front_of, made, profile_of, still
from tests.support.movements import LONG_NECK, at_work, error_deg, sat
from tests.support.synthetic import Camera, pose_of

PROFILE = profile_of(LONG_NECK)
FRONT = front_of(PROFILE)
KNOWN = knowledge(FRONT)


def person(belief: CameraBelief) -> Belief:
    assert belief.person is not None
    return belief.person


@pytest.fixture(scope="module")
def learned() -> Belief:
    return person(sat(PROFILE, CameraBelief(), CAMERA, 1, 60))


def scaled(variance: float, away: float = 0.0) -> Belief:
    """As calibrated, with `variance` times its covariance, `away` standard deviations."""
    root = np.linalg.cholesky(KNOWN.covariance)
    return Belief(KNOWN.mean + away * root[:, 5], variance * KNOWN.covariance)


def gained(belief: Belief) -> float:
    """How much more is known of the tilt than was calibrated, as information."""
    return float((np.linalg.inv(belief.covariance) - np.linalg.inv(KNOWN.covariance))[0, 0])


def lesson(before: Belief, size: float) -> Belief:
    """See the tilt with the information `size`."""
    information = np.linalg.inv(before.covariance)
    after = information.copy()
    after[Fixed.TILT, Fixed.TILT] += size
    pull = information @ before.mean
    pull[Fixed.TILT] += size * 7.0
    return Belief(np.linalg.solve(after, pull), np.linalg.inv(after))


def test_a_sitting_begins_with_half_of_what_was_learned(learned: Belief) -> None:
    begun = person(begin(FRONT, learned))
    assert begun.mean == pytest.approx(recall(KNOWN, learned).mean)
    assert gained(begun) == pytest.approx(KEPT * gained(learned))


@pytest.mark.parametrize("observations", [FULL, 3 * FULL])
def test_a_full_sitting_is_kept_as_it_ended(learned: Belief, observations: int) -> None:
    now = lesson(recall(KNOWN, learned), 0.1)
    kept = keep(FRONT, learned, now, observations)
    assert kept.mean == pytest.approx(now.mean)
    assert kept.covariance == pytest.approx(now.covariance)


def test_a_sitting_that_shows_nothing_undoes_nothing(learned: Belief) -> None:
    kept = keep(FRONT, learned, recall(KNOWN, learned), 0)
    assert kept.mean == pytest.approx(learned.mean, abs=1e-6)
    assert kept.covariance == pytest.approx(learned.covariance, abs=1e-6)


@pytest.mark.parametrize("observations", [1, FULL // 8, FULL])
def test_what_repeats_counts_for_no_more_than_two_full_sittings(observations: int) -> None:
    """However short the sittings are; and never for less than one."""
    size = 0.05
    now = lesson(KNOWN, size * observations / FULL)
    for _ in range(12 * FULL // observations):
        now = keep(FRONT, now, lesson(recall(KNOWN, now), size * observations / FULL), observations)
    assert size < gained(now) < 2.001 * size


def test_a_dozen_short_sittings_do_not_lose_what_was_learned(learned: Belief) -> None:
    later = at_work(CAMERA, 2)
    now = learned
    for seed in range(12):
        now = keep(FRONT, now, person(sat(PROFILE, begin(FRONT, now), CAMERA, 50 + seed, 3)), 3)
    before, after = (
        error_deg(one, later, PROFILE) for one in (begin(FRONT, learned), begin(FRONT, now))
    )
    assert after < before + 0.3 * (error_deg(CameraBelief(), later, PROFILE) - before)


def test_what_was_forgotten_comes_back_only_if_that_makes_sense() -> None:
    """Something kept from before that says less than nothing would leave nothing known."""
    now = scaled(3.0)
    assert keep(FRONT, scaled(9.0), now, 0) is now


@pytest.mark.parametrize(
    ("found", "plausible"),
    [
        pytest.param(KNOWN, True, id="as calibrated"),
        pytest.param(scaled(0.01, away=20.0), True, id="much learned"),
        pytest.param(scaled(0.0005), False, id="nobody knows so much"),
        pytest.param(scaled(0.0), False, id="certain"),
        pytest.param(scaled(-1.0), False, id="negative"),
        pytest.param(scaled(20.0), False, id="less than calibrated"),
        pytest.param(scaled(1.0, away=31.0), False, id="no person"),
    ],
)
def test_what_can_be_learned(found: Belief, *, plausible: bool) -> None:
    assert is_plausible(FRONT, found) is plausible


def test_months_of_work_are_plausible(learned: Belief) -> None:
    assert is_plausible(FRONT, learned)


def tilted(profile: Profile, camera: Camera) -> FrontCalibration:
    return front_of(made(recalibrate(profile, still(LONG_NECK, camera))))


def test_a_recalibration_forgets_the_tilt_and_half_of_the_rest(learned: Belief) -> None:
    front = tilted(PROFILE, Camera(tilt=10))
    belief = CameraBelief(moved=0.9, person=learned, counted=(np.zeros(5),), t=50.0)
    after = after_recalibration(belief, replace(PROFILE, front=front), 100.0)

    assert (after.moved, after.shift, after.counted, after.t) == (0.0, None, (), 100.0)
    there, known = person(after), knowledge(front)
    assert there.mean[Fixed.TILT] == pytest.approx(front.setup.tilt_deg)
    assert there.covariance[Fixed.TILT, Fixed.TILT] == pytest.approx(front.setup.tilt_sd_deg**2)
    now, whole, none = (np.linalg.inv(one.covariance[1:, 1:]) for one in (there, learned, known))
    assert now - none == pytest.approx((whole - none) / 2, rel=1e-3, abs=1e-3 * abs(whole).max())


@pytest.mark.parametrize(
    ("profile", "known"), [(replace(PROFILE, front=None), True), (PROFILE, False)]
)
def test_a_recalibration_where_nothing_was_learned(
    learned: Belief, profile: Profile, *, known: bool
) -> None:
    after = after_recalibration(CameraBelief(person=learned if known else None), profile, 7.0)
    assert after.person is None
    assert after.t == 7.0


def test_who_slouches_after_a_recalibration_has_not_moved_the_camera() -> None:
    slouch = pose_of(LONG_NECK.moved(cva=-10, c7_up=-5), CAMERA, t=110.0)
    fresh = after_recalibration(CameraBelief(), PROFILE, 100.0)
    calibrated_now, _ = measure_in_sitting(prepare(PROFILE), fresh, slouch)
    another_day, _ = measure_in_sitting(prepare(PROFILE), CameraBelief(), slouch)
    assert calibrated_now.moved < 0.1 * another_day.moved


def test_what_was_learned_is_said_beside_what_was_calibrated(learned: Belief) -> None:
    (tilt, size), (tilt_then, size_then) = spread_of(learned), spread_of(KNOWN)
    assert tilt == pytest.approx(np.sqrt(learned.covariance[Fixed.TILT, Fixed.TILT]))
    assert size_then == pytest.approx(6.581)
    assert (tilt < tilt_then, size < size_then) == (True, True)
    assert describe_learned(FRONT, learned, 214, 1, "3 November 2026") == (
        "learned from 214 frames in 1 sitting since 3 November 2026: the camera's tilt is known to"
        f" {tilt:.1f} degrees (6.5 when you calibrated), the size of your face to {size:.1f} %"
        " (6.6)"
    )
    assert "from 1 frame in 2 sittings since" in describe_learned(FRONT, learned, 1, 2, "today")
