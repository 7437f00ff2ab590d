"""The doctor names what is there, what is missing and the next step, and never falls ill."""

import importlib.metadata
import os
import sys
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from posturecam.edges.desktop import doctor
from posturecam.edges.desktop.doctor import all_well, examine
from posturecam.edges.desktop.finding import Finding
from posturecam.edges.desktop.sound import NO_PLAYER
from posturecam.edges.mediapipe.bundles import FACE_MEMBERS, POSE_MEMBERS, Bundles
from posturecam.edges.sources import camera_names
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.settings import Settings
from tests.support.paths import CALIBRATION

NAMES = (
    *("python", "packages", "system libraries", "settings file", "pose model", "cameras"),
    *("profile", "settings folder", "data folder", "cache folder"),
    *("notifications", "sound", "voice", "border and break screen", "pauses", "quiet"),
    *("tray", "autostart"),
    *("hooks", "MQTT", "D-Bus"),
)


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without model, camera and desktop."""
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(camera_names, "list_cameras", lambda: ())
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)


def finding(name: str, settings: Settings | None = None, profile: str = "default") -> Finding:
    (found,) = (f for f in examine(settings or Settings(), profile) if f.name == name)
    return found


def changed(**sections: dict[str, object]) -> Settings:
    return Settings.model_validate(sections)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bundles:
    """An installation whose models can be damaged."""
    made = Bundles(tmp_path / "pose.task", tmp_path / "face.task")
    monkeypatch.setattr(doctor, "SHIPPED", made)
    for path, members in ((made.pose, POSE_MEMBERS), (made.face, FACE_MEMBERS)):
        with zipfile.ZipFile(path, "w") as bundle:
            for member in members:
                bundle.writestr(member, b"network" * 100)
    return made


def test_everything_is_looked_at_and_what_is_bad_has_a_next_step() -> None:
    findings = examine(Settings(), "default")
    assert tuple(f.name for f in findings) == NAMES
    assert all(f.text for f in findings)
    assert all(f.next_step for f in findings if not f.ok)
    assert not all_well(findings)


def test_what_is_not_needed_does_not_count() -> None:
    fine = Finding("a", ok=True, text="")
    assert all_well((fine, Finding("b", ok=False, text="", needed=False)))
    assert not all_well((fine, Finding("b", ok=False, text="")))


def test_the_model_is_there_damaged_or_missing(shipped: Bundles) -> None:
    assert finding("pose model").ok
    whole = shipped.pose.read_bytes()
    shipped.pose.write_bytes(whole[:200] + b"damaged" + whole[207:])
    assert not finding("pose model").ok
    shipped.pose.unlink()
    assert "Install posturecam again" in finding("pose model").next_step


def test_a_model_of_ones_own_that_is_missing(tmp_path: Path) -> None:
    found = finding("pose model", changed(model={"path": str(tmp_path / "none.task")}))
    assert not found.ok
    assert "none.task" in found.text
    assert "model.path" in found.next_step


def test_cameras_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not finding("cameras").ok
    cameras = (CameraFact(0, "Integrated Camera"), CameraFact(2, "USB Camera"))
    monkeypatch.setattr(camera_names, "list_cameras", lambda: cameras)
    assert finding("cameras").text == "0 (Integrated Camera), 2 (USB Camera)"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs device files")
def test_a_camera_that_may_not_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        camera_names, "list_cameras", lambda: (CameraFact(0, "Camera", "/dev/null"),)
    )
    assert finding("cameras").ok
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert "group `video`" in finding("cameras").next_step


def test_a_missing_and_a_damaged_profile(tmp_path: Path) -> None:
    none = finding("profile")
    assert none.text == "There is no calibration profile 'default'."
    assert "posturecam calibrate" in none.next_step
    damaged = tmp_path / "bad.toml"
    damaged.write_text("nonsense")
    assert not finding("profile", profile=str(damaged)).ok


@pytest.mark.skipif(not list(CALIBRATION.glob("*.toml")), reason="no sample profiles here")
def test_a_profile_that_is_there() -> None:
    found = finding("profile", profile=str(next(CALIBRATION.glob("*.toml"))))
    assert found.ok
    assert "made 20" in found.text


def test_folders_that_can_and_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert finding("data folder").ok
    (tmp_path / "file").touch()
    monkeypatch.setenv("POSTURECAM_DATA_DIR", str(tmp_path / "file" / "data"))
    found = finding("data folder")
    assert not found.ok
    assert "POSTURECAM_DATA_DIR" in found.next_step


def test_a_settings_file_that_is_sound_missing_or_faulty(tmp_path: Path) -> None:
    assert finding("settings file").text == "none; using the defaults"
    path = tmp_path / "config" / "settings.toml"
    path.parent.mkdir()
    path.write_text("[alerts]\nhold_s = 90\n")
    assert finding("settings file").text == str(path)
    path.write_text("[alerts]\nhold_s = -1\n")
    found = finding("settings file")
    assert (found.ok, found.needed) == (False, True)
    assert "alerts.hold_s must be" in found.text


def test_a_folder_that_cannot_even_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURECAM_DATA_DIR", "/" + "long" * 100)
    found = finding("data folder")
    assert not found.ok
    assert "POSTURECAM_DATA_DIR" in found.next_step


def test_nothing_is_made(tmp_path: Path) -> None:
    examine(Settings(), "default")
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "cache"])  # the log may be there


def test_missing_libraries_come_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "missing_libraries", lambda: ("libGL.so.1", "libEGL.so.1"))
    found = finding("system libraries")
    assert found.text == "missing: libGL.so.1, libEGL.so.1"
    assert found.next_step.endswith("sudo apt-get install libegl1 libgl1")


def test_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.metadata.version

    def version(name: str) -> str:
        if name == "mediapipe":
            raise importlib.metadata.PackageNotFoundError
        return real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    assert finding("packages").text == "missing: mediapipe"


def test_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LEAST_PYTHON", (4, 0))
    assert not finding("python").ok


def test_notifications_are_a_comfort_not_a_need() -> None:
    found = finding("notifications")
    assert not found.needed
    assert finding("notifications", changed(notifications={"desktop": False})).ok


def test_a_desktop_that_shows_notifications(monkeypatch: pytest.MonkeyPatch) -> None:
    async def abilities() -> str:
        return "shown by the desktop, with buttons"

    monkeypatch.setattr(doctor, "_abilities", abilities)
    assert finding("notifications").ok


def test_a_check_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_ill() -> tuple[CameraFact, ...]:
        raise RuntimeError

    monkeypatch.setattr(camera_names, "list_cameras", fall_ill)
    assert finding("cameras").text == "cannot be checked: RuntimeError"


def test_without_a_terminal_there_is_no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "this desktop shows none; without a terminal there is no bell either"
    monkeypatch.setattr(sys, "stderr", None)
    assert finding("notifications").text == said
    assert "bell" not in finding("sound").text


def test_at_a_terminal_the_bell_rings_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert finding("notifications").text.endswith("; the terminal bell rings instead")


@pytest.mark.parametrize(
    ("answers", "wished", "ok"),
    [
        pytest.param((False, False), {}, True, id="all known"),
        pytest.param((None, None), {}, False, id="the lock is wished and cannot be known"),
        pytest.param((None, None), {"locked": False}, True, id="nothing is wished"),
        pytest.param((True, None), {"on_battery": True}, False, id="the battery cannot be known"),
    ],
)
def test_pauses_that_cannot_be_noticed_are_named(
    monkeypatch: pytest.MonkeyPatch,
    answers: tuple[bool | None, bool | None],
    wished: dict[str, object],
    *,
    ok: bool,
) -> None:
    monkeypatch.setattr(doctor, "open_screen_lock", lambda: nullcontext(lambda: answers[0]))
    monkeypatch.setattr(doctor, "on_battery", lambda: answers[1])
    found = finding("pauses", changed(pause=wished))
    assert (found.ok, found.needed) == (ok, False)
    assert ("pause.hours" in found.next_step) is not ok


@pytest.mark.parametrize(
    ("found", "wanted", "ok", "text"),
    [
        ((("aplay", "-q"),), True, True, "on (notifications.sound); played by aplay"),
        ((("aplay", "-q"),), False, True, "off (notifications.sound); played by aplay"),
        ((), False, True, f"off (notifications.sound); {NO_PLAYER}"),
        ((), True, False, f"on (notifications.sound); {NO_PLAYER}"),
    ],
)
def test_how_sounds_are_played(
    monkeypatch: pytest.MonkeyPatch,
    found: tuple[tuple[str, ...], ...],
    text: str,
    *,
    wanted: bool,
    ok: bool,
) -> None:
    monkeypatch.setattr(doctor, "players", lambda: found)
    sound = finding("sound", changed(notifications={"sound": wanted}))
    assert (sound.ok, sound.text, sound.needed) == (ok, text, False)
    assert bool(sound.next_step) is not ok


@pytest.mark.parametrize(
    ("display", "wayland", "tkinter", "text"),
    [
        (":0", "", True, "can be drawn here"),
        ("", "wayland-0", True, "no X display"),
        ("", "", True, "there is no display"),
        (":0", "", False, "python3-tk"),
    ],
)
@pytest.mark.parametrize("wanted", [False, True])
def test_whether_border_and_break_screen_can_be_drawn(
    monkeypatch: pytest.MonkeyPatch,
    display: str,
    wayland: str,
    text: str,
    *,
    tkinter: bool,
    wanted: bool,
) -> None:
    monkeypatch.setattr(doctor, "missing_tkinter", lambda: not tkinter)
    monkeypatch.setattr(doctor.platform, "system", lambda: "Linux")
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    found = finding("border and break screen", changed(notifications={"border": wanted}))
    assert text in found.text
    assert found.ok is ("drawn" in text or not wanted)
    assert bool(found.next_step) is not found.ok
    assert "not tried" not in found.text


def test_what_was_not_tried_on_a_system_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "missing_tkinter", lambda: False)
    monkeypatch.setattr(doctor.platform, "system", lambda: "Windows")
    monkeypatch.setattr(doctor.sys, "platform", "win32")
    assert doctor._overlays(Settings()).text == "off; can be drawn here; not tried on Windows yet"
