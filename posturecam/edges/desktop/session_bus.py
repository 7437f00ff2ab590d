"""The session's D-Bus, asked within a bounded time (Linux)."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

PATIENCE_S: Final = 2.0  # for one answer; a healthy bus gives it in milliseconds
WATCHER: Final = "org.kde.StatusNotifierWatcher"
_DBUS: Final = "org.freedesktop.DBus"


def bus_address() -> str | None:
    """Return the address of the session's bus where the environment does not name it.

    That is `$XDG_RUNTIME_DIR/bus`, as systemd has it and other libraries look for it; None leaves
    the search to dbus-fast.
    """
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS") or not folder:
        return None
    socket = Path(folder) / "bus"
    return f"unix:path={socket}" if socket.exists() else None


def load_dbus() -> None:
    """Import dbus-fast in this thread, before threads that use it are started.

    Imported by two threads at once it fails: its modules import each other in a circle.
    """
    with suppress(ImportError):
        import dbus_fast.aio  # noqa: F401, PLC0415 (there on Linux only)


@asynccontextmanager
async def connected() -> AsyncIterator[Any]:
    """Connect to the session's bus for the length of the block.

    Raises:
        Exception: Whatever a bus throws; TimeoutError if it does not answer.
    """
    from dbus_fast.aio import MessageBus  # noqa: PLC0415 (there on Linux only)

    bus = MessageBus(bus_address=bus_address())
    try:
        await asyncio.wait_for(bus.connect(), PATIENCE_S)
        yield bus
    finally:
        with suppress(Exception):
            bus.disconnect()
            await asyncio.sleep(0)


async def call(
    bus: Any, destination: str, path: str, member: str, signature: str = "", *body: Any
) -> Any:
    """Call `interface.method`, written as one word in `member`; return the answer's body.

    Nothing is started for it: a service that does not run does not answer.

    Raises:
        CallError: The answer is an error.
        TimeoutError: There is none in time.
    """
    from dbus_fast import Message, MessageFlag, MessageType  # noqa: PLC0415 (there on Linux only)

    interface, _, method = member.rpartition(".")
    message = Message(
        destination=destination,
        path=path,
        interface=interface,
        member=method,
        flags=MessageFlag.NO_AUTOSTART,
        signature=signature,
        body=list(body),
    )
    answer = await asyncio.wait_for(bus.call(message), PATIENCE_S)
    if answer.message_type is MessageType.ERROR:
        raise CallError(str(answer.error_name))
    return answer.body


class CallError(Exception):
    """A service answered with an error, or there is no such service."""


async def call_bus(bus: Any, method: str, signature: str = "", *body: Any) -> Any:
    """Call a method of the bus itself."""
    return await call(bus, _DBUS, "/org/freedesktop/DBus", f"{_DBUS}.{method}", signature, *body)


async def has_owner(bus: Any, name: str) -> bool:
    """Return whether somebody on the bus has `name`."""
    return bool((await call_bus(bus, "NameHasOwner", "s", name))[0])
