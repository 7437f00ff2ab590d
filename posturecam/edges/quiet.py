"""Keep what libraries print straight to descriptor 2 off the user's terminal, in the log."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from posturecam.edges.folders import log_path

_STDERR: Final = 2
_LOG_BYTES: Final = 1_000_000
"""A log longer than this is begun anew."""


class _Silence:
    """How many blocks want silence now, and where descriptor 2 led before the first of them."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.blocks = 0
        self.saved = -1


_SILENCE = _Silence()


@contextmanager
def quiet() -> Iterator[None]:
    """Send descriptor 2 to the log for the length of the block.

    Blocks may overlap between threads: the first one in turns the noise off, the last one out
    turns it on again.
    """
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    with _SILENCE.lock:
        _SILENCE.blocks += 1
        if _SILENCE.blocks == 1:
            _SILENCE.saved = _redirect()


def _leave() -> None:
    with _SILENCE.lock:
        _SILENCE.blocks -= 1
        if _SILENCE.blocks == 0:
            _restore(_SILENCE.saved)


def _redirect() -> int:
    """Point descriptor 2 at the log; return a copy of the old one, or -1 if it was closed."""
    if sys.stderr is not None:
        sys.stderr.flush()
    saved = _copy_of(_STDERR)
    log = _open_log()
    if log != _STDERR:
        os.dup2(log, _STDERR)
        os.close(log)
    return saved


def _restore(saved: int) -> None:
    if saved < 0:
        os.close(_STDERR)
        return
    os.dup2(saved, _STDERR)
    os.close(saved)


def _copy_of(descriptor: int) -> int:
    try:
        return os.dup(descriptor)
    except OSError:
        return -1


def _open_log() -> int:
    """Open the log for appending, or nothing at all if it cannot be written."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        too_long = path.exists() and path.stat().st_size > _LOG_BYTES
        anew = os.O_TRUNC if too_long else 0
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | anew, 0o600)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)
