"""Exercises that change after they were noted."""

from dataclasses import replace
from pathlib import Path

from posturecam.core.history.records import CountedBy, ExerciseEffect, StretchRecord
from posturecam.core.history.report_data import Period
from posturecam.core.values import Cause
from posturecam.edges.history.exercises import note_done, note_effect, note_led
from posturecam.edges.history.queries import read_report_data

LED = StretchRecord(1000.0, "cat_cow", 10, counted_by=CountedBy.TIME)


def test_what_hurts_since_keeps_its_cause_and_its_pain(tmp_path: Path) -> None:
    path, effect = tmp_path / "history.db", ExerciseEffect(2.0, 0.5, "deg")
    note_led(path, LED)
    done = note_done(path, StretchRecord(1005.0, "chin_tuck", cause=Cause.FORWARD_HEAD))
    note_led(path, replace(LED, hurt=True))
    note_effect(path, replace(done, effect=effect))

    expected = replace(LED, cause=Cause.FORWARD_HEAD, hurt=True, effect=effect)
    assert read_report_data(path, Period(0, 1e12)).stretches == (expected,)
