"""What reports and `posturecam history show` ask of the history."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from posturecam.core.history.episodes import Run
from posturecam.core.history.records import (
    BreakRecord,
    Exposure,
    Habits,
    Hour,
    Judged,
    PainNote,
    Sitting,
    StretchRecord,
    Total,
)
from posturecam.core.history.report_data import DatedAlert, Period, ReportData, Stay
from posturecam.core.parts import Part
from posturecam.core.values import Cause
from posturecam.edges.history import rows
from posturecam.edges.history.database import open_to_read

LONGER_DAYS = 182.0
Key = tuple[int, int, str]  # day, hour, calibration

# Sittings longer than this are cut out by nobody, so a period looks back so far for their start.
LONGEST_SITTING_S = 14 * 86_400.0
SITTINGS = "(SELECT * FROM sittings WHERE start_s >= :since - :longest AND start_s < :until)"
HOUR_INDEX = "CAST((s.start_s + s.utc_offset_s + 60.0 * m.minute) / 3600 AS INTEGER)"
# A minute belongs to the period in which it begins, so that no two periods count it.
WITHIN = "m.minute >= (:since - s.start_s) / 60 AND m.minute < (:until - s.start_s) / 60"
HABITS = (
    "pitch_dd",
    "yaw_dd",
    "tilt_dd",
    "lean_dd",
    "elevation_mm",
    "distance_mm",
    "off_centre_pm",
)


def _sums(angle: str) -> str:
    return (
        f"SUM(m.{angle}_dd * m.{angle}_ds), SUM(m.{angle}_sd_dd * m.{angle}_ds), SUM(m.{angle}_ds)"
    )


HOURS = f"""
    SELECT {HOUR_INDEX} AS h, s.calibration,
           SUM(m.good_ds), SUM(m.poor_ds), SUM(m.unknown_ds), SUM(m.away_ds),
           {_sums("cva")}, {_sums("fsa")},
           {", ".join(f"AVG(m.{column})" for column in HABITS)},
           SUM(m.reading_ds), SUM(m.turned_ds), SUM(m.moves), MAX(m.still_s),
           {", ".join(f"SUM{rows.judged_ds(part)}" for part in Part)}
    FROM {SITTINGS} s JOIN minutes m ON m.sitting = s.id
    WHERE {WITHIN} GROUP BY h, s.calibration ORDER BY h
"""  # noqa: S608 - constants of this module
EXPOSURES = f"""
    SELECT {HOUR_INDEX} AS h, s.calibration, m.cause, SUM(m.held_ds), SUM(m.weighted_ds)
    FROM {SITTINGS} s JOIN exposures m ON m.sitting = s.id
    WHERE {WITHIN} GROUP BY h, s.calibration, m.cause
"""  # noqa: S608 - constants of this module


def read_report_data(path: Path, period: Period) -> ReportData:
    """Read everything that a report of `period` shows."""
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
            stretches=stretches(db, period),
            pain=pain(db, period),
            last_day=last_day(db, period),
        )


def ends_s(path: Path) -> float:
    """Return a moment just after everything recorded, Unix time; 0 if there is nothing."""
    with open_to_read(path) as db:
        (end_s,) = db.execute("SELECT MAX(start_s + end_t_s) FROM sittings").fetchone()
    return 0.0 if end_s is None else float(end_s) + 1.0


def hours(db: sqlite3.Connection, period: Period) -> tuple[Hour, ...]:
    """Add up the minutes of every hour of the local clock, by calibration, in order."""
    exposures = _exposures(db, period)
    found = db.execute(HOURS, _span(period)).fetchall()
    return tuple(_hour(row, exposures) for row in found)


def histogram(db: sqlite3.Connection, angle: str, period: Period) -> tuple[tuple[int, float], ...]:
    """Return the seconds at every whole degree of a minute's mean; `angle` is "cva" or "fsa"."""
    query = f"""
        SELECT CAST(ROUND(m.{angle}_dd / 10.0) AS INTEGER) AS deg, SUM(m.{angle}_ds) / 10.0
        FROM {SITTINGS} s JOIN minutes m ON m.sitting = s.id
        WHERE {WITHIN} AND m.{angle}_ds > 0 GROUP BY deg ORDER BY deg
    """  # noqa: S608 - constants of this module
    return tuple(db.execute(query, _span(period)).fetchall())


def sittings(db: sqlite3.Connection, period: Period) -> tuple[Sitting, ...]:
    """Return the sittings that reach into `period`, by start."""
    query = (
        f"SELECT {rows.SITTING} FROM {SITTINGS} "  # noqa: S608 - constants of this module
        "WHERE start_s + end_t_s >= :since ORDER BY start_s"
    )
    return tuple(rows.to_sitting(row) for row in db.execute(query, _span(period)))


