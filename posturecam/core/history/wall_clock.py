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
class Leg:
    """From `base_s`, stream time in whole minutes, until the next leg begins."""

    base_s: float
    sitting: Sitting

    def wall(self, t: float) -> WallTime:
        """Return what the clock says at stream time `t` if nobody has set it."""
        return WallTime(self.sitting.start_s + t - self.base_s, self.sitting.utc_offset_s)


def begin(legs: tuple[Leg, ...], t: float, wall: WallTime) -> tuple[Leg, ...]:
    """Return the first of `legs` by the clock on the wall when its first look is taken, at `t`.

    The stream begins with the camera, the looks when the pose model has been loaded.
    """
    (leg,) = legs
    start_s = wall.unix_s - (t - leg.base_s)
    sitting = replace(leg.sitting, start_s=start_s, utc_offset_s=wall.utc_offset_s)
    return (replace(leg, sitting=sitting),)


def follow_wall(legs: tuple[Leg, ...], t: float, wall: WallTime) -> tuple[Leg, ...]:
    """Return the legs as of stream time `t`: with one more if day or clock have changed."""
    begun = tuple(leg for leg in legs if leg.base_s <= t)
    leg = begun[-1]
    expected = leg.wall(t)
    set_anew = abs(wall.unix_s - expected.unix_s) > JUMP_S
    moved = wall.utc_offset_s != expected.utc_offset_s
    if not (set_anew or moved or wall.day != leg.wall(leg.base_s).day):
        return begun
    base_s = MINUTE_S * (math.floor(t / MINUTE_S) + 1)
    start_s = wall.unix_s + base_s - t
    later = replace(leg.sitting, start_s=start_s, utc_offset_s=wall.utc_offset_s)
    return (*begun, Leg(base_s, later))


def end_s(legs: tuple[Leg, ...], leg: Leg, t: float) -> float:
    """Return how long `leg` has lasted at stream time `t`."""
    nexts = (other.base_s for other in legs if other.base_s > leg.base_s)
    return min(t, *nexts, math.inf) - leg.base_s


def cut(page: Page, legs: tuple[Leg, ...]) -> Iterator[tuple[Leg, Page]]:
    """Give each leg what began in it, in its own time."""
    ends = (*(leg.base_s for leg in legs[1:]), math.inf)
    for leg, until_s in zip(legs, ends, strict=True):
        own = Page(
            tuple(
                _minute(one, leg.base_s)
                for one in page.minutes
                if leg.base_s <= MINUTE_S * one.number < until_s
            ),
            tuple(
                _run(one, leg.base_s)
                for one in page.runs
                if leg.base_s <= one.spell.start_t < until_s
            ),
            tuple(
                _alert(one, leg.base_s) for one in page.alerts if leg.base_s <= one.t_s < until_s
            ),
            tuple(
                _break(one, leg.base_s) for one in page.breaks if leg.base_s <= one.t_s < until_s
            ),
        )
        if own != Page():
            yield leg, own


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
