import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from posturecam.edges.desktop.answer import Answer, any_of
from posturecam.edges.desktop.busy_bus import (
    DO_NOT_DISTURB,
    NO_BUS,
    PRESENTING,
    DesktopBus,
    GSettings,
    Question,
)
from tests.support.desktop_services import Service, private_bus

pytestmark = pytest.mark.desktop
SERVER = "org.freedesktop.Notifications"


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DesktopBus]:
    with private_bus(tmp_path, monkeypatch):
        bus = DesktopBus()
        yield bus
        bus.close()


def variant(signature: str, value: Any) -> Callable[[Any], tuple[str, list[Any]]]:
    from dbus_fast import Variant  # noqa: PLC0415

    return lambda _message: ("v", [Variant(signature, value)])


def only(interface: str, answer: Any) -> Callable[[Any], Any]:
    """Answer what has `interface` as its first word, or is a method of it."""

    def answered(message: Any) -> Any:
        asked = message.body[0] if message.body else message.interface
        return answer(message) if interface in (asked, message.interface) else None

    return answered


GNOME = "org.gnome.SessionManager"
KDE = "org.kde.Solid.PowerManagement.PolicyAgent"
POWER = "org.freedesktop.PowerManagement"


@pytest.mark.parametrize(
    ("questions", "name", "answer", "expected"),
    [
        pytest.param(
            PRESENTING,
            GNOME,
            lambda message: ("b", [message.body == [8]]),
            Answer(yes=True, how="GNOME: yes"),
            id="idle is inhibited in GNOME",
        ),
        pytest.param(
            PRESENTING,
            KDE,
            lambda message: ("b", [message.body != [4]]),
            Answer(yes=False, how="KDE: no"),
            id="the screen may go off in KDE",
        ),
        pytest.param(
            PRESENTING,
            POWER,
            only(f"{POWER}.Inhibit", lambda _message: ("b", [True])),
            Answer(yes=True, how="the power manager: yes"),
            id="Xfce and others",
        ),
        pytest.param(
            DO_NOT_DISTURB,
            SERVER,
            only(SERVER, variant("b", value=True)),
            Answer(yes=True, how="KDE: yes"),
            id="inhibited in Plasma",
        ),
        pytest.param(
            DO_NOT_DISTURB,
            SERVER,
            only("org.dunstproject.cmd0", variant("b", value=False)),
            Answer(yes=False, how="dunst: no"),
            id="dunst",
        ),
        pytest.param(
            DO_NOT_DISTURB,
            SERVER,
            only("fr.emersion.Mako", lambda _message: ("as", [["default", "do-not-disturb"]])),
            Answer(yes=True, how="mako: yes"),
            id="mako",
        ),
        pytest.param(
            DO_NOT_DISTURB,
            "org.erikreider.swaync.cc",
            lambda _message: ("b", [True]),
            Answer(yes=True, how="SwayNC: yes"),
            id="SwayNC",
        ),
        pytest.param(
            DO_NOT_DISTURB,
            "org.xfce.Xfconf",
            only("xfce4-notifyd", variant("b", value=True)),
            Answer(yes=True, how="Xfce: yes"),
            id="Xfce",
        ),
        pytest.param(
            DO_NOT_DISTURB,
            "org.xfce.Xfconf",
            lambda _message: None,
            Answer(yes=False, how="Xfce: no"),
            id="never switched on in Xfce",
        ),
        pytest.param(
            DO_NOT_DISTURB,
            SERVER,
            lambda _message: ("s", ["of another kind"]),
            Answer(None, NO_BUS),
            id="an answer of another kind",
        ),
    ],
)
def test_what_desktops_answer(
    bus: DesktopBus,
    questions: tuple[Question, ...],
    name: str,
    answer: Callable[[Any], Any],
    expected: Answer,
) -> None:
    with Service(name, answer):
        assert bus.ask(questions) == expected


def test_a_service_that_does_not_know_is_not_asked_again(bus: DesktopBus) -> None:
    with Service(SERVER, lambda _message: None) as service:
        assert bus.ask(DO_NOT_DISTURB).yes is None
        asked = len(service.calls)
        assert asked == 3
        assert bus.ask(DO_NOT_DISTURB).yes is None
        assert len(service.calls) == asked
    with Service(SERVER, only(SERVER, variant("b", value=True))):  # another one has come
        assert bus.ask(DO_NOT_DISTURB) == Answer(yes=True, how="KDE: yes")


def test_without_a_bus_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    bus = DesktopBus()
    assert bus.ask(PRESENTING) == Answer(None, NO_BUS)
    with private_bus(tmp_path, monkeypatch):
        assert bus.ask(PRESENTING).how == "no service on the session bus says so"
    assert bus.ask(PRESENTING).yes is None
    bus.close()
    bus.close()


def test_one_that_hangs_is_given_up(bus: DesktopBus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posturecam.edges.desktop.busy_bus.PATIENCE_S", 0.3)
    import threading  # noqa: PLC0415

    go_on = threading.Event()

    def hang(_message: Any) -> tuple[str, list[Any]]:
        go_on.wait(60)
        return "b", [True]

    with Service(GNOME, hang):
        assert bus.ask(PRESENTING) == Answer(None, NO_BUS)
        go_on.set()


@pytest.fixture
def gnome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")


@pytest.mark.usefixtures("gnome")
def test_gsettings_is_asked_again_only_after_a_change(tmp_path: Path) -> None:
    values = iter(["true\n", "false\n"])
    asked: list[tuple[str, str]] = []

    def read(schema: str, key: str) -> str | None:
        asked.append((schema, key))
        return next(values, None)

    database = tmp_path / "user"
    gsettings = GSettings(read, database)
    assert [gsettings().yes for _ in range(3)] == [False] * 3
    database.write_bytes(b"")
    assert [gsettings().yes for _ in range(3)] == [True] * 3
    os.utime(database, (1, 1))
    assert gsettings() == Answer(None, "GNOME: gsettings does not say")
    assert asked == [("org.gnome.desktop.notifications", "show-banners")] * 3


@pytest.mark.parametrize(
    ("desktop", "value", "yes"),
    [("X-Cinnamon", "false", True), ("MATE", "true", True), ("MATE", "false", False)],
)
def test_other_desktops(
    desktop: str,
    value: str,
    yes: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    assert GSettings(lambda *_: value, tmp_path / "none")().yes is yes


def test_a_desktop_without_a_switch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "i3")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert GSettings(lambda *_: "true")().yes is None


def test_any_of() -> None:
    yes, no, unknown = Answer(yes=True, how="a"), Answer(yes=False, how="b"), Answer(None, "c")
    assert any_of([no, unknown, yes]) == yes
    assert any_of([no, unknown, no]) == Answer(yes=False, how="b; b")
    assert any_of([unknown, unknown]) == Answer(None, "c; c")