def alerts(db: sqlite3.Connection, period: Period) -> tuple[DatedAlert, ...]:
    """Return the alerts of `period`, by time."""
    query = f"""
        SELECT s.start_s + a.t_ds / 10.0 AS at, s.utc_offset_s, {rows.ALERT}
        FROM {SITTINGS} s JOIN alerts a ON a.sitting = s.id
        WHERE at >= :since AND at < :until ORDER BY at
    """  # noqa: S608 - constants of this module
    found = db.execute(query, _span(period))
    return tuple(DatedAlert(at + offset, rows.to_alert(rest)) for at, offset, *rest in found)


def breaks(db: sqlite3.Connection, period: Period) -> tuple[BreakRecord, ...]:
    """Return the breaks that were due in `period`, by time."""
    query = f"""
        SELECT {rows.BREAK} FROM {SITTINGS} s JOIN breaks b ON b.sitting = s.id
        WHERE s.start_s + b.t_ds / 10.0 >= :since AND s.start_s + b.t_ds / 10.0 < :until
        ORDER BY s.start_s + b.t_ds / 10.0
    """  # noqa: S608 - constants of this module
    return tuple(rows.to_break(row) for row in db.execute(query, _span(period)))


def stretches(db: sqlite3.Connection, period: Period) -> tuple[StretchRecord, ...]:
    """Return the exercises done in `period`, by time."""
    query = (
        f"SELECT {rows.STRETCH} FROM stretches "  # noqa: S608 - constants
        "WHERE at_s >= :since AND at_s < :until ORDER BY at_s"
    )
    return tuple(rows.to_stretch(row) for row in db.execute(query, _span(period)))


def pain(db: sqlite3.Connection, period: Period) -> tuple[PainNote, ...]:
    """Return the pain notes of `period`, by time."""
    query = (
        f"SELECT {rows.PAIN} FROM pain "  # noqa: S608 - constants of this module
        "WHERE at_s >= :since AND at_s < :until ORDER BY at_s"
    )
    return tuple(rows.to_pain(row) for row in db.execute(query, _span(period)))


def last_day(db: sqlite3.Connection, period: Period) -> tuple[Stay, ...]:
    """Return the sittings that began on the last local day of `period` with any runs."""
    query = f"""
        SELECT s.id, s.start_s + s.utc_offset_s FROM {SITTINGS} s
        WHERE EXISTS (SELECT 1 FROM spells WHERE sitting = s.id) ORDER BY s.start_s
    """  # noqa: S608 - constants of this module
    stays = [(key, Stay(start_s, ())) for key, start_s in db.execute(query, _span(period))]
    newest = max((stay.day for _, stay in stays), default=0)
    return tuple(Stay(stay.start_s, runs(db, key)) for key, stay in stays if stay.day == newest)


def runs(db: sqlite3.Connection, sitting: int) -> tuple[Run, ...]:
    """Return the runs of one sitting, in order."""
    query = f"SELECT {rows.RUN} FROM spells WHERE sitting = ? ORDER BY start_ds"  # noqa: S608
    return tuple(rows.to_run(row) for row in db.execute(query, (sitting,)))


def _span(period: Period) -> Mapping[str, float]:
    return {"since": period.since_s, "until": period.until_s, "longest": LONGEST_SITTING_S}


def _key(index: int, calibration: str) -> Key:
    return index // 24, index % 24, calibration


def _exposures(db: sqlite3.Connection, period: Period) -> Mapping[Key, list[Exposure]]:
    found = defaultdict(list)
    for index, calibration, cause, held, weighted in db.execute(EXPOSURES, _span(period)):
        one = Exposure(Cause(cause), held / 10, weighted / 10)
        found[_key(index, calibration)].append(one)
    return found


def _hour(row: rows.Row, exposures: Mapping[Key, list[Exposure]]) -> Hour:
    key = _key(row[0], row[1])
    good, poor, unknown, away = (ds / 10 for ds in row[2:6])
    reading_ds, turned_ds, moves, still_s = row[19:23]
    total = Total(
        good_s=good,
        poor_s=poor,
        unknown_s=unknown,
        away_s=away,
        cva=rows.to_angle(*row[6:9]),
        fsa=rows.to_angle(*row[9:12]),
        habits=_habits(row[12:19]),
        reading_s=reading_ds / 10,
        turned_s=turned_ds / 10,
        moves=moves,
        longest_still_s=float(still_s),
        exposures=tuple(sorted(exposures.get(key, ()), key=lambda e: -e.weighted_s)),
        judged=Judged(*(ds / 10 for ds in row[23:])),
    )
    return Hour(*key, total)


def _habits(cells: rows.Row) -> Habits:
    pitch, yaw, tilt, lean, elevation, distance = map(rows.of_tenths, cells[:6])
    off_centre = None if cells[6] is None else cells[6] / 1000
    return Habits(pitch, yaw, tilt, lean, elevation, distance, off_centre)
