"""Offers state and commands on the session's D-Bus, from a thread with a loop of its own.

Where there is no bus nothing is offered, and nobody is bothered with it; now and then it is tried
again.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from posturecam.edges.desktop.session_bus import bus_address, load_dbus
from posturecam.edges.home.dbus_names import NAME, PATH, announced
from posturecam.edges.home.outlet import EventRow, Nowhere, Outlet
from posturecam.view.commands import Companion
from posturecam.view.glance import Glance

_PEER: Final = "org.freedesktop.DBus.Peer"
_CONNECT_S: Final = 5.0  # a bus answers in milliseconds
_AGAIN_S: Final = 5.0  # until a bus that is missing is tried again, then twice as long each time
_AGAIN_MOST_S: Final = 300.0
_END_S: Final = 2.0  # for answers on their way: as long as somebody waits for a program to end

_log = logging.getLogger(__name__)


@contextmanager
def open_dbus(
    companion: Companion, *, wanted: bool = True, again_s: float = _AGAIN_S
) -> Iterator[Outlet]:
    """Be on the session's bus for the length of the block, if it is `wanted` and there is one."""
    if not wanted or sys.platform != "linux":
        yield Nowhere()
        return
    load_dbus()
    service = _Service(companion, again_s)
    thread = threading.Thread(target=service.run, name="posturecam-dbus", daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.end()
        thread.join(_END_S)


class _Service:
    """The connection.  `event`, `state` and `end` belong to any thread, all else to its own."""

    def __init__(self, companion: Companion, again_s: float) -> None:
        self._companion, self._again_s = companion, again_s
        self._loop = asyncio.new_event_loop()
        self._interface: Any = None
        self._announced: dict[str, Any] = {}
        self._ending = asyncio.Event()

    def event(self, row: EventRow) -> None:
        """Signal an event."""
        self._call(lambda: self._interface and self._interface.happened(row))

    def state(self, glance: Glance) -> None:
        """Signal what has changed."""
        now, before = announced(glance), self._announced
        self._announced = now
        if changed := {name: value for name, value in now.items() if value != before.get(name)}:
            self._call(lambda: self._interface and self._interface.emit_properties_changed(changed))

    def end(self) -> None:
        """Leave the bus."""
        self._call(self._ending.set)

    def run(self) -> None:
        """Be on the bus until the end."""
        try:
            self._loop.run_until_complete(self._stay())
        finally:
            self._loop.close()

    async def _stay(self) -> None:
        while not self._ending.is_set():
            try:
                await self._serve()
            except Exception as error:  # noqa: BLE001 (whatever a bus throws, there is none then)
                _log.info("not on the session's D-Bus: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), self._again_s)
            self._again_s = min(2 * self._again_s, _AGAIN_MOST_S)

    async def _serve(self) -> None:
        """Be on the bus until it ends or the run does; leave it at once where the name is taken."""
        from dbus_fast.aio import MessageBus  # noqa: PLC0415 (there on Linux only)

        from posturecam.edges.home.dbus_interface import Posturecam1  # noqa: PLC0415 (needs it)

        bus = MessageBus(bus_address=bus_address())
        await asyncio.wait_for(bus.connect(), _CONNECT_S)
        interface = Posturecam1(self._companion)
        try:
            bus.export(PATH, interface)
            self._interface = interface
            if await asyncio.wait_for(_named(bus), _CONNECT_S):
                await _first(_gone(bus), self._ending.wait())
                await _answered(bus, interface.calls)
        finally:
            self._interface = None
            bus.disconnect()

    def _call(self, what: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop is closed: there is no bus (any more)
            self._loop.call_soon_threadsafe(what)


async def _named(bus: Any) -> bool:
    """Take the name; False where another program has it."""
    from dbus_fast import NameFlag, RequestNameReply  # noqa: PLC0415 (there on Linux only)

    reply = await bus.request_name(NAME, NameFlag.DO_NOT_QUEUE)
    if reply is not RequestNameReply.PRIMARY_OWNER:
        _log.info("another program has the name %s on the session's D-Bus", NAME)
        return False
    return True


async def _gone(bus: Any) -> None:
    await bus.wait_for_disconnect()


async def _answered(bus: Any, calls: set[Any]) -> None:
    """Wait for commands that are being carried out, and until the bus has their answers."""
    from dbus_fast import Message  # noqa: PLC0415 (there on Linux only)

    if bus.connected and calls:
        await asyncio.wait(calls, timeout=_END_S / 2)
        question = Message("org.freedesktop.DBus", "/org/freedesktop/DBus", _PEER, "Ping")
        await asyncio.wait_for(bus.call(question), _END_S / 2)


async def _first(*waits: Any) -> None:
    """Wait until one of `waits` is over."""
    tasks = [asyncio.ensure_future(one) for one in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
