"""What the history knows of exercises: done, proposed, skipped, painful."""

from dataclasses import dataclass

from posturecam.core.history.records import FreshStart, PainNote, StretchRecord
from posturecam.core.history.report_data import DatedAlert


@dataclass(frozen=True, slots=True)
class ExerciseLog:
    """Everything by time, oldest first: of a period, but what hurt and fresh starts of all time."""

    stretches: tuple[StretchRecord, ...] = ()
    pain: tuple[PainNote, ...] = ()
    fresh_starts: tuple[FreshStart, ...] = ()
    alerts: tuple[DatedAlert, ...] = ()
