"""What a pose shows of head, shoulders and arms."""

import math
from dataclasses import replace

import pytest

from posturecam.core.coach.signs import read_signs
from posturecam.core.coach.trace import make_trace
from posturecam.core.values import Pose
from tests.support.altered_poses import EARS, SHOULDERS, faceless, faint
from tests.support.exercising import WRISTS, with_arms
from tests.support.synthetic import Person, mirrored, pose_of

UPRIGHT = pose_of(Person())


def with_wrists(*places: tuple[float, float]) -> Pose:
    points = UPRIGHT.points.copy()
    points[WRISTS] = places
    return replace(UPRIGHT, points=points)


def test_a_turned_head_shows_in_the_face_and_in_the_nose_between_the_ears() -> None:
    signs = read_signs(pose_of(Person(yaw=30.0)))

    assert signs.yaw == pytest.approx(30.0, abs=3)
    assert signs.nose > 0.05
    assert read_signs(mirrored(pose_of(Person(yaw=30.0)))).yaw == pytest.approx(-signs.yaw, abs=1)


def test_without_a_face_a_turn_is_that_of_the_nose() -> None:
    away = [faceless(pose_of(Person(yaw=yaw))) for yaw in (-60.0, 30.0, 60.0)]

    _, right, left, further = make_trace([read_signs(pose) for pose in (UPRIGHT, *away)]).turn

    assert right < -50
    assert 25 < left < 50 < further


def test_nobody_can_be_measured_without_any_face() -> None:
    trace = make_trace([read_signs(faceless(UPRIGHT))])

    assert math.isnan(trace.turn[0])
    assert math.isnan(trace.log_width[0])


def test_hidden_shoulders_are_no_number() -> None:
    signs = read_signs(faint(UPRIGHT, SHOULDERS, 0.1))

    assert math.isnan(signs.width)
    assert math.isnan(signs.shoulder_y)
    assert not math.isnan(signs.size)


def test_ears_in_one_place_show_no_turn() -> None:
    points = UPRIGHT.points.copy()
    points[EARS] = points[EARS[0]]

    assert math.isnan(read_signs(replace(UPRIGHT, points=points)).nose)


def test_arms_are_as_high_as_the_lower_wrist() -> None:
    shoulders_y = UPRIGHT.points[SHOULDERS, 1].mean()

    assert read_signs(with_wrists((0.9, 0.1), (0.4, 0.3))).arms == pytest.approx(shoulders_y - 0.3)
    assert read_signs(with_arms(UPRIGHT, 1.0)).arms == pytest.approx(0.45, abs=0.01)


def test_hands_above_the_picture_are_at_its_edge() -> None:
    shoulders_y = UPRIGHT.points[SHOULDERS, 1].mean()

    assert read_signs(with_wrists((0.9, -0.3), (0.4, -0.2))).arms == pytest.approx(shoulders_y)


@pytest.mark.parametrize("place", [(-0.1, 0.5), (1.5, 0.5), (0.6, 1.1)])
def test_hands_beside_or_below_the_picture_are_not_seen(place: tuple[float, float]) -> None:
    assert math.isnan(read_signs(with_wrists((0.7, 0.5), place)).arms)


def test_hands_that_the_model_doubts_are_not_seen() -> None:
    assert math.isnan(read_signs(faint(with_wrists((0.7, 0.5), (0.6, 0.5)), WRISTS, 0.2)).arms)
