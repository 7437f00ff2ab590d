"""A session bus of its own, with services that answer as desktops do."""

import asyncio
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest


@contextmanager
def private_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon (Debian: dbus)")
    address = f"unix:path={tmp_path}/bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    bus = subprocess.Popen(
        [
            *("dbus-daemon", "--session", "--nofork", "--nopidfile"),
            *(f"--address={address}", "--print-address"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert bus.stdout is not None
    bus.stdout.readline()  # it listens
    try:
        yield address
    finally:
        bus.terminate()
        bus.communicate(timeout=300)


class Service:
    """Has a name on the bus, and answers every call by `answer(message)`.

    `answer` returns (signature, body), or None for an error.
    """

    def __init__(self, name: str, answer: Callable[[Any], tuple[str, list[Any]] | None]) -> None:
        self._name, self._answer = name, answer
        self.calls: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._bus: Any = None
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(60)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.close()

    async def _open(self) -> None:
        from dbus_fast.aio import MessageBus  # noqa: PLC0415

        self._bus = await MessageBus().connect()
        self._bus.add_message_handler(self._handle)
        await self._bus.request_name(self._name)

    async def _close(self) -> None:
        self._bus.disconnect()
        await asyncio.sleep(0.05)

    def _handle(self, message: Any) -> Any:
        from dbus_fast import Message, MessageType  # noqa: PLC0415

        if message.message_type is not MessageType.METHOD_CALL or message.destination not in (
            self._name,
            self._bus.unique_name,
        ):
            return None
        self.calls.append(message.member)
        answer = self._answer(message)
        if answer is None:
            return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "no")
        signature, body = answer
        return Message.new_method_return(message, signature, body)
