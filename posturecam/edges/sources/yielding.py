"""Leaves the camera to another program as soon as that opens it (Linux).

The kernel reports every open of the device file (`inotify.py`).  Those of this process are known
(`own_openings.py`); any other means that somebody asks for the camera, and it is released before
anything else is found out.  Who has it then is looked up in /proc (`device_holders.py`).
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Final

from posturecam.edges.sources.device_holders import Holder, holders
from posturecam.edges.sources.inotify import FileWatch, watch_files
from posturecam.edges.sources.lending import OPEN_ONLY_S, Lending, follow, is_weary
from posturecam.edges.sources.own_openings import OwnOpenings

WAKE_S = 0.5  # between two looks at whether the source is still open; costs 0.01 % of a core
LOOK_S = 1.0  # between two looks at who has a camera that is lent
BLINK_S = 0.1  # in which a program that only lists the cameras has closed it again; by judgement
SETTLE_S = 0.05  # for a call of our own into the driver to end
VIRTUAL: Final = "/sys/devices/virtual/"
SYSFS: Final = Path("/sys/class/video4linux")

Lend = Callable[[bool], None]
"""Releases the camera (True), or lets it be taken again."""


def is_exclusive(path: Path, sysfs: Path = SYSFS) -> bool:
    """Return whether only one program at a time gets pictures from the device.

    Of a virtual one (v4l2loopback) all do, and another one writes them.
    """
    return not str((sysfs / path.name).resolve()).startswith(VIRTUAL)


@contextmanager
def yielding(path: Callable[[], Path | None], own: OwnOpenings, lend: Lend) -> Iterator[None]:
    """Lend the camera at `path` to whoever opens it, for the length of the block.

    `path` is asked again after each open of our own: a camera that is plugged in again may have
    another one.  Where opens are not reported nothing happens.
    """
    if sys.platform != "linux":
        yield
        return
    yielder = Yielder(path, own, lend)
    thread = Thread(target=yielder.run, name="yielding", daemon=True)
    thread.start()
    try:
        yield
    finally:
        yielder.leave()
        thread.join(2 * WAKE_S)


class Yielder:
    """Watches one camera until `leave`."""

    def __init__(
        self,
        path: Callable[[], Path | None],
        own: OwnOpenings,
        lend: Lend,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with the camera in our hands."""
        self._path, self._own, self._lend, self._clock = path, own, lend, clock
        self._left = Event()
        self._watch: FileWatch | None = None
        self._watched: Path | None = None
        self._state = Lending()
        self._ended = 0  # calls of our own that were over before the last look
        self._total = 0  # opens less closes, ours among them
        self._opened_s = float("-inf")  # by somebody else, last
        self._known: tuple[Holder, ...] = ()
        self._stirred = False  # since everybody was looked at
        self._idle: frozenset[int] = frozenset()  # have it open and do not use it

    def leave(self) -> None:
        """End soon."""
        self._left.set()

    def run(self) -> None:
        """Watch until `leave`."""
        try:
            while not self._left.is_set():
                self._follow_path()
                if self._watch is None:
                    self._left.wait(WAKE_S)
                else:
                    self._wait(self._watch)
        finally:
            self._close()

    def _wait(self, watch: FileWatch) -> None:
        """Wait a while for something to happen, and look into it."""
        ended = self._own.ended
        if watch.wait(WAKE_S) or self._state.lent:
            self._look(watch)
            self._left.wait(LOOK_S * self._state.lent)
        else:
            self._ended = ended

    def _follow_path(self) -> None:
        """Watch the device file that is in use now."""
        path = self._path()
        if self._watch is not None and path == self._watched:
            return
        self._close()
        self._ended, self._total = self._own.ended, self._own.held
        self._watch = None if path is None or not is_exclusive(path) else watch_files(path)
        if self._watch is not None and not self._watch.paths:
            self._close()  # it was pulled out
        elif self._watch is not None:
            self._watched = path
            self._idle = frozenset(one.pid for one in self._everybody() if not one.streams)

    def _close(self) -> None:
        if self._watch is not None:
            self._watch.close()
        self._watch, self._watched = None, None

    def _look(self, watch: FileWatch) -> None:
        """Take in what happened, and release the camera or let it be taken again."""
        ended = self._own.ended
        happened = watch.take()
        mixed = self._own.began > self._ended
        self._ended = ended
        self._total += happened.opened - happened.closed
        if happened.lost:
            self._watched = None
        self._stirred = self._stirred or happened.any
        opened = self._elsewhere() if mixed else happened.opened > 0
        now_s = self._clock()
        if opened:
            self._opened_s = now_s
        self._settle(now_s, opened=opened)
        self._total = max(self._total, self._own.held)

    def _elsewhere(self) -> bool:
        """Return whether, when our own calls are over, somebody else has it open too.

        The kernel merges equal reports, so a count too high only says that one has to look.
        """
        while self._own.began > self._own.ended and not self._left.wait(SETTLE_S):
            pass
        if self._watch is not None:
            late = self._watch.take()
            self._total += late.opened - late.closed
        if self._total <= self._own.held:
            return False
        others = any(one.pid not in self._idle for one in self._everybody())
        self._total = self._own.held + others
        return others

    def _settle(self, now_s: float, *, opened: bool) -> None:
        """Release it at once; who has it matters later, or if it was released too often."""
        if self._state.lent:
            self._known = self._those()
            self._update(now_s, opened=opened, wanted=self._is_wanted(now_s))
        elif opened and is_weary(self._state, now_s):
            self._left.wait(BLINK_S)
            self._update(now_s, opened=False, wanted=self._elsewhere())
        elif opened:
            self._update(now_s, opened=True, wanted=False)

    def _those(self) -> tuple[Holder, ...]:
        """Return who has it open: those known, and after a change everybody."""
        stirred, self._stirred = self._stirred, False
        if stirred:
            return self._everybody()
        known = holders(self._paths, [one.pid for one in self._known])
        return known if known or not self._known else self._everybody()

    def _everybody(self) -> tuple[Holder, ...]:
        return holders(self._paths)

    @property
    def _paths(self) -> tuple[Path, ...]:
        return () if self._watched is None else (self._watched.resolve(),)

    def _is_wanted(self, now_s: float) -> bool:
        fresh = now_s - self._opened_s < OPEN_ONLY_S
        return any(one.streams or (fresh and one.pid not in self._idle) for one in self._known)

    def _update(self, now_s: float, *, opened: bool, wanted: bool) -> None:
        before, self._state = self._state, follow(self._state, now_s, opened=opened, wanted=wanted)
        if self._state.lent is before.lent:
            return
        if not self._state.lent:
            self._idle = frozenset(one.pid for one in self._known)
        self._lend(self._state.lent)
