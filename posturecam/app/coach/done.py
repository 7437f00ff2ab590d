"""What was done goes into the history, and ends the alert that asked for it."""

from contextlib import suppress
from typing import Final

from posturecam.app.coach.lesson_run import Result
from posturecam.core.coach.hurting import Advice
from posturecam.core.coach.leading import Ending
from posturecam.core.history.records import CountedBy, PainNote, StretchRecord
from posturecam.edges.control.client import Instance
from posturecam.edges.files.clock import wall_time
from posturecam.edges.history.database import history_path
from posturecam.edges.history.exercises import note_led
from posturecam.edges.history.listing import remember
from posturecam.errors import PosturecamError
from posturecam.settings import Settings
from posturecam.stretches.warning_signs import UNNAMED_NOW, UNNAMED_SOON
from posturecam.view.commands import Companion, DidExercise
from posturecam.view.seen_set import forms

HALF: Final = 0.5
"""Of what was asked for, below which an exercise that was ended early counts as left.  By
judgement."""


HURTS: Final = 1
"""Of 10, what is noted with a sign: nobody asked how much it hurts, and this is the least pain."""

_SIGNS: Final = {Advice.EMERGENCY: UNNAMED_NOW, Advice.DOCTOR: UNNAMED_SOON}


def keep(
    results: tuple[Result, ...], settings: Settings, kept: tuple[StretchRecord, ...] = ()
) -> tuple[StretchRecord, ...]:
    """Write what was done of each exercise into the history, if one is kept; return all records.

    `kept` are those returned before for the first of `results`: what hurts since is changed.
    A warning sign that was answered with yes is noted, so that the programme pauses.

    Raises:
        HistoryError: It cannot be written.
    """
    now_s = wall_time().unix_s
    times = (*(one.at_s for one in kept), *(now_s for _ in results[len(kept) :]))
    records = tuple(record_of(one, at_s) for one, at_s in zip(results, times, strict=True))
    pairs = zip(results, records, strict=True)
    new = [(result, one) for result, one in pairs if _begun(result) and one not in kept]
    if new and settings.history.record:
        signs = [_SIGNS[advice] for result, _ in new if (advice := _advice(result)) in _SIGNS]
        remember(history_path(), *(PainNote(now_s, HURTS, "", (sign,)) for sign in signs))
        note_led(history_path(), *(one for _, one in new))
    return records


def record_of(result: Result, at_s: float) -> StretchRecord:
    """Return what the history keeps of `result`, over at Unix time `at_s`.

    Where a camera followed, repetitions are those that were seen; else those led by time.
    """
    done, seen, asked = result.summary, result.seen, result.lead.plan.asked
    followed = result.lead.plan.is_followed and result.visibility is not None
    return StretchRecord(
        at_s,
        result.exercise.key,
        done.seen if followed else done.done,
        partial=done.partial if followed else None,
        asked=done.asked,
        holds_s=() if asked.hold_s is None else tuple(one.held_s for one in seen.reps),
        form=tuple(form.value for form in forms(seen)),
        counted_by=CountedBy.CAMERA if followed else CountedBy.TIME,
        hurt=done.ending is Ending.HURT,
        skipped=done.ending is not Ending.HURT and done.done < HALF * done.asked,
    )


def _advice(result: Result) -> Advice | None:
    hurting = result.lead.hurting
    return None if hurting is None else hurting.advice


def _begun(result: Result) -> bool:
    """Whether anything of it was done, left out on purpose, or hurt."""
    done = result.summary
    return done.done > 0 or done.skipped > 0 or done.ending is Ending.HURT


def report_done(results: tuple[Result, ...], companion: Companion | None = None) -> None:
    """Say to the running instance, if there is one, that an exercise was done."""
    if any(_begun(one) and record_of(one, 0.0).is_done for one in results):
        with suppress(PosturecamError):
            (companion or Instance()).do(DidExercise())
