"""The interface on a real bus, as other programs see it."""

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from posturecam.edges.home import dbus
from posturecam.edges.home.dbus import open_dbus
from posturecam.edges.home.dbus_names import NAME, PATH
from posturecam.edges.home.outlet import Nowhere, Outlet
from posturecam.view.commands import OpenPage, Pause, Quit, SnoozeAlerts, TookBreak, Unpause
from posturecam.view.glance import Glance, Light
from tests.support.companions import WELL, Broken, Remembering
from tests.support.events import ALERT, AWAY, BREAK_DUE, CLEARED
from tests.support.paths import ROOT
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.session_bus import own_session_bus

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(sys.platform != "linux", reason="needs D-Bus"),
    pytest.mark.skipif(
        shutil.which("gdbus") is None, reason="needs gdbus (Debian: libglib2.0-bin)"
    ),
]
BEYOND = Glance(Light.BEYOND, "head forward", alerts=1, alert="Head forward", stretch="chin_tuck")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    with own_session_bus(tmp_path, monkeypatch) as found:
        yield found


@contextmanager
def offered(companion: Remembering) -> Iterator[Outlet]:
    with open_dbus(companion) as outlet:
        wait_until(is_there, "the name on the bus")
        yield outlet


def is_there() -> bool:
    words = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner")
    return gdbus(*words, NAME).stdout == "(true,)\n"


def gdbus(
    service: str, path: str, method: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    words = ["gdbus", "call", "--session", "--dest", service, "--object-path", path]
    words += ["--timeout", str(round(PATIENCE_S)), "--method", method, "--", *arguments]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def ask(method: str, *arguments: str) -> str:
    done = gdbus(NAME, PATH, f"{NAME}.{method}", *arguments)
    return done.stdout.strip() or done.stderr.strip()


def prop(name: str) -> str:
    return gdbus(NAME, PATH, "org.freedesktop.DBus.Properties.Get", NAME, name).stdout.strip()


@pytest.mark.usefixtures("bus")
def test_it_describes_itself() -> None:
    words = ["gdbus", "introspect", "--session", "--dest", NAME, "--object-path", PATH]
    with offered(Remembering()):
        text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    text = " ".join(text.split())
    for part in (
        f"interface {NAME} {{",
        "Pause(in d seconds, out s answer);",
        "Resume(out s answer);",
        "Snooze(in d seconds, out s answer);",
        "TookBreak(out s answer);",
        "Open(out s answer);",
        "Quit(out s answer);",
        "Alert(s cause, d held_s, s stretch);",
        "Cleared(s cause, d held_s);",
        "BreakDue(d held_s, s stretch);",
        "readonly s State = 'well';",
        "readonly u Alerts = 0;",
        'EmitsChangedSignal("false") readonly d WellSeconds = 725.0;',
    ):
        assert part in text, part
    assert text.count("EmitsChangedSignal") == 4


@pytest.mark.usefixtures("bus")
def test_properties_are_those_of_now() -> None:
    companion = Remembering(replace(BEYOND, today_s=10.0, snoozed_s=60.0, paused_until="15:30"))
    with offered(companion):
        shown = {name: prop(name) for name in ("State", "Sentence", "Alert", "Stretch", "Alerts")}
        assert shown == {
            "State": "(<'beyond'>,)",
            "Sentence": "(<'head forward'>,)",
            "Alert": "(<'Head forward'>,)",
            "Stretch": "(<'chin_tuck'>,)",
            "Alerts": "(<uint32 1>,)",
        }
        assert prop("TodaySeconds") == "(<10.0>,)"
        assert prop("SnoozedSeconds") == "(<60.0>,)"
        assert prop("PausedUntil") == "(<'15:30'>,)"
        assert prop("BreakInSeconds") == "(<-1.0>,)"
        companion.now = replace(WELL, break_in_s=90.0, hushed="in a call", detail="within limits")
        assert prop("State") == "(<'well'>,)"
        assert prop("BreakInSeconds") == "(<90.0>,)"
        assert prop("Hushed") == "(<'in a call'>,)"
        assert prop("Detail") == "(<'within limits'>,)"


@pytest.mark.usefixtures("bus")
def test_methods_are_commands_and_answer() -> None:
    companion = Remembering()
    with offered(companion):
        assert ask("Pause", "1800") == "('done: Pause',)"
        for words in (("Pause", "0"), ("Resume",), ("Snooze", "900"), ("Open",), ("TookBreak",)):
            assert ask(*words).startswith("('done: ")
        assert "You took a break already." in ask("TookBreak")
        assert ask("Quit") == "('done: Quit',)"
    assert companion.asked == [
        Pause(for_s=1800.0),
        Pause(),
        Unpause(),
        SnoozeAlerts(900.0),
        OpenPage(),
        TookBreak(),
        Quit(),
    ]


@pytest.mark.usefixtures("bus")
@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "1e9"])
def test_times_that_cannot_be_meant_are_refused(seconds: str) -> None:
    companion = Remembering()
    with offered(companion):
        assert "org.freedesktop.DBus.Error.InvalidArgs" in ask("Pause", seconds)
        assert "org.freedesktop.DBus.Error.InvalidArgs" in ask("Snooze", seconds)
    assert companion.asked == []


