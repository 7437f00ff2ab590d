"""One `watch` for each profile: a lock that the system drops when its process ends, however."""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from posturecam.edges.folders import make_private
from posturecam.errors import RunningError, StorageError

_PLAIN = re.compile(r"[\w-]{1,40}")


@contextmanager
def only_one(folder: Path, profile: str) -> Iterator[None]:
    """Be the only one that watches with `profile` for the length of the block.

    Raises:
        RunningError: Another process does so already.
        StorageError: The lock cannot be made in `folder`.
    """
    path = make_private(folder) / f"{_file_name(profile)}.lock"
    try:
        file = path.open("a+", encoding="ascii", errors="replace")
    except OSError as error:
        msg = f"Cannot write {path}: {error.strerror}. Make its folder writable."
        raise StorageError(msg) from error
    with file:
        try:
            _lock(file)
        except OSError as error:
            raise _running(file, profile) from error
        _write_number(file)
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)


def _file_name(profile: str) -> str:
    """Name the lock: the profile, or a digest where its name or path fits no file name."""
    if _PLAIN.fullmatch(profile):
        return profile
    whole = str(Path(profile).expanduser().resolve())
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _running(file: IO[str], profile: str) -> RunningError:
    file.seek(0)
    number = file.read(16).strip()
    process = f" (process {number})" if number.isdigit() else ""
    return RunningError(
        f"posturecam is already watching with the profile {profile!r}{process}. End it first (q or "
        "Ctrl-C in its terminal), or use another profile with --profile."
    )


def _write_number(file: IO[str]) -> None:
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}\n")
    file.flush()


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # what is locked there cannot be read, so lock beyond the number

    def _lock(file: IO[str]) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
