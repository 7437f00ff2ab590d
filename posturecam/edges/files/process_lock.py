"""One `watch` for each profile: a lock that the system drops when its process ends, however."""

import errno
import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Final

from posturecam.edges.files.folders import make_private
from posturecam.errors import RunningError, StorageError

_HELD: Final = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK}
INSTANCE: Final = "companion"
"""The lock of the instance in the background, beside those of the profiles."""

_PLAIN = re.compile(r"[\w-]{1,40}")


@contextmanager
def only_one(folder: Path, profile: str) -> Iterator[str]:
    """Be the only one that watches with `profile` for the length of the block.

    Yields "", or why that cannot be made sure of: without a lock in `folder` the watching goes on.

    Raises:
        RunningError: Another process does so already.
    """
    with ExitStack() as stack:
        yield _locked(stack, folder, profile)


def _locked(stack: ExitStack, folder: Path, profile: str) -> str:
    """Take the lock until `stack` ends; return why there is none, or ""."""
    try:
        path = make_private(folder) / f"{_file_name(profile)}.lock"
        file = stack.enter_context(path.open("a+b", buffering=0))
    except OSError as error:
        return _without_lock(f"{error.filename}: {error.strerror}")
    except StorageError as error:
        return _without_lock(str(error))
    try:
        _lock(file)
    except OSError as error:
        if error.errno in _HELD:
            raise _running(file, profile) from None  # ordinary: no traceback
        return _without_lock(f"{path}: {error.strerror}")
    stack.callback(_empty, file)
    with suppress(OSError):
        _write_number(file)
    return ""


def _without_lock(reason: str) -> str:
    return (
        "No lock file, so a second watch on this profile would not be detected "
        f"({reason.rstrip('.')})."
    )


def _empty(file: FileIO) -> None:
    with suppress(OSError):
        file.truncate(0)


def _file_name(profile: str) -> str:
    """Name the lock: the profile, or a digest where its name or path fits no file name."""
    if _PLAIN.fullmatch(profile):
        return profile
    whole = str(Path(profile).expanduser().resolve())
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def is_held(folder: Path, profile: str) -> bool:
    """Whether some process is the only one with `profile` now; False where there are no locks."""
    try:
        with only_one(folder, profile):
            return False
    except RunningError:
        return True


def holder(folder: Path, profile: str) -> str:
    """Return the number of the process that holds the lock, or "" if that is not known."""
    try:
        with (folder / f"{_file_name(profile)}.lock").open("rb", buffering=0) as file:
            return _number(file)
    except OSError:
        return ""


def _number(file: FileIO) -> str:
    file.seek(0)
    number = file.read(16).strip().decode("ascii", "replace")
    return number if number.isdigit() else ""


def _running(file: FileIO, profile: str) -> RunningError:
    number = _number(file)
    process = f" (process {number})" if number else ""
    if profile == INSTANCE:
        return RunningError(
            f"posturecam is running already{process}. `posturecam stop` ends it; if that does not "
            "find it, end its process."
        )
    return RunningError(
        f"posturecam is already watching with the profile {profile!r}{process}. Stop it first (q "
        "or Ctrl-C in its terminal), or use another profile with --profile."
    )


def _write_number(file: FileIO) -> None:
    file.truncate(0)
    file.write(f"{os.getpid()}\n".encode())


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # what is locked there cannot be read, so lock beyond the number

    def _lock(file: FileIO) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: FileIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
