"""The sittings of the history with what each adds up to, and notes added by hand."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from posturecam.core.history.dose import NOTHING
from posturecam.core.history.records import (
    FreshStart,
    PainNote,
    Sitting,
    StretchRecord,
)
from posturecam.core.history.report_data import Period
from posturecam.edges.history.database import open_to_read, open_to_write
from posturecam.edges.history.dose_columns import SUMS, dose_of
from posturecam.edges.history.queries import sittings
from posturecam.edges.history.writes import put_note, transaction


@dataclass(frozen=True, slots=True)
class Listed:
    """One sitting: its times in seconds and its number of alerts."""

    sitting: Sitting
    good_s: float
    poor_s: float
    unknown_s: float
    away_s: float
    alerts: int
    shoulders_judged_s: float
    unwatched_s: float


def listing(path: Path, period: Period) -> tuple[Listed, ...]:
    """Return the sittings of `period`, by start.

    Raises:
        HistoryError: there is no history, or it cannot be read.
    """
    with open_to_read(path) as db:
        return tuple(_listed(db, sitting) for sitting in sittings(db, period))


def remember(path: Path, *notes: PainNote | StretchRecord | FreshStart) -> None:
    """Add notes to the history.

    Raises:
        HistoryError: it cannot be written.
    """
    with open_to_write(path) as db, transaction(db):
        for note in notes:
            put_note(db, note)


def _listed(db: sqlite3.Connection, sitting: Sitting) -> Listed:
    query = f"SELECT COUNT(*) AS minutes, {SUMS} FROM minutes WHERE sitting = ?"  # noqa: S608
    sums = db.execute(query, (sitting.key,)).fetchone()
    dose = dose_of(sums) if sums["minutes"] else NOTHING
    (alerts,) = db.execute(
        "SELECT COUNT(*) FROM alerts WHERE sitting = ?", (sitting.key,)
    ).fetchone()
    return Listed(
        sitting,
        dose.good_s,
        dose.poor_s,
        dose.unknown_s,
        dose.away_s,
        alerts,
        dose.judged.shoulders_s,
        dose.unwatched_s,
    )
