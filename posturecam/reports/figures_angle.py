"""Figures of the two angles: how they are distributed, and how they change from week to week."""

from collections.abc import Sequence
from functools import partial

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from posturecam.core.insights.certainty import ANGLE_OF
from posturecam.core.insights.trend import SURE, Angles, Point, Progress, daily, latest_calibration
from posturecam.reports import fault_shares
from posturecam.reports.amounts import MINUTE_S, percent_text
from posturecam.reports.findings import Findings
from posturecam.reports.least_data import BY_NAME
from posturecam.reports.progress_text import day_text, progress_sentences
from posturecam.reports.style import ACCENT, FAINT, INK, LIMIT, Figure, draw
from posturecam.reports.ticks import MARKS, day_ticks, time_unit

CAUSE_OF = {angle: cause for cause, angle in ANGLE_OF.items()}
MEANS = "The bars are means of whole minutes, which hide shorter excursions."
FEW_WEEKS, MANY_DAYS = 12, 130
AXIS = {
    Angles.CVA: "change, deg (left: head forward)",
    Angles.FSA: "change, deg (right: rounder)",
}
WORSE_BELOW = {Angles.CVA: True, Angles.FSA: False}


def limit_of(angle: Angles, limit_deg: float) -> float | None:
    """Return the limit with the sign of the angle; None if it is switched off."""
    if limit_deg <= 0:
        return None
    return -limit_deg if WORSE_BELOW[angle] else limit_deg


def limit_text(limit: float) -> str:
    """Write a limit with its sign: `limit +12`."""
    return f"limit {limit:+g}".replace("-", "\N{MINUS SIGN}")


def spread_figure(found: Findings, angle: Angles) -> Figure:
    """Return how long the angle was at every degree, against the limit.

    The share beyond the limit is that of the fault, so that no two figures contradict each other;
    the bars are means of minutes and carry no share of their own.
    """
    data, limits = found.report_data, found.policy.angle_limits
    cause = CAUSE_OF[angle]
    histogram = data.cva_histogram if angle is Angles.CVA else data.fsa_histogram
    limit = limit_of(angle, limits[cause])
    percent = percent_text(fault_shares.share_of(found, cause))
    held = f"Beyond your limit: {percent} of the judged time."
    share = "The limit is switched off." if limit is None else held
    return Figure(
        name=f"spread-{angle.value}",
        title=BY_NAME[f"spread-{angle.value}"].title,
        alt=f"Distribution of the change from calibration, minute by minute. {share}",
        svg=draw(
            f"spread-{angle.value}",
            partial(_paint_spread, angle=angle, histogram=histogram, limit=limit),
            top=True,
        ),
        header=("degrees", "minutes"),
        rows=tuple((f"{deg:+d}", f"{held_s / MINUTE_S:.0f}") for deg, held_s in histogram),
        note=share if limit is None else f"{share} {MEANS}",
    )


def _paint_spread(
    axes: Axes, angle: Angles, histogram: Sequence[tuple[int, float]], limit: float | None
) -> None:
    degrees, held = zip(*histogram, strict=True)
    unit_s, unit = time_unit(max(held))
    axes.bar(degrees, [s / unit_s for s in held], 0.86, color=ACCENT, linewidth=0)
    axes.axvline(0, color=FAINT, linewidth=1.2, label="calibration")
    if limit is not None:
        axes.axvline(limit, color=LIMIT, linestyle="--", label=limit_text(limit))
    axes.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True))
    axes.set_xlabel(AXIS[angle])
    axes.set_ylabel(unit)
    axes.grid(visible=False, axis="x")


def trend_figure(found: Findings, progress: Progress) -> Figure:
    """Return the weeks with their error, over the days."""
    angle, weeks = progress.angle, progress.weeks
    days = daily(angle, latest_calibration(found.report_data.longer))
    limit = limit_of(angle, found.policy.angle_limits[CAUSE_OF[angle]])

    def paint(axes: Axes) -> None:
        if len(days) <= MANY_DAYS:
            places, means = [p.first_day for p in days], [p.mean_deg for p in days]
            axes.plot(places, means, "o", color=FAINT, markersize=3, label="day")
        _band(axes, weeks)
        axes.axhline(0, color=FAINT, linewidth=1.2)
        if limit is not None:
            axes.axhline(limit, color=LIMIT, linestyle="--", label=limit_text(limit))
        day_ticks(axes, _marks(days))
        axes.set_ylabel("change, deg")
        axes.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)

    sentences = " ".join(progress_sentences(progress))
    return Figure(
        name=f"trend-{angle.value}",
        title=BY_NAME[f"trend-{angle.value}"].title,
        alt=f"Mean change from calibration of every week, with its error. {sentences}",
        svg=draw(f"trend-{angle.value}", paint, top=True, bottom=False),
        header=("week of", "change, deg", "+-, deg", "days", "measured, h"),
        rows=tuple(_row(week) for week in weeks),
        note="The band holds the true mean of a week 95 times of 100; 0 is your calibration.",
    )


def _band(axes: Axes, weeks: Sequence[Point]) -> None:
    middles = [week.first_day + 2 for week in weeks]
    means = [week.mean_deg for week in weeks]
    errors = [SURE * week.error_deg for week in weeks]
    low = [mean - error for mean, error in zip(means, errors, strict=True)]
    high = [mean + error for mean, error in zip(means, errors, strict=True)]
    axes.fill_between(middles, low, high, color=ACCENT, alpha=0.22, linewidth=0)
    marker = "o" if len(weeks) <= FEW_WEEKS else ""
    axes.plot(middles, means, f"{marker}-", color=ACCENT, label="week")
    if len(weeks) <= FEW_WEEKS:
        axes.errorbar(middles, means, errors, fmt="none", ecolor=INK, elinewidth=1.2, capsize=3)


def _marks(days: Sequence[Point]) -> list[int]:
    """Choose days at equal distances for the axis."""
    if not days:
        return []
    first, last = days[0].first_day, days[-1].first_day
    return list(range(first, last + 1, max(1, -(-(last - first + 1) // MARKS))))


def _row(week: Point) -> tuple[str, ...]:
    return (
        day_text(week.first_day),
        f"{week.mean_deg:+.1f}",
        f"{SURE * week.error_deg:.1f}",
        str(week.days),
        f"{week.measured_s / 3600:.1f}",
    )
