"""Figures of causes, alerts and pain."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from matplotlib.axes import Axes

from posturecam.core.history.records import Hour, PainNote
from posturecam.core.history.report_data import DAY_S
from posturecam.core.history.totals import hourly, total
from posturecam.reports import words
from posturecam.reports.findings import Findings
from posturecam.reports.progress_text import day_text
from posturecam.reports.style import ACCENT, FAINT, GOOD, POOR, UNKNOWN, Figure, day_ticks, draw


def causes_figure(found: Findings) -> Figure:
    """Return the minutes of every fault in an hour in which it was judged, plain and weighted."""
    doses = tuple(words.doses(found))
    rows = tuple((d.name, f"{d.held_min:.1f}", f"{d.weighted_min:.1f}", d.judged) for d in doses)
    first = f"{doses[0].name}, {doses[0].held_min:.1f} minutes of such an hour"
    parts = "".join(f" {d.name.capitalize()}: {d.judged}." for d in doses if d.judged)
    return Figure(
        name="causes",
        title="Causes",
        alt=f"Minutes of every fault in an hour in which it was judged. The most is {first}.",
        svg=draw(
            "causes",
            partial(_paint_causes, doses=doses),
            1.1 + 0.45 * len(doses),
            labels=[row[0] for row in doses],
            top=True,
        ),
        header=("cause", "minutes", "weighted", "judged"),
        rows=rows,
        note=f"Weighted: a minute at twice the limit counts as two. Faults can coincide.{parts}",
    )


def alerts_figure(found: Findings) -> Figure:
    """Return what became of the alerts."""
    counts = tuple(words.outcomes(found))
    colours = (GOOD, ACCENT, ACCENT, UNKNOWN, FAINT, POOR)

    def paint(axes: Axes) -> None:
        for row, ((_, count), colour) in enumerate(zip(counts, colours, strict=True)):
            axes.barh(row, count, 0.7, color=colour, linewidth=0)
            axes.annotate(
                str(count), (count, row), xytext=(4, 0), textcoords="offset points", va="center"
            )
        axes.set_yticks(range(len(counts)), [name for name, _ in counts])
        axes.invert_yaxis()
        axes.set_xlabel("alerts")
        axes.margins(x=0.12)
        axes.grid(visible=False, axis="y")

    rows = tuple((name, str(count)) for name, count in counts)
    said = ", ".join(f"{count} {name}" for name, count in counts)
    return Figure(
        name="alerts",
        title="Alerts and what became of them",
        alt=f"{found.effect.alerts} alerts: {said}.",
        svg=draw("alerts", paint, 2.5, labels=[name for name, _ in counts]),
        header=("outcome", "alerts"),
        rows=rows,
        note=words.soon_text(found),
    )


def pain_figure(hours: Sequence[Hour], notes: Sequence[PainNote], utc_offset_s: int) -> Figure:
    """Return pain notes, by their local day, beside the weighted dose of the day."""
    doses = [(day, _dose(tuple(group))) for day, group in groupby(hours, key=lambda h: h.day)]
    pains = [(int((note.at_s + utc_offset_s) // DAY_S), note.score) for note in notes]
    days = sorted({day for day, _ in doses} | {day for day, _ in pains})
    rows = tuple((day_text(day), *_pain_row(day, doses, pains)) for day in days)
    return Figure(
        name="pain",
        title="Pain beside the dose",
        alt="Pain notes from 0 to 10 beside the weighted minutes of fault in a judged hour.",
        svg=draw(
            "pain",
            partial(_paint_pain, doses=doses, pains=pains, days=days),
            top=True,
            right=True,
        ),
        header=("day", "weighted minutes an hour", "pain"),
        rows=rows,
        note="That two curves go together does not show that one is the cause of the other.",
    )


def _paint_causes(axes: Axes, doses: Sequence[words.Dose]) -> None:
    places = range(len(doses))
    axes.barh(
        [p - 0.2 for p in places],
        [dose.held_min for dose in doses],
        0.38,
        color=POOR,
        label="minutes",
        linewidth=0,
    )
    axes.barh(
        [p + 0.2 for p in places],
        [dose.weighted_min for dose in doses],
        0.38,
        color=ACCENT,
        label="weighted by how far",
        linewidth=0,
    )
    axes.set_yticks(list(places), [dose.name for dose in doses])
    axes.invert_yaxis()
    axes.set_xlabel("minutes in an hour in which it was judged")
    axes.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)
    axes.grid(visible=False, axis="y")


def _paint_pain(
    axes: Axes,
    doses: Sequence[tuple[int, float]],
    pains: Sequence[tuple[int, int]],
    days: Sequence[int],
) -> None:
    axes.bar(
        [day for day, _ in doses],
        [dose for _, dose in doses],
        0.75,
        color=POOR,
        alpha=0.6,
        linewidth=0,
        label="dose",
    )
    axes.set_ylabel("weighted min an hour")
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
        ["dose", "pain"],
        ncols=2,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        borderaxespad=0.2,
    )


def _dose(hours: Sequence[Hour]) -> float:
    return sum(one.weighted_min for one in hourly(total(hours)))


def _pain_row(
    day: int, doses: Sequence[tuple[int, float]], pains: Sequence[tuple[int, int]]
) -> tuple[str, str]:
    dose = [f"{one:.1f}" for there, one in doses if there == day]
    pain = [str(score) for there, score in pains if there == day]
    return "".join(dose), ", ".join(pain)
