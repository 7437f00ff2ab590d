"""A hand at the head."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.pose.hands import AT_EAR, hand_at_head
from posturecam.core.pose.landmarks import MIN_VISIBILITY, Body
from posturecam.core.values import Pose
from tests.support.synthetic import Person, pose_of

YOU = pose_of(Person())
EARS = YOU.points[[Body.LEFT_EAR, Body.RIGHT_EAR]]
SHOULDERS = YOU.points[[Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]]
GAP = float(np.hypot(*(SHOULDERS.mean(axis=0) - EARS.mean(axis=0))))


def with_point(number: int, gaps: float, ear: int = 0, visibility: float = 0.9) -> Pose:
    """A landmark so many distances from ears to shoulders outside an ear."""
    points, visible = YOU.points.copy(), YOU.visibility.copy()
    points[number] = EARS[ear] + (gaps * GAP * (1 - 2 * ear), 0.0)
    visible[number] = visibility
    return replace(YOU, points=points, visibility=visible)


@pytest.mark.parametrize("number", range(15, 23))
@pytest.mark.parametrize("ear", [0, 1])
def test_any_part_of_either_hand_at_either_ear_counts(number: int, ear: int) -> None:
    assert hand_at_head(with_point(number, 0.3, ear))


@pytest.mark.parametrize("number", [0, 10, 13, 14, 23])
def test_nothing_else_does(number: int) -> None:
    assert not hand_at_head(with_point(number, 0.0))


def test_limits() -> None:
    assert hand_at_head(with_point(19, AT_EAR - 0.01))
    assert not hand_at_head(with_point(19, AT_EAR + 0.01))
    assert hand_at_head(with_point(19, 0.3, visibility=MIN_VISIBILITY))
    assert not hand_at_head(with_point(19, 0.3, visibility=MIN_VISIBILITY - 0.01))


@given(st.floats(0.2, 3.0), st.floats(0, 0.99 * AT_EAR) | st.floats(1.01 * AT_EAR, 1))
def test_size_in_the_picture_does_not_matter(scale: float, gaps: float) -> None:
    pose = with_point(19, gaps)
    assert hand_at_head(replace(pose, points=pose.points * scale)) == hand_at_head(pose)
