"""What was done goes into the history, and ends the alert that asked for it."""

from contextlib import suppress

from posturecam.app.coach.lesson_run import Result
from posturecam.core.history.records import StretchRecord
from posturecam.edges.control.client import Instance
from posturecam.edges.files.clock import wall_time
from posturecam.edges.history.database import history_path
from posturecam.edges.history.listing import remember
from posturecam.errors import PosturecamError
from posturecam.settings import Settings
from posturecam.view.commands import Companion, DidExercise


def keep(results: tuple[Result, ...], settings: Settings) -> None:
    """Write what was done of each exercise into the history, if one is kept.

    Raises:
        HistoryError: It cannot be written.
    """
    records = [record_of(result, wall_time().unix_s) for result in results if result.summary.done]
    if records and settings.history.record:
        remember(history_path(), *records)


def record_of(result: Result, at_s: float) -> StretchRecord:
    """Return what the history keeps of `result`, done at Unix time `at_s`.

    Repetitions are those that were seen; nobody counted any where no camera followed.
    """
    followed = result.lead.plan.is_followed and result.visibility is not None
    repetitions = result.summary.seen if followed else None
    return StretchRecord(at_s, result.exercise.key, repetitions)


def report_done(results: tuple[Result, ...], companion: Companion | None = None) -> None:
    """Say to the running instance, if there is one, that an exercise was done."""
    if any(result.summary.done for result in results):
        with suppress(PosturecamError):
            (companion or Instance()).do(DidExercise())
