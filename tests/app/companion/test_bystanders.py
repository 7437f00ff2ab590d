"""Who is kept informed of the instance, and what becomes of it when somebody logs out."""

import time
from pathlib import Path

import pytest

from posturecam.app.companion import bystanders
from posturecam.app.companion.board import Board
from posturecam.app.companion.bystanders import informed
from posturecam.settings import Settings
from posturecam.view.commands import Command, Quit
from posturecam.view.glance import Glance, Light
from posturecam.view.moment import Moment
from tests.support.panel import running_panel
from tests.support.patience import wait_until
from tests.support.session_bus import address, running_bus


class Person:
    """A companion that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Command] = []

    def glance(self) -> Glance:
        return Glance(Light.WELL, "sitting well")

    def do(self, command: Command) -> str:
        self.asked.append(command)
        return ""


@pytest.fixture
def board() -> Board:
    return Board(Moment(Glance(Light.WELL, "sitting well")))


SETTINGS = Settings.model_validate({"home": {"dbus": False}})


def test_it_ends_when_the_login_session_is_over(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(tmp_path / "none"))
    over = [False]
    monkeypatch.setattr(bystanders, "own_session", lambda _environ: lambda: over[0])
    monkeypatch.setattr(bystanders, "LOOK_S", 0.02)
    person = Person()
    with informed(board, person, SETTINGS, pytest.fail):
        board.post(Moment(Glance(Light.AWAY, "away")))
        assert person.asked == []
        over[0] = True
        wait_until(lambda: bool(person.asked), "the end")
        time.sleep(0.1)  # five times as long as it waits for news
    assert person.asked == [Quit()]


@pytest.mark.desktop
def test_the_tray_shows_what_is_on_the_board(
    board: Board, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(tmp_path / "bus"))
    with (
        running_bus(tmp_path / "bus"),
        running_panel() as panel,
        informed(board, Person(), SETTINGS, pytest.fail),
    ):
        panel.wait_for_item()
        board.post(Moment(Glance(Light.AWAY, "away")))
        panel.wait(lambda panel: "Away" in panel.labels, "the new state")
        board.post(Moment(Glance(Light.WELL, "sitting well", snooze_s=300.0)))
        panel.wait(lambda panel: "Snooze alerts for 5 min" in panel.labels, "the new length")
