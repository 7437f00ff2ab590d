import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.measure.profile import Profile
from posturecam.core.measure.side_view import SideCalibration
from posturecam.core.measure.subject_tracking import (
    Followed,
    calibrated_place,
    follow_subject,
    place_of,
    strangeness,
)
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import BODY_POINTS, Observation, Pose, Unseen, View, Why
from tests.support.calibrated import profile_of
from tests.support.synthetic import Person, mirrored, pose_of

ASPECT = 4 / 3


def somebody(
    right: float = 0.0,
    growth: float = 1.0,
    down: float = 0.0,
    t: float = 0.0,
    *,
    from_side: bool = False,
) -> Pose:
    """Somebody of the calibrated size times `growth`, `right` image heights off the middle."""
    size = 0.4 * growth
    half = 0.05 * size if from_side else 0.8 * size
    points = np.zeros((BODY_POINTS, 2))
    points[Body.LEFT_EAR] = 0.2 * size, 0
    points[Body.RIGHT_EAR] = -0.2 * size, 0
    points[Body.LEFT_SHOULDER] = half, size
    points[Body.RIGHT_SHOULDER] = -half, size
    points += ASPECT / 2 + right, 0.35 + down
    return Pose(t, points, np.ones(BODY_POINTS), np.zeros((BODY_POINTS, 3)), None, ASPECT)


def observation(*people: Pose, t: float = 0.0) -> Observation:
    return Observation(t, tuple(people))


def subject(seen: Observation, last: Pose | None, known: Profile | None) -> Pose | Unseen:
    return follow_subject(Followed(last), seen, known)[1]


YOU = somebody()
BEHIND = somebody(right=0.3, growth=0.3)
BESIDE = somebody(right=1.1)


def test_whoever_was_seen_is_remembered_while_nobody_can_be_seen() -> None:
    aside = somebody(right=0.9)
    state, _ = follow_subject(Followed(), observation(aside), None)
    state, unseen = follow_subject(state, Observation(1.0, (), why=Why.NOBODY), None)
    assert unseen == Unseen(1.0, Why.NOBODY)
    assert state.last is aside
    state, found = follow_subject(state, observation(YOU, replace(aside, t=2.0), t=2.0), None)
    assert isinstance(found, Pose)
    assert found is state.last
    assert found.t == 2.0


def test_a_reused_observation_shows_what_the_one_before_showed() -> None:
    aside = somebody(right=0.4, t=10.0)
    state, chosen = follow_subject(Followed(aside), observation(aside, YOU, t=11.0), profile_of())
    assert chosen is aside
    later = replace(observation(YOU, aside, t=60.0), reused=True)
    state, again = follow_subject(state, later, profile_of())
    assert isinstance(again, Pose)
    assert (again.t, again.points is aside.points) == (60.0, True)
    assert state == Followed(again, again)
    nobody = Observation(61.0, (), why=Why.NOBODY)
    state, unseen = follow_subject(state, nobody, profile_of())
    assert state == Followed(again, unseen)
    state, unseen = follow_subject(state, replace(nobody, t=62.0, reused=True), profile_of())
    assert state == Followed(again, Unseen(62.0, Why.NOBODY))


def test_without_one_before_it_a_reused_observation_is_like_any_other() -> None:
    first = replace(observation(YOU), reused=True)
    assert follow_subject(Followed(somebody(right=0.4)), first, profile_of())[1] is YOU


def test_nobody_in_view_says_why() -> None:
    unseen = subject(Observation(3.0, (), why=Why.TOO_DARK), None, profile_of())
    assert unseen == Unseen(3.0, Why.TOO_DARK)


def test_at_calibration_the_largest_and_most_central_person_is_chosen() -> None:
    assert subject(observation(BEHIND, YOU, BESIDE), None, None) is YOU


def test_the_one_calibrated_is_chosen_among_several() -> None:
    giant = somebody(right=-0.9, growth=1.8)
    assert subject(observation(giant, BEHIND, YOU), None, profile_of()) is YOU


@pytest.mark.parametrize(
    "stranger",
    [
        pytest.param(BEHIND, id="at the back of the room"),
        pytest.param(BESIDE, id="in the next chair"),
        pytest.param(somebody(growth=2.5), id="right before the lens"),
    ],
)
def test_somebody_clearly_elsewhere_is_a_stranger(stranger: Pose) -> None:
    assert subject(observation(stranger), None, profile_of()) == Unseen(0.0, Why.STRANGER)


@pytest.mark.parametrize(
    "you",
    [
        pytest.param(somebody(growth=1.7), id="leaning far in"),
        pytest.param(somebody(growth=0.55), id="leaning far back"),
        pytest.param(somebody(right=0.5), id="chair slid"),
        pytest.param(somebody(down=0.3), id="sunk"),
        pytest.param(somebody(from_side=True), id="turned to the side"),
    ],
)
def test_you_stay_yourself_however_you_sit(you: Pose) -> None:
    assert subject(observation(you), None, profile_of()) is you


def test_who_was_followed_a_moment_ago_is_followed_on() -> None:
    last = somebody(right=0.4, t=10.0)
    here, other = somebody(right=0.45), somebody(right=0.0)
    assert subject(observation(other, here, t=10.5), last, profile_of()) is here


def test_an_old_look_no_longer_tells_where_you_are() -> None:
    last = somebody(right=0.4, t=10.0)
    here, other = somebody(right=0.0), somebody(right=0.45)
    assert subject(observation(other, here, t=60.0), last, profile_of()) is here


