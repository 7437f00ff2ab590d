"""Answers those that talk to the running instance: one thread for each, all of them bounded."""

import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from hmac import compare_digest
from multiprocessing.connection import Connection
from threading import BoundedSemaphore, Event, Thread
from typing import Any, Final, Protocol

from posturecam.edges.control.client import GONE, SIGN
from posturecam.edges.control.door import MOST, Door, open_door
from posturecam.errors import PosturecamError
from posturecam.view.commands import Command, command_of

REQUEST_BYTES: Final = 65536
"""The largest request; the longest command has less than a kilobyte."""

GREETING_S: Final = 2.0
"""For whoever has connected to say the key and what is wanted."""

APART_S: Final = 0.2
"""Between two messages to a follower: five pictures a second look alive."""

SIGN_S: Final = 1.0
"""Without news after which a follower gets a sign of life."""


_log = logging.getLogger("posturecam")


class Desk(Protocol):
    """What the instance answers; called from many threads."""

    def do(self, command: Command) -> str:
        """Carry out `command` and return the answer.

        Raises:
            PosturecamError: It cannot be done now.
        """

    def answer(self, what: str) -> Mapping[str, Any]:
        """Return the answer to a question: `glance`, `state`, `screen`."""

    def last_hour(self) -> bytes:
        """Return the readings of the last hour."""

    def news(self, after: int, patience_s: float, *, pictures: bool) -> tuple[int, list[bytes]]:
        """Wait for news after number `after`; return its number, and its state or picture."""

    def looking(self) -> AbstractContextManager[None]:
        """Say for the length of the block that somebody looks at the pictures."""


@contextmanager
def open_control(desk: Desk) -> Iterator[None]:
    """Answer for the length of the block.

    Whoever calls this holds the lock that makes the instance the only one: what another one left
    behind is cleared away.

    Raises:
        RunningError: Another instance answers there nevertheless.
        StorageError: There is no place for the socket.
    """
    ending, door = Event(), open_door()
    letting_in = Thread(target=_let_in, args=(door, desk, ending), daemon=True)
    letting_in.start()
    try:
        yield
    finally:
        ending.set()
        door.wake()
        letting_in.join(GREETING_S)
        door.close()


def _let_in(door: Door, desk: Desk, ending: Event) -> None:
    """Give everybody who comes a thread, until it is time to end."""
    places = BoundedSemaphore(MOST)
    while not ending.is_set():
        try:
            connection = door.accept()
        except OSError:
            ending.wait(APART_S)  # no descriptor left
            continue
        if connection is None:
            continue
        if ending.is_set() or not places.acquire(blocking=False):
            connection.close()
            continue
        serving = (connection, desk, door.key, places.release)
        Thread(target=_serve, args=serving, daemon=True).start()


def _serve(connection: Connection, desk: Desk, key: str, leave: Callable[[], None]) -> None:
    """Answer one connection; whatever it sends, nobody else notices."""
    try:
        with connection, suppress(*GONE, ValueError, TypeError, RecursionError):
            greeting = _request(connection)
            if compare_digest(str(greeting.get("key", "")).encode(), key.encode()):
                _answer(connection, desk, _request(connection))
    finally:
        leave()


def _request(connection: Connection) -> Mapping[str, Any]:
    if not connection.poll(GREETING_S):
        raise EOFError
    request = json.loads(connection.recv_bytes(REQUEST_BYTES))
    if not isinstance(request, dict):
        raise TypeError
    return request


def _answer(connection: Connection, desk: Desk, request: Mapping[str, Any]) -> None:
    if request.get("ask") == "follow":
        _keep_informed(connection, desk, pictures=request.get("pictures") is True)
    elif request.get("ask") == "last_hour":
        connection.send_bytes(desk.last_hour())
    else:
        connection.send_bytes(json.dumps(_reply(desk, request)).encode())


def _reply(desk: Desk, request: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        if request.get("ask") == "process":
            return {"process": [os.getpid(), os.getppid()]}
        if "ask" in request:
            return desk.answer(str(request["ask"]))
        return {"answer": desk.do(command_of(request))}
    except PosturecamError as error:
        return {"error": str(error), "code": error.exit_code}
    except Exception as error:  # noqa: BLE001 (one request must not end the instance)
        _log.critical("unexpected", exc_info=True)
        return {"error": f"Internal error, a bug in posturecam ({error}).", "code": 1}


def _keep_informed(connection: Connection, desk: Desk, *, pictures: bool) -> None:
    """Send what is new, the newest only, until the other side leaves."""
    number = -1
    with desk.looking() if pictures else nullcontext():
        while not connection.poll():  # it has nothing more to say: readable means it has left
            began_s = time.monotonic()
            number, messages = desk.news(number, SIGN_S, pictures=pictures)
            for message in messages or [SIGN]:
                connection.send_bytes(message)
            time.sleep(max(0.0, APART_S - (time.monotonic() - began_s)))
