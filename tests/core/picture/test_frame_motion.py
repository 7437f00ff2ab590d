"""Whether anything has moved, and how still it must be."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.reuse import ReusePolicy, reuse
from posturecam.core.picture.frame_motion import may_stand, standing
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import BODY_POINTS, Cause, Frame, Observation, Pose, Reuse, Why
from tests.support.stories import HEAD, NOBODY, PATIENT, WELL, Measured, sitting, take
from tests.support.synthetic import Person, pose_of

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


SOMEBODY = Observation(0.0, (person(),), grey=picture())
EMPTY = Observation(0.0, (), Why.NOBODY, grey=picture())
EASY = Reuse(stands_s=4, shift=0.02)


@pytest.mark.parametrize("observation", [SOMEBODY, EMPTY], ids=["somebody", "nobody"])
@pytest.mark.parametrize(
    ("t", "now", "reuse", "expected"),
    [
        pytest.param(1, picture(), EASY, True, id="the same picture"),
        pytest.param(4, picture(), EASY, True, id="just young enough"),
        pytest.param(4.1, picture(), EASY, False, id="too old"),
        pytest.param(1, picture(0.01), EASY, True, id="hardly moved"),
        pytest.param(1, picture(0.03), EASY, False, id="moved"),
        pytest.param(1, picture(0.01), Reuse(4, 0.005), False, id="little margin"),
        pytest.param(1, picture(lit=25), EASY, True, id="a lamp"),
        pytest.param(1, picture(noise=2), EASY, True, id="noise of the camera"),
        pytest.param(1, picture(), Reuse(), False, id="every look wanted"),
        pytest.param(1, picture()[:48], EASY, False, id="another size"),
        pytest.param(-1, picture(), EASY, False, id="time went back"),
    ],
)
def test_when_a_result_may_stand(
    observation: Observation, t: float, now: np.ndarray, reuse: Reuse, *, expected: bool
) -> None:
    assert may_stand(reuse, observation, t, now) is expected


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


def test_a_reused_result_has_its_own_time_and_picture() -> None:
    now = picture(0.001)
    again = standing(SOMEBODY, 2.0, FRAME, now)
    assert again.t == again.people[0].t == 2.0
    assert again.frame is FRAME
    assert again.grey is now
    assert again.reused
    assert np.array_equal(again.people[0].points, SOMEBODY.people[0].points)


def searched(moves: Iterable[float], reuse: Reuse, every_s: float = 1.0) -> list[float]:
    """Places at the times of the searches, when every move is followed by a look."""
    last, place, found = None, 0.0, []
    for number, move in enumerate(moves):
        place += move
        grey = picture(place)
        if not may_stand(reuse, last, number * every_s, grey):
            last = Observation(number * every_s, SOMEBODY.people, grey=grey)
            found.append((last.t, place))
    return found


@given(moves=st.lists(st.floats(0, 0.02), min_size=3, max_size=30))
def test_no_drift_hides_and_no_result_gets_old(moves: list[float]) -> None:
    found = searched(moves, EASY)
    assert all(after[0] - before[0] <= EASY.stands_s + 1 for before, after in pairwise(found))
    assert all(after[1] - before[1] <= 2 * EASY.shift + 0.02 for before, after in pairwise(found))


POLICY = ReusePolicy(calm_stands_s=4, busy_stands_s=1, still_below=0.02)
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
        pytest.param(Why.CAMERA_MOVED, False, (1, 0.01), id="the camera was moved"),
        pytest.param(NOBODY, False, (1, 0.01), id="nobody, for a moment"),
        pytest.param(Why.CAMERA_LOST, True, (0, 0), id="no picture"),
    ],
)
def test_how_still_it_must_be(
    seen: Measured | Why, expected: tuple[float, float], *, calm: bool
) -> None:
    (moment,) = sitting((seen, 1))
    state, _, now = take(PATIENT, AlertState(), None, moment)
    wanted = reuse(POLICY, now, state, calm=calm)
    assert (wanted.stands_s, wanted.shift) == pytest.approx(expected)
    assert wanted.sure == (isinstance(seen, dict) or seen is Why.CAMERA_MOVED)
    others = replace(POLICY, spares_search=False)
    assert reuse(others, now, state, calm=calm) == replace(wanted, sure=False)


def test_an_empty_chair_is_calm() -> None:
    state, now = AlertState(), None
    for moment in sitting((NOBODY, 12), looks_per_s=4):
        state, _, now = take(PATIENT, state, now, moment)
    assert now is not None
    assert reuse(POLICY, now, state, calm=False) == Reuse(4, 0.02)


# Where it looks, in pixels of the small picture.

FULL = Reuse(stands_s=4, shift=0.02)
NOSE_EARS = ((70, 30), (61, 30), (61, 30))  # around (64, 30)
FRONT = (NOSE_EARS, (79, 55), (49, 55))  # shoulders 30 apart and 25 below the head
SIDEWAYS = (NOSE_EARS, (66, 55), (62, 55))
TINY = (((64, 30),) * 3, (65, 32), (63, 32))
STEEP = picture() + 3 * np.add.outer(np.arange(HEIGHT), np.arange(WIDTH)).astype(np.float32)
Spots = tuple[tuple[tuple[float, float], ...], tuple[float, float], tuple[float, float]]


def body(spots: Spots, right: float = 0.0) -> Observation:
    """Somebody whose head and shoulders are at these pixels, or so many further to the right."""
    head, *shoulders = spots
    points = np.full((BODY_POINTS, 2), -9.0)
    points[[Body.NOSE, Body.LEFT_EAR, Body.RIGHT_EAR]] = head
    points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]] = shoulders
    points[:, 0] += right
    someone = replace(person(), points=points / HEIGHT)
    return Observation(0.0, (someone,), grey=STEEP)


def changed_at(x: int, y: int) -> np.ndarray:
    now = STEEP.copy()
    now[y, x] += 9000
    return now


@pytest.mark.parametrize(
    ("spots", "right", "x", "y", "counts"),
    [
        pytest.param(FRONT, 0, 64, 10, True, id="above the face"),
        pytest.param(FRONT, 0, 64, 5, False, id="further above"),
        pytest.param(FRONT, 0, 44, 30, True, id="beside the face"),
        pytest.param(FRONT, 0, 84, 30, True, id="at its other side"),
        pytest.param(FRONT, 0, 39, 30, False, id="further away"),
        pytest.param(FRONT, 0, 79, 71, True, id="below the left shoulder"),
        pytest.param(FRONT, 0, 79, 76, False, id="further below"),
        pytest.param(FRONT, 0, 49, 71, True, id="below the right shoulder"),
        pytest.param(FRONT, 0, 34, 55, True, id="beside the right shoulder"),
        pytest.param(FRONT, 0, 94, 55, True, id="beside the left shoulder"),
        pytest.param(SIDEWAYS, 0, 64, 10, True, id="above a face seen sideways"),
        pytest.param(SIDEWAYS, 0, 64, 68, True, id="below shoulders seen sideways"),
        pytest.param(SIDEWAYS, 0, 64, 73, False, id="further below"),
        pytest.param(FRONT, 36, 112, 30, True, id="at the right edge"),
        pytest.param(FRONT, -54, 5, 30, True, id="at the left edge"),
        pytest.param(FRONT, -140, 20, 30, False, id="left of the picture"),
        pytest.param(FRONT, -84.5, 1, 30, False, id="hardly in the picture"),
        pytest.param(TINY, 0, 64, 27, True, id="far away, the least patch"),
        pytest.param(TINY, 0, 64, 26, False, id="beside the least patch"),
    ],
)
def test_only_head_and_shoulders_count(
    spots: Spots, right: float, x: int, y: int, *, counts: bool
) -> None:
    assert may_stand(FULL, body(spots, right), 1, STEEP)
    assert may_stand(FULL, body(spots, right), 1, changed_at(x, y)) is not counts


def test_everybody_in_view_counts() -> None:
    (left,), (right,) = body(FRONT, -20).people, body(FRONT, 40).people
    both = Observation(0.0, (left, right), grey=STEEP)
    assert not may_stand(FULL, both, 1, changed_at(104, 30))
    assert not may_stand(FULL, both, 1, changed_at(44, 30))


@pytest.mark.parametrize(("steep", "expected"), [(1.65, True), (1.35, False)])
def test_how_faint_an_outline_may_be(steep: float, *, expected: bool) -> None:
    ramp = np.add.outer(np.arange(HEIGHT), np.arange(WIDTH)).astype(np.float32)
    faint = 50 + steep * ramp  # so steep both down and to the right
    assert may_stand(FULL, replace(EMPTY, grey=faint), 1, faint) is expected


def test_the_very_same_moment_stands_but_not_without_margin() -> None:
    assert may_stand(EASY, SOMEBODY, 0, picture())
    assert not may_stand(Reuse(4, 0.0), SOMEBODY, 1, picture())


def texture(right: float = 0.0, down: float = 0.0) -> np.ndarray:
    """As steep in every direction, moved so many pixels."""
    random = np.random.default_rng(2)
    angles, phases = random.uniform(0, 2 * np.pi, (2, 60))
    across = 0.3 * np.outer(np.cos(angles), np.arange(WIDTH) - right)
    along = 0.3 * np.outer(np.arange(HEIGHT) - down, np.sin(angles)) + phases
    waves = np.cos(along) @ np.cos(across) - np.sin(along) @ np.sin(across)
    return (120 + 5 * waves).astype(np.float32)


@given(turn=st.floats(0, 2 * np.pi), moved_px=st.floats(0.4, 1.4))
def test_the_movement_is_told_in_pixels_whatever_its_direction(
    turn: float, moved_px: float
) -> None:
    before = Observation(0.0, (), Why.NOBODY, grey=texture())
    now = texture(moved_px * np.cos(turn), moved_px * np.sin(turn))
    assert may_stand(Reuse(4, 1.3 * moved_px / HEIGHT), before, 1, now)
    assert not may_stand(Reuse(4, 0.77 * moved_px / HEIGHT), before, 1, now)
