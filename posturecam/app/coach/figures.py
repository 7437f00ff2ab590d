"""The figures of exercises for the terminal, each moment drawn once."""

import sys
from functools import lru_cache
from typing import Final

from posturecam.edges.terminal.lesson_view import no_figure
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.figures import frames
from posturecam.view.lesson import Figure

PER_S: Final = 8.0
"""Pictures of a second of the loop: smooth enough, and one takes 40 ms to draw."""

KEPT: Final = 512  # pictures: a loop has about 60


def figures_of(catalogue: Catalogue) -> Figure:
    """Return what draws the exercises of `catalogue`; none where it cannot write braille."""
    if "utf" not in (sys.stdout.encoding or "").lower():
        return no_figure

    @lru_cache(maxsize=KEPT)
    def drawn(exercise: str, number: int, columns: int) -> tuple[str, ...]:
        return frames(catalogue[exercise], number / PER_S, columns)

    def draw(exercise: str, at_s: float, columns: int) -> tuple[str, ...]:
        return drawn(exercise, round(at_s * PER_S), columns)

    return draw
