"""The tray icon on a private bus, with a panel that does what KDE's does."""

import asyncio
import os
import signal
import socket as sockets
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from posturecam.edges.desktop.tray import open_tray
from posturecam.edges.desktop.tray_dbus import DbusTray
from posturecam.edges.desktop.tray_icons import pixmaps
from posturecam.errors import InputError
from posturecam.view.commands import Command, EndSnooze, OpenPage, Pause, Unpause
from posturecam.view.glance import Glance, Light
from tests.support.panel import Panel, running_panel
from tests.support.patience import wait_until
from tests.support.session_bus import address, running_bus

pytestmark = pytest.mark.desktop

WELL = Glance(Light.WELL, "sitting well", today_s=7500.0, well_s=4800.0, break_in_s=700.0)


class Person:
    """A companion that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Command] = []
        self.error: Exception | None = None

    def glance(self) -> Glance:
        return WELL

    def do(self, command: Command) -> str:
        self.asked.append(command)
        if self.error is not None:
            raise self.error
        return "done"


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    socket = tmp_path / "bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(socket))
    with running_bus(socket):
        yield socket


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def tray(person: Person) -> Iterator[DbusTray]:
    tray = DbusTray(person, pytest.fail, again_s=0.05)
    tray.update(WELL)
    yield tray
    tray.close()


@pytest.fixture
def panel(bus: Path, tray: DbusTray) -> Iterator[Panel]:
    """A panel that shows the item."""
    assert bus.exists()
    assert tray is not None
    with running_panel() as panel:
        panel.wait_for_item()
        yield panel


def test_the_item_is_what_panels_want(panel: Panel) -> None:
    item = panel.item
    assert (item["Id"], item["Category"], item["Status"]) == (
        "posturecam",
        "ApplicationStatus",
        "Active",
    )
    assert item["ItemIsMenu"] is False
    assert item["ToolTip"][2] == "posturecam: sitting well"
    assert item["ToolTip"][3] == "Sat well for 1 h 20 min of 2 h 5 min\nNext break in 12 min"
    widths = [width for width, _height, _pixels in item["IconPixmap"]]
    assert widths == [16, 22, 24, 32, 48]
    assert all(len(pixels) == 2 * 4 * w * h for w, h, pixels in item["IconPixmap"])
    assert item["AttentionIconPixmap"] != item["IconPixmap"]


def test_the_item_has_its_name(panel: Panel) -> None:
    assert list(panel.ask("state")["items"]) == [f"org.kde.StatusNotifierItem-{os.getpid()}-1"]


def test_a_second_icon_of_one_process_does_without_the_name(
    panel: Panel, tray: DbusTray, person: Person
) -> None:
    assert tray is not None
    with open_tray(person, pytest.fail) as second:
        second.update(replace(WELL, light=Light.AWAY))
        panel.wait(
            lambda panel: [item["ToolTip"][2] for item in panel.items] == ["posturecam: away"],
            "the second item",
        )
        assert next(iter(panel.ask("state")["items"])).startswith(":")


def test_a_left_click_opens_the_page(panel: Panel, person: Person) -> None:
    panel.ask("activate")
    wait_until(lambda: bool(person.asked), "the click")
    assert person.asked == [OpenPage()]


def test_the_menu_does_what_it_says(panel: Panel, person: Person) -> None:
    assert panel.labels == [
        *("Sitting well", "Sat well for 1 h 20 min of 2 h 5 min", "Next break in 12 min"),
        *("Open posturecam", "Calibrate", "Pause for 15 min", "Pause for 1 h"),
        *("Pause until tomorrow", "Snooze alerts for 15 min", "Quit posturecam"),
    ]
    panel.ask("choose Pause for 1 h")
    wait_until(lambda: bool(person.asked), "the choice")
    assert person.asked == [Pause(for_s=3600.0)]


def test_what_cannot_be_chosen_does_nothing(panel: Panel, tray: DbusTray, person: Person) -> None:
    panel.ask("choose Sitting well")
    tray.update(replace(WELL, light=Light.PAUSED))
    panel.wait(lambda panel: "Resume" in panel.labels, "the menu of a pause")
    menu = [one for one in panel.item["menu"].values() if "label" in one]
    can = {one["label"]: one["enabled"] for one in menu}
    assert (can["Resume"], can["Calibrate"], can["Snooze alerts for 15 min"]) == (
        True,
        False,
        False,
    )
    panel.ask("choose Calibrate")
    panel.ask("choose Resume")
    wait_until(lambda: bool(person.asked), "the choice")
    assert person.asked == [Unpause()]


def test_a_click_on_an_entry_that_has_gone_is_refused(
    panel: Panel, tray: DbusTray, person: Person
) -> None:
    old = {one.get("label"): id_ for id_, one in panel.item["menu"].items()}
    tray.update(replace(WELL, light=Light.PAUSED))
    panel.wait(lambda panel: "Resume" in panel.labels, "the menu of a pause")

    assert "error" in panel.ask(f"event {old['Pause for 15 min']}")
    now = {one.get("label"): id_ for id_, one in panel.item["menu"].items()}
    assert now["Quit posturecam"] == old["Quit posturecam"]
    assert now["Resume"] not in old.values()
    assert person.asked == []


def test_only_what_changes_is_signalled(panel: Panel, tray: DbusTray) -> None:
    for later_s in range(40):  # ten seconds of glances
        tray.update(replace(WELL, break_in_s=700.0 - later_s / 4, well_s=4800.0 + later_s / 4))
    tray.update(replace(WELL, break_in_s=650.0))
    panel.wait(lambda panel: len(panel.signals) >= 2, "a signal")
    assert sorted(panel.signals) == ["ItemsPropertiesUpdated", "NewToolTip"]
    assert panel.item["ToolTip"][3].endswith("Next break in 11 min")
    assert "Next break in 11 min" in panel.labels


def test_another_state_has_another_icon_and_menu(panel: Panel, tray: DbusTray) -> None:
    tray.update(replace(WELL, light=Light.PAUSED))
    panel.wait(lambda panel: "Resume" in panel.labels, "the menu of a pause")
    panel.wait(lambda panel: len(panel.signals) >= 3, "the signals")
    assert sorted(panel.signals) == ["LayoutUpdated", "NewIcon", "NewToolTip"]
    expected = [pixels.hex() for _w, _h, pixels in pixmaps(Light.PAUSED)]
    assert [pixels for _w, _h, pixels in panel.item["IconPixmap"]] == expected


def test_an_alert_asks_for_attention_until_it_is_over(panel: Panel, tray: DbusTray) -> None:
    tray.update(replace(WELL, light=Light.BEYOND, alert="Head <far_forward>"))
    panel.wait(lambda panel: panel.item["Status"] == "NeedsAttention", "the alert")
    assert panel.item["ToolTip"][3].startswith("Head &lt;far_forward&gt;\n")
    panel.wait(lambda panel: "Head <far__forward>" in panel.labels, "the label, no short cut in it")
    tray.update(WELL)
    panel.wait(lambda panel: panel.item["Status"] == "Active", "the end of the alert")


def test_each_call_of_the_menu_is_answered(panel: Panel, tray: DbusTray, person: Person) -> None:
    ids = {one.get("label"): int(id_) for id_, one in panel.item["menu"].items()}
    quit_ = ids["Quit posturecam"]

    assert panel.call("GetProperty", "is", quit_, "label") == ["Quit posturecam"]
    assert "error" in panel.call("GetProperty", "is", quit_, "nothing")
    assert "error" in panel.call("GetProperty", "is", 999, "label")
    (some,) = panel.call("GetGroupProperties", "aias", [quit_, 999], ["enabled"])
    assert some == [[quit_, {"enabled": True}]]
    (everything,) = panel.call("GetGroupProperties", "aias", [], [])
    assert len(everything) == len(panel.item["menu"])
    _revision, alone = panel.call("GetLayout", "iias", quit_, -1, ["label"])
    assert alone == [quit_, {"label": "Quit posturecam"}, []]
    _revision, (_root, _properties, children) = panel.call("GetLayout", "iias", 0, 0, [])
    assert children == []
    assert panel.call("AboutToShow", "i", 0) == [False]
    assert panel.call("AboutToShowGroup", "ai", [0, quit_, 999]) == [[], [999]]
    tray.update(replace(WELL, snoozed_s=60.0))
    panel.wait(lambda panel: "End snooze" in panel.labels, "the end of a snooze")
    ids = {one.get("label"): int(id_) for id_, one in panel.item["menu"].items()}
    assert "error" not in panel.ask(f"event {ids['End snooze']}")
    wait_until(lambda: bool(person.asked), "the choice")
    assert person.asked == [EndSnooze()]


def test_a_panel_that_restarts_shows_it_again(panel: Panel, bus: Path) -> None:
    os.kill(panel.process.pid, signal.SIGKILL)
    panel.process.wait()
    assert bus.exists()
    with running_panel() as next_panel:
        next_panel.wait_for_item()
        assert next_panel.item["ToolTip"][2] == "posturecam: sitting well"


def test_a_bus_that_dies_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tray: DbusTray
) -> None:
    socket = tmp_path / "bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(socket))
    for light in (Light.WELL, Light.AWAY):
        with running_bus(socket) as bus, running_panel() as panel:
            panel.wait_for_item()
            bus.kill()
        tray.update(replace(WELL, light=light))
    with running_bus(socket), running_panel() as panel:
        panel.wait_for_item()
        assert panel.item["ToolTip"][2] == "posturecam: away"


def test_at_the_end_the_icon_goes(bus: Path, person: Person) -> None:
    assert bus.exists()
    with running_panel() as panel:
        with open_tray(person, pytest.fail) as tray:
            tray.update(WELL)
            panel.wait_for_item()
        panel.wait(lambda panel: not panel.ask("state")["items"], "an empty panel")
    wait_for_its_end()
    tray.update(replace(WELL, light=Light.AWAY))  # too late, and harmless


def test_a_command_that_cannot_be_done_is_said(bus: Path, person: Person) -> None:
    assert bus.exists()
    said: list[str] = []
    person.error = InputError("There is no browser.")
    with running_panel() as panel, open_tray(person, said.append) as tray:
        tray.update(WELL)
        panel.wait_for_item()
        panel.ask("activate")
        wait_until(lambda: bool(said), "the answer")
    assert said == ["There is no browser."]


def test_a_fault_of_ours_goes_to_the_log(
    bus: Path, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    assert bus.exists()
    person.error = ValueError("a bug")
    with running_panel() as panel, open_tray(person, pytest.fail) as tray:
        tray.update(WELL)
        panel.wait_for_item()
        panel.ask("activate")
        wait_until(lambda: "OpenPage" in caplog.text, "the log")
    caplog.clear()


def comes_and_goes(person: Person) -> None:
    """Open and close a tray, and wait for its thread to end; it would not if it were stuck."""
    with open_tray(person, pytest.fail) as tray:
        tray.update(WELL)
        time.sleep(0.2)  # so that it is in the middle of connecting
    wait_for_its_end()


def wait_for_its_end() -> None:
    wait_until(lambda: all(one.name != "tray" for one in threading.enumerate()), "the end")


def test_without_a_bus_it_is_silently_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(tmp_path / "none"))
    comes_and_goes(person)


def test_why_there_is_none_is_logged_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    person: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(tmp_path / "none"))
    caplog.set_level("INFO", "posturecam")
    tries: list[float] = []
    tray = DbusTray(person, pytest.fail, again_s=0.001)
    monkeypatch.setattr(tray, "_live", _counted(tray._live, tries))
    tray.update(WELL)
    wait_until(lambda: len(tries) > 4, "several tries", pause_s=0.005)
    tray.close()
    assert caplog.text.count("no tray") == 1


def _counted(live: Callable[[], Awaitable[bool]], tries: list[float]) -> Callable[[], Any]:
    def counted() -> Awaitable[bool]:
        tries.append(time.monotonic())
        return live()

    return counted


def test_it_ends_even_if_a_library_loses_the_first_cancellation(
    monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    begun = threading.Event()

    async def deaf() -> bool:
        begun.set()
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(300)
        return True

    tray = DbusTray(person, pytest.fail, again_s=300)
    monkeypatch.setattr(tray, "_live", deaf)
    tray.update(WELL)
    assert begun.wait(60)
    tray.close()
    wait_for_its_end()


def test_without_a_home_either(monkeypatch: pytest.MonkeyPatch, person: Person) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "HOME"):
        monkeypatch.delenv(name, raising=False)
    comes_and_goes(person)


@pytest.mark.parametrize("backlog", [0, 8])
def test_a_bus_that_never_answers_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: Person, backlog: int
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(tmp_path / "deaf"))
    with sockets.socket(sockets.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "deaf"))
        deaf.listen(backlog)
        comes_and_goes(person)


def test_a_bus_that_stops_answering_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    socket = tmp_path / "bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(socket))
    with running_bus(socket) as bus, running_panel() as panel:
        with open_tray(person, pytest.fail) as tray:
            tray.update(WELL)
            panel.wait_for_item()
            bus.send_signal(signal.SIGSTOP)
            for light in Light:
                tray.update(replace(WELL, light=light))
        wait_for_its_end()
        bus.send_signal(signal.SIGCONT)


def test_the_bus_of_the_runtime_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    socket = tmp_path / "bus"
    with running_bus(socket):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(socket))
        with running_panel() as panel:
            monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
            monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
            with open_tray(person, pytest.fail) as tray:
                tray.update(WELL)
                panel.wait_for_item()
