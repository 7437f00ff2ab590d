"""What the coach is asked for."""

import pytest

from posturecam.core.coach.movements import Movement, Set
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.sets import set_of


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("neck_rotation", Set(Movement.HEAD_TURN, 5, None, 2)),
        ("upper_trapezius_stretch", Set(Movement.SIDE_BEND, 2, 20.0, 2)),
        ("chin_tuck", Set(None, 8, 5.0, 1)),
        ("walking", Set(None, 1, None, 1)),
    ],
)
def test_a_set_is_the_dose_and_the_movement(key: str, asked: Set) -> None:
    assert set_of(builtin()[key]) == asked


def test_every_movement_follows_an_exercise() -> None:
    assert {exercise.followed for exercise in builtin().exercises} - {None} == set(Movement)
