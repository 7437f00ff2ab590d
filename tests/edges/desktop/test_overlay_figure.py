"""The figure on a break screen."""

import pytest

from posturecam.stretches.figure.scene import Role


def test_every_role_of_a_stroke_has_a_colour() -> None:
    pytest.importorskip("tkinter")
    from posturecam.edges.desktop.overlay_figure import COLOURS  # noqa: PLC0415 - needs tkinter

    assert {role.value for role in Role} <= set(COLOURS)
