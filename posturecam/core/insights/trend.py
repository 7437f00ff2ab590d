"""Week by week against the calibration: what is larger than the noise, and what is not.

A week's mean is the mean of its days.  Its error has two parts, both taken as independent from
day to day: the measurement's own standard deviation, and how much days differ.  With few days the
latter is drawn towards `BETWEEN_DAYS_DEG`: sitting down again on another day moves a
craniovertebral angle by 2 to 3 degrees (an estimate; nobody measured it here).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from statistics import fmean

from posturecam.core.history.dose import NOTHING, Angle, Dose
from posturecam.core.history.records import Hour

BETWEEN_DAYS_DEG = 2.5
PRIOR_DAYS = 4  # how many days' worth of evidence that figure counts for
SURE = 1.96  # standard errors: 95 of 100
REPORTED_DECIMALS = 1  # of a degree; more would show digits that the error does not support
LEAST_DAY_S = 900.0  # a day measured for less says nothing of the day
LEAST_DAYS = 2  # in a week
WEEKS_TO_PRAISE = 2


class Angles(StrEnum):
    """Which angle."""

    CVA = "cva"
    FSA = "fsa"


@dataclass(frozen=True, slots=True)
class Point:
    """One day's or week's mean change from calibration, +- one standard error."""

    first_day: int  # days since 1970-01-01; a week begins on Monday
    mean_deg: float
    error_deg: float
    days: int
    measured_s: float


class Direction(StrEnum):
    """What two weeks' difference amounts to."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "no change beyond measurement noise"
    TOO_LITTLE = "too little measured to compare"


@dataclass(frozen=True, slots=True)
class Progress:
    """The latest week against the first; `weeks_better` counts back from the latest one."""

    angle: Angles
    weeks: tuple[Point, ...]
    direction: Direction
    change_deg: float | None  # latest minus first, with the sign of the angle
    error_deg: float | None  # one standard error of that
    weeks_better: int

    @property
    def keep_on(self) -> bool:
        """Whether it has been better for long enough to say: do not stop now."""
        return self.weeks_better >= WEEKS_TO_PRAISE


def progress(angle: Angles, hours: Sequence[Hour]) -> Progress:
    """Compare the weeks of the latest calibration; a new one starts a new count."""
    weeks = weekly(angle, latest_calibration(hours))
    if len(weeks) < 2:
        return Progress(angle, weeks, Direction.TOO_LITTLE, None, None, 0)
    first, last = weeks[0], weeks[-1]
    change, error = difference(first, last)
    run = takewhile(lambda w: compare(angle, first, w) is Direction.BETTER, reversed(weeks[1:]))
    return Progress(angle, weeks, compare(angle, first, last), change, error, len(list(run)))


def latest_calibration(hours: Sequence[Hour]) -> tuple[Hour, ...]:
    """Return the hours measured against the newest calibration."""
    if not hours:
        return ()
    newest = max(hours, key=lambda h: (h.day, h.hour)).calibration
    return tuple(h for h in hours if h.calibration == newest)


def daily(angle: Angles, hours: Iterable[Hour]) -> tuple[Point, ...]:
    """Return a point for every day that was measured long enough, in order."""
    return tuple(
        Point(day, mean.mean_deg, math.hypot(mean.sd_deg, BETWEEN_DAYS_DEG), 1, mean.measured_s)
        for day, mean in sorted(_by_day(angle, hours).items())
        if mean.measured_s >= LEAST_DAY_S
    )


def weekly(angle: Angles, hours: Iterable[Hour]) -> tuple[Point, ...]:
    """Return a point for every week with enough days, in order."""
    days = _by_day(angle, hours)
    weeks: dict[int, list[Angle]] = defaultdict(list)
    for day, mean in days.items():
        if mean.measured_s >= LEAST_DAY_S:
            weeks[day - (day + 3) % 7].append(mean)
    return tuple(_point(first, w) for first, w in sorted(weeks.items()) if len(w) >= LEAST_DAYS)


def difference(before: Point, after: Point) -> tuple[float, float]:
    """Return after - before, and its standard error, deg."""
    return after.mean_deg - before.mean_deg, math.hypot(before.error_deg, after.error_deg)


def compare(angle: Angles, before: Point, after: Point) -> Direction:
    """Say whether `after` is better.  A larger CVA and a smaller FSA are."""
    change, error = difference(before, after)
    if not beyond_noise(change, error):
        return Direction.SAME
    gain = change if angle is Angles.CVA else -change
    return Direction.BETTER if gain > 0 else Direction.WORSE


def beyond_noise(value_deg: float, error_deg: float) -> bool:
    """Whether a value is larger than `SURE` of its standard errors, both as they are reported.

    Rounding comes first, so that no reader meets "4.6 +- 4.6 degrees" stated as a difference.
    """
    error = round(SURE * error_deg, REPORTED_DECIMALS)
    return round(abs(value_deg), REPORTED_DECIMALS) > error


def mean_of(angle: Angles, hours: Iterable[Hour]) -> Point | None:
    """Return the mean of all days that were measured long enough, deg; None without any."""
    days = _by_day(angle, hours)
    kept = [(day, mean) for day, mean in sorted(days.items()) if mean.measured_s >= LEAST_DAY_S]
    return _point(kept[0][0], [mean for _, mean in kept]) if kept else None


def _by_day(angle: Angles, hours: Iterable[Hour]) -> dict[int, Angle]:
    days: dict[int, Dose] = defaultdict(lambda: NOTHING)
    for hour in hours:
        days[hour.day] += hour.total
    means = {day: dose.cva if angle is Angles.CVA else dose.fsa for day, dose in days.items()}
    return {day: mean for day, mean in means.items() if mean is not None}


def _point(first_day: int, days: Sequence[Angle]) -> Point:
    mean = fmean(day.mean_deg for day in days)
    spread = sum((day.mean_deg - mean) ** 2 for day in days)
    between = (PRIOR_DAYS * BETWEEN_DAYS_DEG**2 + spread) / (PRIOR_DAYS + len(days) - 1)
    measurement = fmean(day.sd_deg**2 for day in days)
    error = math.sqrt((between + measurement) / len(days))
    return Point(first_day, mean, error, len(days), sum(day.measured_s for day in days))
