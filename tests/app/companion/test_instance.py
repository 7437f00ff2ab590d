import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from posturecam.app import resources
from posturecam.app.calibrate import guided, recalibrate
from posturecam.app.companion import aftercare, background, commands, instance
from posturecam.app.companion.board import Board
from posturecam.app.companion.last_hour import unpacked
from posturecam.app.companion.start import Start
from posturecam.app.known_exercises import known_exercises
from posturecam.app.watch.controls import NO_CARD
from posturecam.app.watch.run import Run
from posturecam.app.watch.telling import ALL_OFF
from posturecam.core.values import Why
from posturecam.edges.control.client import Instance, is_running
from posturecam.edges.files import folders, profile_store
from posturecam.errors import CameraError, InputError, PosturecamError, RunningError
from posturecam.view.commands import (
    Calibrate,
    DidExercise,
    DismissAlert,
    EndSnooze,
    Pause,
    PressKey,
    Quit,
    ReadSettings,
    Recalibrate,
    SnoozeAlerts,
    StopCalibrating,
    TookBreak,
    TryAlert,
    Unpause,
)
from posturecam.view.glance import Light
from posturecam.view.guide import Guide
from posturecam.view.moment import Moment
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile
from tests.support.instances import until, visited
from tests.support.patience import PATIENCE_S, wait_until


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setattr(instance, "AGAIN_S", 0.05)


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[Moment]:
    """Every moment that was on the board, also those that nobody looked at in time."""
    moments: list[Moment] = []
    real = Board.post

    def post(board: Board, moment: Moment, picture: Any = None) -> None:
        moments.append(moment)
        real(board, moment, picture)

    monkeypatch.setattr(Board, "post", post)
    return moments


@pytest.fixture
def story(tmp_path: Path) -> str:
    """Somebody sits well for long."""
    return str(tape(tmp_path / "well.tape.jsonl", (60, UPRIGHT), step_s=0.25))


@pytest.fixture
def slouching(tmp_path: Path) -> str:
    return str(tape(tmp_path / "bad.tape.jsonl", (1, UPRIGHT), (60, FORWARD)))


def test_it_watches_and_says_how_things_are(story: str) -> None:
    with_profile()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        glance = running.glance()
        assert glance.sentence.startswith("sitting well")
        assert glance.profile == "default"
        assert glance.source == story
        state = running.state()
        assert state["screen"]["headline"]["verdict"] == "good"
        assert state["figure"]["cva_limit_deg"] == 8.0
        assert state["outline"]

    visited(visit, source=story)
    assert not is_running()


def test_pause_resume_and_snooze(story: str) -> None:
    with_profile()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        assert running.do(Pause(for_s=600.0)).startswith("paused until")
        until(running, Light.PAUSED)
        assert running.glance().paused_until
        assert running.do(Unpause()) == "resuming ..."
        until(running, Light.WELL)
        assert running.do(Pause(until_tomorrow=True)).endswith("04:00")
        running.do(Unpause())
        assert running.do(SnoozeAlerts(1800.0)) == "no alerts for 30 min"
        wait_until(lambda: running.glance().snoozed_s > 1700, "the snooze")
        running.do(EndSnooze())
        wait_until(lambda: running.glance().snoozed_s == 0, "its end")
        assert running.do(TookBreak()) == "break noted"
        assert running.do(PressKey("?")) == ""
        wait_until(lambda: running.state()["screen"]["help"], "the help")
        running.do(PressKey("?"))

    visited(visit, source=story)


def test_a_calibration_ends_a_pause_and_a_recalibration_waits_for_its_end(
    story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guided, "READY_S", 0.5)
    with_profile()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        assert running.do(Pause()) == "paused until you resume"
        until(running, Light.PAUSED)
        with pytest.raises(InputError, match="posturecam resume"):
            running.do(Recalibrate())
        running.do(Calibrate("upright"))
        until(running, Light.CALIBRATING)
        wait_until(lambda: running.glance().detail.startswith("Sit comfortably tall"), "what to do")
        running.do(StopCalibrating())
        until(running, Light.WELL)

    visited(visit, source=story)


def test_the_key_asks_before_it_replaces_a_file_named_by_its_path(story: str) -> None:
    mine = with_profile()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        assert running.do(PressKey("r")).endswith(f"to replace {mine}")

    visited(visit, source=story, profile=str(mine))


def test_an_alert_has_its_exercise_and_can_be_ticked_off(slouching: str) -> None:
    with_profile()

    def visit(running: Instance) -> None:
        wait_until(lambda: bool(running.glance().alert), "an alert")
        glance = running.glance()
        assert (glance.light, glance.alert) == (Light.BEYOND, "Head forward")
        assert glance.stretch
        assert running.state()["screen"]["card"]["steps"]
        assert running.do(DidExercise()) == "exercise noted"
        wait_until(lambda: not running.glance().alert, "the end of the card")
        assert running.do(DidExercise()) == NO_CARD

    visited(visit, "alerts.hold_s=2", source=slouching)


