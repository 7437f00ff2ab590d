"""A driver that repeats itself, and a camera that is covered."""

import numpy as np
import pytest
from numpy.typing import NDArray

from posturecam.edges.sources.frozen_picture import FrozenPicture
from tests.support.film import corners


def even(level: int) -> NDArray[np.uint8]:
    return np.full((48, 64, 3), level, np.uint8)


@pytest.mark.parametrize(
    ("pictures", "expected"),
    [
        pytest.param([corners()] * 4, [False, False, True, True], id="the very same"),
        pytest.param([corners(shade=n) for n in range(4)], [False] * 4, id="noise"),
        pytest.param(
            [*[corners()] * 3, even(99), even(99)], [False, False, True, False, False], id="moved"
        ),
        pytest.param([even(15)] * 4, [False] * 4, id="covered"),
        pytest.param([even(16)] * 4, [False, False, True, True], id="dark"),
        pytest.param([even(239)] * 4, [False, False, True, True], id="bright"),
        pytest.param([even(240)] * 4, [False] * 4, id="blinded"),
    ],
)
def test_a_picture_a_second_where_two_are_too_long(
    pictures: list[NDArray[np.uint8]], expected: list[bool]
) -> None:
    frozen = FrozenPicture(most_s=2.0)
    assert [frozen.is_frozen(float(t), image) for t, image in enumerate(pictures)] == expected


def test_one_picture_given_twice_and_seen_late_is_not_frozen() -> None:
    """A driver gives a picture twice in dim light; a busy machine sees both, minutes apart."""
    frozen = FrozenPicture(most_s=2.0)
    twice = [(0.0, corners()), (60.0, corners()), (61.0, even(99)), (3600.0, even(99))]
    assert [frozen.is_frozen(t, image) for t, image in twice] == [False] * 4


def test_a_driver_that_repeats_itself_is_noticed_though_it_is_seen_late() -> None:
    frozen = FrozenPicture(most_s=2.0)
    found = [frozen.is_frozen(60.0 * number, corners()) for number in range(4)]
    assert found == [False, False, True, True]
