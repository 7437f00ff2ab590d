"""A client that leaves is no error, at whatever moment; a fault of what is behind the page is."""

import asyncio
import logging
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web

from posturecam.page import answers, server
from posturecam.page.streams import is_gone
from tests.support.page_world import FakeLive, FakeRecords, World, serving
from tests.support.patience import PATIENCE_S, wait_until
from tests.support.visitor import Visitor, guest

LARGE = "x" * 20_000_000  # more than the system keeps for a client that does not read
FULL_BUFFER = 64 * 1024  # bytes after which asyncio waits


def reset(opened: socket.socket) -> None:
    """Leave as a process does that is killed with something unread."""
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    opened.close()


@pytest.fixture(params=[reset, socket.socket.close], ids=["reset", "closed"])
def leave(request: pytest.FixtureRequest) -> Callable[[socket.socket], None]:
    found: Callable[[socket.socket], None] = request.param
    return found


@pytest.fixture(autouse=True)
def logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> pytest.LogCaptureFixture:
    """What is logged, what the page keeps to itself included."""
    monkeypatch.setattr(server._nonsense, "disabled", False)
    caplog.set_level(logging.INFO)
    return caplog


@dataclass
class Gate:
    """Holds up whoever comes, until it is opened."""

    came: threading.Event
    opened: threading.Event

    def pass_through(self, *_: object) -> None:
        self.came.set()
        assert self.opened.wait(PATIENCE_S)


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate(threading.Event(), threading.Event())
    yield made
    made.opened.set()


@dataclass
class Asked(FakeRecords):
    """What a client asks for, and leaves before there is an answer."""

    gate: Gate | None = None
    error: Exception | None = None

    def privacy(self) -> Any:
        if self.gate is not None:
            self.gate.pass_through()
        if self.error is not None:
            raise self.error
        return super().privacy()


@pytest.fixture
def held_head(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Send the head of an answer when the client has left, and not before."""
    came = threading.Event()

    async def wait(request: web.Request, _response: web.StreamResponse) -> None:
        if request.path.endswith(("/follow", "/picture", "/report")):
            came.set()
            while not is_gone(request):  # noqa: ASYNC110 (nobody says when it leaves)
                await asyncio.sleep(0.001)

    monkeypatch.setattr(server, "_add_headers", wait)
    return came


@pytest.mark.parametrize("path", ["api/follow", "api/picture", "report"])
def test_before_the_head_is_sent(
    leave: Any, held_head: threading.Event, logged: pytest.LogCaptureFixture, path: str
) -> None:
    with serving() as world:
        me = guest(world)
        opened = me.stream(path)
        assert held_head.wait(PATIENCE_S)

        leave(opened)

        all_is_well(world, logged)
        assert not world.live.followed


@pytest.mark.parametrize("length", ["Content-Length: 1000", "Transfer-Encoding: chunked"])
def test_while_the_body_is_read(leave: Any, logged: pytest.LogCaptureFixture, length: str) -> None:
    with serving() as world:
        me = guest(world)
        read = threading.Event()
        opened = begin(me, length, read)
        assert read.wait(PATIENCE_S)

        leave(opened)

        all_is_well(world, logged)
        assert not world.live.asked


@pytest.mark.parametrize("path", ["report", "api/follow"])
def test_while_the_answer_is_written(
    leave: Any, logged: pytest.LogCaptureFixture, path: str
) -> None:
    records = FakeRecords(answers={"report": LARGE})
    with serving(FakeLive(more={"padding": LARGE}), records) as world:
        opened = guest(world).stream(path)
        wait_until(lambda: is_full(world), "the server to wait for it")

        leave(opened)

        world.live.more.clear()
        all_is_well(world, logged)


@pytest.mark.parametrize("error", [None, ConnectionRefusedError("of the backend")], ids=str)
def test_while_the_backend_is_asked(
    leave: Any, gate: Gate, logged: pytest.LogCaptureFixture, error: Exception | None
) -> None:
    with serving(records=Asked(gate=gate, error=error)) as world:
        opened = guest(world).stream("api/privacy")
        assert gate.came.wait(PATIENCE_S)

        leave(opened)

        wait_until(lambda: not transports(world), "it to be gone", 0.005)
        gate.opened.set()
        all_is_well(world, logged)


def test_a_connection_that_the_backend_loses_is_an_error(
    logged: pytest.LogCaptureFixture,
) -> None:
    with serving(records=Asked(error=ConnectionResetError("of the backend"))) as world:
        reply = guest(world).ask("api/privacy")

    assert (reply.status, reply.row) == (500, {"error": answers.INTERNAL})
    assert "of the backend" in logged.text
    logged.clear()


def begin(me: Visitor, length: str, read: threading.Event) -> socket.socket:
    """Send the head of a request and the beginning of its body; `read` says that it is read."""
    head = f"POST {me.place}api/do HTTP/1.1\r\nHost: {me.world.server.address}\r\n{length}\r\n"
    head += f"Cookie: {me.cookie}\r\nOrigin: {me.origin}\r\nContent-Type: application/json\r\n\r\n"
    me.world.call(tell_of_trust, me.world, read)
    return me.raw(f"{head}5\r\n{{".encode())


def tell_of_trust(world: World, trusted: threading.Event) -> None:
    """Say when a connection is trusted: after which its body is read, before anything else runs."""
    door, loop = world.server._door, asyncio.get_running_loop()
    trust = door.trust

    def tell(transport: asyncio.BaseTransport) -> None:
        trust(transport)
        loop.call_soon(trusted.set)

    door.trust = tell  # type: ignore[method-assign]


def transports(world: World) -> list[asyncio.WriteTransport]:
    """What the server can still write to."""
    inside = world.server._runner.server
    assert inside is not None
    return [one.transport for one in world.call(lambda: inside.connections) if one.transport]


def is_full(world: World) -> bool:
    """Whether the server has stopped to write, since nobody reads."""
    return any(one.get_write_buffer_size() > FULL_BUFFER for one in transports(world))


def all_is_well(world: World, logged: pytest.LogCaptureFixture) -> None:
    """Wait until nothing goes on any more: nobody has complained, and others are served."""
    wait_until(lambda: not work(world), "everybody to have gone", 0.005)
    wait_until(lambda: not world.live.following, "nobody to be followed", 0.005)
    assert [one for one in logged.records if one.levelno >= logging.WARNING] == []
    assert guest(world).ask("api/state").status == 200


def work(world: World) -> set[str]:
    """The tasks of requests that go on."""
    running = [one.get_coro() for one in world.call(asyncio.all_tasks)]
    names = {getattr(one, "__qualname__", "") for one in running}
    return {name for name in names if name.startswith("RequestHandler.")}
