"""What was done goes into the history, and ends the alert that asked for it."""

from contextlib import suppress

from posturecam.app.coach.lesson_run import Result
from posturecam.core.coach.leading import Ending
from posturecam.core.history.records import CountedBy, StretchRecord
from posturecam.edges.control.client import Instance
from posturecam.edges.files.clock import wall_time
from posturecam.edges.history.database import history_path
from posturecam.edges.history.listing import remember
from posturecam.errors import PosturecamError
from posturecam.settings import Settings
from posturecam.view.commands import Companion, DidExercise
from posturecam.view.seen_set import forms


def keep(results: tuple[Result, ...], settings: Settings) -> None:
    """Write what was done of each exercise that was begun into the history, if one is kept.

    Raises:
        HistoryError: It cannot be written.
    """
    begun = [result for result in results if result.summary.lasted_s > 0]
    records = [record_of(result, wall_time().unix_s) for result in begun]
    if records and settings.history.record:
        remember(history_path(), *records)


def record_of(result: Result, at_s: float) -> StretchRecord:
    """Return what the history keeps of `result`, done at Unix time `at_s`.

    Repetitions are those that were seen; nobody counted any where no camera followed.  One that was
    left before anything was done of it was skipped.
    """
    plan, summary = result.lead.plan, result.summary
    followed = plan.is_followed and result.visibility is not None
    return StretchRecord(
        at_s=at_s,
        exercise=result.exercise.key,
        repetitions=summary.seen if followed else None,
        partial=summary.partial if followed else None,
        asked=summary.asked,
        holds_s=tuple(one.held_s for one in result.seen.reps) if plan.asked.hold_s else (),
        form=tuple(form.value for form in forms(result.seen)) if followed else (),
        counted_by=CountedBy.CAMERA if followed else CountedBy.TIME,
        hurt=summary.ending is Ending.HURT,
        skipped=not summary.done and summary.ending is Ending.STOPPED,
    )


def report_done(results: tuple[Result, ...], companion: Companion | None = None) -> None:
    """Say to the running instance, if there is one, that an exercise was done."""
    if any(result.summary.done for result in results):
        with suppress(PosturecamError):
            (companion or Instance()).do(DidExercise())
