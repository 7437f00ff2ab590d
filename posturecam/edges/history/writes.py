"""Statements that put records into the history.  What is there under the same key is replaced."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from posturecam.core.history.journal import Page
from posturecam.core.history.records import Origin, PainNote, Sitting, StretchRecord
from posturecam.edges.history import rows


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of the block is written, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


def put_sitting(db: sqlite3.Connection, sitting: Sitting) -> int:
    """Write a new sitting and return its number."""
    cursor = db.execute(
        f"INSERT INTO sittings ({rows.SITTING}) VALUES ({_marks(9)})",  # noqa: S608 - constants
        rows.sitting_row(sitting),
    )
    return int(cursor.lastrowid or 0)


def drop_recording(db: sqlite3.Connection, sitting: Sitting) -> None:
    """Take out a recording that was filed before under the same time and profile."""
    if sitting.origin is Origin.RECORDING:
        db.execute(
            "DELETE FROM sittings WHERE origin = ? AND start_s = ? AND profile = ?",
            (sitting.origin.value, sitting.start_s, sitting.profile),
        )


def put_end(db: sqlite3.Connection, sitting: int | None, end_t_s: float) -> bool:
    """Note how far a sitting has come; False if it is not there (any more)."""
    done = db.execute("UPDATE sittings SET end_t_s = ? WHERE id = ?", (end_t_s, sitting))
    return done.rowcount == 1


def put_page(db: sqlite3.Connection, sitting: int, page: Page) -> None:
    """Write what is new or has changed in a sitting."""
    _put(db, "minutes", 29, (rows.minute_row(sitting, m) for m in page.minutes))
    exposures = (row for m in page.minutes for row in rows.exposure_rows(sitting, m))
    _put(db, "exposures", 5, exposures)
    _put(db, "spells", 10, (rows.run_row(sitting, run) for run in page.runs))
    _put(db, "alerts", 10, (rows.alert_row(sitting, alert) for alert in page.alerts))
    _put(db, "breaks", 3, (rows.break_row(sitting, pause) for pause in page.breaks))


def put_stretch(db: sqlite3.Connection, stretch: StretchRecord) -> None:
    """Write an exercise done."""
    db.execute(
        f"INSERT INTO stretches ({rows.STRETCH}) VALUES ({_marks(3)})",  # noqa: S608 - constants
        rows.stretch_row(stretch),
    )


def put_pain(db: sqlite3.Connection, note: PainNote) -> None:
    """Write a pain note."""
    db.execute(
        f"INSERT INTO pain ({rows.PAIN}) VALUES ({_marks(4)})",  # noqa: S608 - constants
        rows.pain_row(note),
    )


def _put(db: sqlite3.Connection, table: str, columns: int, many: Iterable[rows.Row]) -> None:
    marks = _marks(columns)
    db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", many)  # noqa: S608


def _marks(columns: int) -> str:
    return ", ".join("?" * columns)
