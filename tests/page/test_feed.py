"""One thread follows for everybody, only while somebody looks, and never gives up."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from posturecam.errors import PosturecamError
from posturecam.page import feed as feed_module
from posturecam.page.backend import Message
from posturecam.page.feed import Feed
from tests.support.page_world import FakeLive
from tests.support.patience import PATIENCE_S, wait_until


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "RETRY_S", 0.01)


class Told(FakeLive):
    """An instance that says one thing after the other, each when it is let."""

    def __init__(self, *runs: list[Any] | Exception) -> None:
        super().__init__()
        self.runs = list(runs)
        self.go_on = threading.Semaphore(0)
        self.began = 0

    @contextmanager
    def follow(self, *, pictures: bool) -> Iterator[Iterator[Message]]:  # noqa: ARG002
        self.began += 1
        run = self.runs.pop(0) if self.runs else []
        if isinstance(run, Exception):
            raise run
        yield self._say(run)

    def _say(self, run: list[Any]) -> Iterator[Message]:
        for message in run:
            while not self.go_on.acquire(timeout=0.02):
                yield None
            yield message


def test_the_newest_wins() -> None:
    async def story() -> None:
        live = Told([{"n": 1}, None, {"n": 2}, {"n": 3}, "never sent"])
        feed = Feed(live, pictures=False)
        with feed.looking():
            live.go_on.release()
            number, raw = await feed.newer(-1)
            assert raw == b'{"n": 1}'
            live.go_on.release(3)
            while raw != b'{"n": 3}':
                number, raw = await feed.newer(number)
            assert number >= 3

    asyncio.run(asyncio.wait_for(story(), PATIENCE_S))


def test_pictures_are_not_kept_for_the_next_who_looks() -> None:
    async def story() -> None:
        live = Told([None, b"a picture", "never sent"])
        feed = Feed(live, pictures=True)
        with feed.looking():
            live.go_on.release(2)
            assert (await feed.newer(-1))[1] == b"a picture"
        with feed.looking():
            waiting = asyncio.create_task(feed.newer(-1))
            await asyncio.sleep(0.05)
            assert not waiting.done()
            waiting.cancel()

    asyncio.run(asyncio.wait_for(story(), PATIENCE_S))


def test_a_picture_that_comes_late_is_not_kept() -> None:
    async def story() -> None:
        feed = Feed(Told(), pictures=True)
        feed._take(b"a picture")
        assert feed._newest is None

    asyncio.run(story())


@pytest.mark.parametrize("fault", [PosturecamError("not running"), OSError("gone")])
def test_when_the_instance_is_gone_it_says_so_and_looks_again(
    fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        live = Told(fault, [], [{"n": 1}, "never sent"])
        feed = Feed(live, pictures=False)
        with feed.looking():
            number, raw = await feed.newer(-1)
            assert raw == b'{"running": false}'
            live.go_on.release()
            while raw != b'{"n": 1}':
                number, raw = await feed.newer(number)
        assert live.began == 3

    asyncio.run(asyncio.wait_for(story(), PATIENCE_S))
    caplog.clear()


def test_nobody_follows_after_the_last_has_left() -> None:
    async def story() -> None:
        live = FakeLive(every_s=0.01)
        feed = Feed(live, pictures=False)
        with feed.looking(), feed.looking():
            await feed.newer(-1)
            assert (live.following, feed.lookers) == (1, 2)
        await asyncio.to_thread(wait_until, lambda: feed._thread is None, "the thread to end")
        assert not live.following
        with feed.looking():
            await feed.newer(-1)
            assert live.following == 1

    asyncio.run(asyncio.wait_for(story(), PATIENCE_S))


def test_the_thread_ends_with_the_server() -> None:
    live = FakeLive(every_s=0.01)
    feeds: list[Feed] = []

    async def story() -> None:
        feeds.append(Feed(live, pictures=False))
        feeds[0]._come()
        await feeds[0].newer(-1)

    asyncio.run(asyncio.wait_for(story(), PATIENCE_S))
    thread = feeds[0]._thread
    if thread is not None:
        thread.join(PATIENCE_S)
    assert not live.following
