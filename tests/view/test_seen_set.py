"""What was seen of a set, for programs and for people."""

import pytest

from posturecam.core.coach.movements import Movement, Set, Side
from posturecam.core.coach.seen import Form, Obstacle
from posturecam.core.coach.visibility import Visibility
from posturecam.stretches.catalogue import builtin
from posturecam.view.seen_set import (
    NO_CAMERA,
    NOT_FOLLOWED,
    forms,
    half_text,
    not_visible,
    set_lines,
    set_row,
    sides_text,
)
from tests.support.leads import rep, seen

TURN = Set(Movement.HEAD_TURN, 5, None, 2)
SHRUG = Set(Movement.SHRUG, 5, 3.0)
REPS = (
    rep(5.0, 8.0, Side.RIGHT, held_s=1.23456, form=(Form.SLOWER,)),
    rep(9.0, 11.0, Side.LEFT, partial=True, held_s=0.5, form=(Form.FURTHER, Form.SLOWER)),
)


def test_the_row_has_every_repetition() -> None:
    row = set_row("neck_rotation", TURN, seen(*REPS), None)

    assert row == {
        "exercise": "neck_rotation",
        "reps_seen": 2,
        "reps": [
            {
                "start_s": 5.0,
                "peak_s": 6.5,
                "end_s": 8.0,
                "held_s": 1.235,
                "side": "right",
                "reach": 1.0,
                "partial": False,
                "form": ["slower"],
            },
            {
                "start_s": 9.0,
                "peak_s": 10.0,
                "end_s": 11.0,
                "held_s": 0.5,
                "side": "left",
                "reach": 0.6,
                "partial": True,
                "form": ["further", "slower"],
            },
        ],
        "holds_s": [1.23, 0.5],
        "partial": [2],
        "sides": {"left": 1, "right": 1},
        "not_visible": None,
        "form": ["slower", "further"],
    }


@pytest.mark.parametrize(
    ("asked", "sides", "counted"),
    [
        (SHRUG, (), {"both": 0}),
        (SHRUG, (Side.BOTH, Side.BOTH), {"both": 2}),
        (SHRUG, (Side.LEFT,), {"left": 1, "right": 0}),
        (TURN, (), {"left": 0, "right": 0}),
        (TURN, (Side.BOTH, Side.RIGHT), {"left": 1, "right": 2}),
    ],
)
def test_sides_are_counted(asked: Set, sides: tuple[Side, ...], counted: dict[str, int]) -> None:
    reps = [rep(n, n + 1, side) for n, side in enumerate(sides)]

    assert set_row("x", asked, seen(*reps), None)["sides"] == counted


def test_what_is_to_be_said_now_counts_as_form_too() -> None:
    assert forms(seen(form=(Form.OTHER_SIDE,))) == (Form.OTHER_SIDE,)
    assert forms(seen(*REPS, form=(Form.FURTHER,))) == (Form.SLOWER, Form.FURTHER)


def test_why_it_was_not_followed_is_a_sentence() -> None:
    hidden = Visibility().follow(0, Obstacle.NOBODY).follow(4, None).follow(12, None)

    assert not_visible(Set(None, 1), Visibility()) == NOT_FOLLOWED
    assert not_visible(TURN, None) == NO_CAMERA
    assert not_visible(TURN, Visibility()) is None
    assert not_visible(TURN, hidden) == "Not followed for 4 of 12 s: nobody is in the picture."


def test_people_read_lines() -> None:
    rotation = builtin()["neck_rotation"]

    assert set_lines(rotation, TURN, seen(*REPS), None) == (
        "Neck rotation: 2 repetitions seen, 1 of them half-hearted.",
        "Left 1, right 1.",
        "Held for 1.2, 0.5 s.",
        "A little slower.",
        "A little further, if it is comfortable.",
    )
    one = seen(rep(1, 2))
    assert set_lines(rotation, SHRUG, one, None) == ("Neck rotation: 1 repetition seen.",)
    assert set_lines(rotation, Set(None, 1), seen(), NOT_FOLLOWED) == (NOT_FOLLOWED,)


def test_the_lesson_and_the_set_use_the_same_words() -> None:
    assert half_text(0) == ""
    assert half_text(2) == "2 of them half-hearted"
    assert sides_text(3, 4) == "Left 3, right 4."