def test_an_exercise_that_was_done_is_in_the_history(
    slouching: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_profile()
    monkeypatch.setattr(Run, "_records", lambda *_: True)  # a recording, like a camera

    def visit(running: Instance) -> None:
        wait_until(lambda: bool(running.glance().stretch), "an exercise")
        proposed = running.glance().stretch
        running.do(DidExercise())
        wait_until(lambda: bool(known_exercises()), "a record")
        assert {key: one.done for key, one in known_exercises().items()} == {proposed: 1}

    visited(visit, "alerts.hold_s=2", source=slouching)


def test_the_example_of_an_alert_goes_away_again(story: str) -> None:
    with_profile()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        assert running.do(TryAlert()) == ALL_OFF
        wait_until(lambda: bool(running.glance().alert), "the example")
        assert running.glance().alerts == 0
        running.do(DismissAlert())
        wait_until(lambda: not running.glance().alert, "its end")

    visited(visit, source=story)


def test_without_a_profile_it_waits_for_a_calibration_and_then_watches(
    story: str, monkeypatch: pytest.MonkeyPatch, posted: list[Moment]
) -> None:
    monkeypatch.setattr(guided, "READY_S", 0.5)
    monkeypatch.setattr(guided, "ANSWER_S", 0.5)
    quick = replace(guided.LESSONS["upright"], lasts_s=3.0)
    monkeypatch.setitem(guided.LESSONS, "upright", quick)
    monkeypatch.setattr(aftercare, "CHECK_S", 0.5)
    monkeypatch.setattr(aftercare, "TRIAL_S", 0.5)

    def guides() -> list[Guide]:
        return [moment.guide for moment in list(posted) if moment.guide is not None]

    def visit(running: Instance) -> None:
        until(running, Light.UNCALIBRATED)
        for command in (Recalibrate(), TryAlert()):
            with pytest.raises(PosturecamError, match="posturecam status"):
                running.do(command)
        running.do(Calibrate("upright"))
        until(running, Light.CALIBRATING)
        assert running.do(Calibrate()) == "you are being guided already"
        assert running.do(PressKey("s")) == ""
        wait_until(lambda: any(guide.stage == "done" for guide in guides()), "the last stage")
        assert running.do(StopCalibrating()) == "stopped"
        wait_until(lambda: running.state()["guide"] is None, "no guide")

    visited(visit, source=story)
    stages = list(dict.fromkeys(guide.stage for guide in guides()))
    assert stages[-2:] == ["trial", "done"]
    shown = next(guide for guide in guides() if guide.number == 1)
    assert (shown.pose, shown.count, shown.stage) == ("upright", 1, "poses")
    assert [entry.name for entry in profile_store.entries(folders.profiles_dir())] == ["default"]


def test_a_calibration_that_is_refused_says_why_and_one_that_is_stopped_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guided, "PATIENCE_S", 0.5)
    empty = str(tape(tmp_path / "empty.tape.jsonl", (60, Why.NOBODY)))

    def visit(running: Instance) -> None:
        until(running, Light.UNCALIBRATED)
        running.do(Calibrate("upright"))
        wait_until(lambda: (running.state()["guide"] or {}).get("stage") == "refused", "a refusal")
        guide = running.state()["guide"]
        assert guide["problems"]
        running.do(StopCalibrating())
        assert running.state()["guide"] is None
        monkeypatch.setattr(guided, "PATIENCE_S", 60.0)
        running.do(Calibrate())
        until(running, Light.CALIBRATING)
        wait_until(lambda: running.state()["guide"]["hints"] != (), "a hint")
        running.do(StopCalibrating())
        until(running, Light.UNCALIBRATED)

    visited(visit, source=empty)
    assert not list(profile_store.entries(folders.profiles_dir()))


def test_before_a_calibration_whoever_looks_sees_what_to_change(tmp_path: Path) -> None:
    """A pose tape has no pictures; what they show is there all the same."""
    empty = str(tape(tmp_path / "empty.tape.jsonl", (30, UPRIGHT), (60, Why.NOBODY)))

    def visit(running: Instance) -> None:
        until(running, Light.UNCALIBRATED)
        assert running.state()["guide"] is None
        with running.follow(pictures=True), running.follow(pictures=False) as messages:
            guides = (one["guide"] for one in messages if isinstance(one, dict) and one["guide"])
            guide = next(guides)
            assert (guide["stage"], guide["seen"], guide["hints"]) == ("intro", "you are seen", [])
        running.do(Calibrate("upright"))
        until(running, Light.CALIBRATING)

    visited(visit, source=empty)


def test_a_calibration_without_a_camera_says_so_where_one_looks() -> None:
    def visit(running: Instance) -> None:
        until(running, Light.UNCALIBRATED)
        running.do(Calibrate())
        wait_until(lambda: running.state()["guide"] is not None, "the refusal")
        wait_until(lambda: running.state()["guide"]["stage"] == "refused", "the refusal")
        (problem,) = running.state()["guide"]["problems"]
        assert "camera" in problem

    visited(visit, source="no such camera")


