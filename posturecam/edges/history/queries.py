"""What reports and `posturecam history show` ask of the history."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeVar

from posturecam.core.history.dose import Exposure
from posturecam.core.history.episodes import Episode
from posturecam.core.history.exercise_log import ExerciseLog
from posturecam.core.history.records import (
    BreakRecord,
    FreshStart,
    Hour,
    PainNote,
    Sitting,
    StretchRecord,
)
from posturecam.core.history.report_data import DatedAlert, Period, ReportData, Stay
from posturecam.core.values import Cause
from posturecam.edges.history.database import open_to_read
from posturecam.edges.history.dose_columns import SUMS, dose_of
from posturecam.edges.history.tables import (
    ALERTS,
    BREAKS,
    EPISODES,
    FRESH_STARTS,
    PAIN,
    SITTINGS,
    STRETCHES,
    Row,
    Table,
)

LONGER_DAYS: Final = 182.0
"""How far back progress is shown: half a year."""
LONGEST_SITTING_S: Final = 14 * 86_400.0
"""How long before a period its first sitting may have begun, s; `watch` begins one every day."""

WITHIN_PERIOD: Final = (
    "(SELECT * FROM sittings WHERE start_s >= :since - :longest AND start_s < :until)"
)
HOUR_INDEX: Final = "CAST((s.start_s + s.utc_offset_s + 60.0 * m.minute) / 3600 AS INTEGER)"
# A minute belongs to the period in which it begins, so that no two periods count it.
MINUTES_OF: Final = "m.minute >= (:since - s.start_s) / 60 AND m.minute < (:until - s.start_s) / 60"
HOURS: Final = f"""
    SELECT {HOUR_INDEX} AS hour_index, s.calibration, {SUMS}
    FROM {WITHIN_PERIOD} s JOIN minutes m ON m.sitting = s.id
    WHERE {MINUTES_OF} GROUP BY hour_index, s.calibration ORDER BY hour_index
"""  # noqa: S608 - constants of this module
EXPOSURES: Final = f"""
    SELECT {HOUR_INDEX} AS hour_index, s.calibration, m.cause,
           SUM(m.held_ds) AS held_ds, SUM(m.weighted_ds) AS weighted_ds
    FROM {WITHIN_PERIOD} s JOIN exposures m ON m.sitting = s.id
    WHERE {MINUTES_OF} GROUP BY hour_index, s.calibration, m.cause
"""  # noqa: S608 - constants of this module

_Dated = TypeVar("_Dated", StretchRecord, PainNote, FreshStart)
_Key = tuple[int, str]  # hours since 1970-01-01 by the local clock, calibration


def read_report_data(path: Path, period: Period) -> ReportData:
    """Return everything that a report of `period` shows.

    Raises:
        HistoryError: there is no history, or it cannot be read.
    """
    with open_to_read(path) as db:
        own = hours(db, period)
        longer = period.back(LONGER_DAYS)
        return ReportData(
            period=period,
            sittings=sittings(db, period),
            hours=own,
            longer=own if longer == period else hours(db, longer),
            cva_histogram=histogram(db, "cva", period),
            fsa_histogram=histogram(db, "fsa", period),
            alerts=alerts(db, period),
            breaks=breaks(db, period),
            stretches=exercises_in(db, period),
            pain=_dated(db, PAIN, period),
            last_day=last_day(db, period),
        )


def read_exercise_log(path: Path, period: Period) -> ExerciseLog:
    """Return what of `period` says which exercises were done and proposed, and which ever hurt.

    What hurt stands until a fresh start, so that neither has a first day.

    Raises:
        HistoryError: there is no history, or it cannot be read.
    """
    before = Period(0.0, period.since_s)
    with open_to_read(path) as db:
        lately = exercises_in(db, period)
        return ExerciseLog(
            stretches=(*(one for one in exercises_in(db, before) if one.hurt), *lately),
            pain=_dated(db, PAIN, period),
            fresh_starts=_dated(db, FRESH_STARTS, Period(0.0, period.until_s)),
            alerts=alerts(db, period),
        )


def ends_s(path: Path) -> float:
    """Return a moment just after everything recorded, Unix time; 0 if there is nothing.

    Raises:
        HistoryError: there is no history, or it cannot be read.
    """
    with open_to_read(path) as db:
        (end_s,) = db.execute("SELECT MAX(start_s + end_t_s) FROM sittings").fetchone()
    return 0.0 if end_s is None else float(end_s) + 1.0


def hours(db: sqlite3.Connection, period: Period) -> tuple[Hour, ...]:
    """Add up the minutes of every hour of the local clock, by calibration, in order."""
    exposures = _exposures(db, period)
    return tuple(
        _hour(dict(row), exposures[row["hour_index"], row["calibration"]])
        for row in db.execute(HOURS, span_of(period))
    )


def histogram(db: sqlite3.Connection, angle: str, period: Period) -> tuple[tuple[int, float], ...]:
    """Return the seconds at every whole degree of a minute's mean; `angle` is "cva" or "fsa"."""
    query = f"""
        SELECT CAST(ROUND(m.{angle}_dd / 10.0) AS INTEGER) AS deg, SUM(m.{angle}_ds) / 10.0
        FROM {WITHIN_PERIOD} s JOIN minutes m ON m.sitting = s.id
        WHERE {MINUTES_OF} AND m.{angle}_ds > 0 GROUP BY deg ORDER BY deg
    """  # noqa: S608 - constants of this module
    return tuple((deg, seconds) for deg, seconds in db.execute(query, span_of(period)))


