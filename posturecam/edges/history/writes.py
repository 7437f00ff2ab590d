"""Statements that put records into the history.  What is there under the same key is replaced."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from posturecam.core.history.journal import Page
from posturecam.core.history.records import (
    FreshStart,
    Origin,
    PainNote,
    Sitting,
    StretchRecord,
)
from posturecam.edges.history.dose_columns import exposure_rows, minute_row
from posturecam.edges.history.tables import (
    ALERTS,
    BREAKS,
    EPISODES,
    FRESH_STARTS,
    PAIN,
    SITTINGS,
    STRETCHES,
    Row,
)


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
    row = SITTINGS.row(replace(sitting, key=None))
    return int(db.execute(_insert("sittings", row), row).lastrowid or 0)


def drop_recording(db: sqlite3.Connection, sitting: Sitting) -> None:
    """Delete a recording that was filed before under the same time and profile."""
    if sitting.origin is Origin.RECORDING:
        db.execute(
            "DELETE FROM sittings WHERE origin = ? AND start_s = ? AND profile = ?",
            (sitting.origin.value, sitting.start_s, sitting.profile),
        )


def put_end(db: sqlite3.Connection, sitting: int | None, end_t_s: float) -> bool:
    """Write how long a sitting has lasted; return False if it is not there any more."""
    done = db.execute("UPDATE sittings SET end_t_s = ? WHERE id = ?", (end_t_s, sitting))
    return done.rowcount == 1


def put_page(db: sqlite3.Connection, sitting: int, page: Page) -> None:
    """Write what is new or has changed in a sitting."""
    _put(db, sitting, "minutes", map(minute_row, page.minutes))
    _put(db, sitting, "exposures", chain.from_iterable(map(exposure_rows, page.minutes)))
    _put(db, sitting, EPISODES.name, map(EPISODES.row, page.episodes))
    _put(db, sitting, ALERTS.name, map(ALERTS.row, page.alerts))
    _put(db, sitting, BREAKS.name, map(BREAKS.row, page.breaks))


def put_note(db: sqlite3.Connection, note: PainNote | StretchRecord | FreshStart) -> None:
    """Write what the user noted, or an exercise that was done."""
    if isinstance(note, PainNote):
        table, row = PAIN.name, PAIN.row(note)
    elif isinstance(note, FreshStart):
        table, row = FRESH_STARTS.name, FRESH_STARTS.row(note)
    else:
        table, row = STRETCHES.name, STRETCHES.row(note)
    db.execute(_insert(table, row), row)


def change_stretch(db: sqlite3.Connection, changed: StretchRecord) -> None:
    """Write an exercise over the one that was done at the same time."""
    row = STRETCHES.row(changed)
    cells = ", ".join(f"{name} = :{name}" for name in row)
    where = "at_s = :at_s AND exercise = :exercise"
    db.execute(f"UPDATE {STRETCHES.name} SET {cells} WHERE {where}", row)  # noqa: S608 - constants


def _put(db: sqlite3.Connection, sitting: int, table: str, rows: Iterable[Row]) -> None:
    keyed = [{"sitting": sitting, **row} for row in rows]
    if keyed:
        db.executemany(_insert(table, keyed[0]), keyed)


def _insert(table: str, row: Row) -> str:
    """Return the statement that writes rows with the columns of `row`."""
    values = ", ".join(f":{name}" for name in row)
    return f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({values})"  # noqa: S608
