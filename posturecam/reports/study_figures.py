"""Figures of a study: each row a person, or a recording of the only one."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from posturecam.reports.amounts import MINUTE_S, percent_text, time_text
from posturecam.reports.study_axes import add_legend, drawn, name_below, name_rows, places
from posturecam.reports.study_findings import PARTS, StudyFindings, Summed
from posturecam.reports.study_rows import (
    ENDS,
    Ranked,
    beyond_share,
    mean_deg,
    median_deg,
    ranked,
)
from posturecam.reports.study_words import deg, error_deg, signed
from posturecam.reports.style import ACCENT, FAINT, GOOD, INK, POOR, UNKNOWN, Figure, draw
from posturecam.reports.ticks import time_unit
from posturecam.stretches.sentences import capital
from posturecam.stretches.show import CAUSES

CHANGE: Final = "change of the CVA, deg (left: head forward)"
BAR: Final = {True: "Bars", False: "Grey"}
MIDDLE: Final = {
    True: "Dots: the median of all readings; thick: the half in the middle; thin: 90 of 100",
    False: "Line: the median of all readings; dark: the half in the middle; light: 90 of 100",
}
VERDICTS: Final = {"within limits": GOOD, "beyond a limit": POOR, "no verdict": UNKNOWN}
SHORT_S: Final = 2 * MINUTE_S  # a shorter axis counts seconds
LEAST_ROWS: Final = 2  # one row compares nothing


def study_figures(found: StudyFindings) -> Iterator[Figure]:
    """Give every figure that there are enough data for, in the order of the report."""
    means = ranked(found.rows, mean_deg)
    medians = ranked(found.rows, median_deg)
    shares = ranked(found.rows, beyond_share, largest_first=True)
    if len(means.rows) >= LEAST_ROWS:
        yield _means(found, means)
    if medians.rows:
        yield _changes(found, medians)
    if shares.rows:
        yield _verdicts(found, shares)
    if found.total.faults:
        yield _causes(found)


def _means(found: StudyFindings, rows: Ranked) -> Figure:
    """Return the means in order, with their errors, and the mean of all."""
    what = found.row_name
    return Figure(
        name="means",
        title=f"Mean change of each {what}, with its error",
        alt=(
            f"Mean change of the craniovertebral angle of {len(rows.rows)} rows, from "
            f"{signed(rows.values[0])} to {signed(rows.values[-1])} degrees."
        ),
        svg=drawn("means", rows, partial(_paint_means, found=found, rows=rows)),
        header=(what, "mean, deg", "+-, deg", "recordings", "measured"),
        rows=(*_percentiles(rows, 5, 1, signed), *(_mean_row(row) for row in rows.shown())),
        note=(
            f"{BAR[rows.are_named]}: the measurement's error, 95 of 100.{_band(found)}"
            f"{_marked(rows)} Rows whose "
            f"errors overlap may have another order.{_left_out(rows, found.rows_name)}"
        ),
    )


def _paint_means(axes: Axes, found: StudyFindings, rows: Ranked) -> None:
    errors = np.array([error_deg(row) or 0.0 for row in rows.rows])
    values, heights = np.array(rows.values), places(rows)
    if found.spread is not None and found.spread.people > 1:
        mean = found.spread.mean
        axes.axvspan(mean.low, mean.high, color=ACCENT, alpha=0.14, linewidth=0)
        axes.axvline(mean.value, color=ACCENT, linewidth=1.2)
    if rows.are_named:
        _paint_recordings(axes, rows)
        axes.errorbar(
            values, heights, xerr=errors, fmt="o", color=INK, markersize=3.5, linewidth=1.2
        )
    else:
        axes.fill_betweenx(
            heights, values - errors, values + errors, color=FAINT, alpha=0.35, linewidth=0
        )
        axes.plot(values, heights, color=INK)
    axes.axvline(0, color=FAINT, linewidth=1.2)
    name_below(axes, CHANGE)
    name_rows(axes, rows, found.rows_name)


def _paint_recordings(axes: Axes, rows: Ranked) -> None:
    """Mark the means of each person's recordings, where there are several."""
    for height, row in enumerate(rows.rows):
        if row.recordings > 1:
            axes.plot(
                row.means_deg,
                [height] * len(row.means_deg),
                "o",
                color=ACCENT,
                markersize=5.5,
                alpha=0.45,
                markeredgewidth=0,
            )


def _changes(found: StudyFindings, rows: Ranked) -> Figure:
    """Return how the readings are distributed: median, half of them, and 90 of 100."""
    what = found.row_name
    return Figure(
        name="changes",
        title=f"How the change is distributed, by {what}",
        alt=(
            f"Quantiles of the change of the craniovertebral angle of {len(rows.rows)} rows. The "
            f"medians lie from {signed(rows.values[0])} to {signed(rows.values[-1])} degrees."
        ),
        svg=drawn("changes", rows, partial(_paint_changes, rows=rows, what=found.rows_name)),
        header=(what, *(f"{100 * part:.0f} %, deg" for part in PARTS)),
        rows=tuple(_change_row(row) for row in rows.shown()),
        note=(
            f"{MIDDLE[rows.are_named]}. Movement and the error of single readings are both in it."
            f"{_left_out(rows, found.rows_name)}"
        ),
    )


