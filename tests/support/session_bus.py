"""A private session bus."""

import shutil
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
            wait_until(socket.exists, "the bus")
            yield bus
        finally:
            bus.kill()


def address(socket: Path) -> str:
    return f"unix:path={socket}"
