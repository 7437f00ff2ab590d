"""The recorder: everything worth remembering of a sitting goes into the history as it happens.

Nothing that goes wrong here stops the watching: `Recorder.take` returns what is wrong, keeps what
is not yet written, and tries again.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from posturecam.core.history.journal import Entry, Journal, Page, note, unfinished
from posturecam.core.history.records import Sitting
from posturecam.core.history.report_data import DAY_S
from posturecam.core.history.wall_clock import (
    ClockSegment,
    WallTime,
    begin,
    cut,
    end_s,
    follow_wall,
)
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose, Unseen
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
from posturecam.monitor import Tick

NOT_RECORDING: Final = "not recording: "


@dataclass(slots=True)
class Recorder:
    """Writes one run, every `every_s` of its own time: a sitting for each of its legs."""

    path: Path
    segments: tuple[ClockSegment, ...]
    every_s: float | None  # None: only when `write` is called
    wall: Callable[[], WallTime] | None = None  # the clock on the wall; None: it does not matter
    state: str = ""  # "" while recording, else "not recording: ..." and what to do
    notice: str = ""  # something to tell the user once
    wait_s: float = WAIT_S  # for another program's lock
    _journal: Journal = field(default_factory=Journal)
    _waiting: list[Page] = field(default_factory=list)
    _keys: dict[float, int] = field(default_factory=dict)  # of the sittings, by `Leg.base_s`
    _t: float = 0.0
    _written_t: float | None = None

    def take(self, tick: Tick) -> str:
        """Take in one tick; return "" or why nothing is being recorded."""
        if self.wall is not None and self._written_t is None:
            self.segments = begin(self.segments, tick.assessment.t, self.wall())
        entry = Entry(
            tick.assessment,
            tick.reading,
            tick.elapsed,
            tick.events,
            tick.state,
            off_centre(tick.pose),
        )
        self._journal, page = note(self._journal, entry)
        if page != Page():
            self._waiting.append(page)
        self._t = entry.assessment.t
        if self._due():
            self.write()
        return self.state

    def _due(self) -> bool:
        if self.every_s is None:
            return False
        return self._written_t is None or self._t - self._written_t >= self.every_s

    def write(self) -> None:
        """Write what is waiting and the minute under way; on failure keep it for the next time."""
        self._written_t = self._t
        if self.wall is not None:
            self.segments = follow_wall(self.segments, self._t, self.wall())
        try:
            self._write()
        except HistoryDamagedError:
            self._begin_anew()
        except (PosturecamError, OSError) as error:
            self.state = f"{NOT_RECORDING}{error}"

    def _begin_anew(self) -> None:
        try:
            aside = set_aside_if_damaged(self.path)
            self._keys = dict.fromkeys(list(self._keys)[:-1], 0)
            self._write()
        except (PosturecamError, OSError) as error:
            self.state = f"{NOT_RECORDING}{error}"
            return
        if aside is not None:
            self.notice = _set_aside_notice(aside)

    def _write(self) -> None:
        with open_to_write(self.path, self.wait_s) as db, transaction(db):
            keys = self._put_sittings(db)
            for page in (*self._waiting, unfinished(self._journal)):
                for segment, part in cut(page, self.segments):
                    if key := keys[segment.base_s]:
                        put_page(db, key, part)
        self._keys, self._waiting, self.state = keys, [], ""

    def _put_sittings(self, db: sqlite3.Connection) -> dict[float, int]:
        """Write how far each leg has come; what was deleted meanwhile stays so, but for the newest.

        Returns the number of each leg's sitting, 0 for a deleted one.
        """
        keys: dict[float, int] = {}
        begun = [segment for segment in self.segments if segment.base_s <= self._t]
        for segment in begun:
            key = self._keys.get(segment.base_s)
            lasted_s = end_s(self.segments, segment, self._t)
            there = key is not None and put_end(db, key, lasted_s)
            if not there and (key is None or segment is begun[-1]):
                drop_recording(db, segment.sitting)
                key, there = put_sitting(db, replace(segment.sitting, end_t_s=lasted_s)), True
            keys[segment.base_s] = key if key is not None and there else 0
        return keys


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
    set; None leaves it whole.  What is older than `keep_days` before the sitting is forgotten; 0
    keeps everything.
    """
    recorder = Recorder(path, (ClockSegment(0.0, sitting),), every_s, wall)
    if every_s is None:  # no camera waits meanwhile
        recorder.wait_s = PATIENT_S
    try:
        aside = set_aside_if_damaged(path)
        if aside is not None:
            recorder.notice = _set_aside_notice(aside)
        if keep_days > 0 and path.exists():
            forget(path, sitting.start_s - keep_days * DAY_S)
    except (PosturecamError, OSError) as error:
        recorder.state = f"{NOT_RECORDING}{error}"
    try:
        yield recorder
    except BaseException:
        if every_s is not None:
            recorder.write()
        raise
    recorder.write()


def _set_aside_notice(aside: Path) -> str:
    return f"The history was damaged. It is kept as {aside}; a new one was started."


def off_centre(pose: Pose | Unseen) -> float | None:
    """Return how far the head is from the picture's middle, in picture widths.

    Positive to the user's own left, which is the right of the picture.
    """
    if isinstance(pose, Unseen):
        return None
    ears = pose.points[[Body.LEFT_EAR, Body.RIGHT_EAR], 0]
    return float(ears.mean() / pose.aspect - 0.5)
