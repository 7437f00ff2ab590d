"""A trunk turned sideways is not judged; a hand at the head is noted."""

from dataclasses import replace

import numpy as np
import pytest

from posturecam.core.measure.plausibility import BEYOND_UPRIGHT_DEG, MAX_SIDEWAYS_DEG, qualify
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose, Reading, Unseen, View, Why
from tests.support.altered_poses import EARS, SHOULDERS
from tests.support.calibrated import front_of, profile_of
from tests.support.synthetic import Person, pose_of

YOU = pose_of(Person())
MEASURED = Reading(0.0, View.FRONT, 0.0, 1.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0)


AHEAD = replace(front_of(profile_of()), azimuth_deg=0.0)  # the camera before the trunk


def turned(by_deg: float) -> Pose:
    """The shoulders turned so far, told alike by their width and by the pose model's own space."""
    points, world, a = YOU.points.copy(), YOU.world.copy(), np.radians(by_deg)
    ears = points[EARS].mean(axis=0)
    middle = points[SHOULDERS].mean(axis=0)
    half = 0.8 * (middle[1] - ears[1]) * np.cos(a)
    points[SHOULDERS] = middle + np.array([[half, 0], [-half, 0]])
    world[SHOULDERS] = np.array([[1, 0, 1], [-1, 0, -1]]) * 0.18 * [np.cos(a), 0, np.sin(a)]
    return replace(YOU, points=points, world=world)


@pytest.mark.parametrize("side", [-1, 1])
def test_shoulders_turned_too_far_are_not_measured(side: int) -> None:
    assert qualify(turned(side * (MAX_SIDEWAYS_DEG - 1)), MEASURED, AHEAD) == MEASURED
    there = replace(turned(side * (MAX_SIDEWAYS_DEG + 1)), t=3.0)
    assert qualify(there, MEASURED, AHEAD) == Unseen(3.0, Why.SIDEWAYS)


@pytest.mark.parametrize("upright_deg", [12, 24, 31])
def test_before_a_camera_beside_the_screen_the_trunk_must_turn_further(upright_deg: float) -> None:
    front = replace(AHEAD, azimuth_deg=upright_deg)
    beyond = upright_deg + BEYOND_UPRIGHT_DEG
    assert qualify(turned(beyond - 1), MEASURED, front) == MEASURED
    assert isinstance(qualify(turned(beyond + 1), MEASURED, front), Unseen)


def test_from_the_side_nothing_else_is_expected() -> None:
    measured = replace(MEASURED, view=View.SIDE)
    assert qualify(turned(80), measured, None) == measured


def test_what_could_not_be_measured_stays_so() -> None:
    assert qualify(turned(80), Unseen(1.0, Why.FACE_HIDDEN), AHEAD) == Unseen(1.0, Why.FACE_HIDDEN)


def test_a_hand_at_the_head_is_noted() -> None:
    points = YOU.points.copy()
    points[19] = points[Body.LEFT_EAR]
    assert qualify(replace(YOU, points=points), MEASURED, AHEAD) == replace(
        MEASURED, hand_at_head=True
    )
