"""A session bus of its own (dbus-daemon)."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.patience import wait_until


@contextmanager
def private_bus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """Make a bus in `folder` the session's for the length of the block; gives its process."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon (Debian: dbus)")
    path = folder / "session-bus"
    address = f"unix:path={path}"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    words = ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"]
    bus = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _listens(path), "the bus")
        yield bus
    finally:
        bus.kill()
        bus.wait()


def _listens(path: Path) -> bool:
    """Its file is there a moment earlier."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0
