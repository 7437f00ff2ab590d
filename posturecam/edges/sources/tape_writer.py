"""Writes pose tapes."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from posturecam.core.values import Pose, Unseen
from posturecam.edges.files.atomic_write import binary_file, replacing
from posturecam.edges.files.text_output import STDOUT, text_sink
from posturecam.edges.sources.tape import SUFFIXES, SURE_SUFFIXES
from posturecam.edges.sources.tape_lines import Picture, from_picture, from_seen
from posturecam.errors import StorageError


class TapeWriter:
    """Writes observations to a text file as they come."""

    def __init__(self, sink: TextIO, size: tuple[int, int]) -> None:
        """Begin a tape of pictures of `size` (width, height) in pixels."""
        self._sink, self._picture = sink, Picture(*size)
        self._line(from_picture(self._picture))

    def write(self, seen: Pose | Unseen) -> None:
        """Append one observation; times must rise."""
        self._line(from_seen(seen, self._picture))

    def _line(self, text: str) -> None:
        self._sink.write(text + "\n")


@contextmanager
def record_tape(path: Path, size: tuple[int, int], *, alone: bool = True) -> Iterator[TapeWriter]:
    """Write the tape `path`, which appears when the block succeeds; `-` is standard output.

    A name that ends in `.gz` makes a compressed tape.  `size` is (width, height) in pixels.  For
    `alone` see `text_sink`.

    Raises:
        StorageError: The name is not that of a pose tape, or the file cannot be written.
    """
    if path != STDOUT and not path.name.lower().endswith(SUFFIXES):
        msg = f"Cannot write {path}: a pose tape's name ends in {' or '.join(SURE_SUFFIXES)}."
        raise StorageError(msg)
    opened = (
        _compressed(path)
        if path.suffix == ".gz" and path != STDOUT
        else text_sink(path, alone=alone)
    )
    with opened as sink:
        yield TapeWriter(sink, size)


@contextmanager
def _compressed(path: Path) -> Iterator[TextIO]:
    with (
        replacing(path) as half,
        binary_file(half, path) as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed,
        TextIOWrapper(packed, encoding="utf-8", newline="") as sink,
    ):
        yield sink
