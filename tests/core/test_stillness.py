"""Whether anything has moved, and how still it must be."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import HEAD, NOBODY, PATIENT, WELL, Measured, opinion, reading, sitting
from synthetic import Person, pose_of

from posturecam.core.alerting import AlertState, step
from posturecam.core.landmarks import Body
from posturecam.core.sparing import SparePolicy, spare
from posturecam.core.stillness import may_stand, standing
from posturecam.core.values import BODY_POINTS, Cause, Frame, Look, Pose, Spare, Why

HEIGHT, WIDTH = 96, 128
FRAME = Frame(0.0, np.zeros((4, 4, 3), np.uint8))


def picture(right: float = 0.0, *, lit: float = 0.0, noise: float = 0.0) -> np.ndarray:
    """Soft stripes of everyday contrast, moved `right` by so many image heights."""
    y, x = np.mgrid[:HEIGHT, :WIDTH] / HEIGHT
    waves = 40 * np.sin(12 * (x - right)) + 30 * np.sin(9 * y + 4 * (x - right))
    grain = np.random.default_rng(1).normal(0, noise, waves.shape)
    return (120 + lit + waves + grain).astype(np.float32)


def person() -> Pose:
    """Somebody in the middle of the picture."""
    pose = pose_of(Person())
    points = pose.points.copy()
    points[Body.NOSE] = points[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
    return replace(pose, points=points)


SOMEBODY = Look(0.0, (person(),), grey=picture())
EMPTY = Look(0.0, (), Why.NOBODY, grey=picture())
EASY = Spare(stands_s=4, shift=0.02)


@pytest.mark.parametrize("look", [SOMEBODY, EMPTY], ids=["somebody", "nobody"])
@pytest.mark.parametrize(
    ("t", "now", "spare", "expected"),
    [
        pytest.param(1, picture(), EASY, True, id="the same picture"),
        pytest.param(4, picture(), EASY, True, id="just young enough"),
        pytest.param(4.1, picture(), EASY, False, id="too old"),
        pytest.param(1, picture(0.01), EASY, True, id="hardly moved"),
        pytest.param(1, picture(0.03), EASY, False, id="moved"),
        pytest.param(1, picture(0.01), Spare(4, 0.005), False, id="little margin"),
        pytest.param(1, picture(lit=25), EASY, True, id="a lamp"),
        pytest.param(1, picture(noise=2), EASY, True, id="noise of the camera"),
        pytest.param(1, picture(), Spare(), False, id="every look wanted"),
        pytest.param(1, picture()[:48], EASY, False, id="another size"),
        pytest.param(-1, picture(), EASY, False, id="time went back"),
    ],
)
def test_when_a_result_may_stand(
    look: Look, t: float, now: np.ndarray, spare: Spare, *, expected: bool
) -> None:
    assert may_stand(spare, look, t, now) is expected


def test_without_an_outline_to_compare_nothing_stands() -> None:
    plain = np.full((HEIGHT, WIDTH), 90, np.float32)
    assert not may_stand(EASY, replace(SOMEBODY, grey=plain), 1, plain)


def test_without_a_search_nothing_stands() -> None:
    assert not may_stand(EASY, None, 0, picture())
    assert not may_stand(EASY, replace(SOMEBODY, grey=None), 0, picture())


def test_what_moves_elsewhere_in_the_room_does_not_count() -> None:
    now = picture()
    now[:10, :10] = 0
    assert may_stand(EASY, SOMEBODY, 1, now)
    assert not may_stand(EASY, EMPTY, 1, now)


def test_somebody_outside_the_picture_does_not_count() -> None:
    outside = replace(person(), points=np.full((BODY_POINTS, 2), 7.0))
    assert may_stand(EASY, replace(SOMEBODY, people=(outside,)), 1, picture(0.5))


def test_a_standing_look_has_its_own_time_and_picture() -> None:
    now = picture(0.001)
    again = standing(SOMEBODY, 2.0, FRAME, now)
    assert again.t == again.people[0].t == 2.0
    assert again.frame is FRAME
    assert again.grey is now
    assert np.array_equal(again.people[0].points, SOMEBODY.people[0].points)


def searched(moves: Iterable[float], spare: Spare, every_s: float = 1.0) -> list[float]:
    """Places at the times of the searches, when every move is followed by a look."""
    last, place, found = None, 0.0, []
    for number, move in enumerate(moves):
        place += move
        grey = picture(place)
        if not may_stand(spare, last, number * every_s, grey):
            last = Look(number * every_s, SOMEBODY.people, grey=grey)
            found.append((last.t, place))
    return found


@given(moves=st.lists(st.floats(0, 0.02), min_size=3, max_size=30))
def test_no_drift_hides_and_no_result_gets_old(moves: list[float]) -> None:
    found = searched(moves, EASY)
    assert all(after[0] - before[0] <= EASY.stands_s + 1 for before, after in pairwise(found))
    assert all(after[1] - before[1] <= 2 * EASY.shift + 0.02 for before, after in pairwise(found))


POLICY = SparePolicy(calm_s=4, busy_s=1, shift=0.02)
NEAR = {Cause.FORWARD_HEAD: 0.9, Cause.HEAD_TILT: 0.1}


@pytest.mark.parametrize(
    ("seen", "calm", "expected"),
    [
        pytest.param(WELL, True, (4, 0.018), id="well and calm"),
        pytest.param(WELL, False, (1, 0.018), id="well for a moment"),
        pytest.param(NEAR, True, (4, 0.002), id="near a limit"),
        pytest.param(HEAD, False, (1, 0.01), id="half a limit too far"),
        pytest.param({Cause.FORWARD_HEAD: -1.0}, True, (4, 0.02), id="better than calibrated"),
        pytest.param({}, True, (4, 0), id="nothing could be judged"),
        pytest.param(Why.TURNED, False, (1, 0.01), id="turned"),
        pytest.param(NOBODY, False, (1, 0.01), id="nobody, for a moment"),
        pytest.param(Why.CAMERA_LOST, True, (0, 0), id="no picture"),
    ],
)
def test_how_still_it_must_be(
    seen: Measured | Why, expected: tuple[float, float], *, calm: bool
) -> None:
    (moment,) = sitting((seen, 0.25))
    now = opinion(moment)
    state, _ = step(PATIENT, AlertState(), now, reading(moment), ())
    wanted = spare(POLICY, now, state, calm=calm)
    assert (wanted.stands_s, wanted.shift) == pytest.approx(expected)
    assert wanted.sure == isinstance(seen, dict)


def test_an_empty_chair_is_calm() -> None:
    state = AlertState()
    for moment in sitting((NOBODY, 12)):
        now = opinion(moment)
        state, _ = step(PATIENT, state, now, reading(moment), ())
    assert spare(POLICY, now, state, calm=False) == Spare(4, 0.02)
