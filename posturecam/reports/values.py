"""The report for programs: plain values, and a table by day."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

from posturecam.core.history.dose import Angle, Dose
from posturecam.core.history.records import Hour
from posturecam.core.history.totals import judged_share, total
from posturecam.core.insights.trend import Progress
from posturecam.core.insights.week_comparison import Comparison, Span
from posturecam.core.parts import Part
from posturecam.core.values import Cause
from posturecam.reports.exercises_done import exercise_values
from posturecam.reports.findings import Findings
from posturecam.reports.hint_text import hint_text
from posturecam.reports.least_data import not_yet
from posturecam.stretches.days import date_of

DAY_COLUMNS = (
    "day",
    "calibration",
    "good_s",
    "poor_s",
    "unknown_s",
    "away_s",
    "moves",
    "longest_still_s",
    "cva_change_deg",
    "cva_change_sd_deg",
    "fsa_change_deg",
    "fsa_change_sd_deg",
    *(f"{cause.value}_s" for cause in Cause),
    *(f"{cause.value}_weighted_s" for cause in Cause),
    *(f"{part}_judged_s" for part in Part),
    "unwatched_s",
    "paused_s",
)
DIGITS = 9


def report_values(found: Findings) -> Mapping[str, Any]:
    """Return the whole report as what JSON can hold; times in seconds, angles in degrees."""
    summed = found.total
    values = {
        "simulated": found.simulated,
        "since_unix_s": found.report_data.period.since_s,
        "until_unix_s": found.report_data.period.until_s,
        "total": _dose(summed),
        "alerts": asdict(found.effect),
        "breaks": asdict(found.breaks),
        "progress": [_progress(found.cva), _progress(found.fsa)],
        "balance": [
            {
                "muscle": f.muscle.value,
                "state": f.state.value,
                "likelihood": f.likelihood.name.lower(),
                "causes": [cause.value for cause in f.causes],
            }
            for f in found.balance
        ],
        "programme": [
            {"exercise": item.exercise.key, "does": item.does, "often": item.often}
            for item in found.programme
        ],
        "hints": [{**asdict(hint), "text": hint_text(hint)} for hint in found.hints],
        "pain": [asdict(note) for note in found.report_data.pain],
        "stretches": [asdict(stretch) for stretch in found.report_data.stretches],
        "shoulders_judged_share": judged_share(summed, Part.SHOULDERS),
        "weeks": _weeks(found.weeks) if found.report_data.hours else None,
        "angle_errors": [{**asdict(one), "enough": one.enough} for one in found.certainties],
        "not_shown_yet": [
            {"after": amount, "figures": titles} for amount, titles in not_yet(found).items()
        ],
        "exercises_done": exercise_values(found.report_data.stretches),
    }
    return {name: rounded(value) for name, value in values.items()}


def rounded(value: Any) -> Any:
    """Return `value` with every number in it rounded: sums of many carry noise at their end."""
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0
    if isinstance(value, Mapping):
        return {name: rounded(one) for name, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list | tuple) else value


def report_csv(found: Findings) -> str:
    """Return one row for every day and calibration."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, DAY_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_days(found.report_data.hours))
    return text.getvalue()


def iso_day(day: int) -> str:
    """Write a day counted from 1970-01-01 as `2024-10-07`."""
    return date_of(day).isoformat()


def _dose(summed: Dose) -> Mapping[str, Any]:
    return {
        "good_s": summed.good_s,
        "poor_s": summed.poor_s,
        "unknown_s": summed.unknown_s,
        "away_s": summed.away_s,
        "cva": None if summed.cva is None else asdict(summed.cva),
        "fsa": None if summed.fsa is None else asdict(summed.fsa),
        "habits": asdict(summed.habits),
        "reading_s": summed.reading_s,
        "turned_s": summed.turned_s,
        "moves": summed.moves,
        "longest_still_s": summed.longest_still_s,
        "exposures": [asdict(one) for one in summed.exposures],
        "judged": asdict(summed.judged),
        "unwatched_s": summed.unwatched_s,
        "paused_s": summed.paused_s,
    }


def _progress(progress: Progress) -> Mapping[str, Any]:
    return {
        "angle": progress.angle.value,
        "direction": progress.direction.name.lower(),
        "change_deg": progress.change_deg,
        "error_deg": progress.error_deg,
        "weeks_better": progress.weeks_better,
        "weeks": [
            {**asdict(week), "first_day": iso_day(week.first_day)} for week in progress.weeks
        ],
    }


def _weeks(weeks: Comparison) -> Mapping[str, Any]:
    """Return the latest week and the one before; shares and their error from 0 to 1."""
    return {
        "now": _span(weeks.now),
        "before": _span(weeks.before),
        "difference": weeks.difference.value,
        "error": weeks.error,
    }


def _span(span: Span) -> Mapping[str, Any]:
    ends = {"first_day": iso_day(span.first_day), "last_day": iso_day(span.last_day)}
    return {**asdict(span), **ends, "share": span.share if span.judged_s > 0 else None}


def _days(hours: tuple[Hour, ...]) -> Iterator[Mapping[str, Any]]:
    ordered = sorted(hours, key=_day_and_calibration)
    for (day, calibration), group in groupby(ordered, key=_day_and_calibration):
        summed = total(tuple(group))
        row: dict[str, Any] = dict(
            day=iso_day(day),
            calibration=calibration,
            good_s=round(summed.good_s, 1),
            poor_s=round(summed.poor_s, 1),
            unknown_s=round(summed.unknown_s, 1),
            away_s=round(summed.away_s, 1),
            moves=summed.moves,
            longest_still_s=round(summed.longest_still_s, 1),
            **_angle("cva", summed.cva),
            **_angle("fsa", summed.fsa),
        )
        for one in summed.exposures:
            row[f"{one.cause.value}_s"] = round(one.held_s, 1)
            row[f"{one.cause.value}_weighted_s"] = round(one.weighted_s, 1)
        row |= {f"{part}_judged_s": round(summed.judged.of(part), 1) for part in Part}
        row |= {"unwatched_s": round(summed.unwatched_s, 1), "paused_s": round(summed.paused_s, 1)}
        yield row


def _day_and_calibration(hour: Hour) -> tuple[int, str]:
    return hour.day, hour.calibration


def _angle(name: str, angle: Angle | None) -> Mapping[str, float]:
    if angle is None:
        return {}
    mean, sd = round(angle.mean_deg, 2), round(angle.sd_deg, 2)
    return {f"{name}_change_deg": mean, f"{name}_change_sd_deg": sd}
