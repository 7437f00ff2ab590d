"""A run of the monitor, cut into legs: one sitting for every day and every setting of the clock.

Stream time never jumps, the clock on the wall does: it is set right, or summer time begins or ends.
A leg begins at a whole minute of the stream, so that each minute belongs to exactly one of them.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from posturecam.core.history.episodes import Run
from posturecam.core.history.journal import Page
from posturecam.core.history.minutes import MINUTE_S
from posturecam.core.history.records import AlertRecord, BreakRecord, Minute, Sitting
from posturecam.core.history.report_data import DAY_S

JUMP_S = 60.0  # the wall clock may differ so far from what the leg says


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
    """From `base_s`, stream time in whole minutes, until the next leg begins."""

    base_s: float
    sitting: Sitting

    def wall(self, t: float) -> WallTime:
        """Return what the clock says at stream time `t` if nobody has set it."""
        return WallTime(self.sitting.start_s + t - self.base_s, self.sitting.utc_offset_s)


def begin(segments: tuple[ClockSegment, ...], t: float, wall: WallTime) -> tuple[ClockSegment, ...]:
    """Return the first of `segments` by the clock on the wall when its first look is taken, at `t`.

    The stream begins with the camera, the looks when the pose model has been loaded.
    """
    (segment,) = segments
    start_s = wall.unix_s - (t - segment.base_s)
    sitting = replace(segment.sitting, start_s=start_s, utc_offset_s=wall.utc_offset_s)
    return (replace(segment, sitting=sitting),)


def follow_wall(
    segments: tuple[ClockSegment, ...], t: float, wall: WallTime
) -> tuple[ClockSegment, ...]:
    """Return the legs as of stream time `t`: with one more if day or clock have changed."""
    begun = tuple(segment for segment in segments if segment.base_s <= t)
    segment = begun[-1]
    expected = segment.wall(t)
    set_anew = abs(wall.unix_s - expected.unix_s) > JUMP_S
    moved = wall.utc_offset_s != expected.utc_offset_s
    if not (set_anew or moved or wall.day != segment.wall(segment.base_s).day):
        return begun
    base_s = MINUTE_S * (math.floor(t / MINUTE_S) + 1)
    start_s = wall.unix_s + base_s - t
    later = replace(segment.sitting, start_s=start_s, utc_offset_s=wall.utc_offset_s)
    return (*begun, ClockSegment(base_s, later))


def end_s(segments: tuple[ClockSegment, ...], segment: ClockSegment, t: float) -> float:
    """Return how long `segment` has lasted at stream time `t`."""
    nexts = (other.base_s for other in segments if other.base_s > segment.base_s)
    return min(t, *nexts, math.inf) - segment.base_s


def cut(page: Page, segments: tuple[ClockSegment, ...]) -> Iterator[tuple[ClockSegment, Page]]:
    """Give each leg what began in it, in its own time."""
    ends = (*(segment.base_s for segment in segments[1:]), math.inf)
    for segment, until_s in zip(segments, ends, strict=True):
        own = Page(
            tuple(
                _minute(one, segment.base_s)
                for one in page.minutes
                if segment.base_s <= MINUTE_S * one.number < until_s
            ),
            tuple(
                _run(one, segment.base_s)
                for one in page.runs
                if segment.base_s <= one.spell.start_t < until_s
            ),
            tuple(
                _alert(one, segment.base_s)
                for one in page.alerts
                if segment.base_s <= one.t_s < until_s
            ),
            tuple(
                _break(one, segment.base_s)
                for one in page.breaks
                if segment.base_s <= one.t_s < until_s
            ),
        )
        if own != Page():
            yield segment, own


def _minute(minute: Minute, base_s: float) -> Minute:
    return replace(minute, number=minute.number - round(base_s / MINUTE_S))


def _run(run: Run, base_s: float) -> Run:
    spell = run.spell
    moved = replace(spell, start_t=spell.start_t - base_s, end_t=spell.end_t - base_s)
    return replace(run, spell=moved)


def _alert(alert: AlertRecord, base_s: float) -> AlertRecord:
    return replace(alert, t_s=alert.t_s - base_s)


def _break(pause: BreakRecord, base_s: float) -> BreakRecord:
    return replace(pause, t_s=pause.t_s - base_s)
