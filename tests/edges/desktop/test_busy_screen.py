"""Full screen, on an X server of its own and by compositors that answer as they do."""

import json
import shutil
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.busy_screen import WAYLAND, FullScreen
from posturecam.edges.desktop.busy_wayland import (
    compositor_full_screen,
    hyprland_full,
    sway_full,
)

NO_X = Answer(None, "no X11 display, or a window manager without EWMH")
NOT = Answer(yes=False, how="X11: the active window is not full screen")
FULL = Answer(yes=True, how="X11: the active window is full screen")


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[FullScreen]:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    screen = FullScreen()
    yield screen
    screen.close()


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    missing = [name for name in ("Xvfb", "xprop") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} (Debian: xvfb x11-utils)")
    xvfb = subprocess.Popen(
        ["Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "640x480x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert xvfb.stdout is not None
    monkeypatch.setenv("DISPLAY", f":{xvfb.stdout.readline().strip()}")
    yield xvfb
    xvfb.terminate()
    xvfb.communicate(timeout=300)


def prop(window: str, name: str, kind: str, value: str) -> None:
    where = ["-root"] if window == "root" else ["-id", window]
    subprocess.run(["xprop", *where, "-f", name, kind, "-set", name, value], check=True)


def root_window() -> str:
    """A window that is there: the root itself stands for the active one."""
    import re  # noqa: PLC0415

    told = subprocess.run(["xwininfo", "-root"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Window id: (0x[0-9a-f]+)", told)
    assert found is not None
    return found[1]


@pytest.mark.desktop
@pytest.mark.usefixtures("display")
def test_the_active_window_decides(screen: FullScreen) -> None:
    assert screen() == NO_X  # no window manager
    prop("root", "_NET_ACTIVE_WINDOW", "32x", "0")
    assert screen() == NOT
    window = root_window()
    prop("root", "_NET_ACTIVE_WINDOW", "32x", window)
    assert screen() == NOT
    full = screen._atom("_NET_WM_STATE_FULLSCREEN")
    prop(window, "_NET_WM_STATE", "32x", f"{full - 1}, {full}")  # one of several states
    assert screen() == FULL
    prop("root", "_NET_ACTIVE_WINDOW", "32x", "0x7fffff")  # a window that has gone
    assert screen() == NOT


@pytest.mark.desktop
@pytest.mark.usefixtures("display")
def test_under_wayland_only_a_yes_is_believed(
    screen: FullScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    window = root_window()
    prop("root", "_NET_ACTIVE_WINDOW", "32x", window)
    assert screen() == Answer(None, WAYLAND)
    prop(window, "_NET_WM_STATE", "32a", "_NET_WM_STATE_FULLSCREEN")
    assert screen() == FULL


@pytest.mark.desktop
def test_a_display_that_goes_away(display: subprocess.Popen[str], screen: FullScreen) -> None:
    prop("root", "_NET_ACTIVE_WINDOW", "32x", "0")
    assert screen() == NOT
    display.terminate()
    display.wait(300)
    assert [screen() for _ in range(3)] == [NO_X] * 3


def test_without_a_display_or_a_library(
    screen: FullScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert screen() == NO_X
    monkeypatch.setenv("DISPLAY", ":999999")
    assert screen() == NO_X

    def absent() -> None:
        raise OSError

    monkeypatch.setattr("posturecam.edges.desktop.busy_screen._xcb", absent)
    assert screen() == NO_X


# --- Wayland ----------------------------------------------------------------------------------

TREE = {
    "type": "root",
    "focused": False,
    "nodes": [
        {"focused": False, "fullscreen_mode": 1, "nodes": []},
        {
            "focused": False,
            "nodes": [],
            "floating_nodes": [{"focused": True, "fullscreen_mode": 0}],
        },
    ],
}


def test_the_focused_window_decides() -> None:
    full = json.loads(json.dumps(TREE).replace('"fullscreen_mode": 0', '"fullscreen_mode": 1'))
    assert (sway_full(TREE), sway_full(full), sway_full({})) == (False, True, False)
    states = [hyprland_full({"fullscreen": state}) for state in (0, 1, 2, 3, False, True)]
    assert states == [False, False, True, True, False, True]
    assert not hyprland_full({})


def listening(path: Path, answer: Callable[[bytes], bytes]) -> threading.Thread:
    """Answer one connection."""
    path.parent.mkdir(parents=True, exist_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()

    def serve() -> None:
        with listener:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(answer(connection.recv(4096)))

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


@pytest.fixture
def nothing_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SWAYSOCK", raising=False)
    monkeypatch.delenv("HYPRLAND_INSTANCE_SIGNATURE", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.mark.usefixtures("nothing_else")
def test_sway_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def answer(request: bytes) -> bytes:
        asked.append(request)
        body = json.dumps(TREE).encode()
        return b"i3-ipc" + struct.pack("=II", len(body), 4) + body

    monkeypatch.setenv("SWAYSOCK", str(tmp_path / "sway"))
    thread = listening(tmp_path / "sway", answer)
    assert compositor_full_screen() == Answer(
        yes=False, how="sway: the focused window is not full screen"
    )
    thread.join(60)
    assert asked == [b"i3-ipc" + struct.pack("=II", 0, 4)]


@pytest.mark.usefixtures("nothing_else")
def test_hyprland_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYPRLAND_INSTANCE_SIGNATURE", "abc")
    path = tmp_path / "hypr" / "abc" / ".socket.sock"
    thread = listening(path, lambda request: b'{"fullscreen": 2}' * (request == b"j/activewindow"))
    assert compositor_full_screen() == Answer(
        yes=True, how="Hyprland: the focused window is full screen"
    )
    thread.join(60)


@pytest.mark.usefixtures("nothing_else")
@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"i3-ipc\xff\xff\xff\xff\4\0\0\0",
        b"i3-ipc\x05\0\0\0\4\0\0\0{",
        b"i3-ipc\2\0\0\0\4\0\0\0[]",
    ],
)
def test_a_compositor_that_answers_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setenv("SWAYSOCK", str(tmp_path / "sway"))
    thread = listening(tmp_path / "sway", lambda _request: answer)
    assert compositor_full_screen() == Answer(None, "the Wayland compositor does not answer")
    thread.join(60)


@pytest.mark.usefixtures("nothing_else")
def test_other_compositors_say_nothing() -> None:
    assert compositor_full_screen() == Answer(None, "no Wayland compositor that can be asked")
