"""What was done goes into the history, and to the running instance."""

from dataclasses import replace
from pathlib import Path

import pytest

from posturecam.app.coach.done import keep, record_of, report_done
from posturecam.app.coach.lesson_run import LessonRun
from posturecam.core.coach.seen import Form
from posturecam.core.history.records import CountedBy, StretchRecord
from posturecam.core.history.report_data import Period
from posturecam.edges.history.database import history_path
from posturecam.edges.history.queries import read_report_data
from posturecam.settings import Settings
from posturecam.stretches.catalogue import builtin
from posturecam.view.commands import DidExercise
from posturecam.view.lesson import Wish
from tests.support.companions import Remembering
from tests.support.leads import rep, seen
from tests.support.lessons import FOLLOWED, Script, at


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURECAM_DATA_DIR", str(tmp_path))


def counted() -> LessonRun:
    run = LessonRun(FOLLOWED, follow=Script({0.0: seen(), 8.0: seen(rep(7, 8), rep(8, 8.1))}))
    for t in (0.0, 7.0, 8.2):
        run.observe(at(t))
    return run


def by_time() -> LessonRun:
    run = LessonRun(builtin()["cat_cow"])
    for second in range(40):
        run.step(float(second))
    return run


def test_repetitions_that_were_seen_are_kept() -> None:
    assert record_of(counted().results[0], 5.0) == StretchRecord(
        5.0, "neck_rotation", 2, partial=0, asked=10, counted_by=CountedBy.CAMERA
    )


def test_where_no_camera_followed_nobody_counted() -> None:
    timed = record_of(by_time().results[0], 5.0)
    assert (timed.repetitions, timed.partial, timed.form) == (None, None, ())
    assert timed.counted_by is CountedBy.TIME
    assert timed.is_done
    alone = LessonRun(FOLLOWED)
    for second in range(40):
        alone.step(float(second))
    assert record_of(alone.results[0], 5.0).repetitions is None


def test_partial_ones_holds_and_form_are_kept() -> None:
    run = LessonRun(
        builtin()["shrug_and_drop"],
        follow=Script(
            {
                0.0: seen(),
                8.0: seen(
                    replace(rep(7, 8), held_s=5.2),
                    replace(rep(8, 9), held_s=2.0, partial=True, form=(Form.FURTHER, Form.LONGER)),
                    replace(rep(9, 10), held_s=4.0, form=(Form.LONGER,)),
                ),
            }
        ),
    )
    for t in (0.0, 7.0, 10.5):
        run.observe(at(t))

    kept = record_of(run.results[0], 5.0)

    assert (kept.repetitions, kept.partial) == (3, 1)
    assert kept.holds_s == (5.2, 2.0, 4.0)
    assert kept.form == ("longer", "further")


def test_one_left_at_the_beginning_was_skipped_and_one_that_hurt_is_kept() -> None:
    left, hurting = LessonRun(FOLLOWED), LessonRun(FOLLOWED)
    for second in range(4):
        left.step(float(second))
        hurting.step(float(second))
    left.do(Wish.STOP)
    hurting.do(Wish.HURTS)

    skipped, hurt = record_of(left.results[0], 5.0), record_of(hurting.results[0], 5.0)

    assert (skipped.skipped, skipped.hurt) == (True, False)
    assert (hurt.skipped, hurt.hurt) == (False, True)
    keep(left.results, Settings())
    assert len(read_report_data(history_path(), Period(0, 1e12)).stretches) == 1


def test_what_was_done_is_in_the_history() -> None:
    keep((*counted().results, *LessonRun(FOLLOWED).results), Settings())

    kept = read_report_data(history_path(), Period(0, 1e12)).stretches
    assert [(one.exercise, one.repetitions) for one in kept] == [("neck_rotation", 2)]


@pytest.mark.parametrize("recorded", [True, False])
def test_no_history_is_made_for_nothing(recorded: bool) -> None:  # noqa: FBT001 (parametrized)
    results = LessonRun(FOLLOWED).results if recorded else counted().results

    keep(results, Settings.model_validate({"history": {"record": recorded}}))

    assert not history_path().exists()


def test_the_running_instance_hears_of_it() -> None:
    instance = Remembering()

    report_done(LessonRun(FOLLOWED).results, instance)
    assert instance.asked == []
    report_done(counted().results, instance)

    assert instance.asked == [DidExercise()]


def test_without_an_instance_nothing_happens() -> None:
    report_done(counted().results)
