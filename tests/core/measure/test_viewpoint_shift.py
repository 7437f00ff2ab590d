"""What a sitting shows of the camera is believed as far as it was shown, and no further."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.body import learned_landmarks
from posturecam.core.body.inversion import (
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
from posturecam.core.body.mixture import Mixture, before, changes
from posturecam.core.body.movement_priors import USUAL
from posturecam.core.body.sagittal import Seen, State
from posturecam.core.measure import viewpoint_shift
from posturecam.core.measure.estimator import against_upright, measure_in_sitting
from posturecam.core.measure.person_belief import with_person
from posturecam.core.measure.person_model import evidence, knowledge
from posturecam.core.measure.prepared import prepare
from posturecam.core.measure.profile import Shown
from posturecam.core.measure.viewpoint_shift import (
    ABSENT_S,
    AWAY,
    JUMP,
    MOST,
    MOVED,
    REOPENED_S,
    CameraBelief,
    Prior,
    after_absence,
    infer,
    reopened,
    stirred,
)
from posturecam.core.pose.features import Features, extract_features
from posturecam.core.values import Pose, Reading
from tests.support.calibrated import YOU, profile_of
from tests.support.synthetic import Camera, Person, pose_of

PROFILE = profile_of()
PREPARED = prepare(PROFILE)
EVERYDAY = (YOU, YOU.moved(c7_ahead=8), YOU.moved(pitch=15), YOU.moved(cva=-15), YOU.moved(lean=8))


def believed(poses: Iterable[Pose], belief: CameraBelief | None = None) -> CameraBelief:
    belief = belief or CameraBelief()
    for pose in poses:
        belief, _ = measure_in_sitting(PREPARED, belief, pose)
    return belief


def seen(people: Iterable[Person], camera: Camera, from_t: float = 0.0) -> list[Pose]:
    return [pose_of(person, camera, from_t + t) for t, person in enumerate(people)]


@pytest.mark.parametrize(
    ("camera", "shift"),
    [
        pytest.param(Camera(tilt=10), (5.0, 0.0), id="lid opened"),
        pytest.param(Camera(tilt=0), (-5.0, 0.0), id="lid closed"),
        pytest.param(Camera(height=-5), (0.0, 5.0), id="camera lower"),
    ],
)
def test_everyday_movement_shows_where_the_camera_is(
    camera: Camera, shift: tuple[float, float]
) -> None:
    belief = believed(seen(EVERYDAY * 2, camera))
    assert belief.moved > 0.9
    assert belief.shift is not None
    found = belief.shift.mean[[Shift.TILT, Shift.UP]]
    assert found == pytest.approx(shift, abs=2.5)


def test_a_camera_in_its_place_is_left_there() -> None:
    belief = believed(seen(EVERYDAY * 2, Camera()))
    assert belief.moved < 0.1
    assert abs(belief.expected(Shift.TILT)[0]) < 0.3


def test_no_camera_is_ever_quite_certain_to_have_moved_or_not() -> None:
    certain = stirred(believed(seen(EVERYDAY, Camera(tilt=19, height=-2))), 1.0)
    for belief in (certain, believed(seen(EVERYDAY, Camera(tilt=19, height=-2), 30.0), certain)):
        assert belief.moved == pytest.approx(1 - JUMP)
    assert believed(seen(EVERYDAY * 3, Camera())).moved >= 0.001


def test_nothing_is_known_before_the_first_look() -> None:
    assert CameraBelief().expected(Shift.TILT) == (0.0, 0.0)
    assert CameraBelief().far == 0.0


def test_what_is_expected_of_the_camera_covers_both_that_it_has_moved_and_not() -> None:
    mean, covariance = np.array([8.0, 0.0, 0.0]), np.diag([4.0, 1.0, 1.0])
    half = CameraBelief(moved=0.5, shift=Belief(mean, covariance))
    draws = np.random.default_rng(1).normal(8.0, 2.0, 200_000) * (np.arange(200_000) % 2)
    assert half.expected(Shift.TILT) == pytest.approx((draws.mean(), draws.std()), abs=0.03)


def test_another_place_is_farther_than_a_lid_opened_anew() -> None:
    assert 0.5 < believed(seen(EVERYDAY * 2, Camera(tilt=10))).far < 2.0
    assert believed(seen(EVERYDAY * 2, Camera(tilt=18, height=-12))).far > 3.0
    assert believed(seen(EVERYDAY * 2, Camera())).far < 0.1


def test_a_face_is_misread_alike_from_a_higher_camera_and_by_a_lower_body() -> None:
    """Its pitch, with the gains learned; shoulders follow the geometry of the camera alone."""
    front = PROFILE.front
    assert front is not None
    observation = evidence(
        Shown("", (0.0,) * 5, 0.0, 0.0, 0.0), front.setup, front.shoulders.down - 0.5
    )
    prior = before(knowledge(front), tuple(USUAL.values())).belief.mean[:1]
    body, camera, both = np.zeros((3, 1, WHOLE))
    for mean in (body, camera, both):
        mean[:, :SIZE] = prior
    mean_of = {"body": body, "camera": camera}
    body[:, State.C7_UP] += 5.0
    camera[:, SIZE + Shift.UP] = 5.0
    shown = {
        name: linearise(mean, observation, geometry_of(mean, observation))[0][0]
        for name, mean in mean_of.items()
    }
    still = linearise(both, observation, geometry_of(both, observation))[0][0]
    pitch = Seen.FACE_PITCH
    assert shown["camera"][pitch] == pytest.approx(shown["body"][pitch])
    assert shown["camera"][pitch] != pytest.approx(still[pitch], abs=0.5)
    gain = 5.0 * np.array(learned_landmarks.GAINS)[Seen.SHOULDERS_DOWN, State.C7_UP]
    down = shown["body"][Seen.SHOULDERS_DOWN] - shown["camera"][Seen.SHOULDERS_DOWN]
    assert down == pytest.approx(gain)


def test_slopes_of_a_moved_camera_are_those_of_what_is_seen() -> None:
    front = PROFILE.front
    assert front is not None
    observation = evidence(
        Shown("", (3.0, 2.0, 4.0, 5.0, 3.0), 10.0, 5.0, 0.0),
        front.setup,
        front.shoulders.down - 0.5,
    )
    mean = np.zeros((1, WHOLE))
    mean[:, :SIZE] = before(knowledge(front), tuple(USUAL.values())).belief.mean[:1]
    mean[:, SIZE:] = (3.0, 2.0, -4.0)
    slopes = linearise(mean, observation, geometry_of(mean, observation))[1][0]
    for place in (State.CVA, State.C7_UP, SIZE + Shift.TILT, SIZE + Shift.UP, SIZE + Shift.NEARER):
        step = np.zeros((1, WHOLE))
        step[:, place] = 1e-4
        more, less = (
            linearise(there, observation, geometry_of(there, observation))[0][0]
            for there in (mean + step, mean - step)
        )
        assert slopes[:, place] == pytest.approx((more - less) / 2e-4, abs=1e-3)


@settings(max_examples=20)
@given(st.lists(st.sampled_from([0.0, 0.1, -0.1]), min_size=1, max_size=30))
def test_the_same_posture_counts_once_however_long_it_lasts(wobbles: list[float]) -> None:
    """Whoever slouches for an hour is not learned as upright."""
    slouch = YOU.moved(cva=-18)
    once = believed(seen([slouch], Camera()))
    long = believed(seen([slouch.moved(c7_ahead=by) for by in (0.0, *wobbles)], Camera()))
    assert len(long.counted) == 1
    assert long.moved == once.moved
    assert long.shift is not None
    assert once.shift is not None
    assert np.array_equal(long.shift.mean, once.shift.mean)


def test_what_is_kept_of_looks_alike_changes_no_reading() -> None:
    """The geometry of a prior is kept by the yaw of the head."""
    turned = [YOU.moved(yaw=yaw, cva=-1) for yaw in (0, 6, 0, -5, 6)]
    belief = believed(seen([YOU, *turned], Camera()))
    assert belief.prior is not None
    assert len(belief.prior.geometry) == 3
    alone = replace(belief, prior=Prior(belief.prior.mixture))
    for person in (*turned, YOU.moved(yaw=9)):
        pose = pose_of(person, t=belief.t + 1)
        kept = measure_in_sitting(PREPARED, belief, pose)[1]
        assert kept == measure_in_sitting(PREPARED, alone, pose)[1]


def test_a_look_without_shoulders_teaches_nothing() -> None:
    pose = pose_of(YOU)
    hidden = replace(pose, visibility=np.zeros_like(pose.visibility))
    assert believed([hidden]).counted == ()


def test_a_belief_of_another_place_begins_afresh() -> None:
    belief = believed(seen(EVERYDAY * 2, Camera(tilt=13)))
    belief = believed(seen(EVERYDAY * 2, Camera(tilt=-3), 20.0), stirred(belief, 0.9))
    assert belief.shift is not None
    assert belief.shift.mean[Shift.TILT] == pytest.approx(-8, abs=3)


@pytest.mark.parametrize(
    ("absent_s", "likely"),
    [(ABSENT_S / 2, JUMP), (3 * ABSENT_S, AWAY), (REOPENED_S + 60.0, MOVED)],
    ids=["a moment", "a while", "overnight"],
)
def test_who_comes_back_may_have_moved_the_camera(absent_s: float, likely: float) -> None:
    """But sitting there as before shows nothing new, however often somebody comes back."""
    belief = believed(seen([YOU], Camera()))
    for visit in range(1, 6):
        belief = believed(seen([YOU], Camera(), visit * absent_s), belief)
        assert belief.jump == likely
    assert len(belief.counted) == len(belief.taught) == 1


def test_a_camera_moved_during_an_absence_is_noticed() -> None:
    belief = believed(seen(EVERYDAY * 2, Camera()))
    belief = believed(seen(EVERYDAY * 2, Camera(tilt=13), 1000.0), belief)
    assert belief.moved > 0.9


def test_the_same_movements_do_not_teach_twice() -> None:
    belief = believed(seen(EVERYDAY, Camera()))
    again = believed(seen(EVERYDAY, Camera(), 20.0), stirred(belief, 0.9))
    assert len(again.counted) > 1
    assert again.taught == belief.taught
    assert again.person is belief.person


def test_who_comes_back_finds_the_camera_where_it_was_more_likely_than_who_sits_down() -> None:
    pose = pose_of(YOU)
    hidden = replace(pose, visibility=np.zeros_like(pose.visibility))
    first = believed([hidden])
    back = believed([replace(hidden, t=40.0)], believed(seen([YOU], Camera())))
    at_once = believed([replace(hidden, t=8.0)], believed(seen([YOU], Camera())))
    assert at_once.jump < back.jump < first.jump
    assert (back.jump, first.jump) == pytest.approx((0.02, 0.15))


def test_no_more_than_so_many_looks_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewpoint_shift, "MOST", MOST // 8)
    people = [
        YOU.moved(c7_ahead=12 * np.sin(n), pitch=20 * np.cos(3 * n), cva=-(n % 20))
        for n in range(30)
    ]
    assert len(believed(seen(people, Camera())).counted) == MOST // 8


def test_doubt_about_the_camera_is_in_the_error() -> None:
    """What a slouch and a tilted camera explain alike is less certain."""
    _, doubtful = measure_in_sitting(PREPARED, CameraBelief(), pose_of(YOU, Camera(tilt=10)))
    _, clear = measure_in_sitting(PREPARED, CameraBelief(), pose_of(YOU, Camera()))
    assert isinstance(doubtful, Reading)
    assert isinstance(clear, Reading)
    assert doubtful.cva_change_sd_deg is not None
    assert clear.cva_change_sd_deg is not None
    assert doubtful.cva_change_sd_deg > 1.5 * clear.cva_change_sd_deg


def test_after_a_jump_a_head_alone_is_no_proof_of_a_slouch() -> None:
    """A lid opened so far that the shoulders are out of the picture."""
    front = PROFILE.front  # type: ignore[union-attr]
    usual = before(knowledge(front), tuple(USUAL.values()))
    shown = Shown("", (0.0, 8.0, 0.0), 0.0, 0.0, 0.02)  # the head alone, lower in the picture
    observation = evidence(shown, front.setup, front.shoulders.down - 0.5)
    belief = believed(seen(EVERYDAY, Camera()))
    changed = {
        name: changes(infer(one, 9.0, usual, observation)[1])[0][State.CVA]
        for name, one in (("sitting", belief), ("jumped", stirred(belief, 0.9)))
    }
    assert changed["sitting"] < -8
    assert abs(changed["jumped"]) < abs(changed["sitting"]) / 2


Place = tuple[float, np.ndarray, np.ndarray]  # share, mean and covariance of `Shift`


def slow_belief(
    belief: CameraBelief, usual: Mixture, observation: Evidence
) -> tuple[float, np.ndarray, np.ndarray]:
    """How likely the camera has moved, and where to: one kind before one place after the other."""
    stays, nowhere = 1.0 - belief.jump, np.zeros(SHIFTS)
    here: Place = ((1.0 - belief.moved) * stays, nowhere, np.zeros((SHIFTS, SHIFTS)))
    known: list[Place] = []
    if belief.shift is not None:
        known = [(belief.moved * stays, belief.shift.mean, belief.shift.covariance)]
    fresh: list[Place] = [
        (belief.jump * share / 0.15, nowhere, np.diag(spread) ** 2.0)
        for share, spread in viewpoint_shift.MOVES
    ]
    seen_as = {
        id(place): [_one(place, usual, kind, observation) for kind in range(len(usual.shares))]
        for place in (here, *known, *fresh)
    }
    whole = sum(share for parts in seen_as.values() for share, _, _ in parts)
    shares = {place: sum(share for share, _, _ in parts) for place, parts in seen_as.items()}
    jumped = sum(shares[id(p)] for p in fresh) > sum(shares[id(p)] for p in known)
    chosen = fresh if jumped else known
    parts = [part for place in chosen for part in seen_as[id(place)]]
    pace = viewpoint_shift.PACE if belief.counted else viewpoint_shift.FIRST
    was = 1.0 - (1.0 - belief.moved) * stays
    now = 1.0 - shares[id(here)] / whole
    odds = (was / (1 - was)) ** (1 - pace) * (now / (1 - now)) ** pace
    prior, posterior = _gaussian(chosen, apart=False), _gaussian(parts, apart=True)
    before_, after_ = np.linalg.inv(prior[1]), np.linalg.inv(posterior[1])
    covariance = np.linalg.inv((1 - pace) * before_ + pace * after_)
    pull = (1 - pace) * before_ @ prior[0] + pace * after_ @ posterior[0]
    return odds / (1 + odds), covariance @ pull, covariance


def _one(place: Place, usual: Mixture, kind: int, observation: Evidence) -> Place:
    """What `observation` makes of one kind of movement before one place of the camera."""
    share, mean, spread = place
    covariance = np.zeros((1, WHOLE, WHOLE))
    covariance[0, :SIZE, :SIZE], covariance[0, SIZE:, SIZE:] = usual.belief.covariance[kind], spread
    prior = Belief(np.concatenate((usual.belief.mean[kind], mean))[None], covariance)
    posterior, likelihood = update(prior, observation, WHOLE)
    weight = share * usual.shares[kind] * float(np.exp(likelihood[0]))
    return weight, posterior.mean[0, SIZE:], posterior.covariance[0, SIZE:, SIZE:]


def _gaussian(parts: list[Place], *, apart: bool) -> tuple[np.ndarray, np.ndarray]:
    """One Gaussian for many; how far their means lie `apart` is in its spread."""
    whole = sum(share for share, _, _ in parts)
    mean = sum(share / whole * one for share, one, _ in parts)
    spread = sum(
        share / whole * (cov + apart * np.outer(one - mean, one - mean))
        for share, one, cov in parts
    )
    return np.asarray(mean), np.asarray(spread)


@pytest.mark.parametrize(
    ("last", "jumped"),
    [
        pytest.param(Camera(tilt=9, height=-2), False, id="where it was"),
        pytest.param(Camera(tilt=4, height=0), True, id="moved in mid-sitting"),
        pytest.param(Camera(tilt=-9, height=6), True, id="moved far in mid-sitting"),
    ],
)
def test_every_look_that_counts_is_taken_in_as_reckoned_slowly(
    last: Camera,
    jumped: bool,  # noqa: FBT001
) -> None:
    front = PROFILE.front  # type: ignore[union-attr]
    usual = before(knowledge(front), tuple(USUAL.values()))
    belief = CameraBelief()
    cameras = [Camera(tilt=9, height=-2)] * 3 + [last]
    for number, (person, camera) in enumerate(zip(EVERYDAY, cameras, strict=False)):
        if camera is last:
            belief = replace(belief, jump=0.4)
        features = extract_features(pose_of(person, camera), front.template)
        assert isinstance(features, Features)
        shown = against_upright("", features, front)
        observation = evidence(shown, front.setup, front.shoulders.down - 0.5)
        now = usual if belief.person is None else with_person(usual, belief.person)
        moved, mean, covariance = slow_belief(belief, now, observation)
        belief, mixture = infer(belief, float(number), usual, observation)
        assert belief.moved == pytest.approx(min(moved, 1 - JUMP))
        assert belief.shift is not None
        assert belief.shift.mean == pytest.approx(mean)
        assert belief.shift.covariance == pytest.approx(covariance)
        assert mixture.shares.sum() == pytest.approx(1)
        assert belief.expected(Shift.TILT)[0] == pytest.approx(belief.moved * mean[Shift.TILT])
    assert len(belief.counted) == (1 if jumped else 4)


def test_what_the_background_has_shown_outlasts_an_absence() -> None:
    belief = stirred(believed(seen([YOU], Camera())), 0.9)
    assert after_absence(belief, 500.0).jump == 0.9
    assert reopened(belief).jump == 0.9
    assert reopened(believed(seen([YOU], Camera()))).jump == MOVED
