"""A run of the monitor, cut into segments: one sitting for every day and setting of the clock.

Stream time never jumps, the clock on the wall does: it is set right, or summer time begins or ends.
A segment begins at a whole minute of the stream, so that each minute belongs to exactly one.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from posturecam.core.history.journal import Page
from posturecam.core.history.minutes import MINUTE_S
from posturecam.core.history.records import Sitting
from posturecam.core.history.report_data import DAY_S

JUMP_S: Final = 60.0
"""How far the clock on the wall may differ from its segment, s: a minute, as finely as time is
filed."""


@dataclass(frozen=True, slots=True)
class WallTime:
    """What the clock on the wall says: Unix time, and how far east of UTC it shows."""

    unix_s: float
    utc_offset_s: int

    @property
    def day(self) -> int:
        """Days since 1970-01-01, local."""
        return math.floor((self.unix_s + self.utc_offset_s) / DAY_S)


@dataclass(frozen=True, slots=True)
class ClockSegment:
    """From `base_s`, stream time in whole minutes, until the next segment begins."""

    base_s: float
    sitting: Sitting

    def wall(self, t: float) -> WallTime:
        """Return what the clock says at stream time `t` unless it has been set."""
        return WallTime(self.sitting.start_s + t - self.base_s, self.sitting.utc_offset_s)


def begin(
    segments: tuple[ClockSegment, ...], t: float, wall: WallTime, since_t: float | None = None
) -> tuple[ClockSegment, ...]:
    """Return the first of `segments` by the clock on the wall at its first frame, `t`.

    The stream begins with the camera, the frames when the pose model has been loaded.  A stream
    that was watched before, until `since_t`, is recorded from that minute on.
    """
    (segment,) = segments
    base_s = segment.base_s if since_t is None else MINUTE_S * math.floor(since_t / MINUTE_S)
    start_s = wall.unix_s - (t - base_s)
    sitting = replace(segment.sitting, start_s=start_s, utc_offset_s=wall.utc_offset_s)
    return (ClockSegment(base_s, sitting),)


def follow_wall(
    segments: tuple[ClockSegment, ...], t: float, wall: WallTime
) -> tuple[ClockSegment, ...]:
    """Return the segments at stream time `t`: with one more if day or clock have changed."""
    begun = tuple(segment for segment in segments if segment.base_s <= t)
    segment = begun[-1]
    expected = segment.wall(t)
    was_set = abs(wall.unix_s - expected.unix_s) > JUMP_S
    moved = wall.utc_offset_s != expected.utc_offset_s
    if not (was_set or moved or wall.day != segment.wall(segment.base_s).day):
        return begun
    base_s = MINUTE_S * (math.floor(t / MINUTE_S) + 1)
    start_s = wall.unix_s + base_s - t
    later = replace(segment.sitting, start_s=start_s, utc_offset_s=wall.utc_offset_s)
    return (*begun, ClockSegment(base_s, later))


def cut(
    page: Page, segments: tuple[ClockSegment, ...], t: float
) -> Iterator[tuple[ClockSegment, Page]]:
    """Give each segment begun by stream time `t` what began in it, in its own time.

    Its sitting has the length that it has reached by then.
    """
    ends = (*(segment.base_s for segment in segments[1:]), math.inf)
    for segment, until_s in zip(segments, ends, strict=True):
        if segment.base_s <= t:
            sitting = replace(segment.sitting, end_t_s=min(t, until_s) - segment.base_s)
            yield replace(segment, sitting=sitting), _between(page, segment.base_s, until_s)


def _between(page: Page, since_s: float, until_s: float) -> Page:
    """Return what began from `since_s` until before `until_s`, in seconds since then."""

    def own(t: float) -> bool:
        return since_s <= t < until_s

    first = round(since_s / MINUTE_S)
    return Page(
        tuple(
            replace(m, number=m.number - first) for m in page.minutes if own(m.number * MINUTE_S)
        ),
        tuple(
            replace(e, start_t=e.start_t - since_s, end_t=e.end_t - since_s)
            for e in page.episodes
            if own(e.start_t)
        ),
        tuple(replace(a, t_s=a.t_s - since_s) for a in page.alerts if own(a.t_s)),
        tuple(replace(b, t_s=b.t_s - since_s) for b in page.breaks if own(b.t_s)),
    )
