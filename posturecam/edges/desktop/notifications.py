"""Alerts on the desktop: title, text, buttons; the terminal bell where the desktop has none.

Nothing here can stop the watching: what fails is reported once, and the bell takes its place.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol, TextIO

from desktop_notifier import Button, DesktopNotifier

APP = "posturecam"
PATIENCE_S = 2.0  # how long a desktop may take for one notification
SHOW, SNOOZE, DID = "show", "snooze", "did"


class Notifier(Protocol):
    """Brings an alert to somebody who is not watching the terminal."""

    def notify(self, title: str, body: str, buttons: dict[str, str]) -> bool:
        """Show it with `buttons` (request -> label); False if nobody will see it."""

    def pump(self) -> tuple[str, ...]:
        """Let the desktop deliver what was pressed since the last call, oldest first."""

    def withdraw(self) -> None:
        """Take what has buttons off the desktop: what it is about is over."""


class Silent:
    """A notifier that shows nothing, for those who switched notifications off."""

    def notify(self, title: str, body: str, buttons: dict[str, str]) -> bool:  # noqa: ARG002
        """Show nothing."""
        return True

    def pump(self) -> tuple[str, ...]:
        """Nothing can be pressed."""
        return ()

    def withdraw(self) -> None:
        """Nothing is there."""


def instead(sink: TextIO | None) -> str:
    """Say what takes the place of notifications where `sink` is what a bell would ring at."""
    if sink is not None and sink.isatty():
        return "the terminal bell rings instead"
    return "without a terminal there is no bell either"


class Bell:
    """Rings the bell of the terminal."""

    def __init__(self, sink: TextIO) -> None:
        """Ring at `sink`."""
        self._sink = sink
        self.instead = instead(sink)

    def notify(self, title: str, body: str, buttons: dict[str, str]) -> bool:  # noqa: ARG002
        """Ring, if there is a terminal."""
        if self._sink.isatty():
            self._sink.write("\a")
            self._sink.flush()
        return self._sink.isatty()

    def pump(self) -> tuple[str, ...]:
        """A bell has no buttons."""
        return ()

    def withdraw(self) -> None:
        """What has rung is over."""


class Desktop:
    """Notifications of the desktop, by desktop-notifier; made by `open_desktop`."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let the desktop's answers arrive while `loop` runs."""
        self._loop = loop
        self._notifier: Any = None
        self._pressed: list[str] = []
        self._reported = 0
        self._shown: list[str] = []

    def notify(self, title: str, body: str, buttons: dict[str, str]) -> bool:
        """Show a notification; False if the desktop did not take it in time."""
        before = self._reported
        self._wait(self._send(title, body, buttons))
        if self._reported == before:
            self.disconnect()
        return self._reported > before

    def pump(self) -> tuple[str, ...]:
        """Let presses in, and hand them over."""
        if self._notifier is None:
            return ()
        self._loop.run_until_complete(asyncio.sleep(0))
        pressed, self._pressed = tuple(self._pressed), []
        return pressed

    def withdraw(self) -> None:
        """Take the notifications that have buttons off the desktop."""
        shown, self._shown = self._shown, []
        if self._notifier is not None:
            for identifier in shown:
                self._wait(self._notifier.clear(identifier))

    def disconnect(self) -> None:
        """Leave the desktop; the next notification connects again."""
        self._shown = []
        bus = getattr(getattr(self._notifier, "_backend", None), "bus", None)
        if bus is not None:
            bus.disconnect()
        self._notifier = None

    async def _send(self, title: str, body: str, buttons: dict[str, str]) -> None:
        if self._notifier is None:
            self._notifier = DesktopNotifier(app_name=APP, app_icon=None)
        identifier = await self._notifier.send(
            title=title,
            message=body,
            buttons=[Button(label, self._press(name)) for name, label in buttons.items()],
            on_clicked=self._press(SHOW),
            on_dispatched=self._count,
        )
        if buttons:
            self._shown.append(identifier)

    def _wait(self, work: Coroutine[Any, Any, None]) -> None:
        with suppress(Exception):  # whatever a desktop throws, the watching goes on
            self._loop.run_until_complete(asyncio.wait_for(work, PATIENCE_S))

    def _press(self, name: str) -> Callable[[], None]:
        return lambda: self._pressed.append(name)

    def _count(self) -> None:
        self._reported += 1


class WithBell:
    """Notifies by `notifier`; where that fails, says so once through `complain`, and rings."""

    def __init__(self, notifier: Notifier, bell: Bell, complain: Callable[[str], None]) -> None:
        """Try `notifier` for each alert: a desktop may come back."""
        self._notifier, self._bell, self._complain = notifier, bell, complain
        self._complained = False

    def notify(self, title: str, body: str, buttons: dict[str, str]) -> bool:
        """Notify on the desktop, or ring."""
        if self._notifier.notify(title, body, buttons):
            return True
        if not self._complained:
            self._complained = True
            self._complain(
                f"The desktop shows no notifications; {self._bell.instead}. "
                "Run `posturecam doctor` for details."
            )
        return self._bell.notify(title, body, buttons)

    def pump(self) -> tuple[str, ...]:
        """Hand over what was pressed on the desktop."""
        return self._notifier.pump()

    def withdraw(self) -> None:
        """Take off the desktop what is over."""
        self._notifier.withdraw()


@contextmanager
def open_desktop() -> Iterator[Desktop]:
    """Use the desktop's notifications for the length of the block."""
    logging.getLogger("desktop_notifier").addHandler(logging.NullHandler())
    loop = asyncio.new_event_loop()
    desktop = Desktop(loop)
    try:
        yield desktop
    finally:
        desktop.disconnect()
        _close(loop)


@contextmanager
def open_notifier(
    *, desktop: bool, complain: Callable[[str], None], bell_at: TextIO = sys.stderr
) -> Iterator[Notifier]:
    """Give what brings alerts to the user, as the settings want it."""
    if not desktop:
        yield Silent()
        return
    with open_desktop() as notifier:
        yield WithBell(notifier, Bell(bell_at), complain)


def _close(loop: asyncio.AbstractEventLoop) -> None:
    """End what still runs in `loop`, such as the connection to the desktop."""
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
