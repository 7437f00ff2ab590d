"""Pose tapes as observations: landmarks without pictures, used unchanged."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from posturecam.core.values import Observation, Reuse
from posturecam.edges.sources.tape_lines import (
    FORMAT,
    BrokenOff,
    LineFault,
    Picture,
    to_observation,
    to_picture,
)
from posturecam.errors import SourceError, TapeError
from posturecam.ports import NO_REUSE

SURE_SUFFIXES = (".tape.jsonl", ".tape.jsonl.gz")
SUFFIXES = (*SURE_SUFFIXES, ".jsonl", ".jsonl.gz")
MARK = f'"{FORMAT}"'.encode()  # in the first line of every tape
_File = IO[bytes] | gzip.GzipFile
_GZIP_MAGIC = b"\x1f\x8b"
_LINE_BYTES = 1 << 20  # an observation with its face is about 20 kB
_CHECKED_BYTES = 64 << 20  # what is checked at the start; the rest while it is read
_MOST_FAULTS = 5


class Tape:
    """The observations of a pose tape, read line by line."""

    live = False
    note: str | None = None
    assumed: str | None = None

    def __init__(self, name: str, file: _File, picture: Picture, duration_s: float | None) -> None:
        """Read observations from `file`, of which the first line was read."""
        self.size = (picture.width, picture.height)
        self.duration_s = duration_s
        self._name, self._observations = name, _observations(file, picture)

    def next(
        self,
        not_before_s: float,  # noqa: ARG002 - every observation counts
        reuse: Reuse = NO_REUSE,  # noqa: ARG002 - nothing is searched here
    ) -> Observation | None:
        """Return the next observation, whatever `not_before_s`; None at the end.

        Raises:
            SourceError: The file cannot be read any further.
            TapeError: A line is not an observation.
        """
        try:
            read = next(self._observations, None)
        except OSError as error:
            raise _unreadable(self._name, error) from error
        if isinstance(read, LineFault):
            raise TapeError(_heading(self._name), [str(read)])
        return read


def is_tape(path: Path) -> bool:
    """Return whether the file `path` is meant to be a pose tape, by its name or how it begins."""
    if path.name.lower().endswith(SUFFIXES):
        return True
    try:
        with _open(path) as file:
            return MARK in file.read(200)
    except (OSError, EOFError, zlib.error):
        return False


@contextmanager
def open_tape(path: Path) -> Iterator[Tape]:
    """Read the pose tape `path` for the length of a `with` block.

    Raises TapeError with up to five faults and their lines, before the first observation.
    """
    try:
        duration_s = _check(path)
        file = _open(path)
    except OSError as error:
        raise _unreadable(path.name, error) from error
    with file:
        yield Tape(path.name, file, to_picture(file.readline(_LINE_BYTES)), duration_s)


def _check(path: Path) -> float | None:
    """Read the tape once and raise all that is wrong; return the time of the last observation.

    None stands for a tape that is too long to be read twice.
    """
    with _open(path) as file:
        try:
            picture = to_picture(_line(file, 1))
        except LineFault as fault:
            raise TapeError(_heading(path.name), [str(fault)]) from fault
        faults, last_s = _faults(_observations(file, picture, upto=_CHECKED_BYTES))
        checked_bytes = file.tell()
    if last_s is None and not faults:
        faults = ["it has no frames; record it again with `replay --tape`"]
    if faults:
        raise TapeError(_heading(path.name), faults)
    return last_s if checked_bytes < _CHECKED_BYTES else None


def _faults(observations: Iterator[Observation | LineFault]) -> tuple[list[str], float | None]:
    """Return the first faults among `observations`, and the time of the last sound one."""
    faults: list[str] = []
    last_s = None
    for observation in observations:
        if isinstance(observation, Observation):
            last_s = observation.t
            continue
        faults.append(str(observation))
        if len(faults) == _MOST_FAULTS:
            break
    return faults, last_s


def _observations(
    file: _File, picture: Picture, upto: int | None = None
) -> Iterator[Observation | LineFault]:
    """Yield the observation, or the fault, of each line, until the end or about `upto` bytes."""
    number, size, last_s = 1, 0, -1.0
    while upto is None or size < upto:
        number += 1
        try:
            line = _line(file, number)
            size += len(line)
            observation = to_observation(line, number, picture, last_s) if line.strip() else None
        except BrokenOff as fault:
            yield fault
            return
        except LineFault as fault:
            yield fault
            continue
        if not line:
            return
        if observation is not None:
            last_s = observation.t
            yield observation


def _line(file: _File, number: int) -> bytes:
    try:
        return file.readline(_LINE_BYTES)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BrokenOff(number, "the compressed file breaks off or is damaged here") from error


def _open(path: Path) -> _File:
    file = path.open("rb")
    magic = file.read(2)
    file.seek(0)
    if magic == _GZIP_MAGIC:
        file.close()
        return gzip.open(path)
    return file


def _heading(name: str) -> str:
    return f"{name} is not a valid pose tape (correct it, or record it again with `replay --tape`)"


def _unreadable(name: str, error: OSError) -> SourceError:
    return SourceError(f"{name} cannot be read: {error.strerror or error}. Check who may read it.")
