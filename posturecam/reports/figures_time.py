"""Figures over time: the day, the hours of the week, the days of the period."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from posturecam.core.history.dose import Dose
from posturecam.core.history.episodes import Episode
from posturecam.core.history.records import Hour
from posturecam.core.history.report_data import DAY_S, Stay
from posturecam.core.history.totals import HOUR_S, minutes_per_hour, moves_per_hour, total
from posturecam.core.reasons import Presence
from posturecam.core.values import Cause, Verdict
from posturecam.reports.progress_text import day_text
from posturecam.reports.style import FAINT, GOOD, POOR, UNKNOWN, Figure, day_ticks, draw
from posturecam.stretches.show import CAUSES

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MANY_DAYS = 62
LEAST_S = 120.0  # a cell of the heat map measured for less stays empty
SHORT_S = 30.0  # a gap of the timeline shorter than this cannot be seen
AWAY, UNMEASURED, WELL = "nobody there", "not measured", "sat well"
MINUTE_S = 60.0


def day_figure(stays: Sequence[Stay]) -> Figure:
    """Return the timeline of one day: what was the case from when to when."""
    lanes = _lanes(stays)
    day = stays[0].day

    def paint(axes: Axes) -> None:
        for row, (name, spans) in enumerate(lanes.items()):
            colour = {WELL: GOOD, UNMEASURED: UNKNOWN, AWAY: FAINT}.get(name, POOR)
            blocks = _blocks(spans, row)
            axes.add_patch(PathPatch(blocks, facecolor=colour, edgecolor=colour, linewidth=0.4))
        axes.autoscale_view()
        axes.set_yticks(range(len(lanes)), list(lanes))
        axes.set_xlabel("hour of the day")
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")

    totals = {name: sum(end - start for start, end in spans) for name, spans in lanes.items()}
    rows = tuple((name, f"{seconds / MINUTE_S:.0f}") for name, seconds in totals.items())
    said = ", ".join(f"{name} {minutes} min" for name, minutes in rows)
    return Figure(
        name="day",
        title=f"The last day: {day_text(day)}",
        alt=f"Timeline of {day_text(day)}. {said}.",
        svg=draw("day", paint, 0.9 + 0.3 * len(lanes), labels=tuple(lanes)),
        header=("what", "minutes"),
        rows=rows,
        note="Each moment shows its worst fault only, of those that could be judged then.",
    )


def heat_figure(hours: Sequence[Hour]) -> Figure:
    """Return the minutes beyond a limit in a measured hour, by weekday and hour."""
    cells = heat_cells(hours)
    (worst_day, worst_hour), worst = max(cells.items(), key=lambda item: item[1])
    times = sorted({hour for _, hour in cells})
    span = range(times[0], times[-1] + 1)
    days = range(5 if all(day < 5 for day, _ in cells) else 7)

    def paint(axes: Axes) -> None:
        for (day, hour), minutes in cells.items():
            shade = 0.05 + 0.45 * minutes / max(worst, 20.0)
            corner = hour, day - 0.5
            axes.add_patch(Rectangle(corner, 1, 1, facecolor=POOR, alpha=shade, linewidth=0))
            axes.text(hour + 0.5, day, f"{minutes:.0f}", ha="center", va="center", fontsize=10)
        axes.set_xticks([*span, span[-1] + 1])
        axes.set_yticks(list(days), WEEKDAYS[: len(days)])
        axes.set_xlim(span[0], span[-1] + 1)
        axes.set_ylim(len(days) - 0.5, -0.5)
        axes.set_xlabel("hour of the day")
        axes.grid(visible=False)

    rows = tuple((WEEKDAYS[day], *(_cell(cells.get((day, hour))) for hour in span)) for day in days)
    return Figure(
        name="heat",
        title="When it happens",
        alt=(
            f"Minutes beyond a limit in a measured hour, by weekday and hour. The most are on "
            f"{WEEKDAYS[worst_day]} from {worst_hour} to {worst_hour + 1}: {worst:.0f} minutes."
        ),
        svg=draw("heat", paint, 0.8 + 0.34 * len(days)),
        header=("", *(f"{hour} h" for hour in span)),
        rows=rows,
        note="Minutes beyond a limit in a measured hour; empty where too little was measured.",
    )


def days_figure(hours: Sequence[Hour]) -> Figure:
    """Return hours at the desk by day, or by week in a long period: well, beyond, not measured."""
    weeks = len({h.day for h in hours}) > MANY_DAYS
    sums = _sums(hours, weeks=weeks)

    def paint(axes: Axes) -> None:
        places = [day for day, _ in sums]
        floor = [0.0] * len(sums)
        width = 5.6 if weeks else 0.75
        for name, colour, seconds in _stack(sums):
            tall = [s / HOUR_S for s in seconds]
            axes.bar(places, tall, width, floor, color=colour, label=name, linewidth=0)
            floor = [a + b for a, b in zip(floor, tall, strict=True)]
        day_ticks(axes, places)
        axes.set_ylabel("hours")
        axes.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)
        axes.grid(visible=False, axis="x")

    rows = tuple(_day_row(day, summed) for day, summed in sums)
    what = "week" if weeks else "day"
    return Figure(
        name="days",
        title=f"Hours at the desk by {what}",
        alt=f"Hours at the desk by {what}; the numbers are in the table below.",
        svg=draw("days", paint, top=True),
        header=(
            what,
            "well, h",
            "beyond a limit, h",
            "not measured, h",
            "position changes an hour",
        ),
        rows=rows,
    )


def _lanes(stays: Sequence[Stay]) -> dict[str, list[tuple[float, float]]]:
    """Give the spans of every lane in seconds of the local day, lanes in a fixed order."""
    order = (WELL, *(CAUSES[cause] for cause in Cause), UNMEASURED, AWAY)
    lanes: dict[str, list[tuple[float, float]]] = {name: [] for name in order}
    for stay in stays:
        start_s = stay.start_s - stay.day * DAY_S
        for one in stay.episodes:
            span = (start_s + one.start_t, start_s + one.end_t)
            lanes[_lane(one)].append(span)
    return {name: spans for name, spans in lanes.items() if spans}


def _lane(episode: Episode) -> str:
    if episode.verdict is Verdict.GOOD:
        return WELL
    if episode.cause is not None:
        return CAUSES[episode.cause]
    gone = episode.why is not None and episode.why.presence is Presence.GONE
    return AWAY if gone else UNMEASURED


def _blocks(spans: Sequence[tuple[float, float]], row: int) -> Path:
    """Return the bars of one lane as one path, in hours."""
    low, high = row - 0.35, row + 0.35
    boxes = np.array(
        [[(a, low), (b, low), (b, high), (a, high), (a, low)] for a, b in _joined(spans)]
    )
    return Path.make_compound_path_from_polys(boxes / (HOUR_S, 1.0))


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Join spans that are so close that the eye would not part them."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] < SHORT_S:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def heat_cells(hours: Sequence[Hour]) -> dict[tuple[int, int], float]:
    """Give the minutes beyond a limit in a measured hour of every (weekday, hour) measured."""
    ordered = sorted(hours, key=lambda h: (h.weekday, h.hour))
    sums = {
        key: total(tuple(group))
        for key, group in groupby(ordered, key=lambda h: (h.weekday, h.hour))
    }
    measured = {key: summed for key, summed in sums.items() if summed.measured_s >= LEAST_S}
    return {
        key: minutes_per_hour(summed.poor_s, summed.measured_s) for key, summed in measured.items()
    }


def _cell(minutes: float | None) -> str:
    return "" if minutes is None else f"{minutes:.0f}"


def _sums(hours: Sequence[Hour], *, weeks: bool) -> list[tuple[int, Dose]]:
    def first(hour: Hour) -> int:
        return hour.day - hour.weekday if weeks else hour.day

    return [(day, total(tuple(group))) for day, group in groupby(hours, key=first)]


def _stack(sums: Sequence[tuple[int, Dose]]) -> list[tuple[str, str, list[float]]]:
    return [
        (WELL, GOOD, [summed.good_s for _, summed in sums]),
        ("beyond a limit", POOR, [summed.poor_s for _, summed in sums]),
        (UNMEASURED, UNKNOWN, [summed.unknown_s for _, summed in sums]),
    ]


def _day_row(day: int, summed: Dose) -> tuple[str, ...]:
    times = (summed.good_s, summed.poor_s, summed.unknown_s)
    return (
        day_text(day),
        *(f"{s / HOUR_S:.1f}" for s in times),
        f"{moves_per_hour(summed):.1f}",
    )
