import io
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from posturecam.edges.desktop.notifications import (
    Bell,
    Desktop,
    Silent,
    WithBell,
    open_desktop,
    open_notifier,
)
from tests.support.notification_daemon import read_until, running_daemon
from tests.support.notification_server import Served, served
from tests.support.patience import wait_until

BUTTONS = {"show": "Show me", "snooze": "Snooze 15 min"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Broken:
    def notify(self, title: str, body: str, buttons: dict[str, str]) -> bool:  # noqa: ARG002
        return False

    def pump(self) -> tuple[str, ...]:
        return ("snooze",)

    def withdraw(self) -> None:
        pytest.fail("nothing was shown")


def test_the_bell_rings_where_there_is_a_terminal() -> None:
    terminal, file = Terminal(), io.StringIO()

    assert Bell(terminal).notify("", "", {}) is True
    assert Bell(file).notify("", "", {}) is False
    assert (terminal.getvalue(), file.getvalue()) == ("\a", "")
    assert Bell(terminal).pump() == ()


def test_silence_tells_nothing() -> None:
    assert Silent().notify("a", "b", {}) is True
    assert Silent().pump() == ()


def test_a_desktop_that_fails_is_told_once_and_the_bell_rings_each_time() -> None:
    terminal = Terminal()
    complaints: list[str] = []
    notifier = WithBell(Broken(), Bell(terminal), complaints.append)

    assert [notifier.notify("a", "b", {}) for _ in range(3)] == [True] * 3
    assert terminal.getvalue() == "\a\a\a"
    assert len(complaints) == 1
    assert "the terminal bell rings instead" in complaints[0]
    assert notifier.pump() == ("snooze",)


def test_without_a_terminal_no_bell_is_promised() -> None:
    complaints: list[str] = []
    notifier = WithBell(Broken(), Bell(io.StringIO()), complaints.append)

    assert notifier.notify("a", "b", {}) is False
    assert "without a terminal there is no bell either" in complaints[0]


@pytest.fixture
def no_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    monkeypatch.delenv("DISPLAY", raising=False)


@pytest.mark.usefixtures("no_desktop")
def test_without_a_desktop_nothing_breaks() -> None:
    complaints: list[str] = []
    terminal = Terminal()

    with open_notifier(desktop=True, complain=complaints.append, bell_at=terminal) as notifier:
        assert notifier.notify("Head forward", "Sit up", BUTTONS) is True
        assert notifier.pump() == ()

    assert terminal.getvalue() == "\a"
    assert len(complaints) == 1


def test_switched_off_it_is_silent() -> None:
    with open_notifier(desktop=False, complain=pytest.fail) as notifier:
        assert isinstance(notifier, Silent)


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with running_daemon(tmp_path, monkeypatch) as shown:
        yield shown


def pressed(desktop: Desktop) -> tuple[str, ...]:
    for _ in range(6000):
        if found := desktop.pump():
            return found
        time.sleep(0.05)
    return ()


@pytest.mark.desktop
def test_an_alert_reaches_a_real_desktop_with_its_buttons(daemon: Path) -> None:
    with open_desktop() as desktop:
        assert desktop.notify("Head forward", "About 11 degrees. Try: Chin tuck", BUTTONS) is True
        assert desktop.pump() == ()

    text = read_until(daemon, "Snooze 15 min")
    for part in ("posturecam", "Head forward", "Try: Chin tuck", "Show me", "Snooze 15 min"):
        assert part in text


@pytest.mark.desktop
@pytest.mark.usefixtures("daemon")
def test_a_click_comes_back() -> None:
    with open_desktop() as desktop:
        desktop.notify("Head forward", "Try: Chin tuck", BUTTONS)
        subprocess.run(["dunstctl", "action", "0"], check=True)

        assert pressed(desktop) == ("show",)


@pytest.mark.desktop
def test_a_desktop_that_comes_back_is_used_again(
    daemon: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_desktop() as desktop:
        with monkeypatch.context() as gone:
            gone.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
            assert desktop.notify("lost", "x", {}) is False
        assert desktop.notify("found", "x", {}) is True

    assert "found" in read_until(daemon, "found")


ALL_BUTTONS = {"show": "Show me", "did": "Did it", "snooze": "Snooze 15 min"}


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(tmp_path, monkeypatch) as own:
        yield own


@pytest.mark.desktop
@pytest.mark.parametrize(("name", "label"), ALL_BUTTONS.items())
def test_every_button_works(service: Served, name: str, label: str) -> None:
    with open_desktop() as desktop:
        assert desktop.notify("Head forward", "Try: Chin tuck", ALL_BUTTONS)
        service.press(label)
        assert pressed(desktop) == (name,)
        (shown,) = service.rows("shown")
        assert shown["buttons"] == list(ALL_BUTTONS.values())
        assert "sound-name" not in shown["hints"]  # sounds are posturecam's own


@pytest.mark.desktop
def test_what_has_buttons_is_withdrawn_once_and_steps_stay(service: Served) -> None:
    with open_desktop() as desktop:
        desktop.withdraw()
        desktop.notify("Head forward", "x", ALL_BUTTONS)
        desktop.notify("Chin tuck", "1. Look straight ahead.", {})
        desktop.notify("Slumped", "x", ALL_BUTTONS)
        desktop.withdraw()
        desktop.withdraw()
        wait_until(lambda: len(service.rows("closed")) == 2, "two withdrawals")
        assert desktop.notify("again", "x", {})
        assert service.rows("closed") == [1, 3]


def test_to_withdraw_reaches_the_desktop_behind_the_bell() -> None:
    class Kept(Broken):
        withdrawn = 0

        def withdraw(self) -> None:
            self.withdrawn += 1

    kept = Kept()
    WithBell(kept, Bell(io.StringIO()), pytest.fail).withdraw()
    assert kept.withdrawn == 1
    Bell(io.StringIO()).withdraw()
    Silent().withdraw()
