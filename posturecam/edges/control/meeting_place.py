"""Where the running instance can be reached: a socket for this user only, and its key."""

import hashlib
import os
import secrets
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from posturecam.edges.files.folders import APP, data_dir, make_private
from posturecam.errors import StorageError


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """The address of the socket or pipe, and the file that holds its key."""

    address: str
    family: str  # as `multiprocessing.connection` names it
    key_file: Path  # a line with the key and one with the address


def key_in(left: str) -> str:
    """Return the key out of what the instance has `left` in its file."""
    return left.partition("\n")[0]


def address_in(left: str) -> str:
    """Return the address out of what the instance has `left` in its file."""
    return left.partition("\n")[2].strip()


def meeting_place() -> MeetingPlace:
    """Return where an instance of this user with these folders can open its door.

    On Windows the address is another one each time; the file with the key says which is in use.

    Raises:
        StorageError: There is no folder that is this user's alone.
    """
    folder = runtime_dir()
    key_file = folder / "key"
    if sys.platform == "win32":
        return MeetingPlace(rf"\\.\pipe\{APP}-{secrets.token_hex(16)}", "AF_PIPE", key_file)
    return MeetingPlace(str(folder / "control"), "AF_UNIX", key_file)


def runtime_dir() -> Path:
    """Return the folder for what lives as long as the instance, made for this user alone.

    On Linux it is in XDG_RUNTIME_DIR; where there is none, in the folder for temporary files, since
    a socket's path may have no more than about 100 characters.

    Raises:
        StorageError: It cannot be made, or somebody else has made it.
    """
    if sys.platform == "win32":
        return make_private(data_dir() / "run")
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and _is_ours(Path(given)):
        return _private(Path(given) / f"{APP}-{_mark()}")
    return _private(Path(tempfile.gettempdir()) / f"{APP}-{os.getuid()}-{_mark()}")


def _mark() -> str:
    """Distinguish instances by their folders, which the environment may move."""
    return hashlib.sha256(os.fsencode(data_dir().absolute())).hexdigest()[:10]


def _private(folder: Path) -> Path:
    make_private(folder)
    if not _is_ours(folder):
        msg = f"{folder} belongs to somebody else or is open to others. Delete it and try again."
        raise StorageError(msg)
    return folder


def _is_ours(folder: Path) -> bool:
    """Whether `folder` is a real one of this user, closed to everybody else."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    closed = not stat.S_IMODE(found.st_mode) & 0o077
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and closed
