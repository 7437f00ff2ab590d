"""Draws gauges: `|` calibration, `▲` limit, `━` the error band, `●` the value."""

from collections.abc import Sequence
from typing import Final

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from posturecam.view.gauges import UNITS, Gauge

LABEL, VALUE = 16, 10  # characters of the columns before the bar
BESIDE_BAR: Final = LABEL + VALUE + 5  # with the gaps between the columns and a margin
SHORTEST_BAR: Final = 12


def gauge_lines(
    gauges: Sequence[Gauge], state: str, width: int, *, legend: bool
) -> list[RenderableType]:
    """Draw `gauges` in `width` columns, as numbers where bars have no room.

    A reason that is the `state` of the screen is not repeated.  `legend` is a line that explains
    the signs.
    """
    bar = width - BESIDE_BAR
    if bar < SHORTEST_BAR:
        return [gauge_number(gauge, state, width) for gauge in gauges]
    grid = Table.grid(padding=(0, 1))
    for column in (LABEL, VALUE):
        grid.add_column(width=column, no_wrap=True)
    grid.add_column()  # alone gives way to a long reason, and never a number
    for gauge in gauges:
        reason = Text("" if gauge.reason == state else gauge.reason, style="dim")
        shown = reason if gauge.worse is None else gauge_bar(gauge, bar)
        grid.add_row(gauge.label, Text(gauge.text), shown)
    return [grid, Text(_legend(gauges, width), style="dim")] if legend else [grid]


def gauge_bar(gauge: Gauge, width: int) -> Text:
    """Draw the bar in `width` columns."""
    cells = [("·", "dim")] * width
    style = f"bold {'dark_orange3' if gauge.is_beyond else 'green'}"

    def cell(value: float) -> int:
        return round(gauge.share(value) * (width - 1))

    if gauge.worse is not None:
        sd = gauge.sd or 0.0
        for at in range(cell(gauge.worse - sd), cell(gauge.worse + sd) + 1):
            cells[at] = ("━", style)
    cells[cell(0.0)] = ("|", "bold")
    if gauge.limit:
        cells[cell(gauge.limit)] = ("▲", "bold red")
    if gauge.worse is not None:
        cells[cell(gauge.worse)] = (_marker(gauge.worse, *gauge.span), style)
    return Text.assemble(*cells)


def gauge_number(gauge: Gauge, state: str, width: int) -> Text:
    """Write a gauge where its bar has no room, its name and reason as long as they fit."""
    names = [gauge.label, gauge.label.split()[0]]
    wishes = [f"{name} {gauge.text}" for name in names]
    if gauge.worse is None and gauge.reason != state:
        wishes = [f"{name}: {gauge.reason}" for name in names] + wishes
    return Text(next((wish for wish in wishes if len(wish) <= width), wishes[-1]))


def _marker(value: float, low: float, high: float) -> str:
    if value > high:
        return "»"
    return "«" if value < low else "●"


def _legend(gauges: Sequence[Gauge], width: int) -> str:
    limits = [f"{gauge.limit:g}{UNITS[gauge.unit]}" if gauge.limit else "off" for gauge in gauges]
    whole = f"|  your calibration    ▲  limits: {' and '.join(limits)}    right is worse"
    short = f"| calibrated  ▲ limits {', '.join(limits)}  → worse"
    return whole if len(whole) <= width else short
