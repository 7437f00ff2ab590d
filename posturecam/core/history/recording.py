"""A run on its way into the history: what waits to be written, and whether that is due."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from posturecam.core.history.journal import Journal, Page, note, unfinished
from posturecam.core.history.minutes import Entry
from posturecam.core.history.wall_clock import (
    ClockSegment,
    WallTime,
    begin,
    cut,
    follow_wall,
)


@dataclass(frozen=True, slots=True)
class Recording:
    """One run up to its newest frame."""

    segments: tuple[ClockSegment, ...]
    journal: Journal = field(default_factory=Journal)
    waiting: Page = field(default_factory=Page)
    t: float | None = None  # of the newest frame
    tried_t: float | None = None  # of the last attempt to write


def take(recording: Recording, entry: Entry, wall: WallTime | None) -> Recording:
    """Take in one frame and what the clock on the wall says; None: that does not matter."""
    t, segments = entry.assessment.t, recording.segments
    if wall is not None and recording.t is None:
        before = entry.elapsed.last
        segments = begin(segments, t, wall, None if before is None else before.t)
    elif wall is not None:
        segments = follow_wall(segments, t, wall)
    journal, page = note(recording.journal, entry)
    return replace(
        recording, segments=segments, journal=journal, waiting=recording.waiting + page, t=t
    )


def is_due(recording: Recording, every_s: float | None) -> bool:
    """Whether `every_s` have passed since the last attempt; None: writing is never due."""
    if every_s is None or recording.t is None:
        return False
    return recording.tried_t is None or recording.t - recording.tried_t >= every_s


def sections(recording: Recording) -> Iterator[tuple[ClockSegment, Page]]:
    """Give what is to be written of each segment, the minute and episode under way among it."""
    page = recording.waiting + unfinished(recording.journal)
    return cut(page, recording.segments, recording.t or 0.0)
