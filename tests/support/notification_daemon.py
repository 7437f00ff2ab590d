"""A real notification daemon (dunst) on a session bus and a display of its own."""

import io
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NEEDED = ("dunst", "dunstctl", "Xvfb", "dbus-daemon")


@contextmanager
def running_daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A real notification daemon on a bus and a display of its own; gives what it shows."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} (Debian: dunst xvfb dbus)")
    address = f"unix:path={tmp_path}/bus"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    shown = tmp_path / "shown.txt"
    with shown.open("w") as sink:
        bus = start("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}")
        display = start("Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24")
        assert display.stdout is not None
        monkeypatch.setenv("DISPLAY", f":{display.stdout.readline().strip()}")
        dunst = start("dunst", "-print", stdout=sink)
        try:
            wait_for_daemon()
            yield shown
        finally:
            for process in (dunst, display, bus):
                process.terminate()
                process.communicate(timeout=300)


def start(*command: str, stdout: int | io.TextIOWrapper = subprocess.PIPE) -> subprocess.Popen[str]:
    return subprocess.Popen(command, stdout=stdout, stderr=subprocess.DEVNULL, text=True)


def read_until(shown: Path, wanted: str) -> str:
    """What the daemon has shown, once `wanted` is in it; at last whatever is there."""
    for _ in range(3000):
        if wanted in (text := shown.read_text()):
            break
        time.sleep(0.1)
    return text


def wait_for_daemon() -> None:
    for _ in range(3000):
        done = subprocess.run(["dunstctl", "count"], capture_output=True, check=False)
        if done.returncode == 0:
            return
        time.sleep(0.1)
    pytest.fail("the notification daemon did not start")