@pytest.mark.usefixtures("bus")
def test_an_answer_that_takes_long_comes_although_it_ends() -> None:
    """As `Quit` does: the instance leaves the bus while it is answered."""
    asked, may_answer = threading.Event(), threading.Event()

    class Slow(Remembering):
        def do(self, command: Any) -> str:
            asked.set()
            may_answer.wait(PATIENCE_S)
            return f"good bye, {type(command).__name__}"

    answers: list[str] = []
    caller = threading.Thread(target=lambda: answers.append(ask("Quit")))
    with offered(Slow()):
        caller.start()
        wait_until(asked.is_set, "the question")
        assert prop("State") == "(<'well'>,)"  # the bus goes on meanwhile
        threading.Timer(0.2, may_answer.set).start()
    caller.join(PATIENCE_S)
    assert answers == ["('good bye, Quit',)"]


@pytest.mark.usefixtures("bus")
def test_signals_reach_other_programs() -> None:
    """Seen by dbus-fast: three events, and what changes of the state."""

    def act(outlet: Outlet) -> None:
        for row in (ALERT, CLEARED, BREAK_DUE, AWAY):
            outlet.event(row)
        outlet.state(WELL)
        outlet.state(replace(WELL, well_s=726.0))
        outlet.state(replace(WELL, sentence="sitting well for 13 minutes"))
        outlet.state(BEYOND)

    with offered(Remembering()) as outlet:
        seen = asyncio.run(signals(lambda: act(outlet), 6))

    assert seen[:3] == [
        ("Alert", ["forward_head", 60.0, "chin_tuck"]),
        ("Cleared", ["forward_head", 100.0]),
        ("BreakDue", [1800.0, "walk"]),
    ]
    changes = [body[1] for member, body in seen[3:]]
    assert changes[0] == {
        "State": "well",
        "Sentence": "sitting well for 12 minutes",
        **dict.fromkeys(("Detail", "Alert", "Stretch", "PausedUntil", "Hushed"), ""),
        "Alerts": 0,
    }
    assert changes[1] == {"Sentence": "sitting well for 13 minutes"}
    assert changes[2] == {
        "State": "beyond",
        "Sentence": "head forward",
        "Alert": "Head forward",
        "Stretch": "chin_tuck",
        "Alerts": 1,
    }


async def signals(act: Callable[[], None], number: int) -> list[tuple[str, list[Any]]]:
    """What is signalled on the path while and after `act` is called."""
    from dbus_fast import Message, MessageType  # noqa: PLC0415 (there on Linux only)
    from dbus_fast.aio import MessageBus  # noqa: PLC0415 (there on Linux only)
    from dbus_fast.unpack import unpack_variants  # noqa: PLC0415 (there on Linux only)

    bus = await MessageBus().connect()
    seen: list[tuple[str, list[Any]]] = []
    enough = asyncio.Event()

    def take(message: Message) -> None:
        if message.message_type is MessageType.SIGNAL and message.path == PATH:
            seen.append((message.member or "", unpack_variants(message.body)))
            if len(seen) == number:
                enough.set()

    bus.add_message_handler(take)
    daemon = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
    await bus.call(Message(*daemon, "AddMatch", signature="s", body=[f"path='{PATH}'"]))
    act()
    await asyncio.wait_for(enough.wait(), PATIENCE_S)
    bus.disconnect()
    return seen


