"""The least amount of data that each figure needs, with its reason, and what is still missing."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from posturecam.core.history.records import Outcome
from posturecam.core.insights.trend import LEAST_DAY_S, LEAST_DAYS, Angles
from posturecam.core.insights.week_comparison import Span, enough_days
from posturecam.reports.amounts import MINUTE_S, count_text
from posturecam.reports.findings import Findings

OUTCOME_KINDS = len(Outcome) + 1  # corrected alerts are two kinds, soon and later
DAY_MIN = round(LEAST_DAY_S / MINUTE_S)


class Unit(StrEnum):
    """What is counted, in words that follow a number."""

    TIME = "measured time"
    DESK = "time at the desk"
    NECK = "time in which the neck is judged"
    SHOULDERS = "time in which the shoulders are judged"
    DAY = f"day with {DAY_MIN} minutes measured"
    WEEK = f"week with {LEAST_DAYS} measured days"
    ALERT = "alert"
    CORRECTED = "corrected alert"
    NOTE = "pain note"


TIMES = (Unit.TIME, Unit.DESK, Unit.NECK, Unit.SHOULDERS)
PLURALS = {
    Unit.DAY: f"days with {DAY_MIN} minutes measured each",
    Unit.WEEK: f"weeks with {LEAST_DAYS} measured days each",
}


@dataclass(frozen=True, slots=True)
class Least:
    """What the figure `name` needs: `amount` of `unit`, seconds for times; None: the setting's.

    `asked` says whether the figure belongs into the report at all.
    """

    name: str
    title: str
    unit: Unit
    amount: float | None
    reason: str
    have: Callable[[Findings], float]
    asked: Callable[[Findings], bool] = lambda _: True


def _alerts(found: Findings) -> bool:
    return found.effect.alerts > 0


def _head(found: Findings) -> bool:
    return found.policy.cva_limit_deg > 0 or bool(found.report_data.cva_histogram)


def _shoulders(found: Findings) -> bool:
    return found.policy.fsa_limit_deg > 0 or bool(found.report_data.fsa_histogram)


def _held_s(angle: Angles) -> Callable[[Findings], float]:
    def seconds(found: Findings) -> float:
        data, judged = found.report_data, found.total.judged
        if angle is Angles.CVA:
            return min(sum(s for _, s in data.cva_histogram), judged.neck_s)
        return min(sum(s for _, s in data.fsa_histogram), judged.shoulders_s)

    return seconds


def _full_weeks(found: Findings) -> int:
    def full(span: Span) -> bool:
        return span.days >= LEAST_DAYS and span.judged_s >= found.policy.balance.least_s

    return sum(map(full, (found.weeks.now, found.weeks.before)))


SETTING = "the setting `report.least_min`: below it nothing is concluded"
MEANS = (
    "the setting `report.least_min`; a bar is a number of minutes, and of fewer each would hold one"
)
ONE_DAY = "one day is the timeline, and one bar or row compares nothing"
TWO_WEEKS = "a change takes two weeks, and the error of a week takes two days"
LEAST_FOR_A_RATE_S = 3600.0
LEAST = (
    Least(
        "share", "Share of the time beyond your limits", Unit.TIME, None, SETTING,
        lambda found: found.weeks.now.judged_s,
    ),
    Least(
        "weeks", "Comparison with the week before", Unit.WEEK, 2,
        "the difference between days, which is the noise, takes two days in each week",
        _full_weeks,
    ),
    Least(
        "moves", "Changes of position an hour", Unit.DESK, LEAST_FOR_A_RATE_S,
        "a number in an hour is not extrapolated from less than an hour",
        lambda found: found.total.at_desk_s,
    ),
    Least(
        "limits", "Time beyond each limit", Unit.TIME, None, SETTING,
        lambda found: found.total.measured_s,
    ),
    Least(
        "heat", "By weekday and hour", Unit.DAY, 2, ONE_DAY,
        lambda found: len({h.day for h in found.report_data.hours
                           if h.total.measured_s >= LEAST_DAY_S}),
    ),
    Least(
        "days", "Time at the desk, day by day", Unit.DAY, 2, ONE_DAY,
        lambda found: enough_days(found.report_data.hours),
    ),
    Least("spread-cva", "Where your head was", Unit.NECK, None, MEANS, _held_s(Angles.CVA), _head),
    Least(
        "trend-cva", "Your head week by week", Unit.WEEK, 2, TWO_WEEKS,
        lambda found: len(found.cva.weeks), _head,
    ),
    Least(
        "spread-fsa", "Where your shoulders were", Unit.SHOULDERS, None, MEANS,
        _held_s(Angles.FSA), _shoulders,
    ),
    Least(
        "trend-fsa", "Your shoulders week by week", Unit.WEEK, 2, TWO_WEEKS,
        lambda found: len(found.fsa.weeks), _shoulders,
    ),
    Least(
        "alerts", "Alerts and their outcome", Unit.ALERT, OUTCOME_KINDS,
        "with fewer alerts than kinds of outcome most bars would be empty; words give the counts",
        lambda found: found.effect.alerts, _alerts,
    ),
    Least(
        "typical", "Typical time to correct", Unit.CORRECTED, 3,
        "the median of one or two is one of them, or lies between them",
        lambda found: found.effect.corrected, _alerts,
    ),
    Least(
        "pain", "Pain beside time beyond your limits", Unit.NOTE, 3,
        "two points always lie on a line",
        lambda found: len(found.report_data.pain), lambda found: bool(found.report_data.pain),
    ),
    Least(
        "muscles", "Muscle balance", Unit.TIME, None,
        f"{SETTING}; an angle must also be known to half its limit",
        lambda found: found.total.measured_s,
    ),
    Least(
        "hints", "Workplace hints", Unit.TIME, None, SETTING,
        lambda found: found.total.measured_s,
    ),
)  # fmt: skip
BY_NAME = {least.name: least for least in LEAST}


def enough(found: Findings, name: str) -> bool:
    """Whether the data carry the figure `name`."""
    least = BY_NAME[name]
    have = least.have(found)
    return have > 0 and have >= needed(found, least)


def needed(found: Findings, least: Least) -> float:
    """Return the amount a figure needs: seconds for times, otherwise a count."""
    return found.policy.balance.least_s if least.amount is None else least.amount


def not_yet(found: Findings) -> dict[str, list[str]]:
    """Return the titles of all figures that the data do not carry, by what is still missing."""
    titles: dict[str, list[str]] = {}
    for least in LEAST:
        if least.asked(found) and not enough(found, least.name):
            missing = needed(found, least) - least.have(found)
            titles.setdefault(amount_text(least.unit, missing), []).append(least.title)
    return titles


def amount_text(unit: Unit, missing: float) -> str:
    """Write what is missing: `58 more minutes of measured time`, `1 more alert`."""
    if unit not in TIMES:
        count = max(1, math.ceil(missing))
        return f"{count} more {unit if count == 1 else PLURALS.get(unit, f'{unit}s')}"
    minutes = max(1, math.ceil(missing / MINUTE_S))
    if minutes < 2 * MINUTE_S:
        return f"{count_text(minutes, 'more minute')} of {unit}"
    return f"{math.ceil(minutes / MINUTE_S)} more hours of {unit}"
