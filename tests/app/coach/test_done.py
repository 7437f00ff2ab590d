"""What was done goes into the history, and to the running instance."""

from pathlib import Path

import pytest

from posturecam.app.coach.done import keep, record_of, report_done
from posturecam.app.coach.lesson_run import LessonRun
from posturecam.core.history.records import StretchRecord
from posturecam.core.history.report_data import Period
from posturecam.edges.history.database import history_path
from posturecam.edges.history.queries import read_report_data
from posturecam.settings import Settings
from posturecam.stretches.catalogue import builtin
from posturecam.view.commands import DidExercise
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
    assert record_of(counted().results[0], 5.0) == StretchRecord(5.0, "neck_rotation", 2)


def test_where_no_camera_followed_nobody_counted() -> None:
    assert record_of(by_time().results[0], 5.0).repetitions is None
    alone = LessonRun(FOLLOWED)
    for second in range(40):
        alone.step(float(second))
    assert record_of(alone.results[0], 5.0).repetitions is None


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