def test_when_you_have_left_the_colleague_behind_you_is_not_you() -> None:
    last = somebody(t=10.0)
    assert subject(observation(BEHIND, t=11.0), last, profile_of()) == Unseen(11.0, Why.STRANGER)


def test_rolling_away_step_by_step_ends_too_far_not_with_a_stranger() -> None:
    last = somebody(growth=0.13, t=10.0)
    tiny = somebody(growth=0.11)
    assert subject(observation(tiny, t=10.5), last, profile_of()) == Unseen(10.5, Why.TOO_SMALL)


def test_somebody_tiny_cannot_be_calibrated() -> None:
    assert subject(observation(somebody(growth=0.1)), None, None) == Unseen(0.0, Why.TOO_SMALL)


def test_shoulders_and_head_in_one_point_are_too_small() -> None:
    flat = replace(YOU, points=np.full((BODY_POINTS, 2), 0.5))
    assert subject(observation(flat), None, None) == Unseen(0.0, Why.TOO_SMALL)


def test_the_calibrated_place_is_where_the_calibrated_poses_were() -> None:
    place, upright = calibrated_place(profile_of()), pose_of(Person())
    face, ears = place_of(upright, by_face=True), place_of(upright)
    assert place is not None
    assert (place.x, place.y) == pytest.approx((face.x, face.y), abs=0.005)
    assert place.size == pytest.approx(face.size, rel=0.01)
    assert (place.x, place.y) == pytest.approx((ears.x, ears.y), abs=0.06)
    assert place_of(replace(upright, face=None), by_face=True) == ears
    assert strangeness(upright, profile_of()) < 0.02


@pytest.mark.parametrize(
    ("person", "strange"),
    [
        pytest.param(somebody(right=1.0), 1.0, id="as far as a neighbour"),
        pytest.param(somebody(right=0.5), 0.5, id="half as far"),
        pytest.param(somebody(growth=2.2), 1.0, id="as near as nobody sits"),
        pytest.param(somebody(growth=1 / 2.2), 1.0, id="as far away"),
        pytest.param(somebody(right=0.6, growth=2.2), 1.08, id="near and aside"),
    ],
)
def test_strangeness_is_the_distance_in_places_and_sizes(person: Pose, strange: float) -> None:
    side = SideCalibration(90.0, 1.0, 0.4, ASPECT / 2, -0.35, ASPECT / 2, -0.75, 10.0, 0.01)
    here = replace(profile_of(), front=None, side=side, view=View.SIDE)
    assert strangeness(person, here) == pytest.approx(strange, abs=0.05)


@pytest.mark.parametrize("faces", [1.0, -1.0])
def test_the_place_of_a_profile_made_from_the_side(faces: float) -> None:
    side = SideCalibration(90.0, faces, 0.3, faces * 0.7, -0.4, faces * 0.66, -0.7, 10.0, 0.01)
    place = calibrated_place(replace(profile_of(), front=None, side=side, view=View.SIDE))
    assert place is not None
    assert (place.x, place.y) == pytest.approx((0.7 - ASPECT / 2, 0.4))
    assert place.size == pytest.approx(math.hypot(0.04, 0.3))


def test_a_profile_of_nobody_has_no_place() -> None:
    empty = replace(profile_of(), front=None, side=None)
    assert calibrated_place(empty) is None
    assert strangeness(YOU, empty) == math.inf
    assert subject(observation(BESIDE), None, empty) is BESIDE


people = st.lists(
    st.builds(
        somebody,
        right=st.floats(-1.2, 1.2),
        growth=st.floats(0.2, 2.6),
        down=st.floats(-0.3, 0.5),
        from_side=st.booleans(),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda pose: round(abs(place_of(pose).x), 3),
)
lasts = st.none() | st.builds(somebody, right=st.floats(-1, 1), t=st.floats(-20, 0))


@given(people, lasts, st.booleans(), st.randoms())
def test_the_order_of_people_does_not_matter(people, last, calibrated, random) -> None:
    known = profile_of() if calibrated else None
    shuffled = random.sample(people, len(people))
    assert same(
        subject(observation(*people), last, known), subject(observation(*shuffled), last, known)
    )


@given(people)
def test_a_mirror_changes_nobody(people) -> None:
    straight = subject(observation(*people), None, None)
    turned = subject(observation(*map(in_mirror, people)), None, None)
    assert same(in_mirror(straight) if isinstance(straight, Pose) else straight, turned)


@given(people, lasts)
def test_whoever_is_followed_is_in_view(people, last) -> None:
    followed = subject(observation(*people), last, profile_of())
    assert isinstance(followed, Unseen) or any(followed is person for person in people)


def in_mirror(pose: Pose) -> Pose:
    points = pose.points.copy()
    points[:, 0] = pose.aspect - points[:, 0]
    return replace(pose, points=points)


def same(a: Pose | Unseen, b: Pose | Unseen) -> bool:
    if isinstance(a, Unseen) or isinstance(b, Unseen):
        return a == b
    return np.allclose(a.points, b.points)


def test_a_mirrored_person_is_found_at_the_mirrored_place() -> None:
    seen, turned = place_of(pose_of(Person())), place_of(mirrored(pose_of(Person())))
    assert (turned.x, turned.y, turned.size) == pytest.approx((-seen.x, seen.y, seen.size))
