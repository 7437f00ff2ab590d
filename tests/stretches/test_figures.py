"""The figures of exercises, as others ask for them."""

import pytest

from posturecam.core.values import Cause
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.choose import alternatives
from posturecam.stretches.exercises import Exercise, Kind, Place
from posturecam.stretches.figures import (
    end_frame,
    frames,
    moving_svg,
    still_svg,
    strip_svg,
    strokes,
    title,
)

TUCK, NONE = builtin()["chin_tuck"], builtin()["neuromuscular_stimulation"]


@pytest.mark.parametrize("cause", list(Cause))
def test_whatever_is_offered_at_the_desk_moves(cause: Cause) -> None:
    offered = alternatives(builtin(), cause, Place.DESK)
    assert [exercise.key for exercise in offered if exercise.movement is None] == []


def test_all_exercises_move_but_what_a_physiotherapist_does() -> None:
    still = [exercise.key for exercise in builtin().exercises if exercise.movement is None]
    assert still == ["neuromuscular_stimulation"]


def test_without_a_movement_there_is_no_figure() -> None:
    assert (moving_svg(NONE), still_svg(NONE), strip_svg(NONE)) == (None, None, None)
    assert (frames(NONE, 0), end_frame(NONE), strokes(NONE)) == ((), (), ())
    assert title(NONE) == NONE.name


def test_a_figure_says_from_where_it_is_seen() -> None:
    assert title(TUCK) == "Chin tuck, seen from the side"
    assert "<title>Chin tuck, seen from the side</title>" in (still_svg(TUCK) or "")


@pytest.mark.parametrize("columns", [16, 28, 60])
def test_terminal_frames_have_one_size_and_braille_letters(columns: int) -> None:
    shown = [frames(TUCK, at_s, columns) for at_s in (0, 1, 2.5, 6)]
    assert len({len(rows) for rows in shown}) == 1
    assert len(shown[0]) <= columns / 2 + 1
    assert all(len(row) <= columns for rows in shown for row in rows)
    assert all(0x2800 <= ord(letter) <= 0x28FF for rows in shown for row in rows for letter in row)
    assert shown[0] != shown[2]
    assert frames(TUCK, 7.0, columns) == shown[0]


def test_a_loop_can_have_the_pace_of_whoever_leads() -> None:
    assert frames(TUCK, 5.0, loop_s=14.0) == frames(TUCK, 2.5)
    assert end_frame(TUCK) == frames(TUCK, 3.0)


def test_strokes_are_few_enough_for_a_message_and_stay_on_the_sheet() -> None:
    drawn = strokes(builtin()["sit_back"])
    assert 20 < len(drawn) < 150
    assert {stroke.role for stroke in drawn} >= {"thing", "start", "line", "trunk", "arrow"}
    assert all(-1 <= value <= 101 for stroke in drawn for point in stroke.points for value in point)


def test_the_users_own_exercise_moves_too() -> None:
    row = {"at_s": 2, "neck": {"flexion": 30}}
    own = Exercise.model_validate(
        {
            "key": "nod",
            "name": "Nod",
            "kind": Kind.MOBILITY,
            "steps": ["Nod."],
            "places": ["any"],
            "movement": {"loop_s": 4, "keyframes": [{"at_s": 0}, row]},
        }
    )
    assert "<animate " in (moving_svg(own) or "")
