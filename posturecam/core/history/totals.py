"""Hours -> totals: how long, how far, how still, and what alerts brought about."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from posturecam.core.history.records import (
    AlertRecord,
    Angle,
    BreakRecord,
    Exposure,
    Habits,
    Hour,
    Judged,
    Outcome,
    Total,
)
from posturecam.core.parts import Part
from posturecam.core.values import Cause

HOUR_S = 3600.0


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
    parts = [hour.total for hour in hours]
    return Total(
        good_s=_sum(parts, lambda p: p.good_s),
        poor_s=_sum(parts, lambda p: p.poor_s),
        unknown_s=_sum(parts, lambda p: p.unknown_s),
        away_s=_sum(parts, lambda p: p.away_s),
        cva=pool(p.cva for p in parts),
        fsa=pool(p.fsa for p in parts),
        habits=_habits(parts),
        reading_s=_sum(parts, lambda p: p.reading_s),
        turned_s=_sum(parts, lambda p: p.turned_s),
        moves=sum(p.moves for p in parts),
        longest_still_s=max((p.longest_still_s for p in parts), default=0.0),
        exposures=merge(e for p in parts for e in p.exposures),
        judged=add_up(p.judged for p in parts),
    )


def add_up(times: Iterable[Judged]) -> Judged:
    """Add up the times in which parts could be judged."""
    kept = tuple(times)
    return Judged(**{f"{part}_s": sum(one.of(part) for one in kept) for part in Part})


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


def judged_share(summed: Total, part: Part) -> float | None:
    """Return the part of the measured time in which `part` was judged; None if none was."""
    return min(1.0, summed.judged.of(part) / summed.measured_s) if summed.measured_s > 0 else None


@dataclass(frozen=True, slots=True)
class Hourly:
    """A fault in an hour in which it could be judged: minutes, plain and weighted by how far."""

    cause: Cause
    held_min: float
    weighted_min: float
    share: float  # of the measured time in which it could be judged, 0 to 1


def hourly(summed: Total) -> tuple[Hourly, ...]:
    """Return every fault by the time in which it could be judged, the most weighted first."""
    return tuple(_hourly(summed, one) for one in summed.exposures)


def _hourly(summed: Total, one: Exposure) -> Hourly:
    judged_s = summed.judged.of_cause(one.cause)
    return Hourly(
        one.cause,
        minutes_per_hour(one.held_s, judged_s),
        minutes_per_hour(one.weighted_s, judged_s),
        judged_s / summed.measured_s if summed.measured_s > 0 else 0.0,
    )


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


def _sum(parts: Iterable[Total], of: Callable[[Total], float]) -> float:
    return sum(of(part) for part in parts)


def _habits(parts: Sequence[Total]) -> Habits:
    return Habits(
        head_pitch_deg=_mean(parts, lambda h: h.head_pitch_deg),
        head_yaw_deg=_mean(parts, lambda h: h.head_yaw_deg),
        head_tilt_deg=_mean(parts, lambda h: h.head_tilt_deg),
        trunk_lean_deg=_mean(parts, lambda h: h.trunk_lean_deg),
        shoulder_elevation_cm=_mean(parts, lambda h: h.shoulder_elevation_cm),
        distance_cm=_mean(parts, lambda h: h.distance_cm),
        off_centre=_mean(parts, lambda h: h.off_centre),
    )


def _mean(parts: Iterable[Total], of: Callable[[Habits], float | None]) -> float | None:
    weighted = [(of(part.habits), part.measured_s) for part in parts]
    kept = [(value, s) for value, s in weighted if value is not None and s > 0]
    seconds = sum(s for _, s in kept)
    return sum(value * s for value, s in kept) / seconds if kept else None
