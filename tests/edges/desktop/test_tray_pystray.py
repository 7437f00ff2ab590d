"""The tray icon of Windows and macOS: what it asks of pystray and of the instance."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from posturecam.edges.desktop import tray as tray_module
from posturecam.edges.desktop.tray import OtherProcess
from posturecam.edges.desktop.tray_icons import icon
from posturecam.edges.desktop.tray_pystray import PystrayIcon, show_tray
from posturecam.errors import InputError, MissingError, NotRunningError
from posturecam.view.commands import Calibrate, Command, OpenPage, Pause
from posturecam.view.glance import Glance, Light
from tests.support import pystray_stand_in as pystray
from tests.support.patience import wait_until

WELL = Glance(Light.WELL, "sitting well", today_s=7500.0, well_s=4800.0, break_in_s=700.0)


class Person:
    """A companion whose state can be set."""

    def __init__(self) -> None:
        self.now: Glance | Exception = WELL
        self.asked: list[Command] = []
        self.looks = 0
        self.refuse = ""

    def glance(self) -> Glance:
        self.looks += 1
        if isinstance(self.now, Exception):
            raise self.now
        return self.now

    def do(self, command: Command) -> str:
        self.asked.append(command)
        if self.refuse:
            raise InputError(self.refuse)
        return "done"

    def looked(self) -> None:
        """Wait until the icon has asked again and shown it."""
        before = self.looks
        wait_until(lambda: self.looks > before + 1, "a look", pause_s=0.005)


@pytest.fixture
def person() -> Person:
    return Person()


@contextmanager
def shown(person: Person) -> Iterator[pystray.Icon]:
    tray = PystrayIcon(person, pystray, ask_every_s=0.01)
    found = pystray.Icon.last
    thread = threading.Thread(target=tray.run)
    thread.start()
    try:
        wait_until(lambda: found.visible, "the icon")
        person.looked()
        yield found
    finally:
        person.now = NotRunningError()
        thread.join()


def test_the_icon_shows_how_things_are(person: Person) -> None:
    with shown(person) as found:
        assert found.title.startswith("posturecam: sitting well\nSat well for 1 h 20 min")
        assert found.icon == icon(Light.WELL, 64)
        assert found.rows[3:6] == [
            ("- - - -", True, False),
            ("Open posturecam", True, True),
            ("Calibrate", True, False),
        ]
        assert found.rows[0] == ("Sitting well", False, False)


def test_only_what_changes_is_drawn(person: Person) -> None:
    with shown(person) as found:
        person.now = replace(WELL, well_s=4810.0)
        person.looked()
        assert (len(found.images), found.updates) == (1, 1)
        person.now = replace(WELL, break_in_s=100.0)
        person.looked()
        assert (len(found.images), found.updates) == (1, 2)
        person.now = replace(WELL, light=Light.BEYOND, alert="Head forward")
        person.looked()
        assert found.images[1:] == [icon(Light.BEYOND, 64, urgent=True)]


def test_a_tooltip_is_no_longer_than_windows_takes(person: Person) -> None:
    person.now = replace(WELL, light=Light.CAMERA_LOST, detail="why " * 40)
    with shown(person) as found:
        assert found.title == "posturecam: camera lost"


def test_a_click_asks_the_instance(person: Person) -> None:
    with shown(person) as found:
        found.choose("Pause for 15 min")
        wait_until(lambda: bool(person.asked), "the click")
        found.choose("Sitting well")
    assert person.asked == [Pause(for_s=900.0)]


def test_what_cannot_be_done_is_said_and_what_follows_left_out(person: Person) -> None:
    person.refuse = "There is no browser. " * 30
    with shown(person) as found:
        found.choose("Calibrate")
        wait_until(lambda: bool(found.notes), "the answer")
        ((title, message),) = found.notes
        assert (title, len(message)) == ("posturecam", 255)
        assert message.startswith("There is no browser.")
        assert person.asked == [OpenPage()]
        person.refuse = ""
        found.choose("Calibrate")
        wait_until(lambda: len(person.asked) == 3, "the calibration")
    assert person.asked[1:] == [OpenPage(), Calibrate()]


def test_a_desktop_without_balloons(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pystray.Icon, "HAS_NOTIFICATION", False)
    person.refuse = "No."
    with shown(person) as found:
        found.choose("Open posturecam")
        wait_until(lambda: bool(person.asked), "the click")
        assert found.notes == []


def test_one_answer_that_is_missing_does_not_end_it(person: Person) -> None:
    with shown(person) as found:
        person.now = NotRunningError()
        person.looked()
        person.now = replace(WELL, light=Light.AWAY)
        wait_until(lambda: found.title.startswith("posturecam: away"), "the next answer")


def test_it_ends_with_the_instance(person: Person) -> None:
    person.now = NotRunningError()
    PystrayIcon(person, pystray, ask_every_s=0.001).run()
    assert person.looks == 5
    assert not pystray.Icon.last.visible
    assert pystray.Icon.last.rows == []


def test_without_pystray_it_says_so(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pystray", None)
    with pytest.raises(MissingError, match="no tray"):
        show_tray(person)


def test_with_pystray_it_runs(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pystray", pystray)
    person.now = NotRunningError()
    monkeypatch.setattr("posturecam.edges.desktop.tray_pystray._SILENT_MOST", 1)
    show_tray(person)
    assert person.looks == 1


class Process:
    """A process that takes note of how it is ended."""

    def __init__(self, words: str, log: list[str]) -> None:
        self.words, self.log = words, log

    def terminate(self) -> None:
        self.log.append(f"end {self.words}")

    def wait(self, timeout: float) -> None:
        self.log.append("waited")
        raise TimeoutError(timeout)


def test_elsewhere_the_icon_is_a_process_that_ends_with_the_block(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    log: list[str] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(tray_module, "start_part", lambda words: Process(words, log))
    with tray_module.open_tray(person, pytest.fail) as found:
        assert isinstance(found, OtherProcess)
        found.update(WELL)
        assert log == []
    assert log == ["end tray", "waited"]
