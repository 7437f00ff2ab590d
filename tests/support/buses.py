"""A session bus of its own (dbus-daemon)."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.session_bus import address, running_bus


@contextmanager
def private_bus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """Make a bus in `folder` the session's for the length of the block; gives its process."""
    socket = folder / "session-bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(socket))
    with running_bus(socket) as bus:
        yield bus
