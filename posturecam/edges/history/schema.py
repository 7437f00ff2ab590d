"""The tables of the history, and how an older one is brought up to date.

Numbers are whole: `_ds` tenths of a second, `_dd` tenths of a degree, `_mm` millimetres, `_pm`
thousandths of a picture width.  Beside a column `unit` or `back_unit`, `_dd` are tenths of that
unit: "deg" or "cm".  Whole numbers take a byte or two each, and a year of working days has 120,000
minutes.  Times are seconds since the sitting began; only sittings, stretches, pain notes and fresh
starts have wall-clock time (Unix seconds).
"""

import sqlite3

from posturecam.errors import HistoryError

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE sittings (
        id INTEGER PRIMARY KEY,
        start_s REAL NOT NULL,
        utc_offset_s INTEGER NOT NULL,
        end_t_s REAL NOT NULL,
        profile TEXT NOT NULL,
        calibration TEXT NOT NULL,
        version TEXT NOT NULL,
        settings TEXT NOT NULL,
        origin TEXT NOT NULL
    );
    CREATE INDEX sittings_by_start ON sittings (start_s);
    CREATE TABLE minutes (
        sitting INTEGER NOT NULL REFERENCES sittings ON DELETE CASCADE,
        minute INTEGER NOT NULL,
        good_ds INTEGER NOT NULL,
        poor_ds INTEGER NOT NULL,
        unknown_ds INTEGER NOT NULL,
        away_ds INTEGER NOT NULL,
        cva_dd INTEGER, cva_sd_dd INTEGER, cva_ds INTEGER,
        fsa_dd INTEGER, fsa_sd_dd INTEGER, fsa_ds INTEGER,
        pitch_dd INTEGER, yaw_dd INTEGER, tilt_dd INTEGER, lean_dd INTEGER,
        elevation_mm INTEGER, distance_mm INTEGER, off_centre_pm INTEGER,
        reading_ds INTEGER NOT NULL,
        turned_ds INTEGER NOT NULL,
        moves INTEGER NOT NULL,
        still_s INTEGER NOT NULL,
        PRIMARY KEY (sitting, minute)
    ) WITHOUT ROWID;
    CREATE TABLE exposures (
        sitting INTEGER NOT NULL REFERENCES sittings ON DELETE CASCADE,
        minute INTEGER NOT NULL,
        cause TEXT NOT NULL,
        held_ds INTEGER NOT NULL,
        weighted_ds INTEGER NOT NULL,
        PRIMARY KEY (sitting, minute, cause)
    ) WITHOUT ROWID;
    CREATE TABLE spells (
        sitting INTEGER NOT NULL REFERENCES sittings ON DELETE CASCADE,
        start_ds INTEGER NOT NULL,
        end_ds INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        cause TEXT,
        why TEXT,
        mean_dd INTEGER, worst_dd INTEGER, sd_dd INTEGER,
        unit TEXT,
        PRIMARY KEY (sitting, start_ds)
    ) WITHOUT ROWID;
    CREATE TABLE alerts (
        sitting INTEGER NOT NULL REFERENCES sittings ON DELETE CASCADE,
        t_ds INTEGER NOT NULL,
        cause TEXT NOT NULL,
        held_ds INTEGER NOT NULL,
        amount_dd INTEGER,
        unit TEXT,
        level TEXT,
        stretch TEXT,
        outcome TEXT NOT NULL,
        after_ds INTEGER,
        PRIMARY KEY (sitting, t_ds, cause)
    ) WITHOUT ROWID;
    CREATE TABLE breaks (
        sitting INTEGER NOT NULL REFERENCES sittings ON DELETE CASCADE,
        t_ds INTEGER NOT NULL,
        taken_after_ds INTEGER,
        PRIMARY KEY (sitting, t_ds)
    ) WITHOUT ROWID;
    CREATE TABLE stretches (
        id INTEGER PRIMARY KEY,
        at_s REAL NOT NULL,
        exercise TEXT NOT NULL,
        repetitions INTEGER
    );
    CREATE TABLE pain (
        id INTEGER PRIMARY KEY,
        at_s REAL NOT NULL,
        score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
        place TEXT NOT NULL,
        signs TEXT NOT NULL
    );
    """,
    # Measured time in which a part was not judged: mostly 0, which takes no room.  Older minutes
    # did not note it; their shoulders were judged no longer than they had an angle.
    """
    ALTER TABLE minutes ADD COLUMN neck_unjudged_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN shoulders_unjudged_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN trunk_unjudged_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN shoulder_height_unjudged_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN head_tilt_unjudged_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN distance_unjudged_ds INTEGER NOT NULL DEFAULT 0;
    UPDATE minutes SET shoulders_unjudged_ds = MAX(good_ds + poor_ds - COALESCE(fsa_ds, 0), 0);
    """,
    # Time in which nobody knows who was there is no time at the desk.  Older minutes counted it as
    # not measured, and a stranger or a locked screen too; their spells say how long it was.  A
    # spell is kept by the sitting in which it began and may reach into those that followed.
    # `_more_ds`: the time in which a habit was measured, less that with a verdict; mostly 0.
    """
    ALTER TABLE minutes ADD COLUMN unwatched_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN paused_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN pitch_more_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN yaw_more_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN tilt_more_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN lean_more_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN elevation_more_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN distance_more_ds INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE minutes ADD COLUMN off_centre_more_ds INTEGER NOT NULL DEFAULT 0;
    UPDATE minutes SET
        pitch_more_ds = -(pitch_dd IS NULL) * (good_ds + poor_ds),
        yaw_more_ds = -(yaw_dd IS NULL) * (good_ds + poor_ds),
        tilt_more_ds = -(tilt_dd IS NULL) * (good_ds + poor_ds),
        lean_more_ds = -(lean_dd IS NULL) * (good_ds + poor_ds),
        elevation_more_ds = -(elevation_mm IS NULL) * (good_ds + poor_ds),
        distance_more_ds = -(distance_mm IS NULL) * (good_ds + poor_ds),
        off_centre_more_ds = -(off_centre_pm IS NULL) * (good_ds + poor_ds);
    UPDATE spells SET why = 'not_recorded' WHERE why = 'untold';
    UPDATE spells SET why = 'camera_moved' WHERE why = 'seen_low';

    CREATE TEMP TABLE reasons (why TEXT PRIMARY KEY, away INTEGER, paused INTEGER);
    INSERT INTO reasons VALUES
        ('stranger', 1, 0), ('locked', 1, 0),
        ('paused', 0, 1), ('on_battery', 0, 1), ('off_hours', 0, 1),
        ('too_dark', 0, 0), ('too_bright', 0, 0), ('blank', 0, 0), ('too_small', 0, 0),
        ('not_recorded', 0, 0), ('camera_busy', 0, 0), ('camera_lost', 0, 0);
    CREATE TEMP TABLE lengths (sitting INTEGER PRIMARY KEY, length_ds INTEGER, next INTEGER);
    INSERT INTO lengths SELECT s.id, CAST(ROUND(10 * s.end_t_s) AS INTEGER), (
        SELECT MIN(n.id) FROM sittings n
        WHERE n.id > s.id AND n.profile = s.profile AND n.origin = s.origin
    ) FROM sittings s;
    CREATE TEMP TABLE pieces (
        sitting INTEGER, minute INTEGER, away_ds INTEGER, unwatched_ds INTEGER, paused_ds INTEGER,
        PRIMARY KEY (sitting, minute)
    );
    INSERT INTO pieces
    WITH RECURSIVE reaching (sitting, start_ds, end_ds, why) AS (
        SELECT sitting, start_ds, end_ds, why FROM spells WHERE why IN (SELECT why FROM reasons)
        UNION ALL
        SELECT l.next, r.start_ds - l.length_ds, r.end_ds - l.length_ds, r.why
        FROM reaching r JOIN lengths l ON l.sitting = r.sitting
        WHERE r.end_ds > l.length_ds AND l.next IS NOT NULL
    ), parts AS (
        SELECT m.sitting, m.minute, m.unknown_ds, reasons.away, reasons.paused,
               MIN(r.end_ds, 600 * (m.minute + 1)) - MAX(r.start_ds, 600 * m.minute) AS ds
        FROM reaching r JOIN reasons ON reasons.why = r.why
        JOIN minutes m ON m.sitting = r.sitting
             AND m.minute BETWEEN r.start_ds / 600 AND (r.end_ds - 1) / 600
    ), sums AS (
        SELECT sitting, minute, unknown_ds, MIN(unknown_ds, SUM(ds * away)) AS away_ds,
               SUM(ds * (1 - away)) AS unwatched_ds, SUM(ds * paused) AS paused_ds
        FROM parts GROUP BY sitting, minute
    )
    SELECT sitting, minute, away_ds, MIN(unknown_ds - away_ds, unwatched_ds),
           MIN(unknown_ds - away_ds, unwatched_ds, paused_ds)
    FROM sums;
    UPDATE minutes SET (unknown_ds, away_ds, unwatched_ds, paused_ds) = (
        SELECT minutes.unknown_ds - p.away_ds - p.unwatched_ds, minutes.away_ds + p.away_ds,
               p.unwatched_ds, p.paused_ds
        FROM pieces p WHERE p.sitting = minutes.sitting AND p.minute = minutes.minute
    ) WHERE (sitting, minute) IN (SELECT sitting, minute FROM pieces);
    DROP TABLE pieces; DROP TABLE lengths; DROP TABLE reasons;
    """,
    # What was seen of an exercise, and whether it helped.  Older ones were all noted by hand.
    """
    ALTER TABLE stretches ADD COLUMN partial INTEGER;
    ALTER TABLE stretches ADD COLUMN asked INTEGER;
    ALTER TABLE stretches ADD COLUMN holds TEXT NOT NULL DEFAULT '';
    ALTER TABLE stretches ADD COLUMN form TEXT NOT NULL DEFAULT '';
    ALTER TABLE stretches ADD COLUMN counted_by TEXT NOT NULL DEFAULT 'hand';
    ALTER TABLE stretches ADD COLUMN cause TEXT;
    ALTER TABLE stretches ADD COLUMN hurt INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE stretches ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE stretches ADD COLUMN back_dd INTEGER;
    ALTER TABLE stretches ADD COLUMN back_error_dd INTEGER;
    ALTER TABLE stretches ADD COLUMN back_unit TEXT;
    ALTER TABLE stretches ADD COLUMN stayed_ds INTEGER;
    ALTER TABLE stretches ADD COLUMN stays INTEGER;
    CREATE INDEX stretches_by_time ON stretches (at_s);
    CREATE TABLE fresh_starts (
        id INTEGER PRIMARY KEY,
        at_s REAL NOT NULL,
        exercise TEXT NOT NULL
    );
    """,
)


def version_of(db: sqlite3.Connection) -> int:
    """Return the number of migrations that `db` has had."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def refuse_newer(db: sqlite3.Connection, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Check that this posturecam can use `db`.

    Raises:
        HistoryError: a newer posturecam has written it.
    """
    if version_of(db) > len(migrations):
        msg = "A newer posturecam wrote this history. Upgrade posturecam to use it."
        raise HistoryError(msg)


def migrate(db: sqlite3.Connection, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Run what `db` lacks, each step in one transaction with its number.

    Raises:
        HistoryError: a newer posturecam has written it, or a step failed.
    """
    refuse_newer(db, migrations)
    for number, script in enumerate(migrations, start=1):
        if number > version_of(db):
            _run(db, number, script)


def _run(db: sqlite3.Connection, number: int, script: str) -> None:
    try:
        db.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; COMMIT;")
    except sqlite3.Error as error:
        if db.in_transaction:
            db.rollback()
        if version_of(db) >= number:  # another program was quicker
            return
        msg = (
            f"Cannot upgrade the history to version {number}: {error}. Nothing was changed. Check "
            "the free space on the disk and the file's permissions."
        )
        raise HistoryError(msg) from error
