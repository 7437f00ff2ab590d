"""Attacks that try to wear the page out: many connections, slow ones, and clients that never read.

The server is in a process of its own where its memory and descriptors are looked at.
"""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from posturecam.page import answers, door, server, streams
from posturecam.page.door import MOST_CONNECTIONS
from posturecam.page.server import AT_ONCE
from tests.support.page_world import FakeLive, serving
from tests.support.patience import wait_until
from tests.support.visitor import Visitor, guest, read_all

resource = pytest.importorskip("resource", reason="counts descriptors as Unix does")

MANY = 10_000
ON_THEIR_WAY = 4 * AT_ONCE  # accepted or closed, and not yet looked at by asyncio
FULL_BUFFER = 64 * 1024  # bytes after which asyncio waits
MORE_MB = 8.0  # it grows by one, once


@pytest.mark.slow
def test_ten_thousand_connections_leave_the_server_as_it_was() -> None:
    with apart() as (visitor, process), visitor.stream("api/follow") as good:
        assert still_follows(good)
        before_fds, before_mb = descriptors(process.pid), memory_mb(process.pid)
        most_fds = 0
        with ExitStack() as crowd, more_descriptors() as at_once:
            for number in range(MANY):
                with suppress(OSError):
                    crowd.enter_context(visitor.raw(b"GET / HTTP/1.1\r\n"))
                if number % at_once == at_once - 1:
                    most_fds = max(most_fds, descriptors(process.pid))
                    assert visitor.ask("api/state").row["running"], "served in the crowd"
                    crowd.pop_all().close()

        assert most_fds <= before_fds + MOST_CONNECTIONS + ON_THEIR_WAY
        assert visitor.ask("api/state").row["running"]
        assert still_follows(good)
        wait_until(lambda: descriptors(process.pid) <= before_fds + 4, "the crowd to be forgotten")
        assert memory_mb(process.pid) < before_mb + MORE_MB


def test_strangers_make_room_and_those_who_are_trusted_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(door, "KNOCK_S", 3600.0)  # which would end them as well, later
    with serving() as world:
        me = guest(world)
        with me.stream("api/follow") as good, ExitStack() as crowd:
            good.recv(65536)
            strangers = [crowd.enter_context(me.raw(b"")) for _ in range(2 * MOST_CONNECTIONS)]

            assert me.ask("api/state").status == 200
            assert still_follows(good)
            first, last = strangers[0], strangers[-1]
            assert was_closed(first)
            assert not was_closed(last)


def test_when_all_places_are_taken_the_next_is_asked_to_come_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(door, "MOST_CONNECTIONS", 3)
    with serving() as world, ExitStack() as streaming:
        me = guest(world)
        for _ in range(3):
            streaming.enter_context(me.stream("api/follow")).recv(1)

        with me.raw(b"") as late:
            assert read_all(late).startswith(b"HTTP/1.1 503 ")

        streaming.close()
        wait_until(lambda: not inside(world), "places to be free")
        assert me.ask("api/state").status == 200


