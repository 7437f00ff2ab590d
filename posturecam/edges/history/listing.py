"""The sittings of the history with what each adds up to, and notes added by hand."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from posturecam.core.history.records import PainNote, Sitting, StretchRecord
from posturecam.core.history.report_data import Period
from posturecam.core.parts import Part
from posturecam.edges.history.database import open_to_read, open_to_write
from posturecam.edges.history.queries import sittings
from posturecam.edges.history.rows import judged_ds
from posturecam.edges.history.writes import put_pain, put_stretch, transaction


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


def listing(path: Path, period: Period) -> tuple[Listed, ...]:
    """Return the sittings of `period`, by start."""
    with open_to_read(path) as db:
        return tuple(_listed(db, sitting) for sitting in sittings(db, period))


def remember(path: Path, *notes: PainNote | StretchRecord) -> None:
    """Add notes to the history."""
    with open_to_write(path) as db, transaction(db):
        for note in notes:
            if isinstance(note, PainNote):
                put_pain(db, note)
            else:
                put_stretch(db, note)


def _listed(db: sqlite3.Connection, sitting: Sitting) -> Listed:
    row = db.execute(
        "SELECT SUM(good_ds), SUM(poor_ds), SUM(unknown_ds), SUM(away_ds), "  # noqa: S608 - constants
        f"SUM{judged_ds(Part.SHOULDERS)} FROM minutes WHERE sitting = ?",
        (sitting.key,),
    ).fetchone()
    (alerts,) = db.execute(
        "SELECT COUNT(*) FROM alerts WHERE sitting = ?", (sitting.key,)
    ).fetchone()
    good, poor, unknown, away, shoulders = ((ds or 0) / 10 for ds in row)
    return Listed(sitting, good, poor, unknown, away, alerts, shoulders)
