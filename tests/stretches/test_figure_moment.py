import pytest

from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Phase
from posturecam.stretches.catalogue import parse_catalogue
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figure_moment import end_of, looped_s, moment_s

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def moving(keyframes: str, *, mirror: bool = False) -> Exercise:
    text = f"""
[exercise.own]
name = "Own"
kind = "mobility"
steps = ["Move."]
places = ["any"]
[exercise.own.movement]
loop_s = 8
mirror = {str(mirror).lower()}
keyframes = [{keyframes}]
"""
    return parse_catalogue(text, "own.toml")["own"]


HELD = moving("{ at_s = 0, until_s = 1 }, { at_s = 3, until_s = 5, neck.flexion = 10 }")


@pytest.mark.parametrize(
    ("phase", "share", "expected"),
    [
        (Phase.SETTLING, 0.5, 0.0),
        (Phase.REST, 0.5, 0.0),
        (Phase.GOING, 0.0, 1.0),
        (Phase.GOING, 0.5, 2.0),
        (Phase.GOING, 1.3, 3.0),
        (Phase.HOLD, 0.25, 3.5),
        (Phase.BACK, -0.1, 5.0),
        (Phase.BACK, 0.5, 6.5),
    ],
)
def test_each_phase_has_its_part_of_the_loop(phase: Phase, share: float, expected: float) -> None:
    assert moment_s(HELD, phase, share, Side.BOTH) == pytest.approx(expected)
    assert moment_s(HELD, phase, share, RIGHT) == pytest.approx(expected)


def test_the_other_side_follows_in_a_figure_that_shows_both() -> None:
    both = moving("{ at_s = 0 }, { at_s = 2, until_s = 4, neck.rotation = 20 }", mirror=True)

    assert moment_s(both, Phase.GOING, 0.5, LEFT) == pytest.approx(1.0)
    assert moment_s(both, Phase.GOING, 0.5, RIGHT) == pytest.approx(9.0)
    assert looped_s(both, 17.0) == pytest.approx(1.0)
    assert looped_s(HELD, 17.0) == pytest.approx(1.0)


def test_the_end_is_what_is_held_longest_else_the_middle() -> None:
    circle = moving(", ".join(f"{{ at_s = {t}, neck.flexion = {t} }}" for t in (0, 2, 4, 6)))
    assert HELD.movement is not None
    assert circle.movement is not None

    assert end_of(HELD.movement).at_s == 3
    assert end_of(circle.movement).at_s == 4


def test_without_a_movement_there_is_no_moment() -> None:
    still = HELD.model_copy(update={"movement": None})

    assert moment_s(still, Phase.HOLD, 0.5, LEFT) == looped_s(still, 5.0) == 0.0
