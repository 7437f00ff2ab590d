"""Who opens and closes a file, as the kernel reports it (Linux, inotify(7)).

By ctypes, since the standard library has no inotify and the packages on PyPI that do are larger
than this file: two calls and a fixed struct.
"""

import ctypes
import os
import select
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

# <sys/inotify.h>
_CLOSE_WRITE, _CLOSE_NOWRITE, _OPEN = 0x8, 0x10, 0x20
_OVERFLOW, _IGNORED = 0x4000, 0x8000
_HEAD: Final = struct.Struct("iIII")  # watch, mask, cookie, length of the name
_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Openings:
    """What happened to a file since the last look."""

    opened: int = 0
    closed: int = 0
    lost: bool = False  # the kernel forgot some, or the file is gone: look for yourself

    def __add__(self, other: "Openings") -> "Openings":
        """Return both together."""
        return Openings(
            self.opened + other.opened, self.closed + other.closed, self.lost or other.lost
        )

    @property
    def any(self) -> bool:
        """Whether anything happened."""
        return bool(self.opened or self.closed or self.lost)


class FileWatch:
    """The opens and closes of some files, from now on."""

    def __init__(self, *paths: Path) -> None:
        """Watch the files at `paths`; those that are not there are left out.

        Raises:
            OSError: The system has no inotify, or no more of it.
        """
        self._fd = _checked(_libc().inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        self.paths = tuple(path for path in paths if self._add(path))

    def wait(self, most_s: float) -> bool:
        """Wait until something happens, for `most_s` at most; return whether it did."""
        return bool(select.select([self._fd], [], [], most_s)[0])

    def take(self) -> Openings:
        """Return what happened since the last call."""
        found = Openings()
        while read := self._read():
            found += _counted(read)
        return found

    def close(self) -> None:
        """Watch no more."""
        os.close(self._fd)

    def _add(self, path: Path) -> bool:
        mask = _OPEN | _CLOSE_WRITE | _CLOSE_NOWRITE
        return int(_libc().inotify_add_watch(self._fd, os.fsencode(path), mask)) >= 0

    def _read(self) -> bytes:
        try:
            return os.read(self._fd, _BYTES)
        except BlockingIOError:
            return b""


def watch_files(*paths: Path) -> FileWatch | None:
    """Watch `paths`; None where the system has no inotify, or no more of it."""
    if sys.platform != "linux":
        return None
    try:
        return FileWatch(*paths)
    except (OSError, AttributeError):  # no more watches for this user; a C library without it
        return None


@cache
def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _checked(answer: int) -> int:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer


def _counted(read: bytes) -> Openings:
    masks = tuple(_masks(read))
    return Openings(
        opened=sum(bool(mask & _OPEN) for mask in masks),
        closed=sum(bool(mask & (_CLOSE_WRITE | _CLOSE_NOWRITE)) for mask in masks),
        lost=any(mask & (_OVERFLOW | _IGNORED) for mask in masks),
    )


def _masks(read: bytes) -> Iterator[int]:
    at = 0
    while at < len(read):
        _, mask, _, length = _HEAD.unpack_from(read, at)
        yield mask
        at += _HEAD.size + length
