"""Figures of what went beyond the limits, of alerts and of pain."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from posturecam.core.history.records import Hour, PainNote
from posturecam.core.history.report_data import DAY_S
from posturecam.core.history.totals import total
from posturecam.core.insights.trend import LEAST_DAY_S
from posturecam.reports import fault_shares, words
from posturecam.reports.amounts import h_mm_text, percent_text
from posturecam.reports.findings import Findings
from posturecam.reports.least_data import BY_NAME
from posturecam.reports.progress_text import day_text
from posturecam.reports.style import ACCENT, FAINT, GOOD, POOR, UNKNOWN, Figure, draw
from posturecam.reports.ticks import day_ticks
from posturecam.stretches.sentences import capital

ALERT_COLOURS = (GOOD, ACCENT, ACCENT, UNKNOWN, FAINT, POOR)  # in the order of the outcomes
Shares = Sequence[tuple[int, float]]


def limits_figure(found: Findings) -> Figure:
    """Return the share of the time in which each fault was judged that was beyond its limit."""
    faults = fault_shares.shared_faults(found)
    judged = ((capital(fault.name), fault_shares.judged_text(fault)) for fault in faults)
    parts = "".join(f" {name}: {text}." for name, text in judged if text)
    most = f"{faults[0].name}, {percent_text(faults[0].share)}"
    return Figure(
        name="limits",
        title=BY_NAME["limits"].title,
        alt=f"Share of the judged time beyond each limit. The largest is {most}.",
        svg=draw(
            "limits",
            partial(_paint_limits, faults=faults),
            0.75 + 0.34 * len(faults),
            labels=[fault.name for fault in faults],
        ),
        header=("fault", "share", "time, h:mm", "weighted share", "judged, h:mm"),
        rows=tuple(_fault_row(fault) for fault in faults),
        note=f"In the numbers, the weighted share counts time at twice the limit twice.{parts}",
    )


def _paint_limits(axes: Axes, faults: Sequence[fault_shares.Fault]) -> None:
    for row, fault in enumerate(faults):
        axes.barh(row, 100 * fault.share, 0.66, color=POOR, linewidth=0)
        axes.annotate(
            percent_text(fault.share),
            (100 * fault.share, row),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
        )
    axes.set_yticks(range(len(faults)), [fault.name for fault in faults])
    axes.set_ylim(len(faults) - 0.5, -0.5)
    axes.set_xlim(0, min(130.0, max(10.0, 130 * faults[0].share)))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.set_xlabel("% of the judged time")
    axes.grid(visible=False, axis="y")


def _fault_row(fault: fault_shares.Fault) -> tuple[str, ...]:
    return (
        fault.name,
        percent_text(fault.share),
        h_mm_text(fault.held_s),
        percent_text(fault.weighted),
        h_mm_text(fault.judged_s),
    )


def alerts_figure(found: Findings) -> Figure:
    """Return what became of the alerts."""
    counts = tuple(words.outcomes(found))

    def paint(axes: Axes) -> None:
        for row, ((_, count), colour) in enumerate(zip(counts, ALERT_COLOURS, strict=True)):
            axes.barh(row, count, 0.7, color=colour, linewidth=0)
            axes.annotate(
                str(count), (count, row), xytext=(4, 0), textcoords="offset points", va="center"
            )
        axes.set_yticks(range(len(counts)), [name for name, _ in counts])
        axes.invert_yaxis()
        axes.set_xlabel("alerts")
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.margins(x=0.12)
        axes.grid(visible=False, axis="y")

    said = ", ".join(f"{count} {name}" for name, count in counts)
    return Figure(
        name="alerts",
        title=BY_NAME["alerts"].title,
        alt=f"{found.effect.alerts} alerts: {said}.",
        svg=draw("alerts", paint, 2.5, labels=[name for name, _ in counts]),
        header=("outcome", "alerts"),
        rows=tuple((name, str(count)) for name, count in counts),
    )


def pain_figure(hours: Sequence[Hour], notes: Sequence[PainNote], utc_offset_s: int) -> Figure:
    """Return pain notes, by their local day, beside the day's share beyond the limits."""
    shares = [(day, _share(tuple(group))) for day, group in groupby(hours, key=lambda h: h.day)]
    kept = [(day, share) for day, share in shares if share is not None]
    pains = [(int((note.at_s + utc_offset_s) // DAY_S), note.score) for note in notes]
    days = sorted({day for day, _ in kept} | {day for day, _ in pains})
    return Figure(
        name="pain",
        title=BY_NAME["pain"].title,
        alt="Pain notes from 0 to 10 beside the share of the judged time beyond a limit.",
        svg=draw(
            "pain",
            partial(_paint_pain, shares=kept, pains=pains, days=days),
            top=True,
            right=True,
            bottom=False,
        ),
        header=("day", "beyond a limit", "pain"),
        rows=tuple((day_text(day), *_pain_row(day, kept, pains)) for day in days),
        note="That two curves go together does not show that one is the cause of the other.",
    )


def _paint_pain(
    axes: Axes, shares: Shares, pains: Sequence[tuple[int, int]], days: Sequence[int]
) -> None:
    axes.bar(
        [day for day, _ in shares],
        [100 * share for _, share in shares],
        0.75,
        color=POOR,
        alpha=0.6,
        linewidth=0,
        label="beyond a limit",
    )
    axes.set_ylabel("% of the judged time")
    other = axes.twinx()
    other.plot(*zip(*pains, strict=True), "o", color=ACCENT, label="pain")
    other.patch.set_visible(False)
    other.set_ylim(0, 10.5)
    other.set_ylabel("pain, 0 to 10")
    other.grid(visible=False)
    day_ticks(axes, days)
    axes.grid(visible=False, axis="x")
    handles = [*axes.get_legend_handles_labels()[0], *other.get_legend_handles_labels()[0]]
    axes.legend(
        handles,
        ["beyond a limit", "pain"],
        ncols=2,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        borderaxespad=0.2,
    )


def _share(hours: Sequence[Hour]) -> float | None:
    """Return the share of one day; None if it was judged for too short a time."""
    summed = total(hours)
    return summed.poor_s / summed.measured_s if summed.measured_s >= LEAST_DAY_S else None


def _pain_row(day: int, shares: Shares, pains: Sequence[tuple[int, int]]) -> tuple[str, str]:
    share = [percent_text(one) for there, one in shares if there == day]
    pain = [str(score) for there, score in pains if there == day]
    return "".join(share), ", ".join(pain)
