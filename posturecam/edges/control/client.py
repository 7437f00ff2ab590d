"""The running instance, seen from another process."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Client, Connection
from typing import Any, Final

from posturecam.edges.control.meeting_place import address_in, key_in, meeting_place
from posturecam.edges.files import folders
from posturecam.edges.files.process_lock import INSTANCE, holder
from posturecam.errors import InputError, NotRunningError, PosturecamError, SilentError
from posturecam.view.commands import Command, row_of
from posturecam.view.glance import Glance, Light

PATIENCE_S: Final = 5.0
"""For an answer: the instance gives it within milliseconds, on a busy computer within a second."""

SILENT_S: Final = 10.0
"""Without a message after which a follower takes the instance for dead; it sends one a second."""

ALREADY: Final = (
    "posturecam is running already. `posturecam open` shows it, `posturecam stop` ends it."
)

SIGN: Final = b"{}"
"""A sign of life."""

JPEG: Final = b"\xff\xd8"
GONE: Final = (OSError, EOFError)


class Instance:
    """The running instance; every call is a connection of its own, so it may be restarted."""

    def glance(self) -> Glance:
        """Return how things are now.

        Raises:
            NotRunningError: There is no instance.
        """
        values = self.ask("glance")["glance"]
        return Glance(**{**values, "light": Light(values["light"])})

    def do(self, command: Command) -> str:
        """Have `command` carried out and return the answer in words.

        Raises:
            NotRunningError: There is no instance.
            PosturecamError: It cannot be done now.
        """
        return str(_exchange(row_of(command))["answer"])

    def state(self) -> dict[str, Any]:
        """Return everything that a page shows; `{"running": False}` without an instance."""
        try:
            return dict(self.ask("state")["state"])
        except NotRunningError:
            return {"running": False}

    def ask(self, what: str) -> Mapping[str, Any]:
        """Ask for `what` and return the answer.

        Raises:
            NotRunningError: There is no instance.
        """
        return _exchange({"ask": what})

    def is_child(self, process: int) -> bool:
        """Whether it is `process`, or its child: on Windows python.exe may start another one.

        Raises:
            NotRunningError: There is no instance.
        """
        return process in self.ask("process")["process"]

    def last_hour(self) -> bytes:
        """Return the readings of the last hour, as the instance keeps them.

        Raises:
            NotRunningError: There is no instance.
        """
        with connected() as connection:
            _send(connection, {"ask": "last_hour"})
            return _receive(connection, PATIENCE_S)

    @contextmanager
    def follow(self, *, pictures: bool) -> Iterator[Iterator[dict[str, Any] | bytes | None]]:
        """Give every new state for the length of the block, or each new picture, as JPEG.

        While nothing changes there is a None each second.  It ends when the instance does.

        Raises:
            NotRunningError: There is no instance.
        """
        with connected() as connection:
            _send(connection, {"ask": "follow", "pictures": pictures})
            yield _messages(connection)


def is_running() -> bool:
    """Whether an instance answers."""
    try:
        Instance().ask("glance")
    except PosturecamError:
        return False
    return True


@contextmanager
def connected() -> Iterator[Connection]:
    """Be connected to the instance for the length of the block.

    Raises:
        NotRunningError: There is none.
    """
    place = meeting_place()
    try:
        left = place.key_file.read_text(encoding="utf-8")
        connection = Client(address_in(left) or place.address, place.family)
    except (*GONE, ValueError):  # a key that is no text
        raise NotRunningError from None
    with connection:
        _send(connection, {"key": key_in(left)})
        yield connection


def _exchange(message: Mapping[str, Any]) -> Mapping[str, Any]:
    with connected() as connection:
        _send(connection, message)
        answer: Mapping[str, Any] = json.loads(_receive(connection, PATIENCE_S))
    if "error" in answer:
        raise _refusal(answer)
    return answer


def _refusal(answer: Mapping[str, Any]) -> PosturecamError:
    error = InputError(str(answer["error"]))
    vars(error)["exit_code"] = int(answer.get("code", InputError.exit_code))
    return error


def _messages(connection: Connection) -> Iterator[dict[str, Any] | bytes | None]:
    with suppress(*GONE):
        while connection.poll(SILENT_S):
            message = connection.recv_bytes()
            if message.startswith(JPEG):
                yield message
            else:
                yield None if message == SIGN else json.loads(message)


def _send(connection: Connection, message: Mapping[str, Any]) -> None:
    try:
        connection.send_bytes(json.dumps(message).encode())
    except GONE:
        raise NotRunningError from None


def _receive(connection: Connection, patience_s: float) -> bytes:
    try:
        if connection.poll(patience_s):
            return connection.recv_bytes()
    except GONE:
        raise NotRunningError from None
    raise SilentError(holder(folders.data_dir() / "locks", INSTANCE))
