"""Rows on the axes of a study's figures: named while they fit, else in order from 0 to 100 %."""

from collections.abc import Callable
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from posturecam.reports.study_rows import Ranked, labels
from posturecam.reports.style import draw

ROW_IN: Final = 0.2
AROUND_IN: Final = 1.0  # axis and legend
CROWD_IN: Final = 3.4  # height where rows are too many to be named
EDGE: Final = 0.7  # rows beside the first and the last


def drawn(name: str, rows: Ranked, paint: Callable[[Axes], None], *, top: bool = False) -> str:
    """Draw `rows` with `paint`, and leave room for their names."""
    named = labels(rows.rows) if rows.are_named else ()
    height_in = AROUND_IN + ROW_IN * len(rows.rows) if rows.are_named else CROWD_IN
    return draw(name, paint, height_in, labels=named, top=top)


def places(rows: Ranked) -> NDArray[np.float64]:
    """Return the height of each row: counted while named, else in percent of all."""
    count = len(rows.rows)
    if rows.are_named:
        return np.arange(count, dtype=np.float64)
    return 100 * (np.arange(count) + 0.5) / count


def name_rows(axes: Axes, rows: Ranked, what: str) -> None:
    """Name the rows from the top on; of many say what they are, such as `people`."""
    if rows.are_named:
        axes.set_yticks(range(len(rows.rows)), labels(rows.rows))
        axes.set_ylim(len(rows.rows) - 1 + EDGE, -EDGE)
        axes.grid(visible=False, axis="y")
    else:
        axes.set_ylim(100, 0)
        axes.set_ylabel(f"% of the {what}, in order")


def name_below(axes: Axes, text: str) -> None:
    """Say below the axis what it shows, and let a long text begin below the rows' names."""
    axes.set_xlabel(text, loc="right")


def add_legend(axes: Axes) -> None:
    """Explain the colours above the rows and their names."""
    axes.legend(ncols=3, loc="lower right", bbox_to_anchor=(1, 1), borderaxespad=0.2)
