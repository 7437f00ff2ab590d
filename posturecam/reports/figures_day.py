"""The timeline of one day: what was the case from when to when, and every fault hour by hour."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from posturecam.core.history.episodes import Episode
from posturecam.core.history.records import Hour
from posturecam.core.history.report_data import DAY_S, Stay
from posturecam.core.reasons import Presence
from posturecam.core.values import Cause, Verdict
from posturecam.reports.amounts import HOUR_S, MINUTE_S, time_text
from posturecam.reports.progress_text import day_text
from posturecam.reports.style import FAINT, GOOD, INK, POOR, UNKNOWN, Figure, draw
from posturecam.reports.ticks import clock_ticks
from posturecam.stretches.show import CAUSES

SHORT = 0.001  # of the axis: a shorter gap is less than a pixel wide
LEAST_LENGTH_S = 120.0  # a shorter day would have no two full minutes on its axis
LETTER = 0.0375  # of the axis: the width of a letter in a cell
SHORT_DAY_S = 7200.0  # a shorter day has room for seconds, and few minutes to give
FAINTEST, STRONGEST = 0.15, 0.75
GAP = 0.002  # of the axis, on both sides of a cell, so that hours stay apart
WELL, BEYOND, UNMEASURED, AWAY = "within limits", "beyond a limit", "not measured", "nobody there"
COLOURS = {WELL: GOOD, BEYOND: POOR, UNMEASURED: UNKNOWN, AWAY: FAINT}
NOTE = (
    "The rows of single faults give the time of every hour beyond that limit, in minutes if no "
    "unit is given. Faults can coincide, and each shows only where it could be judged."
)

Spans = list[tuple[float, float]]


def day_figure(
    stays: Sequence[Stay], hours: Sequence[Hour], since_s: float = 0.0, until_s: float = math.inf
) -> Figure | None:
    """Return the timeline of one day, None if the period holds nothing of it.

    `hours` hold its faults; `since_s` and `until_s` are where the period begins and ends, in local
    time as `Stay.start_s`.
    """
    day = stays[0].day
    lanes, faults = _lanes(stays, since_s, until_s), _faults(hours, day)
    if not lanes:
        return None
    names = (*lanes, *(CAUSES[cause] for cause in faults))

    def paint(axes: Axes) -> None:
        start, end = _ends(lanes)
        for row, (name, spans) in enumerate(lanes.items()):
            colour, blocks = COLOURS[name], _blocks(spans, row, SHORT * (end - start))
            axes.add_patch(PathPatch(blocks, facecolor=colour, edgecolor=colour, linewidth=0.4))
        for row, cells in enumerate(faults.values(), len(lanes)):
            _paint_cells(axes, row, cells, (start, end))
        axes.set_yticks(range(len(names)), list(names))
        axes.set_ylim(len(names) - 0.4, -0.6)
        clock_ticks(axes, start, end)
        axes.grid(visible=False, axis="y")

    rows = tuple(_rows(lanes, faults))
    said = ", ".join(f"{name} {held}" for name, held in rows)
    return Figure(
        name="day",
        title=f"The last day: {day_text(day)}",
        alt=f"Timeline of {day_text(day)}. {said}.",
        svg=draw("day", paint, 0.5 + 0.27 * len(names), labels=names, bottom=False),
        header=("what", "time"),
        rows=rows,
        note=NOTE if faults else "",
    )


def _rows(
    lanes: Mapping[str, Spans], faults: Mapping[Cause, Mapping[int, float]]
) -> list[tuple[str, str]]:
    """Give the time of every row of the figure."""
    times = {name: sum(end - start for start, end in spans) for name, spans in lanes.items()}
    times |= {CAUSES[cause]: sum(cells.values()) for cause, cells in faults.items()}
    return [(name, time_text(seconds)) for name, seconds in times.items()]


def _lanes(stays: Sequence[Stay], since_s: float, until_s: float) -> dict[str, Spans]:
    """Give the spans of every lane in seconds of the local day, lanes in a fixed order."""
    lanes: dict[str, Spans] = {name: [] for name in COLOURS}
    midnight_s = stays[0].day * DAY_S
    for stay in stays:
        for one in stay.episodes:
            start_s = max(since_s, stay.start_s + one.start_t)
            end_s = min(until_s, stay.start_s + one.end_t)
            if end_s > start_s:
                lanes[_lane(one)].append((start_s - midnight_s, end_s - midnight_s))
    return {name: spans for name, spans in lanes.items() if spans}


def _lane(episode: Episode) -> str:
    if episode.verdict is not Verdict.UNKNOWN:
        return WELL if episode.verdict is Verdict.GOOD else BEYOND
    gone = episode.why is not None and episode.why.presence is Presence.GONE
    return AWAY if gone else UNMEASURED


def _faults(hours: Sequence[Hour], day: int) -> dict[Cause, dict[int, float]]:
    """Give the seconds of every fault on `day` by hour of the clock, causes in a fixed order."""
    found: dict[Cause, dict[int, float]] = {cause: {} for cause in Cause}
    for hour in hours:
        for one in hour.total.exposures if hour.day == day else ():
            cells = found[one.cause]
            cells[hour.hour] = cells.get(hour.hour, 0.0) + one.held_s
    return {cause: cells for cause, cells in found.items() if cells}


def _ends(lanes: Mapping[str, Spans]) -> tuple[float, float]:
    """Return when the first span begins and the last one ends, at least two minutes apart."""
    start = min(span[0] for spans in lanes.values() for span in spans)
    end = max(span[1] for spans in lanes.values() for span in spans)
    return start, max(end, start + LEAST_LENGTH_S)


def _paint_cells(
    axes: Axes, row: int, cells: Mapping[int, float], ends: tuple[float, float]
) -> None:
    """Paint the hours of one fault, the darker the longer it lasted, with its time."""
    length_s = ends[1] - ends[0]
    gap_s = GAP * length_s
    for hour, held_s in cells.items():
        left, right = max(ends[0], HOUR_S * hour), min(ends[1], HOUR_S * (hour + 1))
        if right <= left:
            continue
        shade = FAINTEST + (STRONGEST - FAINTEST) * min(1.0, held_s / HOUR_S)
        corner, width = (left + gap_s, row - 0.4), max(gap_s, right - left - 2 * gap_s)
        axes.add_patch(Rectangle(corner, width, 0.8, facecolor=POOR, alpha=shade, linewidth=0))
        text = _cell_text(held_s, length_s)
        if right - left >= LETTER * len(text) * length_s:
            middle = (left + right) / 2
            axes.text(middle, row, text, ha="center", va="center", fontsize=9, color=INK)


def _cell_text(held_s: float, length_s: float) -> str:
    """Write the time of a cell: whole minutes, or with its unit on a short day."""
    minutes = round(held_s / MINUTE_S)
    return time_text(held_s) if length_s < SHORT_DAY_S else f"{minutes or ''}"


def _blocks(spans: Sequence[tuple[float, float]], row: int, short_s: float) -> Path:
    """Return the bars of one lane as one path, in seconds of the day; short gaps are closed."""
    low, high = row - 0.4, row + 0.4
    boxes = [
        [(a, low), (b, low), (b, high), (a, high), (a, low)] for a, b in _joined(spans, short_s)
    ]
    return Path.make_compound_path_from_polys(np.array(boxes))


def _joined(spans: Sequence[tuple[float, float]], short_s: float) -> Spans:
    """Join spans that are so close that the eye would not part them."""
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] < short_s:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
