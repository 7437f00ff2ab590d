"""Ticks of the axes of time: dates, the clock, minutes or hours."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from posturecam.reports.amounts import HOUR_S, MINUTE_S, h_mm_text
from posturecam.reports.progress_text import day_text

MARKS = 4  # as many dates as fit below an axis
CLOCK_MARKS = 5  # as many times of day as fit below an axis
CLOCK_STEPS_S = tuple(60.0 * minutes for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360))
LONG_S = 2 * HOUR_S  # from here on an axis counts hours


def day_ticks(axes: Axes, days: Sequence[int]) -> None:
    """Name up to `MARKS` days, of those counted from 1970-01-01, below the axis."""
    step = max(1, -(-len(days) // MARKS))
    axes.set_xticks(days[::step], [day_text(day).rsplit(" ", 1)[0] for day in days[::step]])


def clock_ticks(axes: Axes, start_s: float, end_s: float) -> None:
    """Let the axis run from `start_s` to `end_s` since midnight, and name full times as `9:05`."""
    step = clock_step_s(end_s - start_s)
    first = -(-start_s // step)
    marks = [step * n for n in range(int(first), int(end_s // step) + 1)]
    axes.set_xlim(start_s, end_s)
    axes.set_xticks(marks, [h_mm_text(mark) for mark in marks])


def clock_step_s(length_s: float) -> float:
    """Return the shortest step, in seconds, that gives at most `CLOCK_MARKS` ticks."""
    return next((s for s in CLOCK_STEPS_S if length_s / s < CLOCK_MARKS), CLOCK_STEPS_S[-1])


def time_unit(longest_s: float) -> tuple[float, str]:
    """Return the unit, in seconds and by name, of an axis up to `longest_s`: minutes or hours."""
    return (HOUR_S, "hours") if longest_s >= LONG_S else (MINUTE_S, "minutes")
