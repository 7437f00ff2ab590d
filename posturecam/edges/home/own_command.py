"""Runs a command of the user's own: with a text on its standard input, for a limited time."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

_WINDOWS: Final = sys.platform == "win32"
_WINDOWS_FLAGS: Final = 0x08000200  # CREATE_NO_WINDOW, CREATE_NEW_PROCESS_GROUP


def start(words: Sequence[str]) -> Any:
    """Start `words` in a process group of its own; return its Popen.

    What it prints goes nowhere, since it may print a secret.

    Raises:
        OSError: It cannot be started.
    """
    return subprocess.Popen(  # noqa: S603 (the user's own words, no shell)
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        start_new_session=not _WINDOWS,
        creationflags=_WINDOWS_FLAGS if _WINDOWS else 0,
    )


def finish(process: Any, text: str, timeout_s: float) -> int | None:
    """Hand `text` to the command and wait for it; return its exit code.

    After `timeout_s` it is ended, with all that it started; then None is returned.
    """
    with process:
        try:
            process.communicate(text.encode(errors="replace"), timeout=timeout_s)
        except subprocess.TimeoutExpired:
            end(process)
            return None
        return int(process.returncode)


def end(process: Any) -> None:
    """End the command and all that it started, at once, unless it is over."""
    if process.poll() is not None:
        return
    with suppress(OSError):
        if _WINDOWS:
            _end_tree(process.pid)
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _end_tree(pid: int) -> None:
    """End a process with its children, as Windows does it."""
    root = os.environ.get("SYSTEMROOT", r"C:\Windows")
    program = rf"{root}\System32\taskkill.exe"
    subprocess.run(  # noqa: S603 (fixed words)
        [program, "/PID", str(pid), "/T", "/F"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        creationflags=_WINDOWS_FLAGS if _WINDOWS else 0,
    )
