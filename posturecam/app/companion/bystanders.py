"""Those who are kept informed of the instance: tray, hooks, MQTT, D-Bus."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from typing import Any, Final

from posturecam.app.companion.board import Board
from posturecam.edges.desktop.login_session import own_session
from posturecam.edges.desktop.tray import TrayIcon, open_tray
from posturecam.edges.home.open_home import open_home
from posturecam.edges.home.outlet import EventRow, Nowhere, Outlet
from posturecam.settings import Settings
from posturecam.view.commands import Companion, Quit
from posturecam.view.glance import Glance

LOOK_S: Final = 1.0
"""The longest wait for news; the end is noticed as late as this."""


class Bystanders:
    """Informs everybody of each new state, in a thread of its own; events at once."""

    def __init__(
        self, tray: TrayIcon, companion: Companion, complain: Callable[[str], Any]
    ) -> None:
        """Show states in `tray`; what they ask for goes to `companion`."""
        self._tray, self._companion, self._complain = tray, companion, complain
        self._home: Outlet = Nowhere()
        self._wanted: Settings | None = None
        self._opened = ExitStack()

    def follow_settings(self, settings: Settings) -> None:
        """Open hooks, MQTT and D-Bus again where `settings` differ from those in force."""
        if self._wanted is not None and _homes(self._wanted) == _homes(settings):
            return
        self.close()
        self._wanted = settings
        self._home = self._opened.enter_context(
            open_home(settings, self._companion, self._complain)
        )

    def event(self, row: EventRow) -> None:
        """Pass on that something happened."""
        self._home.event(row)

    def state(self, glance: Glance) -> None:
        """Pass on how things are now."""
        self._tray.update(glance)
        self._home.state(glance)

    def log_out(self) -> None:
        """End the instance: nobody is logged in any more whom it could watch."""
        self._companion.do(Quit())

    def close(self) -> None:
        """Leave hooks, MQTT and D-Bus."""
        self._home = Nowhere()
        self._opened.close()


@contextmanager
def informed(
    board: Board, companion: Companion, settings: Settings, complain: Callable[[str], None]
) -> Iterator[Bystanders]:
    """Keep tray and home informed for the length of the block, and end with the login session."""
    ended = Event()
    with ExitStack() as stack:
        tray = stack.enter_context(open_tray(companion, complain))
        around = Bystanders(tray, companion, complain)
        stack.callback(around.close)
        teller = Thread(target=_keep_informed, args=(board, around, ended), daemon=True)
        stack.callback(teller.join, 2 * LOOK_S)
        stack.callback(ended.set)
        around.follow_settings(settings)
        teller.start()
        yield around


def _keep_informed(board: Board, around: Bystanders, ended: Event) -> None:
    number, is_over, has_left = -1, own_session(os.environ), False
    while not ended.is_set():
        if is_over() and not has_left:
            has_left = True  # once: asked again, the end would be broken off
            around.log_out()
        news = board.wait(number, LOOK_S)
        if news is not None:
            number = news.number
            around.state(news.moment.glance)


def _homes(settings: Settings) -> tuple[object, ...]:
    return settings.hooks, settings.mqtt, settings.home
