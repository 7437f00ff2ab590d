"""What macOS, Windows and PipeWire print, as recorded or documented: untried on the first two."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from posturecam.edges.desktop import busy_macos, busy_sharing, busy_windows
from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.bounded_program import printed
from posturecam.edges.desktop.busy_macos import focus, records_in, stays_on_in
from posturecam.edges.desktop.busy_sharing import screen_shared, shared_in
from posturecam.edges.desktop.busy_windows import state_means, users_of

CALM = """2026-11-26 09:00:00 +0100
Assertion status system-wide:
   BackgroundTask                 0
   PreventUserIdleDisplaySleep    0
   PreventUserIdleSystemSleep     1
Listed by owning process:
   pid 95(powerd): [0x0000001] 00:10:00 PreventUserIdleSystemSleep named: "Powerd - on AC"
"""
CALL = CALM.replace("DisplaySleep    0", "DisplaySleep    1") + (
    "   pid 210(coreaudiod): [0x0000002] 00:01:02 PreventUserIdleSystemSleep "
    'named: "com.apple.audio.BuiltInMicrophoneDevice.context.preventuseridlesleep"\n'
    "\tCreated for PID: 456.\n"
    "\tResources: audio-in BuiltInMicrophoneDevice\n"
)


def test_what_pmset_prints() -> None:
    assert [records_in(text).yes for text in (CALM, CALL)] == [False, True]
    assert [stays_on_in(text).yes for text in (CALM, CALL, "")] == [False, True, None]


def test_macos_asks_pmset(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(busy_macos, "printed", lambda command: asked.append(command) or CALL)
    assert (busy_macos.records().yes, busy_macos.stays_on().yes) == (True, True)
    assert asked == [("pmset", "-g", "assertions")] * 2
    monkeypatch.setattr(busy_macos, "printed", lambda _command: None)
    assert (busy_macos.records().yes, busy_macos.stays_on().yes) == (None, None)
    assert busy_macos.nothing("who").yes is None


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ('{"data": [{"storeAssertionRecords": [{"assertionDetails": {}}]}]}', True),
        ('{"data": [{"storeInvalidationRecords": []}]}', False),
        ('{"data": [{"storeAssertionRecords": []}]}', False),
        ('{"data": 7}', None),
        ("{", None),
        (None, None),
    ],
)
def test_a_focus(text: str | None, yes: bool | None, tmp_path: Path) -> None:  # noqa: FBT001
    if text is not None:
        (tmp_path / busy_macos.FOCUS).parent.mkdir(parents=True)
        (tmp_path / busy_macos.FOCUS).write_text(text)
    assert focus(tmp_path).yes is yes


OWN = r"C:\Python\python.exe"
ROWS = [
    ("Microsoft.WindowsCamera_8wekyb3d8bbwe", 133_000_000),
    ("C:#Program Files#Zoom#bin#Zoom.exe", 0),
    ("C:#python#python.exe", 0),
]


def test_who_uses_a_device_in_windows() -> None:
    used = users_of("webcam", ROWS, OWN)
    assert used == Answer(yes=True, how="webcam used by Zoom.exe")
    assert users_of("webcam", ROWS[::2], OWN) == Answer(yes=False, how="webcam used by nobody")


class Key:
    """A key of a registry that is a dictionary."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def registry(tree: dict[str, Any]) -> SimpleNamespace:
    def open_key(root: Any, path: str) -> Key:
        inner = (root.inner if isinstance(root, Key) else tree).get(path)
        if inner is None:
            raise FileNotFoundError
        return Key(inner)

    def value(key: Key, name: str) -> tuple[int, int]:
        if name not in key.inner:
            raise FileNotFoundError
        return key.inner[name], 11

    return SimpleNamespace(
        HKEY_CURRENT_USER="user",
        OpenKey=open_key,
        QueryInfoKey=lambda key: (len(key.inner), 0, 0),
        EnumKey=lambda key, number: list(key.inner)[number],
        QueryValueEx=value,
    )


