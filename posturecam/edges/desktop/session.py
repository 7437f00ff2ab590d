"""Waiting for a session that has just begun: autostart comes before bus and panel are ready."""

import asyncio
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from posturecam.edges.desktop.session_bus import WATCHER, call, connected, has_owner

LOGIN_PATIENCE_S: Final = 30.0
"""How long an autostart waits; a desktop has its panel within some seconds of the login."""

_ASK_EVERY_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Session:
    """What is there: the session's bus, and a panel that shows tray icons."""

    bus: bool
    tray: bool


def wait_for_session(patience_s: float = LOGIN_PATIENCE_S) -> Session:
    """Wait until bus and tray are there, at most `patience_s`; return what there is then.

    Nothing depends on it: the tray icon appears whenever a panel does.  Without a bus the first
    notifications would fail.  Systems other than Linux start programs when the desktop is there.
    """
    if sys.platform != "linux":
        return Session(bus=True, tray=True)
    return asyncio.run(_wait(time.monotonic() + patience_s))


async def _wait(until_s: float) -> Session:
    found = await look()
    while not found.tray and time.monotonic() + _ASK_EVERY_S < until_s:
        await asyncio.sleep(_ASK_EVERY_S)
        found = await look()
    return found


async def look() -> Session:
    """Return what there is now."""
    bus_there = False
    with suppress(Exception):  # whatever a bus throws, it is not there then
        async with connected() as bus:
            bus_there = True
            return Session(bus=True, tray=await has_owner(bus, WATCHER))
    return Session(bus=bus_there, tray=False)


async def graphical_target() -> bool:
    """Return whether systemd knows of a graphical session of this user."""
    manager = "org.freedesktop.systemd1"
    with suppress(Exception):  # whatever a bus throws, it is not known then
        async with connected() as bus:
            (path,) = await call(
                bus,
                manager,
                "/org/freedesktop/systemd1",
                f"{manager}.Manager.GetUnit",
                "s",
                "graphical-session.target",
            )
            (state,) = await call(
                bus,
                manager,
                path,
                "org.freedesktop.DBus.Properties.Get",
                "ss",
                f"{manager}.Unit",
                "ActiveState",
            )
            return bool(state.value == "active")
    return False
