"""A private session bus."""

import shutil
import socket as sockets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.patience import wait_until


@contextmanager
def running_bus(socket: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A bus that listens at `socket`; gives its process."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon (Debian: dbus)")
    socket.unlink(missing_ok=True)
    command = [
        "dbus-daemon",
        "--session",
        "--nofork",
        "--nopidfile",
        f"--address={address(socket)}",
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as bus:
        try:
            wait_until(lambda: _listens(socket), "the bus")
            yield bus
        finally:
            bus.kill()


@contextmanager
def own_session_bus(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator["subprocess.Popen[bytes]"]:
    """A bus in `folder` that is the session's for the length of the block."""
    path = folder / "session-bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address(path))
    with running_bus(path) as bus:
        yield bus


def _listens(path: Path) -> bool:
    """Try it: its file is there a moment earlier."""
    with sockets.socket(sockets.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def address(socket: Path) -> str:
    return f"unix:path={socket}"