def sittings(db: sqlite3.Connection, period: Period) -> tuple[Sitting, ...]:
    """Return the sittings that reach into `period`, by start."""
    query = f"""
        SELECT {SITTINGS.names()} FROM {WITHIN_PERIOD}
        WHERE start_s + end_t_s >= :since ORDER BY start_s
    """  # noqa: S608 - constants of this module
    return tuple(SITTINGS.record(row) for row in db.execute(query, span_of(period)))


def alerts(db: sqlite3.Connection, period: Period) -> tuple[DatedAlert, ...]:
    """Return the alerts of `period`, by time."""
    query = f"""
        SELECT s.start_s + a.t_ds / 10.0 AS at_s, {ALERTS.names("a.")}
        FROM {WITHIN_PERIOD} s JOIN alerts a ON a.sitting = s.id
        WHERE at_s >= :since AND at_s < :until ORDER BY at_s
    """  # noqa: S608 - constants of this module
    return tuple(
        DatedAlert(row["at_s"], ALERTS.record(row)) for row in db.execute(query, span_of(period))
    )


def breaks(db: sqlite3.Connection, period: Period) -> tuple[BreakRecord, ...]:
    """Return the breaks that were due in `period`, by time."""
    query = f"""
        SELECT s.start_s + b.t_ds / 10.0 AS at_s, {BREAKS.names("b.")}
        FROM {WITHIN_PERIOD} s JOIN breaks b ON b.sitting = s.id
        WHERE at_s >= :since AND at_s < :until ORDER BY at_s
    """  # noqa: S608 - constants of this module
    return tuple(BREAKS.record(row) for row in db.execute(query, span_of(period)))


def last_day(db: sqlite3.Connection, period: Period) -> tuple[Stay, ...]:
    """Return the sittings that began on the last local day of `period` with any episodes."""
    query = f"""
        SELECT s.id, s.start_s + s.utc_offset_s FROM {WITHIN_PERIOD} s
        WHERE EXISTS (SELECT 1 FROM spells WHERE sitting = s.id) ORDER BY s.start_s
    """  # noqa: S608 - constants of this module
    stays = [(key, Stay(start_s, ())) for key, start_s in db.execute(query, span_of(period))]
    newest = max((stay.day for _, stay in stays), default=0)
    return tuple(Stay(stay.start_s, episodes(db, key)) for key, stay in stays if stay.day == newest)


def episodes(db: sqlite3.Connection, sitting: int) -> tuple[Episode, ...]:
    """Return the episodes of one sitting, in order."""
    query = f"SELECT {EPISODES.names()} FROM spells WHERE sitting = ? ORDER BY start_ds"  # noqa: S608
    return tuple(EPISODES.record(row) for row in db.execute(query, (sitting,)))


def exercises_in(db: sqlite3.Connection, period: Period) -> tuple[StretchRecord, ...]:
    """Return the exercises of `period`, by time."""
    return _dated(db, STRETCHES, period)


def _dated(db: sqlite3.Connection, table: Table[_Dated], period: Period) -> tuple[_Dated, ...]:
    """Return what was noted by hand in `period`, by time."""
    query = f"""
        SELECT {table.names()} FROM {table.name}
        WHERE at_s >= :since AND at_s < :until ORDER BY at_s
    """  # noqa: S608 - constants of this module
    return tuple(table.record(row) for row in db.execute(query, span_of(period)))


def span_of(period: Period) -> Mapping[str, float]:
    """Return what the queries call the ends of `period`."""
    return {"since": period.since_s, "until": period.until_s, "longest": LONGEST_SITTING_S}


def _exposures(db: sqlite3.Connection, period: Period) -> Mapping[_Key, list[Exposure]]:
    found: defaultdict[_Key, list[Exposure]] = defaultdict(list)
    for row in db.execute(EXPOSURES, span_of(period)):
        one = Exposure(Cause(row["cause"]), row["held_ds"] / 10, row["weighted_ds"] / 10)
        found[row["hour_index"], row["calibration"]].append(one)
    return found


def _hour(row: Row, exposures: list[Exposure]) -> Hour:
    day, hour = divmod(row["hour_index"], 24)
    return Hour(day, hour, row["calibration"], dose_of(row, exposures))
