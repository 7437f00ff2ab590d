"""Exercises in the history: added when they are done, changed when their effect is known."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Final

from posturecam.core.history.records import CountedBy, StretchRecord
from posturecam.core.history.report_data import Period
from posturecam.edges.history.database import WAIT_S, open_to_write
from posturecam.edges.history.queries import exercises_in
from posturecam.edges.history.writes import change_stretch, put_note, transaction

JUST_S: Final = 60.0
"""How long ago another program may have noted the exercise that is reported as done.  By judgement:
it reports at once, and the next frame may be half a minute away."""


def note_done(path: Path, done: StretchRecord) -> StretchRecord:
    """Note an exercise that is reported as done, unless whoever led it has just noted it itself.

    Return what the history has of it: the exercise that was led may be another one.

    Raises:
        HistoryError: it cannot be written.
    """
    with open_to_write(path, WAIT_S) as db, transaction(db):
        newest = exercises_in(db, Period(done.at_s - JUST_S, done.at_s + JUST_S))[-1:]
        if not newest or not _was_led(newest[0], done):
            put_note(db, done)
            return done
        known = newest[0]
        if known.cause is None and done.cause is not None:
            known = replace(known, cause=done.cause)
            change_stretch(db, known)
        return known


def note_led(path: Path, *led: StretchRecord) -> None:
    """Note exercises that were led; one that was noted at the same time hurts since, and changes.

    Raises:
        HistoryError: it cannot be written.
    """
    with open_to_write(path, WAIT_S) as db, transaction(db):
        for one in led:
            if (known := _noted(db, one)) is None:
                put_note(db, one)
            else:
                change_stretch(db, replace(one, cause=known.cause, effect=known.effect))


def note_effect(path: Path, done: StretchRecord) -> None:
    """Write the effect of an exercise that `note_done` has returned; it may hurt since.

    Raises:
        HistoryError: it cannot be written.
    """
    with open_to_write(path, WAIT_S) as db, transaction(db):
        known = _noted(db, done) or done
        change_stretch(db, replace(done, hurt=known.hurt, skipped=known.skipped))


def _noted(db: sqlite3.Connection, done: StretchRecord) -> StretchRecord | None:
    """Return what is noted of `done`, of the same time."""
    near = exercises_in(db, Period(done.at_s - JUST_S, done.at_s + JUST_S))
    same = (one for one in near if (one.at_s, one.exercise) == (done.at_s, done.exercise))
    return next(same, None)


def _was_led(known: StretchRecord, done: StretchRecord) -> bool:
    led = known.counted_by is not CountedBy.HAND
    return known.is_done and (led or known.exercise == done.exercise)
