"""Every figure stays on its sheet, marks what moves, and draws both ways."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.values import Cause
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.choose import alternatives
from posturecam.stretches.drawing import Figure, Role, Stroke, arc, bend, mirrored, svg, terminal
from posturecam.stretches.exercises import Place
from posturecam.stretches.figures import FIGURES

DIAGONAL = (Stroke(Role.BODY, ((0.0, 0.0), (99.0, 99.0))),)


def every() -> list[object]:
    return [pytest.param(figure, id=key) for key, figure in FIGURES.items()]


def test_every_figure_belongs_to_an_exercise() -> None:
    keys = {exercise.key for exercise in builtin().exercises}
    assert set(FIGURES) <= keys


@pytest.mark.parametrize("cause", list(Cause))
def test_whatever_is_offered_at_the_desk_has_a_figure(cause: Cause) -> None:
    offered = alternatives(builtin(), cause, Place.DESK)
    assert [exercise.key for exercise in offered if exercise.key not in FIGURES] == []


@pytest.mark.parametrize("figure", every())
def test_a_figure_stays_on_its_sheet_and_marks_what_moves(figure: Figure) -> None:
    assert all(0 <= number <= 100 for stroke in figure for at in stroke.points for number in at)
    roles = {stroke.role for stroke in figure}
    assert {Role.BODY, Role.MOVED, Role.ARROW} <= roles


@pytest.mark.parametrize("figure", every())
def test_a_figure_draws_as_svg(figure: Figure) -> None:
    root = ET.fromstring(svg(figure, "Neck & <head>"))  # noqa: S314 our own text
    arrows = sum(stroke.role is Role.ARROW for stroke in figure)
    assert len(root) == 1 + len(figure) + arrows
    assert root[0].text == "Neck & <head>"


@pytest.mark.parametrize("figure", every())
def test_a_figure_draws_in_a_terminal(figure: Figure) -> None:
    lines = terminal(figure, 28)
    assert 4 <= len(lines) <= 14
    assert all(len(line) <= 28 for line in lines)
    assert lines[0]
    assert lines[-1]
    assert all(0x2800 <= ord(letter) <= 0x28FF for line in lines for letter in line)


def test_a_diagonal_in_a_terminal() -> None:
    assert terminal(DIAGONAL, 4) == ("⠑⢄", "⠀⠀⠑⢄")


def test_what_was_before_is_dotted() -> None:
    before = (Stroke(Role.BEFORE, ((0.0, 0.0), (99.0, 0.0))),)
    assert terminal(before, 4) == ("⠁⠈",)


def test_a_quarter_arc_starts_right_and_ends_below() -> None:
    points = arc((50, 50), 10, 0, 90)
    assert points[0] == pytest.approx((60, 50))
    assert points[-1] == pytest.approx((50, 60))


@given(end=st.tuples(st.floats(0, 100), st.floats(0, 100)))
def test_a_bend_joins_its_ends(end: tuple[float, float]) -> None:
    points = bend((10, 20), (50, 0), end)
    assert points[0] == pytest.approx((10, 20))
    assert points[-1] == pytest.approx(end)


def test_mirroring_twice_changes_nothing() -> None:
    points = ((10.0, 20.0), (75.0, 3.0))
    assert mirrored(points) == ((90.0, 20.0), (25.0, 3.0))
    assert mirrored(mirrored(points)) == points
