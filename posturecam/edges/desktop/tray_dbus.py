"""Keeps the tray icon on the session's bus, in a thread of its own (Linux).

Whatever happens to bus and panel, the rest of posturecam does not notice: without a bus the thread
tries again now and then, without a panel it waits for the bus to name one.
"""

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from posturecam.edges.desktop.session_bus import (
    WATCHER,
    CallError,
    call,
    call_bus,
    connected,
    load_dbus,
)
from posturecam.errors import PosturecamError
from posturecam.view.commands import Companion
from posturecam.view.glance import Glance
from posturecam.view.tray import Entry, Tray, entry_of, tray_of

_log = logging.getLogger("posturecam")

_AGAIN_S: Final = 5.0  # until a bus that is missing is tried again, then twice as long each time
_AGAIN_MOST_S: Final = 300.0
_CLOSE_S: Final = 2.0  # for which the end waits for the thread
_CANCELS: Final = 4  # within it: wait_for of Python 3.11 loses one that comes with its answer
_WATCHER_PATH: Final = "/StatusNotifierWatcher"
_REGISTER: Final = f"{WATCHER}.RegisterStatusNotifierItem"
_WATCH: Final = (
    f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{WATCHER}'"
)
_DO_NOT_QUEUE: Final = 4
_OWNER: Final = 1


class DbusTray:
    """The tray icon; `update` may be called as often as one likes."""

    def __init__(
        self,
        companion: Companion,
        complain: Callable[[str], None],
        again_s: float = _AGAIN_S,
    ) -> None:
        """Start the thread; `complain` gets what a chosen command says if it cannot be done."""
        load_dbus()
        self._companion, self._complain = companion, complain
        self._again_s = again_s
        self._tray: Tray | None = None
        self._item: Any = None
        self._noted = ""
        self._first = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(self._stay())
        self._thread = threading.Thread(target=self._run, name="tray", daemon=True)
        self._thread.start()

    def update(self, glance: Glance) -> None:
        """Show `glance`; nothing is done where it looks the same."""
        tray = tray_of(glance)
        if tray != self._tray:
            self._tray = tray
            self._in_loop(self._show)

    def close(self) -> None:
        """Take the icon away; a bus that does not answer is left behind."""
        for _ in range(_CANCELS):
            self._in_loop(self._task.cancel)
            self._thread.join(_CLOSE_S / _CANCELS)

    def _in_loop(self, function: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # it is closed
            self._loop.call_soon_threadsafe(function)

    def _run(self) -> None:
        try:
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._task)
        finally:
            self._loop.close()

    def _show(self) -> None:
        self._first.set()
        if self._item is not None:
            self._item.show(self._tray)

    async def _stay(self) -> None:
        """Keep the icon on the bus, whichever bus there is."""
        await self._first.wait()
        again_s = self._again_s
        while True:
            try:
                if await self._live():
                    again_s = self._again_s
            except Exception as error:  # noqa: BLE001 (whatever a bus throws, there is no icon then)
                self._note(str(error) or type(error).__name__)
            await asyncio.sleep(again_s)
            again_s = min(2 * again_s, _AGAIN_MOST_S)

    def _note(self, why: str) -> None:
        """Log why there is no icon, once."""
        if why != self._noted:
            self._noted = why
            _log.info("no tray: %s", why)

    async def _live(self) -> bool:
        """Show the icon until the bus is gone; return True, since there was one."""
        from posturecam.edges.desktop import tray_item, tray_menu  # noqa: PLC0415 (Linux only)

        assert self._tray is not None  # noqa: S101 (what `_first` stands for)
        self._item = tray_item.StatusItem(self._tray, self._choose)
        try:
            async with connected() as bus:
                bus.export(tray_item.PATH, self._item)
                bus.export(tray_menu.PATH, self._item.menu)
                await _register_with_each_watcher(bus)
                with suppress(Exception):  # how a bus ends is not ours to judge
                    await bus.wait_for_disconnect()
                return True
        finally:
            self._item = None

    def _choose(self, key: str) -> None:
        """Do what the entry `key` stands for, beside the loop: it may take its time."""
        entry = None if self._tray is None else entry_of(self._tray.menu, key)
        if entry is not None:
            threading.Thread(target=self._do, args=(entry,), daemon=True).start()

    def _do(self, entry: Entry) -> None:
        try:
            for command in entry.commands:
                self._companion.do(command)
        except PosturecamError as error:
            self._complain(str(error))
        except Exception:  # noqa: BLE001 (a click must not end in a traceback)
            _log.error("the tray could not do %s", entry, exc_info=True)


async def _register_with_each_watcher(bus: Any) -> None:
    """Register with the watcher that is there, and with each that appears later."""
    name = await _own_name(bus)
    running: set[asyncio.Task[None]] = set()

    def owner_changed(message: Any) -> None:
        if message.member == "NameOwnerChanged" and message.body[0] == WATCHER and message.body[2]:
            task = asyncio.get_running_loop().create_task(_register(bus, name))
            running.add(task)
            task.add_done_callback(running.discard)

    bus.add_message_handler(owner_changed)
    await call_bus(bus, "AddMatch", "s", _WATCH)
    await _register(bus, name)


async def _own_name(bus: Any) -> str:
    """Return the name that the specification wants, or the connection's where it is taken."""
    name = f"org.kde.StatusNotifierItem-{os.getpid()}-1"
    (reply,) = await call_bus(bus, "RequestName", "su", name, _DO_NOT_QUEUE)
    return name if reply == _OWNER else str(bus.unique_name)


async def _register(bus: Any, name: str) -> None:
    with suppress(CallError, TimeoutError):  # no watcher, or one that will see to it later
        await call(bus, WATCHER, _WATCHER_PATH, _REGISTER, "s", name)
