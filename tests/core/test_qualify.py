"""A trunk turned sideways is not judged; a hand at the head is noted."""

from dataclasses import replace

import numpy as np
import pytest
from synthetic import Person, pose_of

from posturecam.core.landmarks import Body
from posturecam.core.qualify import MAX_SIDEWAYS_DEG, qualify
from posturecam.core.values import Pose, Reading, Unseen, View, Why

YOU = pose_of(Person())
SHOULDERS = [Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]
MEASURED = Reading(0.0, View.FRONT, 0.0, 1.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0)


def turned(by_deg: float) -> Pose:
    """The shoulders turned so far, told alike by their width and by the pose model's own space."""
    points, world, a = YOU.points.copy(), YOU.world.copy(), np.radians(by_deg)
    ears = points[[Body.LEFT_EAR, Body.RIGHT_EAR]].mean(axis=0)
    middle = points[SHOULDERS].mean(axis=0)
    half = 0.8 * (middle[1] - ears[1]) * np.cos(a)
    points[SHOULDERS] = middle + np.array([[half, 0], [-half, 0]])
    world[SHOULDERS] = np.array([[1, 0, 1], [-1, 0, -1]]) * 0.18 * [np.cos(a), 0, np.sin(a)]
    return replace(YOU, points=points, world=world)


@pytest.mark.parametrize("side", [-1, 1])
def test_shoulders_turned_too_far_are_not_measured(side: int) -> None:
    assert qualify(turned(side * (MAX_SIDEWAYS_DEG - 1)), MEASURED) == MEASURED
    there = replace(turned(side * (MAX_SIDEWAYS_DEG + 1)), t=3.0)
    assert qualify(there, MEASURED) == Unseen(3.0, Why.SIDEWAYS)


def test_from_the_side_nothing_else_is_expected() -> None:
    measured = replace(MEASURED, view=View.SIDE)
    assert qualify(turned(80), measured) == measured


def test_what_could_not_be_measured_stays_so() -> None:
    assert qualify(turned(80), Unseen(1.0, Why.FACE_HIDDEN)) == Unseen(1.0, Why.FACE_HIDDEN)


def test_a_hand_at_the_head_is_noted() -> None:
    points = YOU.points.copy()
    points[19] = points[Body.LEFT_EAR]
    assert qualify(replace(YOU, points=points), MEASURED) == replace(MEASURED, hand_at_head=True)
