"""A notification service of our own on a private bus, whose buttons a test can press.

Run as a program it serves: a line `press LABEL` on its input presses a button of the newest
notification, and it writes what it shows and closes as lines of JSON.
"""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.patience import wait_until
from tests.support.session_bus import own_session_bus

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


class Served:
    """The service, as a test sees it."""

    def __init__(self, process: "subprocess.Popen[str]", shown: Path) -> None:
        self._process, self._shown = process, shown

    def rows(self, kind: str) -> list[Any]:
        """What it has said of this kind: "ready", "shown" or "closed"."""
        found = map(json.loads, self._shown.read_text().splitlines())
        return [row[kind] for row in found if kind in row]

    def press(self, label: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"press {label}\n")
        self._process.stdin.flush()


@contextmanager
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Run bus and service for the length of the block."""
    if shutil.which("dbus-daemon") is None or sys.platform != "linux":
        pytest.skip("needs dbus-daemon (Debian: dbus)")
    with own_session_bus(tmp_path, monkeypatch), (tmp_path / "said.jsonl").open("w") as sink:
        command = (sys.executable, "-m", "tests.support.notification_server")
        service = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=sink, text=True)
        try:
            own = Served(service, tmp_path / "said.jsonl")
            wait_until(lambda: bool(own.rows("ready")), "the service")
            yield own
        finally:
            service.terminate()
            service.communicate(timeout=300)


def say(**row: Any) -> None:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


async def serve() -> None:
    from dbus_fast.aio import MessageBus  # noqa: PLC0415 (there on Linux only)

    from tests.support.notification_interface import Notifications  # noqa: PLC0415 (the same)

    bus = await MessageBus().connect()
    service = Notifications(say)
    bus.export(PATH, service)
    await bus.request_name(NAME)
    say(ready=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        service.press(line.removeprefix("press ").strip())


if __name__ == "__main__":
    asyncio.run(serve())
