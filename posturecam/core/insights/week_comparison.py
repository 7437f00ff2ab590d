"""The share of the judged time beyond the limits: the latest days against the week before.

The share of a week is that of all its time together.  Its error follows from how much days differ:
the ratio estimate over clusters (Cochran, Sampling Techniques, 3rd ed. 1977, chapter 6), days
being the clusters, with one spread for both weeks and Student's t for their few days.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from posturecam.core.history.records import Hour
from posturecam.core.insights.trend import LEAST_DAY_S, LEAST_DAYS

WEEK_DAYS = 7
# Student's t, 95 of 100, two-sided, for 2 to 12 degrees of freedom: twice 2 to 7 days, less two.
STUDENT_T = {
    2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228,
    11: 2.201, 12: 2.179,
}  # fmt: skip


class Difference(StrEnum):
    """What two weeks' difference amounts to."""

    LESS = "less"
    MORE = "more"
    SAME = "same"  # no more than days differ
    RECALIBRATED = "recalibrated"  # measured against different calibrations
    TOO_LITTLE = "too_little"  # too few days or too little time


@dataclass(frozen=True, slots=True)
class Span:
    """Some days: time beyond the limits and judged time, and how many days have enough of it."""

    first_day: int  # days since 1970-01-01, as `last_day`
    last_day: int
    beyond_s: float
    judged_s: float
    days: int

    @property
    def share(self) -> float:
        """Part of the judged time that was beyond a limit, 0 to 1; 0 if nothing was judged."""
        return self.beyond_s / self.judged_s if self.judged_s > 0 else 0.0

    @property
    def percent(self) -> int:
        """The share as it is reported."""
        return round(100 * self.share)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The latest days against the 7 days before.  `error` is that of the shares' difference, 95 %.

    `error` is None where the two are not compared.
    """

    now: Span
    before: Span
    difference: Difference
    error: float | None = None

    @property
    def points(self) -> int:
        """Percentage points more than before, by the shares as they are reported."""
        return self.now.percent - self.before.percent


def compare_weeks(hours: Sequence[Hour], last_day: int, days: int, least_s: float) -> Comparison:
    """Compare the `days` up to `last_day`, a week at most, with the 7 days before.

    Both need `least_s` of judged time, and two days that were measured long enough.
    """
    first = last_day - min(days, WEEK_DAYS) + 1
    late = [h for h in hours if first <= h.day <= last_day]
    early = [h for h in hours if first - WEEK_DAYS <= h.day < first]
    now, before = _span(late, first, last_day), _span(early, first - WEEK_DAYS, first - 1)
    if min(now.days, before.days) < LEAST_DAYS or min(now.judged_s, before.judged_s) < least_s:
        return Comparison(now, before, Difference.TOO_LITTLE)
    if len({h.calibration for h in (*late, *early) if h.total.measured_s > 0}) > 1:
        return Comparison(now, before, Difference.RECALIBRATED)
    error = _error(now, before, late, early)
    return Comparison(now, before, _difference(now, before, error), error)


def enough_days(hours: Iterable[Hour]) -> int:
    """Return how many days were judged long enough to say anything of the day."""
    return len(_days(hours))


def _difference(now: Span, before: Span, error: float) -> Difference:
    change = now.share - before.share
    if abs(change) <= error or now.percent == before.percent:
        return Difference.SAME
    return Difference.MORE if change > 0 else Difference.LESS


def _span(hours: Sequence[Hour], first: int, last: int) -> Span:
    return Span(
        first,
        last,
        sum(h.total.poor_s for h in hours),
        sum(h.total.measured_s for h in hours),
        enough_days(hours),
    )


def _error(now: Span, before: Span, late: Sequence[Hour], early: Sequence[Hour]) -> float:
    freedom = now.days + before.days - 2
    spread = (_squares(now, late) + _squares(before, early)) / freedom
    return STUDENT_T[freedom] * math.sqrt(spread * (1 / now.days + 1 / before.days))


def _squares(span: Span, hours: Sequence[Hour]) -> float:
    """Add up how far the days are from the share of the week, squared, by how long they were."""
    days = _days(hours)
    mean_s = sum(judged_s for _, judged_s in days) / len(days)
    return sum(((beyond_s - span.share * judged_s) / mean_s) ** 2 for beyond_s, judged_s in days)


def _days(hours: Iterable[Hour]) -> list[tuple[float, float]]:
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for hour in hours:
        sums[hour.day][0] += hour.total.poor_s
        sums[hour.day][1] += hour.total.measured_s
    return [(beyond, judged) for beyond, judged in sums.values() if judged >= LEAST_DAY_S]
