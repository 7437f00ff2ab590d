"""The door of the running instance: a socket or a pipe at the meeting place, and its key there."""

import logging
import secrets
import socket
import sys
from contextlib import suppress
from multiprocessing.connection import Client, Connection, Listener, Pipe, wait
from pathlib import Path
from typing import Final, Protocol

from posturecam.edges.control.client import ALREADY, GONE
from posturecam.edges.control.meeting_place import MeetingPlace, address_in, meeting_place
from posturecam.edges.files.atomic_write import naming, write_whole
from posturecam.errors import PosturecamError, RunningError

MOST: Final = 32
"""Connections at once; page, tray and a few terminals take ten."""

LOOK_S: Final = 2.0
"""Between two looks whether the meeting place is still there: four file statuses, 10 us."""

# Device, inode, when it was made: a new file may get a deleted one's inode.  None: it is not there.
_Mark = tuple[int, int, int] | None
_log = logging.getLogger("posturecam")


class Door(Protocol):
    """Lets in who connects."""

    key: str

    def accept(self) -> Connection | None:
        """Wait for somebody; None: nobody came, and it is to be asked again.

        Raises:
            OSError: Nobody can be let in now.
        """

    def wake(self) -> None:
        """End the wait of another thread in `accept`."""

    def close(self) -> None:
        """Let nobody in any more, and take away socket and key."""


def open_door() -> Door:
    """Open the door at the meeting place, and leave its key there.

    Raises:
        RunningError: Another instance answers there.
        StorageError: There is no place for it.
    """
    return PipeDoor() if sys.platform == "win32" else SocketDoor()


class SocketDoor:
    """A socket in a folder, which may be cleared away or vanish at logout: then it is made again.

    Whoever connects meanwhile finds no instance for at most `LOOK_S`.
    """

    def __init__(self) -> None:
        """Open it.

        Raises:
            RunningError: Another instance answers there.
            StorageError: There is no place for it.
        """
        self.key = secrets.token_hex(32)
        self._complaint = ""
        self._key_mark: _Mark = None
        self._bell, self._rope = Pipe(duplex=False)
        self._listen(meeting_place())
        self._leave_key()

    def accept(self) -> Connection | None:
        """Return who connects; None after `LOOK_S`, or when it was woken.

        Raises:
            OSError: No descriptor is left.
        """
        if self._socket in wait([self._socket, self._bell], LOOK_S):
            return Connection(self._socket.accept()[0].detach())
        self._look_after()
        return None

    def wake(self) -> None:
        """End the wait of another thread in `accept`."""
        self._rope.close()

    def close(self) -> None:
        """Let nobody in any more, and take away socket and key."""
        self._socket.close()
        self._take_away()
        self._bell.close()

    def _listen(self, place: MeetingPlace) -> None:
        _clear(place.address)
        with naming(Path(place.address)):
            listening = socket.socket(socket.AF_UNIX)
            try:
                listening.bind(place.address)
                Path(place.address).chmod(0o600)
                listening.listen(MOST)
            except OSError:
                listening.close()
                raise
        self._socket, self._place = listening, place
        self._socket_mark = _mark(Path(place.address))

    def _leave_key(self) -> None:
        _leave_key(self._place, self.key)
        self._key_mark = _mark(self._place.key_file)

    def _look_after(self) -> None:
        """Make again what is no longer where the meeting place is now."""
        try:
            place = meeting_place()
            if _mark(Path(place.address)) != self._socket_mark:
                before = self._socket
                self._take_away()
                self._listen(place)
                before.close()
                _log.info("the socket had gone and is made again: %s", place.address)
            if _mark(place.key_file) != self._key_mark:
                self._leave_key()
            self._complaint = ""
        except PosturecamError as error:
            if str(error) != self._complaint:
                _log.warning("the socket has gone and cannot be made again: %s", error)
            self._complaint = str(error)

    def _take_away(self) -> None:
        """Delete socket and key, unless they are another instance's by now."""
        ours = {self._place.key_file: self._key_mark, Path(self._place.address): self._socket_mark}
        for path, mark in ours.items():
            if mark is not None and _mark(path) == mark:
                with suppress(OSError):
                    path.unlink()


class PipeDoor:
    """A named pipe (Windows; untried), where no folder has to stand.

    Any program can make a pipe of any name, so the name is drawn: nobody can be there first.
    `Listener` makes the first instance of it with FILE_FLAG_FIRST_PIPE_INSTANCE, which fails if
    there is one; by default only its owner, administrators and the system may write to it or make
    more instances (https://learn.microsoft.com/windows/win32/ipc/named-pipe-security-and-access-rights).
    Name and key are in a file in the user's own folder, written when the pipe is there.
    """

    def __init__(self) -> None:
        """Open it.

        Raises:
            StorageError: There is no place for its key.
        """
        self.key, self._place = secrets.token_hex(32), meeting_place()
        with naming(Path(self._place.address)):
            self._listener = Listener(self._place.address, self._place.family, backlog=MOST)
        _leave_key(self._place, self.key)

    def accept(self) -> Connection | None:
        """Return who connects.

        Raises:
            OSError: The door is closed.
        """
        return self._listener.accept()

    def wake(self) -> None:
        """End the wait of another thread in `accept`, by coming oneself."""
        with suppress(*GONE):
            Client(self._place.address, self._place.family).close()

    def close(self) -> None:
        """Let nobody in any more, and take away the key, if it is not another instance's by now."""
        self._listener.close()
        with suppress(OSError):
            if address_in(self._place.key_file.read_text(encoding="utf-8")) == self._place.address:
                self._place.key_file.unlink()


def _clear(address: str) -> None:
    """Take away a socket that nobody listens to any more.

    Whoever opens the door holds the lock that makes the instance the only one; where the system has
    no locks, or the lock's file was deleted, this keeps it from taking another one's place.

    Raises:
        RunningError: Somebody listens to it.
    """
    with socket.socket(socket.AF_UNIX) as visitor:
        visitor.setblocking(False)  # noqa: FBT003 (the method has no keyword)
        try:
            visitor.connect(address)
        except BlockingIOError:
            pass  # somebody does, and is busy
        except OSError:
            with naming(Path(address)):
                Path(address).unlink(missing_ok=True)
            return
    raise RunningError(ALREADY)


def _leave_key(place: MeetingPlace, key: str) -> None:
    write_whole(place.key_file, f"{key}\n{place.address}\n", private=True)


def _mark(path: Path) -> _Mark:
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns
