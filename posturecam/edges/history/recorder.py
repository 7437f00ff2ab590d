"""The recorder: writes what happens in a run into the history, while it happens.

No error of the history stops the watching: `Recorder.take` returns what is wrong, keeps what is not
yet written, and tries again.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from posturecam.core.history.journal import Page
from posturecam.core.history.minutes import Entry
from posturecam.core.history.recording import Recording, is_due, sections, take
from posturecam.core.history.records import Sitting
from posturecam.core.history.report_data import DAY_S
from posturecam.core.history.wall_clock import ClockSegment, WallTime
from posturecam.edges.history.database import PATIENT_S, WAIT_S, open_to_write, set_aside_if_damaged
from posturecam.edges.history.retention import forget
from posturecam.edges.history.writes import (
    drop_recording,
    put_end,
    put_page,
    put_sitting,
    transaction,
)
from posturecam.errors import HistoryDamagedError, PosturecamError

NOT_RECORDING: Final = "not recording: "
DELETED: Final = 0  # in place of a sitting's number

Keys = Mapping[float, int]
"""The number of each segment's sitting by `ClockSegment.base_s`, or `DELETED`."""


@dataclass(slots=True)
class Recorder:
    """Writes one run, every `every_s` of its own time."""

    path: Path
    recording: Recording
    every_s: float | None  # None: only when `write` is called
    wall: Callable[[], WallTime] | None = None  # the clock on the wall; None: it does not matter
    state: str = ""  # "" while recording, else "not recording: ..." and what to do
    notice: str = ""  # something to report to the user once
    keys: Keys = field(default_factory=dict)

    def take(self, entry: Entry) -> str:
        """Take in one frame; return "" or why nothing is being recorded."""
        wall = None if self.wall is None else self.wall()
        self.recording = take(self.recording, entry, wall)
        if is_due(self.recording, self.every_s):
            self.write()
        return self.state

    def write(self) -> None:
        """Write what is waiting and the minute under way; on failure keep it for the next time."""
        self.recording = replace(self.recording, tried_t=self.recording.t)
        with self._reporting():
            try:
                self._write()
            except HistoryDamagedError:
                self._begin_again()

    def prepare(self, keep_days: float) -> None:
        """Set a damaged history aside; delete what is older than `keep_days`, 0: nothing."""
        with self._reporting():
            self._set_aside()
            if keep_days > 0 and self.path.exists():
                start_s = self.recording.segments[0].sitting.start_s
                forget(self.path, start_s - keep_days * DAY_S)

    def _write(self) -> None:
        wait_s = PATIENT_S if self.every_s is None else WAIT_S
        with open_to_write(self.path, wait_s) as db, transaction(db):
            keys = put_sections(db, tuple(sections(self.recording)), self.keys)
        self.recording = replace(self.recording, waiting=Page())
        self.keys, self.state = keys, ""

    def _begin_again(self) -> None:
        """Begin a new history; what the damaged one has of earlier segments stays there."""
        self._set_aside()
        self.keys = dict.fromkeys(list(self.keys)[:-1], DELETED)
        self._write()

    def _set_aside(self) -> None:
        aside = set_aside_if_damaged(self.path)
        if aside is not None:
            self.notice = f"The history was damaged. It is kept as {aside}; a new one was started."

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        try:
            yield
        except (PosturecamError, OSError) as error:
            self.state = f"{NOT_RECORDING}{error}"


def put_sections(
    db: sqlite3.Connection, written: Iterable[tuple[ClockSegment, Page]], keys: Keys
) -> Keys:
    """Write each segment into its sitting; return the number of each.

    A sitting deleted meanwhile stays so, but for the newest, which begins again.
    """
    parts = tuple(written)
    found: dict[float, int] = {}
    for number, (segment, page) in enumerate(parts, start=1):
        key = keys.get(segment.base_s)
        if key is None or not put_end(db, key, segment.sitting.end_t_s):
            begins = key is None or number == len(parts)
            key = _put_new(db, segment.sitting) if begins else DELETED
        if key != DELETED:
            put_page(db, key, page)
        found[segment.base_s] = key
    return found


def _put_new(db: sqlite3.Connection, sitting: Sitting) -> int:
    drop_recording(db, sitting)
    return put_sitting(db, sitting)


@contextmanager
def open_recorder(
    path: Path,
    sitting: Sitting,
    *,
    every_s: float | None,
    keep_days: float = 0,
    wall: Callable[[], WallTime] | None = None,
) -> Iterator[Recorder]:
    """Record `sitting` for the length of a `with` block; the rest is written however it ends.

    With an `every_s` of None it is written as a whole at the end, and not at all if the block
    fails: half of a recording never takes the place of the whole one filed before.
    By the clock on the `wall` it goes on as a new sitting on every new day and when that clock is
    set; None leaves it whole.  What is older than `keep_days` before the sitting is deleted; 0
    keeps everything.
    """
    recorder = Recorder(path, Recording((ClockSegment(0.0, sitting),)), every_s, wall)
    recorder.prepare(keep_days)
    try:
        yield recorder
    except BaseException:
        if every_s is not None:
            recorder.write()
        raise
    recorder.write()