def _paint_changes(axes: Axes, rows: Ranked, what: str) -> None:
    table = np.array([row.quantiles_deg for row in rows.rows])
    heights = places(rows)
    low, quarter, median, upper, high = table.T
    if rows.are_named:
        axes.hlines(heights, low, high, color=ACCENT, linewidth=1.0)
        axes.hlines(heights, quarter, upper, color=ACCENT, linewidth=5.0)
        axes.plot(median, heights, "o", color=INK, markersize=3.5)
    else:
        axes.fill_betweenx(heights, low, high, color=ACCENT, alpha=0.2, linewidth=0)
        axes.fill_betweenx(heights, quarter, upper, color=ACCENT, alpha=0.45, linewidth=0)
        axes.plot(median, heights, color=INK)
    axes.axvline(0, color=FAINT, linewidth=1.2)
    name_below(axes, CHANGE)
    name_rows(axes, rows, what)


def _verdicts(found: StudyFindings, rows: Ranked) -> Figure:
    """Return the shares of the recorded time, the most time beyond a limit at the top."""
    what = found.row_name
    return Figure(
        name="verdicts",
        title=f"Within limits, beyond one, and no verdict, by {what}",
        alt=(
            f"Shares of the recorded time of {len(rows.rows)} rows. Beyond a limit: from "
            f"{percent_text(rows.values[-1])} to {percent_text(rows.values[0])} of the measured "
            "time."
        ),
        svg=drawn(
            "verdicts", rows, partial(_paint_verdicts, rows=rows, what=found.rows_name), top=True
        ),
        header=(what, *VERDICTS, "share beyond"),
        rows=(
            *_percentiles(rows, 5, 4, percent_text),
            *(_verdict_row(row) for row in rows.shown()),
        ),
        note=f"Time without a verdict is neither good nor bad.{_left_out(rows, found.rows_name)}",
    )


def _paint_verdicts(axes: Axes, rows: Ranked, what: str) -> None:
    times = np.array([[row.poor_s, row.good_s, row.unknown_s] for row in rows.rows])
    shares = 100 * times / times.sum(axis=1, keepdims=True)
    left, heights = np.zeros(len(rows.rows)), places(rows)
    for name, share in zip(
        ("beyond a limit", "within limits", "no verdict"), shares.T, strict=True
    ):
        colour = VERDICTS[name]
        if rows.are_named:
            axes.barh(heights, share, 0.78, left, color=colour, linewidth=0, label=name)
        else:
            axes.fill_betweenx(
                heights, left, left + share, color=colour, linewidth=0, label=name, step="mid"
            )
        left = left + share
    axes.set_xlim(0, 100)
    name_below(axes, "% of the recorded time")
    add_legend(axes)
    name_rows(axes, rows, what)


def _causes(found: StudyFindings) -> Figure:
    """Return the time beyond each limit, of all recordings together."""
    total = found.total
    faults = sorted(total.faults.items(), key=lambda item: -item[1])
    unit_s, unit = (1.0, "seconds") if faults[0][1] < SHORT_S else time_unit(faults[0][1])

    def paint(axes: Axes) -> None:
        for place, (_, seconds) in enumerate(faults):
            axes.barh(place, seconds / unit_s, 0.66, color=POOR, linewidth=0)
        axes.set_yticks(range(len(faults)), [CAUSES[cause] for cause, _ in faults])
        axes.set_ylim(len(faults) - 0.5, -0.5)
        axes.set_xlabel(unit)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6))
        axes.grid(visible=False, axis="y")

    return Figure(
        name="causes",
        title="Time beyond each limit",
        alt=f"Time beyond each limit. The most: {CAUSES[faults[0][0]]}.",
        svg=draw(
            "causes",
            paint,
            0.75 + 0.34 * len(faults),
            labels=[CAUSES[cause] for cause, _ in faults],
        ),
        header=("fault", "time", "of the measured time"),
        rows=tuple(
            (
                capital(CAUSES[cause]),
                time_text(seconds),
                percent_text(seconds / total.measured_s),
            )
            for cause, seconds in faults
        ),
        note="Faults can coincide, and each shows only where it could be judged.",
    )


def _percentiles(
    rows: Ranked, columns: int, place: int, write: Callable[[float], str]
) -> Iterator[tuple[str, ...]]:
    """Yield, for more rows than can be named, what parts of them lie below, in column `place`."""
    for name, value in rows.percentiles():
        cells = [name, *("" for _ in range(columns - 1))]
        cells[place] = write(value)
        yield tuple(cells)


def _mean_row(row: Summed) -> tuple[str, ...]:
    error = error_deg(row)
    return (
        row.name,
        "" if row.mean_deg is None else signed(row.mean_deg),
        "" if error is None else deg(error),
        str(row.recordings),
        time_text(row.measured_s),
    )


def _change_row(row: Summed) -> tuple[str, ...]:
    return (row.name, *(signed(value) for value in row.quantiles_deg or ()))


def _verdict_row(row: Summed) -> tuple[str, ...]:
    share = beyond_share(row)
    times = (row.good_s, row.poor_s, row.unknown_s)
    return (row.name, *map(time_text, times), "" if share is None else percent_text(share))


def _band(found: StudyFindings) -> str:
    several = found.spread is not None and found.spread.people > 1
    return " Band: the mean of all people, 95 of 100." if several else ""


def _marked(rows: Ranked) -> str:
    several = rows.are_named and any(row.recordings > 1 for row in rows.rows)
    return " Pale dots: single recordings." if several else ""


def _left_out(rows: Ranked, what: str) -> str:
    if rows.are_named:
        return ""
    return (
        f" The numbers name the {ENDS} {what} at either end of {len(rows.rows)}; all are in "
        "report.json."
    )
