import io
import sys

import pytest

from posturecam.app.coach.figures import PER_S, figures_of
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.figures import frames


def test_each_moment_is_drawn_as_the_person_moves() -> None:
    figure = figures_of(builtin())

    drawn = figure("neck_rotation", 1.0 + 0.4 / PER_S, 20)

    assert drawn == frames(builtin()["neck_rotation"], 1.0, 20)
    assert drawn is figure("neck_rotation", 1.0, 20)
    assert drawn != figure("neck_rotation", 0.0, 20)


def test_without_braille_letters_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))

    assert figures_of(builtin())("neck_rotation", 1.0, 20) == ()
