"""When to pause, and how that is found out."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from posturecam.core.values import Why
from posturecam.edges.desktop.battery import on_battery
from posturecam.edges.desktop.pauses import Pauses, at_work
from posturecam.edges.desktop.screen_lock import open_screen_lock
from posturecam.settings import Pause

MONDAY, SATURDAY = "2026-03-02", "2026-03-07"


@pytest.mark.parametrize(
    ("when", "wanted", "expected"),
    [
        pytest.param(f"{SATURDAY} 03:00", {}, True, id="always, unless told otherwise"),
        pytest.param(f"{MONDAY} 08:30", {"hours": "08:30-17:45"}, True, id="it begins"),
        pytest.param(f"{MONDAY} 08:29", {"hours": "08:30-17:45"}, False, id="too early"),
        pytest.param(f"{MONDAY} 17:45", {"hours": "08:30-17:45"}, False, id="it is over"),
        pytest.param(f"{MONDAY} 23:30", {"hours": "22:00-06:00"}, True, id="a night shift"),
        pytest.param(f"{MONDAY} 05:59", {"hours": "22:00-06:00"}, True, id="its morning"),
        pytest.param(f"{MONDAY} 12:00", {"hours": "22:00-06:00"}, False, id="the day after"),
        pytest.param(f"{MONDAY} 12:00", {"hours": "07:00-07:00"}, True, id="round the clock"),
        pytest.param(f"{SATURDAY} 12:00", {"days": ("mon", "fri")}, False, id="a free day"),
        pytest.param(
            f"{SATURDAY} 02:00",
            {"days": ("fri",), "hours": "22:00-06:00"},
            True,
            id="the night from friday",
        ),
        pytest.param(
            f"{MONDAY} 02:00",
            {"days": ("mon",), "hours": "22:00-06:00"},
            False,
            id="the night from sunday",
        ),
    ],
)
def test_working_hours(when: str, wanted: dict[str, object], *, expected: bool) -> None:
    assert at_work(Pause(**wanted), datetime.fromisoformat(when)) is expected


@pytest.mark.parametrize("hours", ["8-17", "08:30", "25:00-26:00", "08:30-17:65"])
def test_hours_that_are_none_are_refused(hours: str) -> None:
    with pytest.raises(ValidationError):
        Pause(hours=hours)


class Computer:
    """A computer whose state can be set."""

    def __init__(self) -> None:
        self.locked: bool | None = False
        self.battery: bool | None = False
        self.now = datetime.fromisoformat(f"{MONDAY} 12:00")
        self.t = 100.0
        self.asked = 0

    def is_locked(self) -> bool | None:
        self.asked += 1
        return self.locked

    def pauses(self, **wanted: object) -> Pauses:
        return Pauses(
            Pause(**wanted),
            locked=self.is_locked,
            on_battery=lambda: self.battery,
            clock=lambda: self.t,
            now=lambda: self.now,
        )


def test_each_reason_is_named_and_ends() -> None:
    desk = Computer()
    pauses = desk.pauses(on_battery=True, hours="08:00-18:00")
    said = []
    for change in ({}, {"locked": True}, {"locked": None}, {"battery": True}, {"battery": False}):
        vars(desk).update(change)
        desk.t += 3
        said.append(pauses.why())
    assert said == [None, Why.LOCKED, None, Why.ON_BATTERY, None]
    desk.now, desk.t = datetime.fromisoformat(f"{MONDAY} 19:00"), desk.t + 3
    assert pauses.why() is Why.OFF_HOURS


def test_only_what_is_wished_is_asked() -> None:
    desk = Computer()
    desk.locked = desk.battery = True
    assert desk.pauses(locked=False).why() is None
    assert desk.asked == 0


def test_the_computer_is_not_asked_at_every_look() -> None:
    desk = Computer()
    pauses = desk.pauses()
    for _ in range(12):
        pauses.why()
        desk.t += 0.25
    assert desk.asked == 1
    desk.t -= 60  # the clock of the simulation went back
    pauses.why()
    assert desk.asked == 2


def supplies(folder: Path, **each: dict[str, str]) -> Path:
    for name, facts in each.items():
        (folder / name).mkdir()
        for fact, value in facts.items():
            (folder / name / fact).write_text(value + "\n")
    return folder


FULL = {"type": "Battery", "status": "Full"}
DRAINING = {"type": "Battery", "status": "Discharging"}
MOUSE = DRAINING | {"scope": "Device"}


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        pytest.param({}, False, id="no battery"),
        pytest.param({"AC": {"type": "Mains", "online": "1"}, "B": FULL}, False, id="plugged in"),
        pytest.param(
            {"AC": {"type": "Mains", "online": "0"}, "B": DRAINING}, True, id="on battery"
        ),
        pytest.param({"B": DRAINING}, True, id="no charger known"),
        pytest.param({"U": {"type": "USB", "online": "1"}, "B": DRAINING}, False, id="by USB"),
        pytest.param({"mouse": MOUSE}, False, id="a mouse"),
        pytest.param({"B": FULL}, False, id="full, nothing else known"),
    ],
)
def test_battery(tmp_path: Path, each: dict[str, dict[str, str]], *, expected: bool) -> None:
    assert on_battery(supplies(tmp_path, **each)) is expected


def test_where_linux_does_not_tell_of_batteries(tmp_path: Path) -> None:
    assert on_battery(tmp_path / "none") is None


SCREEN_SAVER = """
import asyncio, sys
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method

class Saver(ServiceInterface):
    asked = 0
    @dbus_method()
    def GetActive(self) -> "b":
        self.asked += 1
        return self.asked == 2

async def main():
    name, path = sys.argv[1:]
    bus = await MessageBus().connect()
    bus.export(path, Saver(name))
    await bus.request_name(name)
    print("ready", flush=True)
    await bus.wait_for_disconnect()

asyncio.run(main())
"""


@contextmanager
def desktop(name: str, path: str) -> Iterator[None]:
    """A screen saver on the session's bus."""
    command = [sys.executable, "-c", SCREEN_SAVER, name, path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as saver:
        try:
            assert saver.stdout is not None
            assert saver.stdout.readline() == "ready\n"
            yield
        finally:
            saver.kill()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A private session bus."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no dbus-daemon")
    command = [daemon, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.stdout.readline().strip())
        yield
        running.terminate()


@pytest.mark.desktop
@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
        ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ],
)
def test_a_locked_screen_on_the_bus(name: str, path: str) -> None:
    with open_screen_lock() as locked:
        with desktop(name, path):
            assert [locked(), locked(), locked()] == [False, True, False]
        assert locked() is None


@pytest.mark.desktop
@pytest.mark.usefixtures("bus")
def test_a_desktop_without_a_screen_saver() -> None:
    with open_screen_lock() as locked:
        assert [locked(), locked()] == [None, None]


def test_no_bus_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    with open_screen_lock() as locked:
        assert locked() is None
