"""What the instance sends, for everybody who looks: a thread follows, the newest message wins."""

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from posturecam.errors import PosturecamError
from posturecam.page.backend import NOT_RUNNING, Live, Message

RETRY_S: Final = 2.0  # until the instance is looked for again; somebody who starts it is looking on
_log = logging.getLogger(__name__)


class Feed:
    """The newest state, or the newest picture, of the instance; follows only while somebody looks.

    All methods but those of the thread belong to the event loop.
    """

    def __init__(self, live: Live, *, pictures: bool) -> None:
        """Follow nothing yet."""
        self._live = live
        self._pictures = pictures
        self._loop = asyncio.get_running_loop()
        self._newest: bytes | None = None
        self._number = 0
        self._arrived = asyncio.Event()
        self._lock = threading.Lock()  # over lookers and thread
        self._lookers = 0
        self._thread: threading.Thread | None = None
        self._nobody = threading.Event()

    @property
    def lookers(self) -> int:
        """How many look at present."""
        return self._lookers

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look: the instance is followed for the time of the block."""
        self._come()
        try:
            yield
        finally:
            self._leave()

    async def newer(self, number: int) -> tuple[int, bytes]:
        """Wait for a message after `number`, and return its number and its bytes."""
        while self._newest is None or self._number <= number:
            await self._arrived.wait()
        return self._number, self._newest

    def _come(self) -> None:
        with self._lock:
            self._lookers += 1
            self._nobody.clear()
            if self._thread is None:
                self._thread = threading.Thread(target=self._follow, daemon=True)
                self._thread.start()

    def _leave(self) -> None:
        with self._lock:
            self._lookers -= 1
            if not self._lookers:
                self._newest = None  # nobody sees a picture of an earlier time
                self._nobody.set()

    def _follow(self) -> None:
        """Follow until nobody looks; in a thread of its own."""
        while not self._is_over():
            try:
                self._follow_once()
            except PosturecamError as error:
                _log.info("the instance is not followed: %s", error)
            except Exception:  # noqa: BLE001 - logged; the page goes on
                _log.exception("following the instance failed")
            if not self._pictures and not self._nobody.is_set():
                self._put(NOT_RUNNING)
            self._nobody.wait(RETRY_S)

    def _follow_once(self) -> None:
        with self._live.follow(pictures=self._pictures) as messages:
            for message in messages:
                if self._nobody.is_set():
                    return
                self._put(message)

    def _is_over(self) -> bool:
        with self._lock:
            if not self._lookers:
                self._thread = None
            return not self._lookers

    def _put(self, message: Message) -> None:
        if message is None:
            return
        raw = message if isinstance(message, bytes) else _json(message)
        try:
            self._loop.call_soon_threadsafe(self._take, raw)
        except RuntimeError:  # the server has ended
            with self._lock:
                self._lookers = 0
                self._nobody.set()

    def _take(self, raw: bytes) -> None:
        if not self._lookers:
            return
        self._newest = raw
        self._number += 1
        self._arrived.set()
        self._arrived = asyncio.Event()


def _json(state: object) -> bytes:
    return json.dumps(state, ensure_ascii=False, allow_nan=False, default=str).encode()