def test_the_registry_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = rf"{busy_windows.CONSENT}\microphone"
    packaged = {"NonPackaged": {}, "Teams": {"LastUsedTimeStop": 5}}
    desktop = {"C:#Zoom.exe": {"LastUsedTimeStop": 0}}
    tree = {folder: packaged, rf"{folder}\NonPackaged": desktop}
    monkeypatch.setitem(sys.modules, "winreg", registry(tree))

    assert busy_windows.in_use("microphone").how == "microphone used by Zoom.exe"
    assert busy_windows.in_use("webcam").yes is None


def test_elsewhere_there_is_no_registry() -> None:
    assert busy_windows.in_use("webcam").yes is None
    asked = (busy_windows.full_screen, busy_windows.presenting, busy_windows.quiet_time)
    assert [ask().yes for ask in asked] == [None] * 3


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (busy_windows.BUSY, (True, False, None)),
        (busy_windows.FULL_SCREEN_3D, (True, False, None)),
        (busy_windows.PRESENTATION, (False, True, None)),
        (5, (False, False, None)),
        (busy_windows.QUIET_TIME, (False, False, True)),
    ],
)
def test_the_state_of_notifications(
    state: int, expected: tuple[bool | None, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shell:
        def SHQueryUserNotificationState(self, place: Any) -> int:  # noqa: N802
            place._obj.value = state
            return 0

    windll = SimpleNamespace(shell32=Shell())
    monkeypatch.setattr(busy_windows.ctypes, "windll", windll, raising=False)
    asked = (busy_windows.full_screen, busy_windows.presenting, busy_windows.quiet_time)
    assert tuple(ask().yes for ask in asked) == expected
    assert state_means(5, (5,), "it").how == "Windows: it"


def node(**info: Any) -> dict[str, Any]:
    return {"id": 7, "type": "PipeWire:Interface:Node", "info": info}


SCREEN = node(
    state="running", props={"media.class": "Stream/Output/Video", "node.name": "gnome-shell"}
)
WLR = node(state="running", props={"media.class": "Video/Source", "node.name": "xdpw-stream-1"})
CAMERA = node(state="running", props={"media.class": "Video/Source", "device.api": "v4l2"})
PORTAL = node(state="running", props={"media.class": "Video/Source", "media.role": "Camera"})
IDLE = node(state="suspended", props=SCREEN["info"]["props"])
READER = node(state="running", props={"media.class": "Stream/Input/Video"})
SOUND = node(state="running", props={"media.class": "Audio/Source"})
OTHERS = [CAMERA, PORTAL, IDLE, READER, SOUND, {"type": "PipeWire:Interface:Core"}, node()]


def test_what_pipewire_lists() -> None:
    nobody = shared_in(json.dumps(OTHERS))
    assert nobody == Answer(yes=False, how="screen sharing (PipeWire): no")
    assert shared_in(json.dumps([*OTHERS, SCREEN, WLR])) == Answer(
        yes=True, how="screen sharing (PipeWire): by gnome-shell, xdpw-stream-1"
    )
    nameless = node(state="running", props={"media.class": "Video/Source"})
    assert shared_in(json.dumps([nameless])).how.endswith("by a program")
    assert [shared_in(text).yes for text in ("", "[1]", "7")] == [None] * 3


def test_pipewire_is_asked_where_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIPEWIRE_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert screen_shared() == Answer(None, "screen sharing: no PipeWire")
    (tmp_path / "pipewire-0").touch()
    monkeypatch.setattr(busy_sharing, "printed", lambda _command: None)
    assert screen_shared() == Answer(None, "screen sharing: pw-dump is not there")
    monkeypatch.setattr(busy_sharing, "printed", lambda _command: json.dumps([SCREEN]))
    assert screen_shared().yes is True


def test_a_program_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posturecam.edges.desktop.bounded_program.PATIENCE_S", 0.2)
    python = sys.executable
    assert printed([python, "-S", "-c", "print('a')"]) in ("a\n", None)  # a busy machine is slow
    assert printed([python, "-c", "import time; time.sleep(60)"]) is None
    assert printed([python, "-c", "raise SystemExit(1)"]) is None
    assert printed(["there-is-no-such-program"]) is None
