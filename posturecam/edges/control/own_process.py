"""Starts posturecam itself once more: in the background, or for a part that is its own process."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Final

from posturecam.edges.mediapipe.no_telemetry import for_others

# Of Windows (https://learn.microsoft.com/windows/win32/procthread/process-creation-flags).
_DETACHED: Final = 0x00000208  # DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP
_NO_WINDOW: Final = 0x08000000  # CREATE_NO_WINDOW: else a part of a detached process opens one


def own_command(*arguments: str) -> list[str]:
    """Return the words that run `posturecam ARGUMENTS`, from a Python or from a frozen folder.

    -P keeps Python from importing what lies in the current folder, such as somebody's `types.py`.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-P", "-m", "posturecam", *arguments]


def windowless_command(*arguments: str) -> list[str]:
    """Return the words that run it without a console window, for what starts at login.

    Only Windows distinguishes the two, by the program: `pythonw.exe`, and `posturecamw.exe` in the
    folder.  Where that is missing, it is `own_command`.
    """
    program, *rest = own_command(*arguments)
    path = Path(program)
    without = path.with_stem(f"{path.stem}w")
    is_there = sys.platform == "win32" and not path.stem.endswith("w") and without.is_file()
    return [str(without) if is_there else program, *rest]


def start_part(*arguments: str, stdin: IO[bytes] | int | None = subprocess.DEVNULL) -> Any:
    """Start `posturecam ARGUMENTS` as a child that ends by itself; return its Popen.

    Its output goes nowhere: what it has to report it writes to the log.
    """
    return _start_part(arguments, stdin, subprocess.DEVNULL)


def start_asked_part(*arguments: str) -> Any:
    """Start `posturecam ARGUMENTS` as a child that is asked on its standard input, and answers."""
    return _start_part(arguments, subprocess.PIPE, subprocess.PIPE)


def _start_part(arguments: Sequence[str], stdin: IO[bytes] | int | None, stdout: int) -> Any:
    return subprocess.Popen(  # noqa: S603 (our own words)
        own_command(*arguments),
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        env=for_others(),
    )


def let_go(process: Any) -> None:
    """Leave `process` to itself: it goes on when this one ends, and nobody waits for it."""
    process.returncode = 0  # else Python warns that it is still running


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
        creationflags=_DETACHED if windows else 0,
    )
