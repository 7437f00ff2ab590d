"""Figures of the two angles: how they are distributed, and how they change from week to week."""

from collections.abc import Sequence
from functools import partial

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from posturecam.core.history.records import Hour
from posturecam.core.insights.trend import SURE, Angles, Point, Progress, daily, latest_calibration
from posturecam.reports.progress_text import NAMES, day_text, progress_sentences
from posturecam.reports.style import (
    ACCENT,
    FAINT,
    GOOD,
    INK,
    LIMIT,
    MARKS,
    POOR,
    Figure,
    day_ticks,
    draw,
)

MINUTE_S = 60.0
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


def spread_figure(
    angle: Angles, histogram: Sequence[tuple[int, float]], limit_deg: float
) -> Figure:
    """Return how long the angle was at every degree, against the limit."""
    limit = limit_of(angle, limit_deg)
    minutes = [(deg, seconds / MINUTE_S) for deg, seconds in histogram]
    whole = sum(seconds for _, seconds in histogram)
    beyond = sum(seconds for deg, seconds in histogram if _beyond(angle, deg, limit))
    share = f"{100 * beyond / max(whole, 1):.0f} % of the measured minutes are beyond the limit."
    return Figure(
        name=f"spread-{angle.value}",
        title=f"{NAMES[angle]}: where it was",
        alt=f"Distribution of the change from calibration, minute by minute. {share}",
        svg=draw(
            f"spread-{angle.value}",
            partial(_paint_spread, angle=angle, minutes=minutes, limit=limit),
        ),
        header=("degrees", "minutes"),
        rows=tuple((f"{deg:+d}", f"{held:.0f}") for deg, held in minutes),
        note=share if limit is not None else "The limit is switched off.",
    )


def _paint_spread(
    axes: Axes, angle: Angles, minutes: Sequence[tuple[int, float]], limit: float | None
) -> None:
    colours = [POOR if _beyond(angle, deg, limit) else GOOD for deg, _ in minutes]
    degrees, tall = zip(*minutes, strict=True)
    axes.bar(degrees, tall, 0.86, color=colours, linewidth=0)
    axes.axvline(0, color=FAINT, linewidth=1.2)
    if limit is not None:
        _mark_limit(axes, limit)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True))
    axes.set_xlabel(AXIS[angle])
    axes.set_ylabel("minutes")
    axes.grid(visible=False, axis="x")


def _mark_limit(axes: Axes, limit: float) -> None:
    axes.axvline(limit, color=LIMIT, linestyle="--")
    side = "right" if limit < 0 else "left"
    pad = -0.3 if limit < 0 else 0.3
    axes.text(
        limit + pad,
        0.97,
        f"limit {limit:+g}",
        ha=side,
        va="top",
        color=LIMIT,
        transform=axes.get_xaxis_transform(),
    )


def trend_figure(progress: Progress, longer: Sequence[Hour], limit_deg: float) -> Figure:
    """Return the weeks with their error, over the days."""
    angle, weeks = progress.angle, progress.weeks
    days = daily(angle, latest_calibration(longer))
    limit = limit_of(angle, limit_deg)

    def paint(axes: Axes) -> None:
        if len(days) <= MANY_DAYS:
            places, means = [p.first_day for p in days], [p.mean_deg for p in days]
            axes.plot(places, means, "o", color=FAINT, markersize=3, label="day")
        _band(axes, weeks)
        axes.axhline(0, color=FAINT, linewidth=1.2)
        if limit is not None:
            axes.axhline(limit, color=LIMIT, linestyle="--", label=f"limit {limit:+g}")
        day_ticks(axes, _marks(days))
        axes.set_ylabel("change, deg")
        axes.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)

    sentences = " ".join(progress_sentences(progress))
    return Figure(
        name=f"trend-{angle.value}",
        title=f"{NAMES[angle]}: week by week",
        alt=f"Mean change from calibration of every week, with its error. {sentences}",
        svg=draw(f"trend-{angle.value}", paint, top=True),
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


def _beyond(angle: Angles, deg: float, limit: float | None) -> bool:
    if limit is None:
        return False
    return deg <= limit if WORSE_BELOW[angle] else deg >= limit