def test_an_address_with_a_password_is_shown_to_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with_profile()
    address = "rtsp://ann:s3cretpw@127.0.0.1:9/x?token=s3cretpw"

    def visit(running: Instance) -> None:
        until(running, Light.CAMERA_LOST, Light.UNSURE)
        assert running.glance().detail
        assert "s3cretpw" not in str(running.state())

    visited(visit, source=address)
    assert "s3cretpw" not in caplog.text


def test_settings_are_read_again_and_bad_ones_are_shown(story: str) -> None:
    with_profile()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        folders.settings_path().parent.mkdir(parents=True, exist_ok=True)
        folders.settings_path().write_text("[limits]\nforward_head_deg = 5\n", encoding="utf-8")
        running.do(ReadSettings())
        wait_until(
            lambda: (running.state()["figure"] or {}).get("cva_limit_deg") == 5.0, "the new limit"
        )
        folders.settings_path().write_text("[limits]\nforward_head_deg = 500\n", encoding="utf-8")
        running.do(ReadSettings())
        wait_until(lambda: "forward_head_deg" in running.glance().detail, "the complaint")
        folders.settings_path().unlink()
        running.do(ReadSettings())
        until(running, Light.WELL)

    visited(visit, source=story)


def test_a_camera_that_cannot_be_opened_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    with_profile()
    monkeypatch.setattr(instance, "RETRY_S", 0.05)
    real, tried = resources.open_seen, []

    @contextmanager
    def flaky(*words: Any, **named: Any) -> Iterator[Any]:
        tried.append(1)
        if len(tried) < 3:
            msg = "Camera 0 cannot be opened."
            raise CameraError(msg)
        with real(*words, **named) as opened:
            yield opened

    monkeypatch.setattr("posturecam.app.watch.run.open_seen", flaky)

    def visit(running: Instance) -> None:
        until(running, Light.WELL)

    visited(visit, source=story)
    assert len(tried) == 3


def test_a_recording_is_played_again_and_again(tmp_path: Path) -> None:
    with_profile()
    short = str(tape(tmp_path / "short.tape.jsonl", (1.5, UPRIGHT), (1, Why.NOBODY)))

    def visit(running: Instance) -> None:
        for _ in range(2):
            until(running, Light.WELL)
            until(running, Light.UNSURE)

    visited(visit, source=short)


def test_a_second_one_is_refused(story: str) -> None:
    with_profile()

    def visit(_running: Instance) -> None:
        with pytest.raises(RunningError, match=r"running already.*posturecam stop"):
            commands.start(Start(story))

    visited(visit, source=story)


def test_whoever_ends_it_before_tray_and_hooks_are_there_ends_it_cleanly(
    story: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def slow(*_: object) -> Iterator[None]:
        Instance().do(Quit())
        time.sleep(PATIENCE_S)
        yield

    monkeypatch.setattr(instance, "informed", slow)
    instance.serve(Start(story, None, ()))
    assert not is_running()


def test_recalibration_is_done_between_frames(story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalibrate, "LASTS_S", 2.0)
    with_profile()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        running.do(Recalibrate())
        wait_until(lambda: "Recalibrated" in running.state()["screen"]["note"], "the new profile")

    visited(visit, source=story)


def test_nothing_is_recalibrated_during_a_pause(story: str) -> None:
    with_profile()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        running.do(Pause())
        with pytest.raises(InputError, match="posturecam resume"):
            running.do(Recalibrate())

    visited(visit, source=story)


def test_a_pose_that_does_not_exist_is_refused_where_one_looks(story: str) -> None:
    def visit(running: Instance) -> None:
        until(running, Light.UNCALIBRATED)
        running.do(Calibrate("sideways"))
        wait_until(lambda: running.state()["guide"] is not None, "the refusal")
        (problem,) = running.state()["guide"]["problems"]
        assert "sideways" in problem

    visited(visit, source=story)


def test_another_day_is_counted_from_zero(
    story: str, monkeypatch: pytest.MonkeyPatch, posted: list[Moment]
) -> None:
    with_profile()
    now = datetime.fromisoformat("2026-03-02T23:59:59+01:00")
    monkeypatch.setattr(background, "local_time", lambda: now)

    def visit(running: Instance) -> None:
        nonlocal now
        wait_until(lambda: running.glance().today_s > 2, "two seconds")
        first_day = len(posted)
        now += timedelta(seconds=2)
        wait_until(
            lambda: any(moment.glance.today_s < 2 for moment in posted[first_day:]), "the next day"
        )
        assert running.glance().light is Light.WELL

    visited(visit, source=story)


def test_what_it_cannot_do_it_says(story: str) -> None:
    with_profile()

    def visit(running: Instance) -> None:
        with pytest.raises(InputError, match="no answer"):
            running.ask("weather")
        until(running, Light.WELL)
        assert unpacked(running.last_hour())

    visited(visit, source=story)
