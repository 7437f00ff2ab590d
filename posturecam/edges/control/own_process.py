"""Starts posturecam itself once more: in the background, or for a part that is its own process."""

import subprocess
import sys
from collections.abc import Sequence
from typing import IO, Any


def own_command(*arguments: str) -> list[str]:
    """Return the words that run `posturecam ARGUMENTS`, from a Python or from a frozen folder.

    -P keeps Python from importing what lies in the current folder, such as somebody's `types.py`.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "posturecam", *arguments]


def start_part(*arguments: str, stdin: IO[bytes] | int | None = subprocess.DEVNULL) -> Any:
    """Start `posturecam ARGUMENTS` as a child that ends by itself; return its Popen.

    Its output goes nowhere: what it has to report it writes to the log.
    """
    return subprocess.Popen(  # noqa: S603 (our own words)
        own_command(*arguments),
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=True,
    )


def start_detached(arguments: Sequence[str], stderr: IO[bytes]) -> Any:
    """Start `posturecam ARGUMENTS` so that it outlives this process and its terminal."""
    windows = sys.platform == "win32"
    return subprocess.Popen(  # noqa: S603 (our own words)
        own_command(*arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        close_fds=True,
        start_new_session=not windows,
        creationflags=0x00000208 if windows else 0,  # DETACHED_PROCESS, NEW_PROCESS_GROUP
    )
