"""Text for a file that the user names, or for standard output."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TextIO, cast

from posturecam.edges.files.atomic_write import replacing, text_file

STDOUT: Final = Path("-")


@contextmanager
def text_sink(path: Path, *, alone: bool = True) -> Iterator[TextIO]:
    """Open `path` for text that appears when the block succeeds; `-` is standard output.

    A standard output whose reader has left ends the block with BrokenPipeError, unless it is not
    all that is wanted: with `alone` false the rest of the text goes nowhere.

    Raises:
        StorageError: The file cannot be written.
    """
    if path == STDOUT:
        yield sys.stdout if alone else cast("TextIO", _Unread())
        if alone:
            sys.stdout.flush()
        return
    with replacing(path) as half, text_file(half, path) as sink:
        yield sink


class _Unread:
    """Standard output, whether anybody reads it or not."""

    def write(self, text: str) -> int:
        """Write `text`."""
        with self._patient():
            sys.stdout.write(text)
        return len(text)

    def flush(self) -> None:
        """Let the reader have it."""
        with self._patient():
            sys.stdout.flush()

    @contextmanager
    def _patient(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            drop_output()


def drop_output() -> None:
    """Let standard output go nowhere: Python would complain at exit of what cannot be written."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
