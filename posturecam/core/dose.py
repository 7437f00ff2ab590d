"""Hours -> totals: how long, how far, how still, and what alerts brought about."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from posturecam.core.records import (
    AlertRecord,
    Angle,
    BreakRecord,
    Exposure,
    Habits,
    Hour,
    Outcome,
)

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Total:
    """Any number of hours added up; the fields are those of `Hour`."""

    good_s: float
    poor_s: float
    unknown_s: float
    away_s: float
    cva: Angle | None
    fsa: Angle | None
    habits: Habits
    reading_s: float
    turned_s: float
    moves: int
    longest_still_s: float
    exposures: tuple[Exposure, ...]

    @property
    def measured_s(self) -> float:
        """Time with an opinion."""
        return self.good_s + self.poor_s

    @property
    def at_desk_s(self) -> float:
        """Time with somebody in view, measured or not."""
        return self.measured_s + self.unknown_s


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of a number of alerts.  `followed` were corrected, or left, soon enough."""

    alerts: int
    followed: int
    corrected: int
    left: int
    snoozed: int
    dismissed: int
    typical_s: float | None  # median time to correct


@dataclass(frozen=True, slots=True)
class Breaks:
    """How many breaks were due, and how many of them were taken."""

    due: int
    taken: int


def total(hours: Sequence[Hour]) -> Total:
    """Add up `hours`; means are weighted by the time they rest on."""
    return Total(
        good_s=_sum(hours, lambda h: h.good_s),
        poor_s=_sum(hours, lambda h: h.poor_s),
        unknown_s=_sum(hours, lambda h: h.unknown_s),
        away_s=_sum(hours, lambda h: h.away_s),
        cva=pool(h.cva for h in hours),
        fsa=pool(h.fsa for h in hours),
        habits=_habits(hours),
        reading_s=_sum(hours, lambda h: h.reading_s),
        turned_s=_sum(hours, lambda h: h.turned_s),
        moves=sum(h.moves for h in hours),
        longest_still_s=max((h.longest_still_s for h in hours), default=0.0),
        exposures=merge(e for h in hours for e in h.exposures),
    )


def pool(angles: Iterable[Angle | None]) -> Angle | None:
    """Return the mean of `angles` by the time they rest on; None if nothing was measured."""
    kept = [a for a in angles if a is not None and a.measured_s > 0]
    seconds = sum(a.measured_s for a in kept)
    if not kept:
        return None
    mean = sum(a.mean_deg * a.measured_s for a in kept) / seconds
    return Angle(mean, sum(a.sd_deg * a.measured_s for a in kept) / seconds, seconds)


def merge(exposures: Iterable[Exposure]) -> tuple[Exposure, ...]:
    """Add up exposures by cause, the most weighted first."""
    groups = defaultdict(list)
    for one in exposures:
        groups[one.cause].append(one)
    found = (
        Exposure(cause, sum(e.held_s for e in group), sum(e.weighted_s for e in group))
        for cause, group in groups.items()
    )
    return tuple(sorted(found, key=lambda e: (-e.weighted_s, e.cause)))


def minutes_per_hour(seconds: float, measured_s: float) -> float:
    """How many minutes of a measured hour `seconds` are; 0 if nothing was measured.

    Weighted seconds may exceed 60 minutes an hour.
    """
    return 60.0 * seconds / measured_s if measured_s > 0 else 0.0


def moves_per_hour(summed: Total) -> float:
    """Changes of position in an hour at the desk."""
    return summed.moves * HOUR_S / summed.at_desk_s if summed.at_desk_s > 0 else 0.0


def effect(alerts: Sequence[AlertRecord], followed_within_s: float) -> Effect:
    """Count what became of `alerts`."""
    corrected = [a for a in alerts if a.outcome is Outcome.CORRECTED]
    left = [a for a in alerts if a.outcome is Outcome.LEFT]
    times = [a.after_s for a in corrected if a.after_s is not None]
    soon = [a for a in (*corrected, *left) if (a.after_s or 0.0) <= followed_within_s]
    return Effect(
        alerts=len(alerts),
        followed=len(soon),
        corrected=len(corrected),
        left=len(left),
        snoozed=sum(a.outcome is Outcome.SNOOZED for a in alerts),
        dismissed=sum(a.outcome is Outcome.DISMISSED for a in alerts),
        typical_s=median(times) if times else None,
    )


def breaks_taken(breaks: Sequence[BreakRecord]) -> Breaks:
    """Count the breaks that were due, and those taken."""
    return Breaks(len(breaks), sum(b.taken_after_s is not None for b in breaks))


def _sum(hours: Iterable[Hour], of: Callable[[Hour], float]) -> float:
    return sum(of(hour) for hour in hours)


def _habits(hours: Sequence[Hour]) -> Habits:
    return Habits(
        head_pitch_deg=_mean(hours, lambda h: h.head_pitch_deg),
        head_yaw_deg=_mean(hours, lambda h: h.head_yaw_deg),
        head_tilt_deg=_mean(hours, lambda h: h.head_tilt_deg),
        trunk_lean_deg=_mean(hours, lambda h: h.trunk_lean_deg),
        shoulder_elevation_cm=_mean(hours, lambda h: h.shoulder_elevation_cm),
        distance_cm=_mean(hours, lambda h: h.distance_cm),
        off_centre=_mean(hours, lambda h: h.off_centre),
    )


def _mean(hours: Iterable[Hour], of: Callable[[Habits], float | None]) -> float | None:
    weighted = [(of(hour.habits), hour.measured_s) for hour in hours]
    kept = [(value, s) for value, s in weighted if value is not None and s > 0]
    seconds = sum(s for _, s in kept)
    return sum(value * s for value, s in kept) / seconds if kept else None
