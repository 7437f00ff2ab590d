"""Forgetting: what is deleted is overwritten, and the file given back its size."""

import sqlite3
from pathlib import Path

from posturecam.edges.history.database import open_to_read, open_to_write
from posturecam.edges.history.writes import transaction

INSIDE = {  # when something happened, in seconds of its sitting
    "minutes": "60.0 * minute",
    "exposures": "60.0 * minute",
    "spells": "start_ds / 10.0",
    "alerts": "t_ds / 10.0",
    "breaks": "t_ds / 10.0",
}
DATED = ("stretches", "pain", "fresh_starts")


def forget(path: Path, before_s: float) -> int:
    """Delete everything before the Unix time `before_s`; return how many sittings went whole.

    The content is overwritten at once; the file keeps its size for what comes next.
    """
    with open_to_write(path) as db, transaction(db):
        return _forget(db, before_s)


def delete(path: Path, before_s: float | None) -> int:
    """Delete everything before `before_s`, or everything, and leave no trace in the file."""
    with open_to_write(path) as db:
        with transaction(db):
            gone = _forget(db, float("inf") if before_s is None else before_s)
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return gone


def is_empty(path: Path) -> bool:
    """Return whether nothing is recorded in the history, which must be there.

    Raises:
        HistoryError: It cannot be read.
    """
    tables = ("sittings", *DATED)
    with open_to_read(path) as db:
        return not any(
            db.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0]  # noqa: S608
            for table in tables
        )


def set_aside_files(path: Path) -> tuple[Path, ...]:
    """Return the damaged histories that were set aside beside `path`."""
    return tuple(sorted(path.parent.glob(f"{path.stem}-damaged-*{path.suffix}")))


def _forget(db: sqlite3.Connection, before_s: float) -> int:
    gone = db.execute("DELETE FROM sittings WHERE start_s + end_t_s < ?", (before_s,)).rowcount
    reaching = db.execute("SELECT id, start_s FROM sittings WHERE start_s < ?", (before_s,))
    for key, start_s in reaching.fetchall():
        for table, t in INSIDE.items():
            db.execute(
                f"DELETE FROM {table} WHERE sitting = ? AND {t} < ?",  # noqa: S608 - constants
                (key, before_s - start_s),
            )
    for table in DATED:
        db.execute(f"DELETE FROM {table} WHERE at_s < ?", (before_s,))  # noqa: S608 - constants
    return int(gone)
