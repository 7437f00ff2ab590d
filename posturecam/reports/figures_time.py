"""Figures over time: the hours of the week, the days of the period."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from posturecam.core.history.dose import Dose
from posturecam.core.history.records import Hour
from posturecam.core.history.totals import moves_per_hour, total
from posturecam.core.insights.trend import LEAST_DAY_S
from posturecam.reports.amounts import h_mm_text, percent_text
from posturecam.reports.figures_day import UNMEASURED, WELL
from posturecam.reports.least_data import BY_NAME, LEAST_FOR_A_RATE_S
from posturecam.reports.progress_text import day_text
from posturecam.reports.style import GOOD, POOR, UNKNOWN, Figure, draw
from posturecam.reports.ticks import day_ticks, time_unit

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MANY_DAYS = 62
MANY_HOURS = 13  # with more columns the numbers and hours would touch
FULL_SHARE = 0.33  # the strongest shade, unless a cell has a larger share

Cells = dict[tuple[int, int], float]


def heat_figure(hours: Sequence[Hour]) -> Figure:
    """Return the share of the judged time beyond a limit, by weekday and hour."""
    cells = heat_cells(hours)
    (worst_day, worst_hour), worst = max(cells.items(), key=lambda item: item[1])
    times = sorted({hour for _, hour in cells})
    span = range(times[0], times[-1] + 1)
    days = sorted({day for day, _ in cells})

    def paint(axes: Axes) -> None:
        rows = {(days.index(day), hour): share for (day, hour), share in cells.items()}
        _paint_cells(axes, rows, max(worst, FULL_SHARE), numbers=len(span) <= MANY_HOURS)
        step = 1 if len(span) <= MANY_HOURS else 3
        axes.set_xticks([*span, span[-1] + 1][::step])
        axes.set_yticks(range(len(days)), [WEEKDAYS[day] for day in days])
        axes.set_xlim(span[0], span[-1] + 1)
        axes.set_ylim(len(days) - 0.5, -0.5)
        axes.set_xlabel("hour of the day")
        axes.grid(visible=False)

    rows = tuple((WEEKDAYS[day], *(_cell(cells.get((day, hour))) for hour in span)) for day in days)
    return Figure(
        name="heat",
        title=BY_NAME["heat"].title,
        alt=(
            f"Share of the judged time beyond a limit, by weekday and hour. The largest is on "
            f"{WEEKDAYS[worst_day]} from {worst_hour} to {worst_hour + 1}: {percent_text(worst)}."
        ),
        svg=draw("heat", paint, 0.8 + 0.34 * len(days)),
        header=("", *(f"{hour} h" for hour in span)),
        rows=rows,
        note=(
            "Per cent of the judged time beyond a limit; empty where less than "
            f"{LEAST_DAY_S / 60:.0f} minutes were judged."
        ),
    )


def _paint_cells(axes: Axes, cells: Cells, full: float, *, numbers: bool) -> None:
    """Paint the cells at (row, hour), the darker the larger their share."""
    for (row, hour), share in cells.items():
        shade = 0.05 + 0.45 * share / full
        corner = hour, row - 0.5
        axes.add_patch(Rectangle(corner, 1, 1, facecolor=POOR, alpha=shade, linewidth=0))
        if numbers:
            axes.text(hour + 0.5, row, _cell(share), ha="center", va="center", fontsize=10)


def heat_cells(hours: Sequence[Hour]) -> Cells:
    """Give the share beyond a limit of every (weekday, hour) that was judged long enough."""
    ordered = sorted(hours, key=lambda h: (h.weekday, h.hour))
    sums = {
        key: total(tuple(group))
        for key, group in groupby(ordered, key=lambda h: (h.weekday, h.hour))
    }
    return {
        key: summed.poor_s / summed.measured_s
        for key, summed in sums.items()
        if summed.measured_s >= LEAST_DAY_S
    }


def days_figure(hours: Sequence[Hour]) -> Figure:
    """Return the time at the desk by day, or by week in a long period: within, beyond, unknown."""
    weeks = len({h.day for h in hours}) > MANY_DAYS
    sums = _sums(hours, weeks=weeks)
    unit_s, unit = time_unit(max(summed.at_desk_s for _, summed in sums))

    def paint(axes: Axes) -> None:
        places = [day for day, _ in sums]
        floor = [0.0] * len(sums)
        width = 5.6 if weeks else 0.75
        for name, colour, seconds in _stack(sums):
            tall = [s / unit_s for s in seconds]
            axes.bar(places, tall, width, floor, color=colour, label=name, linewidth=0)
            floor = [a + b for a, b in zip(floor, tall, strict=True)]
        day_ticks(axes, places)
        axes.set_ylabel(unit)
        axes.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)
        axes.grid(visible=False, axis="x")

    rows = tuple(tuple(_day_row(day, summed)) for day, summed in sums)
    what = "week" if weeks else "day"
    return Figure(
        name="days",
        title=f"Time at the desk, {what} by {what}",
        alt=f"Time at the desk, {what} by {what}; the numbers are in the table below.",
        svg=draw("days", paint, top=True, bottom=False),
        header=(
            what,
            "within limits, h:mm",
            "beyond a limit, h:mm",
            "not measured, h:mm",
            "changes of position an hour",
        ),
        rows=rows,
    )


def _cell(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f}"


def _sums(hours: Sequence[Hour], *, weeks: bool) -> list[tuple[int, Dose]]:
    def first(hour: Hour) -> int:
        return hour.day - hour.weekday if weeks else hour.day

    return [(day, total(tuple(group))) for day, group in groupby(hours, key=first)]


def _stack(sums: Sequence[tuple[int, Dose]]) -> list[tuple[str, str, list[float]]]:
    return [
        (WELL, GOOD, [summed.good_s for _, summed in sums]),
        ("beyond", POOR, [summed.poor_s for _, summed in sums]),
        (UNMEASURED, UNKNOWN, [summed.unknown_s for _, summed in sums]),
    ]


def _day_row(day: int, summed: Dose) -> Iterator[str]:
    yield day_text(day)
    yield from (h_mm_text(s) for s in (summed.good_s, summed.poor_s, summed.unknown_s))
    yield f"{moves_per_hour(summed):.1f}" if summed.at_desk_s >= LEAST_FOR_A_RATE_S else ""
