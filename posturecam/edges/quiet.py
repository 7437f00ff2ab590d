"""Keep what libraries print straight to descriptor 2 off the user's terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Silence:
    """How many blocks want silence now, and where descriptor 2 led before the first of them."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.blocks = 0
        self.saved = -1


_SILENCE = _Silence()


@contextmanager
def quiet() -> Iterator[None]:
    """Send descriptor 2 nowhere for the length of the block.

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
        if _SILENCE.blocks == 0 and _SILENCE.saved >= 0:
            os.dup2(_SILENCE.saved, 2)
            os.close(_SILENCE.saved)


def _redirect() -> int:
    """Point descriptor 2 at nothing; return a copy of the old one, or -1 if there is none."""
    if sys.stderr is not None:
        sys.stderr.flush()
    try:
        saved = os.dup(2)
    except OSError:
        return -1
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return saved
