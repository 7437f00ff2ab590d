"""Hours -> totals: how long, how far, how still, and what alerts brought about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from posturecam.core.history.dose import NOTHING, Dose, Exposure
from posturecam.core.history.records import AlertRecord, BreakRecord, Hour, Outcome
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


def total(hours: Iterable[Hour]) -> Dose:
    """Return what `hours` add up to."""
    return sum((hour.total for hour in hours), NOTHING)


def minutes_per_hour(seconds: float, measured_s: float) -> float:
    """How many minutes of a measured hour `seconds` are; 0 if nothing was measured.

    Weighted seconds may exceed 60 minutes an hour.
    """
    return 60.0 * seconds / measured_s if measured_s > 0 else 0.0


def judged_share(summed: Dose, part: Part) -> float | None:
    """Return the part of the measured time in which `part` was judged; None if none was."""
    return min(1.0, summed.judged.of(part) / summed.measured_s) if summed.measured_s > 0 else None


@dataclass(frozen=True, slots=True)
class Hourly:
    """A fault in an hour in which it could be judged: minutes, plain and weighted by how far."""

    cause: Cause
    held_min: float
    weighted_min: float
    share: float  # of the measured time in which it could be judged, 0 to 1


def hourly(summed: Dose) -> tuple[Hourly, ...]:
    """Return every fault by the time in which it could be judged, the most weighted first."""
    return tuple(_hourly(summed, one) for one in summed.exposures)


def _hourly(summed: Dose, one: Exposure) -> Hourly:
    judged_s = summed.judged.of_cause(one.cause)
    return Hourly(
        one.cause,
        minutes_per_hour(one.held_s, judged_s),
        minutes_per_hour(one.weighted_s, judged_s),
        judged_s / summed.measured_s if summed.measured_s > 0 else 0.0,
    )


def moves_per_hour(summed: Dose) -> float:
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
