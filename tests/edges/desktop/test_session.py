"""Waiting for a session that has just begun, on private buses."""

import socket as sockets
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

from posturecam.edges.desktop import session as session_module
from posturecam.edges.desktop import session_bus
from posturecam.edges.desktop.finding import Finding
from posturecam.edges.desktop.session import Session, graphical_target, wait_for_session
from posturecam.edges.desktop.session_checks import session_checks
from tests.support.panel import running_panel
from tests.support.patience import PATIENCE_S
from tests.support.session_bus import address, running_bus

NOTHING = Session(bus=False, tray=False)


@pytest.fixture
def socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the session's bus will be."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(tmp_path / "bus"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "bus"


@pytest.fixture
def bus(socket: Path) -> Iterator[Path]:
    with running_bus(socket):
        yield socket


def found(name: str) -> Finding:
    return session_checks()[name]()


def test_without_a_bus_the_wait_has_an_end(socket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not socket.exists()
    monkeypatch.setattr(session_module, "_ASK_EVERY_S", 0.01)
    now_s, looked, real = 0.0, [], session_module.look
    monkeypatch.setattr(session_module, "time", SimpleNamespace(monotonic=lambda: now_s))

    async def look() -> Session:
        nonlocal now_s
        looked.append(1)
        now_s += 0.3
        return await real()

    monkeypatch.setattr(session_module, "look", look)
    assert wait_for_session(0.0) == NOTHING
    assert len(looked) == 1
    assert wait_for_session(1.0) == NOTHING
    assert len(looked) == 1 + 4  # it asked again, and gave up


@pytest.mark.desktop
@pytest.mark.usefixtures("bus")
def test_a_bus_without_a_tray() -> None:
    assert wait_for_session(0.0) == Session(bus=True, tray=False)


@pytest.mark.desktop
@pytest.mark.parametrize("bus_first", [False, True])
def test_bus_and_tray_that_come_later(socket: Path, *, bus_first: bool) -> None:
    answers: list[Session] = []
    waiting = threading.Thread(target=lambda: answers.append(wait_for_session(PATIENCE_S)))
    with ExitStack() as stack:
        if bus_first:
            stack.enter_context(running_bus(socket))
        waiting.start()
        time.sleep(0.2)  # it finds what there is
        if not bus_first:
            stack.enter_context(running_bus(socket))
        stack.enter_context(running_panel())
        waiting.join(PATIENCE_S)
    assert answers == [Session(bus=True, tray=True)]


def test_a_bus_that_never_answers(socket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_bus, "PATIENCE_S", 0.05)
    with sockets.socket(sockets.AF_UNIX) as deaf:
        deaf.bind(str(socket))
        deaf.listen()
        assert wait_for_session(0.0) == NOTHING


def test_elsewhere_nothing_is_waited_for(socket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not socket.exists()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert wait_for_session(PATIENCE_S) == Session(bus=True, tray=True)


SYSTEMD = """
import asyncio, sys
from typing import Annotated
from dbus_fast import DBusError, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusObjectPath, DBusStr
from dbus_fast.constants import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property

class Manager(ServiceInterface):
    @dbus_method()
    def GetUnit(self, name: DBusStr) -> DBusObjectPath:
        if name != "graphical-session.target":
            raise DBusError("org.freedesktop.systemd1.NoSuchUnit", name)
        return "/org/freedesktop/systemd1/unit/graphical"

class Unit(ServiceInterface):
    @dbus_property(access=PropertyAccess.READ)
    def ActiveState(self) -> DBusStr:
        return sys.argv[1]

async def main():
    bus = await MessageBus().connect()
    bus.export("/org/freedesktop/systemd1", Manager("org.freedesktop.systemd1.Manager"))
    bus.export("/org/freedesktop/systemd1/unit/graphical", Unit("org.freedesktop.systemd1.Unit"))
    await bus.request_name("org.freedesktop.systemd1")
    print("ready", flush=True)
    await bus.wait_for_disconnect()

asyncio.run(main())
"""


@pytest.mark.desktop
@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize(("state", "known"), [("active", True), ("inactive", False)])
def test_systemd_knows_of_graphical_sessions(state: str, *, known: bool) -> None:
    import asyncio  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    command = [sys.executable, "-c", SYSTEMD, state]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as systemd:
        try:
            assert systemd.stdout is not None
            assert systemd.stdout.readline() == "ready\n"
            assert asyncio.run(graphical_target()) is known
        finally:
            systemd.kill()
    assert asyncio.run(graphical_target()) is False


@pytest.mark.desktop
@pytest.mark.usefixtures("bus")
def test_the_doctor_finds_a_tray() -> None:
    with running_panel():
        assert found("tray") == Finding(
            "tray", ok=True, text="the desktop shows tray icons", needed=False
        )


@pytest.mark.desktop
@pytest.mark.usefixtures("bus")
def test_the_doctor_finds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    none = found("tray")
    assert (none.ok, none.needed, none.text) == (False, False, "this desktop shows no tray icons")
    assert "GNOME extension" in none.next_step
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "sway")
    assert "to your panel" in found("tray").next_step


def test_the_doctor_finds_no_bus(socket: Path) -> None:
    assert not socket.exists()
    none = found("tray")
    assert (none.ok, none.text) == (False, "there is no session bus here")


@pytest.mark.parametrize(("system", "name"), [("darwin", "macOS"), ("win32", "Windows")])
def test_elsewhere_the_doctor_says_that_it_is_untried(
    monkeypatch: pytest.MonkeyPatch, system: str, name: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(session_checks.__globals__["importlib"].util, "find_spec", lambda _: 1)
    assert found("tray").text == f"by pystray; untried on {name}"
    monkeypatch.setattr(session_checks.__globals__["importlib"].util, "find_spec", lambda _: None)
    assert found("tray").next_step == "Install posturecam again."


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the autostart."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_CURRENT_DESKTOP"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / ".config" / "autostart"


def test_the_doctor_on_autostart(entries: Path) -> None:
    from posturecam.app.admin import autostart  # noqa: PLC0415

    assert found("autostart").text == "off; posturecam does not start when you log in"
    autostart.on()
    assert found("autostart") == Finding(
        "autostart", ok=True, text="on (XDG autostart)", needed=False
    )
    (entries / "posturecam.desktop").write_text("[Desktop Entry]\nExec=/none/python\n")
    wrong = found("autostart")
    assert (wrong.ok, wrong.needed) == (False, False)
    assert wrong.text.endswith("posturecam.desktop: The program /none/python is not there any more")
    assert "autostart on" in wrong.next_step


def test_the_patience_at_login_is_bounded() -> None:
    assert session_module.LOGIN_PATIENCE_S == 30.0
