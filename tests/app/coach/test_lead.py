"""The command from its wish to what it prints and keeps, by a clock that runs fast."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from posturecam.app.coach import beginning
from posturecam.app.coach import lead as module
from posturecam.app.coach.at_terminal import AtTerminal
from posturecam.app.coach.lead import Leading, Shown, lead
from posturecam.app.coach.lesson_run import LessonRun
from posturecam.app.policies import catalogue_of
from posturecam.app.resources import open_seen
from posturecam.core.history.report_data import Period
from posturecam.edges.history.database import history_path
from posturecam.edges.history.queries import read_report_data
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.errors import CameraError, HistoryError
from posturecam.settings import Settings
from posturecam.stretches.catalogue import find
from posturecam.stretches.programme import DAILY, Item
from posturecam.stretches.programme_day import ProgrammeDay, Task
from posturecam.view.seen_set import NO_CAMERA, NOT_FOLLOWED
from tests.support.desk import UPRIGHT, tape

FAST = 50.0
FOLLOWED = 'followed = "shrug"'


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "StreamClock", lambda: StreamClock(lambda: FAST * time.monotonic()))
    monkeypatch.setattr(module, "GIVEN_S", 0.0)


def own(tmp_path: Path, more: str = "", dose: str = "") -> Settings:
    """Settings with an exercise of two quick repetitions."""
    file = tmp_path / "own.toml"
    file.write_text(
        '[exercise.quick]\nname = "Quick"\nkind = "mobility"\nsteps = ["Sit.", "Move."]\n'
        'places = ["any"]\nlead = { go_s = 1, back_s = 1 }\n'
        f"dose = {{ repetitions = 2{dose} }}\n{more}",
        encoding="utf-8",
    )
    return Settings.model_validate({"stretches": {"own_file": str(file)}})


def kept() -> list[tuple[str, int | None]]:
    if not history_path().exists():
        return []
    found = read_report_data(history_path(), Period(0, 1e12)).stretches
    return [(one.exercise, one.repetitions) for one in found]


def test_without_a_camera_it_is_led_by_time_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = lead(Leading("quick", no_camera=True), own(tmp_path, FOLLOWED))

    assert shown.lines == ("Quick: 2 of 2 repetitions.",)
    assert shown.row["reps_seen"] == 0
    assert shown.row["not_visible"] == NO_CAMERA
    assert kept() == [("quick", 2)]
    assert "Move. (1 of 2" in capsys.readouterr().out


def test_the_dose_of_today_is_led(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = own(tmp_path)
    quick = find(catalogue_of(settings), "quick")
    once = quick.dose.model_copy(update={"repetitions": 1})
    task = Task(Item(quick, "stretch", (), DAILY), once, 0, is_done=False)
    monkeypatch.setattr(beginning, "today", lambda _settings: ProgrammeDay(0, (task,)))

    assert lead(Leading("quick"), settings).lines == ("Quick: done.",)
    assert kept() == [("quick", 1)]


def test_what_no_camera_can_follow_needs_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes: list[str] = []
    monkeypatch.setattr(LessonRun, "unseen", lambda _run, why: notes.append(why))

    shown = lead(Leading("quick"), own(tmp_path))

    assert [shown.row["not_visible"]] == notes == [NOT_FOLLOWED]
    assert kept() == [("quick", 2)]


def missing(*_what: object, **_how: object) -> None:
    msg = "There is no camera 7. Plug it in."
    raise CameraError(msg)


def test_where_the_camera_is_missing_time_is_counted_and_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "open_seen", missing)
    notes: list[str] = []
    monkeypatch.setattr(LessonRun, "unseen", lambda _run, why: notes.append(why))

    shown = lead(Leading("quick", "7"), own(tmp_path, FOLLOWED))

    assert shown.lines == ("Quick: 2 of 2 repetitions.",)
    assert notes == ["Time is counted without a camera. There is no camera 7. Plug it in."]


def test_a_program_that_counts_needs_the_camera(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "open_seen", missing)

    with pytest.raises(CameraError, match="no camera 7"):
        lead(Leading("quick", "7", as_json=True), own(tmp_path, FOLLOWED))

    assert kept() == []


@contextmanager
def _gone(*_what: object, **_how: object) -> Iterator[None]:
    missing()
    yield


def test_a_camera_that_was_lent_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []
    real = open_seen

    def seldom(*what: object, **how: object) -> object:
        tries.append(1)
        return _gone() if len(tries) < 3 else real(*what, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "open_seen", seldom)
    monkeypatch.setattr(module, "AGAIN_S", 0.0)
    source = str(tape(tmp_path / "sitting.tape.jsonl", (1, UPRIGHT)))

    with module.open_patiently(source, Settings(), StreamClock(), 600.0) as (observations, _):
        assert observations.next(0.0) is not None

    assert len(tries) == 3


@pytest.mark.parametrize("watched", [True, False])
def test_a_recording_is_played_or_read_and_never_kept(tmp_path: Path, *, watched: bool) -> None:
    source = str(tape(tmp_path / "sitting.tape.jsonl", (4, UPRIGHT)))

    shown = lead(
        Leading("quick", source, watched=watched), own(tmp_path, FOLLOWED, ", hold_s = 100")
    )

    counted = "Quick: 0 of 2 repetitions." if watched else "Quick: 0 repetitions seen."
    assert shown.lines[0] == counted
    assert (shown.row["reps_seen"], shown.row["not_visible"]) == (0, None)
    assert kept() == []


def test_a_history_that_cannot_be_written_does_not_undo_the_exercise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_what: object) -> None:
        msg = "The disk is full."
        raise HistoryError(msg)

    monkeypatch.setattr(module, "keep", full)

    assert isinstance(lead(Leading("quick"), own(tmp_path)), Shown)
    assert "Not saved to the history. The disk is full." in capsys.readouterr().err


def test_stopping_sums_up_what_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_at: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(AtTerminal, "by_time", stopped)

    assert lead(Leading("quick"), own(tmp_path)).lines == ("Quick: 0 of 2 repetitions.",)
    assert kept() == []