@pytest.mark.usefixtures("bus")
def test_at_the_end_the_name_is_free_again() -> None:
    with offered(Remembering()):
        pass
    assert not is_there()
    assert ours() == []


@pytest.mark.usefixtures("bus")
def test_the_second_one_leaves_the_name_to_the_first(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And takes it when the first has gone."""
    caplog.set_level("INFO")
    first, second = Remembering(), Remembering()
    with open_dbus(first) as outlet:
        assert isinstance(outlet, dbus._Service)
        wait_until(is_there, "the name on the bus")
        with open_dbus(second, again_s=0.1):
            wait_until(lambda: "another program has the name" in caplog.text, "the second")
            assert ask("Resume") == "('done: Unpause',)"
            assert (len(first.asked), second.asked) == (1, [])
            outlet.end()
            wait_until(lambda: len(ours()) == 1, "the first to leave")
            wait_until(lambda: ask("Resume") == "('done: Unpause',)", "the second to answer")
    assert (len(first.asked), len(second.asked)) == (1, 1)


def ours() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name == "posturecam-dbus"]


def test_without_a_bus_nothing_is_offered_and_nothing_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    for address in (f"unix:path={tmp_path}/none", "nonsense", ""):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        caplog.clear()
        with open_dbus(Remembering()) as outlet:
            wait_until(lambda: "not on the session's D-Bus" in caplog.text, "the attempt")
            outlet.event(ALERT)
            outlet.state(WELL)
        assert ours() == []
        assert {record.levelname for record in caplog.records} == {"INFO"}
    assert capfd.readouterr() == ("", "")


def test_a_bus_that_dies_and_comes_back_is_used_again(
    bus: subprocess.Popen[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_dbus(Remembering(), again_s=0.1) as outlet:
        wait_until(is_there, "the name on the bus")
        bus.kill()
        bus.wait()
        outlet.event(ALERT)
        outlet.state(WELL)
        with own_session_bus(tmp_path, monkeypatch):
            wait_until(is_there, "the name on the next bus")
            assert ask("Resume") == "('done: Unpause',)"


def test_threads_that_use_the_bus_find_it_loaded(tmp_path: Path) -> None:
    """Imported by two of them at once, dbus-fast fails in both."""
    script = """
import sys
from threading import Thread
from posturecam.edges.desktop.busy import open_busy
from posturecam.edges.desktop.tray import open_tray
from posturecam.edges.home.dbus import open_dbus
from posturecam.settings import Quiet
from tests.support.companions import Remembering

def start(thread):
    print(thread.name, "dbus_fast.aio" in sys.modules)
    del sys.modules["dbus_fast.aio"]
    real(thread)

real, Thread.start = Thread.start, start
for opened in (open_busy(Quiet()), open_tray(Remembering(), print), open_dbus(Remembering())):
    with opened:
        pass
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DBUS_SESSION_BUS_ADDRESS": "none:"}
    words = [sys.executable, "-c", script]
    done = subprocess.run(
        words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["busy", "True", "tray", "True", "posturecam-dbus", "True"]


def test_switched_off_or_elsewhere_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_dbus(Remembering(), wanted=False) as outlet:
        assert isinstance(outlet, Nowhere)
    monkeypatch.setattr(sys, "platform", "win32")
    with open_dbus(Remembering()) as outlet:
        assert isinstance(outlet, Nowhere)
    assert ours() == []


@pytest.mark.usefixtures("bus")
def test_a_fault_of_ours_is_an_error_for_who_asked(caplog: pytest.LogCaptureFixture) -> None:
    with offered(Broken()):
        assert "org.posturecam.Posturecam1.Error.Failed" in ask("Resume")
        assert prop("State") == "(<'well'>,)"
    assert "ZeroDivisionError" in caplog.text
