"""What was done goes into the history, and to the running instance."""

from pathlib import Path

import pytest

from posturecam.app.coach.done import keep, record_of, report_done
from posturecam.app.coach.lesson_run import LessonRun
from posturecam.core.coach.seen import Form
from posturecam.core.history.exercise_log import ExerciseLog
from posturecam.core.history.records import CountedBy, StretchRecord
from posturecam.core.history.report_data import Period
from posturecam.edges.history.database import history_path
from posturecam.edges.history.queries import read_report_data
from posturecam.settings import Settings
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.dose_steps import Past
from posturecam.stretches.programme_pause import Reason, pause_of
from posturecam.stretches.warning_signs import EMERGENCY, SOON
from posturecam.view.commands import DidExercise
from posturecam.view.lesson import Wish
from tests.support.companions import Remembering
from tests.support.leads import rep, seen
from tests.support.lessons import FOLLOWED, Script, at

REPS = (rep(7, 8, form=(Form.SLOWER,)), rep(8, 8.1, partial=True))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURECAM_DATA_DIR", str(tmp_path))


def counted() -> LessonRun:
    run = LessonRun(FOLLOWED, follow=Script({0.0: seen(), 8.0: seen(*REPS)}))
    for t in (0.0, 7.0, 8.2):
        run.observe(at(t))
    return run


def by_time(for_s: int = 40) -> LessonRun:
    run = LessonRun(builtin()["cat_cow"])
    for second in range(for_s):
        run.step(float(second))
    return run


def test_what_was_seen_is_kept() -> None:
    record = record_of(counted().results[0], 5.0)

    assert record == StretchRecord(
        5.0,
        "neck_rotation",
        2,
        partial=1,
        asked=10,
        form=("slower",),
        counted_by=CountedBy.CAMERA,
        skipped=True,
    )


def test_holds_are_kept_of_what_is_held() -> None:
    run = LessonRun(
        builtin()["shrug_and_drop"], follow=Script({0.0: seen(rep(0, 4, held_s=3.5)), 9.0: seen()})
    )
    run.observe(at(0.0))

    assert record_of(run.results[0], 5.0).holds_s == (3.5,)


def test_where_no_camera_followed_the_clock_counted() -> None:
    alone = LessonRun(FOLLOWED)
    for second in range(90):
        alone.step(float(second))

    for run, number in ((by_time(), 3), (alone, 10)):
        record = record_of(run.results[0], 5.0)
        assert (record.counted_by, record.repetitions, record.partial) == (
            CountedBy.TIME,
            number,
            None,
        )


def test_half_of_it_is_done_and_less_is_left() -> None:
    assert record_of(by_time(38).results[0], 5.0).skipped
    assert record_of(by_time(48).results[0], 5.0).is_done


def test_what_hurt_is_kept_although_nothing_was_done() -> None:
    run = LessonRun(FOLLOWED)
    run.do(Wish.HURTS)

    keep(run.results, Settings())

    (kept,) = read_report_data(history_path(), Period(0, 1e12)).stretches
    assert (kept.hurt, kept.skipped, kept.repetitions) == (True, False, 0)


@pytest.mark.parametrize(
    ("answers", "heading"),
    [((Wish.YES,), EMERGENCY.heading), ((Wish.NO, Wish.YES), SOON.heading)],
)
def test_a_warning_sign_pauses_the_programme(answers: tuple[Wish, ...], heading: str) -> None:
    run = LessonRun(FOLLOWED)
    for wish in (Wish.HURTS, *answers):
        run.do(wish)

    kept = keep(run.results, Settings())
    keep(run.results, Settings(), kept)

    (note,) = read_report_data(history_path(), Period(0, 1e12)).pain
    pause = pause_of(Past(ExerciseLog(pain=(note,)), 0, int(note.at_s // 86400)))
    assert pause is not None
    assert (pause.reason, heading in pause.advice) == (Reason.SIGN, True)


def test_without_a_sign_nothing_pauses() -> None:
    run = LessonRun(FOLLOWED)
    for wish in (Wish.HURTS, Wish.NO, Wish.NO):
        run.do(wish)
    keep(run.results, Settings())

    assert read_report_data(history_path(), Period(0, 1e12)).pain == ()


def test_what_was_done_is_in_the_history() -> None:
    keep((*counted().results, *LessonRun(FOLLOWED).results), Settings())

    kept = read_report_data(history_path(), Period(0, 1e12)).stretches
    assert [(one.exercise, one.repetitions) for one in kept] == [("neck_rotation", 2)]


@pytest.mark.parametrize("recorded", [True, False])
def test_no_history_is_made_for_nothing(recorded: bool) -> None:  # noqa: FBT001 (parametrized)
    results = LessonRun(FOLLOWED).results if recorded else counted().results

    keep(results, Settings.model_validate({"history": {"record": recorded}}))

    assert not history_path().exists()


def test_the_running_instance_hears_of_what_was_done_to_the_end() -> None:
    instance = Remembering()
    hurt = by_time(60)
    hurt.do(Wish.HURTS)

    for results in (LessonRun(FOLLOWED).results, counted().results, hurt.results):
        report_done(results, instance)
    assert instance.asked == []
    report_done(by_time(60).results, instance)

    assert instance.asked == [DidExercise()]


def test_without_an_instance_nothing_happens() -> None:
    report_done(by_time(60).results)
