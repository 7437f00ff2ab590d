"""The instance before a camera: what goes on from run to run, and what a pause releases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from posturecam.app import resources
from posturecam.app.companion import instance
from posturecam.core.values import Frame, Observation
from posturecam.edges.control.client import Instance
from posturecam.edges.files import folders
from posturecam.edges.sources import open_source
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.view.commands import (
    Calibrate,
    Pause,
    PressKey,
    ReadSettings,
    StopCalibrating,
    Unpause,
)
from posturecam.view.glance import Light
from tests.support.desk import FORWARD, UPRIGHT, with_profile
from tests.support.film import ScriptedCameras, ScriptedCapture, pictures
from tests.support.instances import until, visited
from tests.support.patience import wait_until
from tests.support.synthetic import Person, pose_of

pytestmark = pytest.mark.slow
ONE = (CameraFact(0, "Desk Cam"),)


class Sees:
    """Sees the same person in every picture."""

    def __init__(self, body: Person) -> None:
        self._pose = pose_of(body)

    def find(self, frame: Frame, **_sure: bool) -> Observation:
        return Observation(frame.t, (replace(self._pose, t=frame.t),), frame=frame)


Before = Callable[..., ScriptedCameras]


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> Before:
    """Sit before a camera that opens once `ready`."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)

    def sit(body: Person = UPRIGHT, ready: Event | None = None) -> ScriptedCameras:
        with_profile()

        def camera() -> ScriptedCapture:
            if ready is not None:
                assert ready.wait(60)
            return ScriptedCapture(pictures(), every_s=0.02)

        @contextmanager
        def finder(*_: object, **__: object) -> Iterator[Sees]:
            yield Sees(body)

        cameras = ScriptedCameras(camera)
        opened = partial(open_camera, open_index=cameras, cameras=lambda: ONE)
        monkeypatch.setattr(open_source, "open_camera", opened)
        monkeypatch.setattr(resources, "open_finder", finder)
        return cameras

    return sit


def test_a_pause_while_the_camera_opens_ends_like_any_other(before: Before) -> None:
    ready = Event()
    before(ready=ready)

    def visit(running: Instance) -> None:
        wait_until(lambda: running.state()["screen"] is not None, "a run")
        running.do(Pause())
        ready.set()
        wait_until(lambda: running.glance().break_in_s is not None, "an observation")
        assert running.glance().light is Light.PAUSED
        running.do(Unpause())
        until(running, Light.WELL)
        was = running.glance().today_s
        wait_until(lambda: running.glance().today_s > was, "time that goes on")

    visited(visit, "camera.start_s=60")


def test_new_settings_open_no_camera_during_a_pause(before: Before) -> None:
    cameras = before()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        running.do(Pause(for_s=600.0))
        wait_until(cameras.opened[0].released.is_set, "the release")
        running.do(ReadSettings())
        wait_until(lambda: running.state()["screen"] is None, "the end of the run")
        glance = running.glance()
        assert glance.light is Light.PAUSED
        assert glance.paused_until
        assert len(cameras.opened) == 1
        running.do(Unpause())
        until(running, Light.WELL)

    visited(visit)


def test_what_was_sat_and_the_alert_go_on_with_new_settings(before: Before) -> None:
    cameras = before(FORWARD)

    def visit(running: Instance) -> None:
        wait_until(lambda: bool(running.glance().alert), "an alert")
        break_in_s = running.glance().break_in_s or 0.0
        folders.settings_path().parent.mkdir(parents=True, exist_ok=True)
        folders.settings_path().write_text("[notifications]\nsnooze_min = 5\n", encoding="utf-8")
        running.do(ReadSettings())
        wait_until(lambda: len(cameras.opened) == 2, "the next run")
        wait_until(lambda: running.state()["figure"] is not None, "its first reading")
        assert running.glance().alert == "Head forward"
        assert 0 < (running.glance().break_in_s or 0.0) < break_in_s
        assert running.do(PressKey("s")).startswith("no alerts for 5 min")
        assert running.glance().snooze_s == 300.0

    visited(visit, "alerts.hold_s=2")


def test_a_calibration_that_is_stopped_puts_no_break_off(before: Before) -> None:
    before()

    def visit(running: Instance) -> None:
        until(running, Light.WELL)
        wait_until(lambda: running.glance().today_s > 1, "a second")
        break_in_s = running.glance().break_in_s or 0.0
        running.do(Calibrate("upright"))
        until(running, Light.CALIBRATING)
        running.do(StopCalibrating())
        until(running, Light.WELL)
        assert 0 < (running.glance().break_in_s or 0.0) < break_in_s

    visited(visit)


def test_what_is_asked_for_while_a_run_begins_is_not_lost(
    before: Before, monkeypatch: pytest.MonkeyPatch
) -> None:
    before()
    real, asked = instance.stored_profile, []

    def slow(profile: str) -> object:
        if not asked:
            asked.append(Instance().do(Calibrate("upright")))
        return real(profile)

    monkeypatch.setattr(instance, "stored_profile", slow)

    def visit(running: Instance) -> None:
        until(running, Light.CALIBRATING)
        running.do(StopCalibrating())

    visited(visit)
