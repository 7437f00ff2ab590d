"""Give the program its standard streams, and keep what libraries print out of them.

Libraries such as MediaPipe, OpenCV and Qt print straight to descriptors 1 and 2, at moments and in
words that change with their versions.  So the program moves its own streams to descriptors that
only it knows, and what anybody else prints goes to the log.

Programs started without a console (`pythonw`, `>&-`) have no standard streams at all.  They get
streams that lead nowhere, and descriptors 0 to 2 are taken, so that no file is opened in their
place and written over by a library.
"""

import atexit
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Final, Literal

_STDIN, _STDOUT, _STDERR = 0, 1, 2
_LOG_BYTES: Final = 1_000_000
"""A longer log is started afresh."""


def own_standard_streams(log: Path) -> None:
    """Make `sys.stdin`, `stdout` and `stderr` usable and private; send descriptors 1, 2 to `log`.

    A log that cannot be written is done without.
    """
    _take_missing_descriptors()
    sys.stdin = sys.__stdin__ = sys.__stdin__ or _nowhere("r")  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _private(sys.__stdout__, _STDOUT)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _private(sys.__stderr__, _STDERR)  # type: ignore[misc]
    atexit.register(_flush, sys.stderr)
    sink = _open_log(log)
    for descriptor in (_STDOUT, _STDERR):
        os.dup2(sink, descriptor)
    os.close(sink)


def _take_missing_descriptors() -> None:
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor <= _STDERR:
        descriptor = os.dup(descriptor)
    os.close(descriptor)


def _nowhere(mode: Literal["r", "w"]) -> TextIOWrapper:
    return open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123 (for good)


def _private(stream: TextIOWrapper | None, descriptor: int) -> TextIOWrapper:
    """Return `stream` on a descriptor of its own; characters it cannot show become `?`."""
    if stream is None:
        return _nowhere("w")
    stream.flush()
    private = open(os.dup(descriptor), "w", encoding=stream.encoding, errors="replace")  # noqa: SIM115, PTH123 (for good)
    private.reconfigure(line_buffering=stream.line_buffering, write_through=stream.write_through)
    return private


def _flush(stream: TextIOWrapper) -> None:
    """Drop what cannot be written any more; Python would end with an exit code of its own."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except ValueError:  # closed
        return


def _open_log(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        too_long = path.exists() and path.stat().st_size > _LOG_BYTES
        mode = os.O_WRONLY | os.O_CREAT | os.O_APPEND | (os.O_TRUNC if too_long else 0)
        return os.open(path, mode, 0o600)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)
