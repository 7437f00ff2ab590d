"""Whether another program uses a camera (Linux).

Only when the kernel reports that a device file was opened or closed (`inotify.py`) is it looked up
who has it (`device_holders.py`), since that means going through every process.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from posturecam.edges.desktop.answer import Answer
from posturecam.edges.sources.device_holders import Holder, holders, links_of
from posturecam.edges.sources.inotify import FileWatch, Openings, watch_files
from posturecam.edges.sources.yielding import is_exclusive

DEV: Final = Path("/dev")
NOBODY: Final = "nobody else uses a camera"


def real_cameras(dev: Path = DEV) -> tuple[Path, ...]:
    """Return the device files of cameras; a virtual one is always open to who writes it."""
    return tuple(path for path in sorted(dev.glob("video*")) if is_exclusive(path))


class CameraUsed:
    """Finds out who else uses a camera; a program that merely has it open does not count."""

    def __init__(self, cameras: Callable[[], tuple[Path, ...]] = real_cameras) -> None:
        """Watch what `cameras` finds."""
        self._cameras = cameras
        self._paths: tuple[Path, ...] = ()
        self._watch: FileWatch | None = None
        self._known: tuple[Holder, ...] = ()
        self._open = 0  # by others, since everybody was asked
        self._own = 0  # of ours, at the last look

    def __call__(self) -> Answer:
        """Return whether pictures of any camera flow to another program, and to which."""
        paths = self._cameras()
        if not paths:
            self.close()
            return Answer(yes=False, how="no camera that only one program can use")
        if not self._look(paths):
            return Answer(None, "the system does not report who opens a camera")
        users = sorted({one.name or str(one.pid) for one in self._known if one.streams})
        return Answer(bool(users), f"used by {', '.join(users)}" if users else NOBODY)

    def close(self) -> None:
        """Watch no more."""
        if self._watch is not None:
            self._watch.close()
        self._watch = None

    def _look(self, paths: tuple[Path, ...]) -> bool:
        """Find out who has any of `paths` open; False where opens are not reported."""
        watch = self._watch
        happened = Openings(lost=True) if watch is None else watch.take()
        if happened.lost or paths != self._paths:
            return self._begin(paths)
        own = self._ours()
        change = happened.opened - happened.closed - (own - self._own)
        self._open, self._own = max(0, self._open + change), own
        if self._open > 0 or (self._known and happened.any):  # equal reports may be merged
            self._known, self._open = holders(paths), 0
        elif self._known:
            self._known = holders(paths, [one.pid for one in self._known])
        return True

    def _begin(self, paths: tuple[Path, ...]) -> bool:
        self.close()
        self._paths, self._watch = paths, watch_files(*paths)
        self._known, self._open, self._own = holders(paths), 0, self._ours()
        return self._watch is not None

    def _ours(self) -> int:
        wanted = {str(path) for path in self._paths}
        return sum(link in wanted for link in links_of(os.getpid()))