def test_a_slow_loris_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A header that never ends keeps no connection, however many there are."""
    monkeypatch.setattr(server, "KEEPALIVE_S", 3600.0)  # which would end it as well, later
    with serving() as world, ExitStack() as crowd:
        me = guest(world)
        line = f"GET {me.place} HTTP/1.1\r\nHost: {world.server.address}\r\nX-Slow: ".encode()
        slow = [crowd.enter_context(me.raw(line)) for _ in range(20)]

        monkeypatch.setattr(door, "KNOCK_S", 0.5)
        wait_until(lambda: not [one for one in slow if dribbles(one)], "them to be cut off")
        monkeypatch.setattr(door, "KNOCK_S", 3600.0)

        assert me.ask("api/state").status == 200


def test_a_body_that_dribbles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "BODY_S", 0.2)
    with serving() as world:
        me = guest(world)
        head = f"POST {me.place}api/do HTTP/1.1\r\nHost: {world.server.address}\r\n"
        head += f"Cookie: {me.cookie}\r\nOrigin: {me.origin}\r\nContent-Length: 1000\r\n"
        with me.raw(f"{head}Content-Type: application/json\r\n\r\n{{".encode()) as slow:
            assert slow.recv(65536).startswith(b"HTTP/1.1 504 ")
        assert not world.live.asked


@pytest.mark.parametrize("path", ["api/follow", "api/picture"])
def test_a_client_that_never_reads_is_dropped(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(streams, "PATIENCE_S", 0.5)
    live = FakeLive(every_s=0.005, more={"padding": "x" * 20_000})
    with serving(live) as world, guest(world).stream(path) as deaf:
        wait_until(lambda: live.followed > 0, "it to be followed")

        wait_until(lambda: not live.following, "it to be dropped")

        with suppress(ConnectionResetError):
            assert len(read_all(deaf)) < 16_000_000


def test_a_client_that_reads_slowly_gets_the_newest() -> None:
    """What it missed is not kept for it."""
    live = FakeLive(every_s=0.005, more={"padding": "x" * 20_000})
    with serving(live) as world, guest(world).stream("api/follow") as slow:
        slow.recv(1000)
        wait_until(lambda: waits_for(world), "the server to wait for it")
        paused = newest(world)
        wait_until(lambda: newest(world) > paused + 100, "more to happen")

        numbers = read_numbers(slow, beyond=paused + 100)

        assert numbers == sorted(numbers)
        missed = numbers[-1] - numbers[0] + 1 - len(numbers)
        assert missed > 50


def test_nobody_is_followed_when_nobody_looks() -> None:
    live = FakeLive(every_s=0.01)
    with serving(live) as world:
        me = guest(world)
        with me.stream("api/follow") as one, me.stream("api/follow") as two:
            until_state(one)
            until_state(two)
            assert (live.following, live.pictured) == (1, 0), "one thread for all who look"
            with me.stream("api/picture"):
                wait_until(lambda: live.pictured == 1, "pictures to be followed")
            wait_until(lambda: not live.pictured, "pictures to end")
            assert live.following == 1
        wait_until(lambda: not live.following, "nobody to be followed")


@contextmanager
def apart() -> Iterator[tuple[Visitor, subprocess.Popen[str]]]:
    """A page server in a process of its own, and somebody with a session."""
    words = [sys.executable, "-m", "tests.support.page_world"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        invited = process.stdout.readline().strip()
        try:
            yield arrive(invited), process
        finally:
            process.kill()


def arrive(invited: str) -> Visitor:
    address = invited.split("/")[2]
    world: Any = Elsewhere(address)
    reply = Visitor(world).ask(invited.partition(address)[2])
    place = re.search(rb"url=(/[^/]+/)", reply.raw)
    assert place is not None
    world.base = f"http://{address}{place[1].decode()}"
    return Visitor(world, reply.headers["Set-Cookie"].split(";")[0])


class Elsewhere:
    """A world in another process: only its address is known."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.server = self
        self.base = f"http://{address}/"


@contextmanager
def more_descriptors() -> Iterator[int]:
    """As many connections at once as the system lets this process have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY + 500 if hard == resource.RLIM_INFINITY else min(hard, MANY + 500)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    try:
        yield min(MANY, max(soft, wanted) - 400)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def descriptors(pid: int) -> int:
    folder = Path(f"/proc/{pid}/fd")
    if not folder.is_dir():
        pytest.skip("/proc shows what a process has open")
    return len(list(folder.iterdir()))


def memory_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def until_state(stream: socket.socket) -> None:
    got = b""
    while b"data: " not in got:
        got += stream.recv(65536)


def still_follows(stream: socket.socket) -> bool:
    stream.settimeout(0)  # drop what has come until now
    with suppress(BlockingIOError):
        while stream.recv(65536):
            pass
    stream.settimeout(300)
    return bool(stream.recv(65536))


def was_closed(opened: socket.socket) -> bool:
    opened.settimeout(0.2)
    try:
        return opened.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def dribbles(opened: socket.socket) -> bool:
    try:
        opened.sendall(b"x")
    except OSError:
        return False
    return True


def newest(world: Any) -> int:
    return int(world.server._states._number)


def inside(world: Any) -> list[Any]:
    return list(world.call(lambda: world.server._runner.server.connections))


def waits_for(world: Any) -> bool:
    """Whether the server has stopped to write, since nobody reads."""
    unread = [one.transport.get_write_buffer_size() for one in inside(world) if one.transport]
    return max(unread, default=0) > FULL_BUFFER


def read_numbers(stream: socket.socket, beyond: int) -> list[int]:
    """The numbers of the states that come, until one is beyond `beyond`."""
    got, numbers = b"", [0]
    while numbers[-1] <= beyond:
        got += stream.recv(1 << 20)
        *events, got = got.split(b"\n\n")
        rows = [one.split(b"data: ")[1] for one in events if b"data: " in one]
        numbers += [
            round(json.loads(row)["screen"]["t"] / 0.005) for row in rows if row[:1] == b"{"
        ]
    return numbers[1:]
