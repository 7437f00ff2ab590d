"""Whether the screen is locked, from the session's D-Bus (Linux)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from posturecam.ports import Probe

_PATIENCE_S = 0.5  # for one answer; a desktop gives it in milliseconds
_SERVICES = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
)


@contextmanager
def open_screen_lock() -> Iterator[Probe]:
    """Ask the desktop for the length of the block; where it cannot be asked the answer is None."""
    bus = _Bus()
    try:
        yield bus.locked
    finally:
        bus.close()


class _Bus:
    """A connection to the session's bus, made when it is first needed."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._bus: Any = None
        self._services: tuple[tuple[str, str], ...] = _SERVICES

    def locked(self) -> bool | None:
        """Return whether the screen is locked; None if no service answers."""
        try:
            return self._loop.run_until_complete(self._ask())
        except Exception:  # noqa: BLE001 - whatever a bus throws, it is not known then
            self._leave()
            return None

    def close(self) -> None:
        self._leave()
        self._loop.close()

    def _leave(self) -> None:
        if self._bus is not None:
            with suppress(Exception):
                self._bus.disconnect()
                self._loop.run_until_complete(asyncio.sleep(0))
            self._bus = None

    async def _ask(self) -> bool | None:
        from dbus_fast.aio import MessageBus  # noqa: PLC0415 (there on Linux only)

        if self._bus is None:
            self._bus = await asyncio.wait_for(MessageBus().connect(), _PATIENCE_S)
        for service in self._services:
            answer = await asyncio.wait_for(self._bus.call(_question(*service)), _PATIENCE_S)
            if answer is not None and answer.signature == "b":
                self._services = (service,)
                return bool(answer.body[0])
        self._services = _SERVICES
        return None


def _question(service: str, path: str) -> Any:
    from dbus_fast import Message  # noqa: PLC0415 (there on Linux only)

    return Message(destination=service, path=path, interface=service, member="GetActive")
