"""A working week: five days of nine hours, watched by the whole pipeline.

Somebody synthetic sits by a script; what must be told follows from the script by hand.  One morning
with its lunch is the rule; POSTURECAM_DAYS=5 gives the week.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.values import EventKind, Observation, Pose, Why
from posturecam.settings import Settings
from tests.support.desk import FORWARD, UPRIGHT, calibrated
from tests.support.synthetic import Person, pose_of

resource = pytest.importorskip("resource")  # not on Windows
WANTED = os.environ.get("POSTURECAM_DAYS")
DAYS = int(WANTED or "1")
MINUTE_S, HOUR_S, NIGHT_S = 60.0, 3600.0, 15 * 3600.0
CAMERA_FPS = 15.0
FLAT_MB = 8.0

Script = Sequence[tuple[float, Person | Why]]  # minutes, and how the person sits
BUSY: Script = (
    (10, UPRIGHT),
    (3, FORWARD),
    (11, UPRIGHT),
    (3, Why.NOBODY),
    (13, UPRIGHT),
    (0.5, FORWARD),
    (11.5, UPRIGHT),
    (3, Why.NOBODY),
    (5, UPRIGHT),
)
LUNCH: Script = ((28, UPRIGHT), (32, Why.NOBODY))
WHOLE = (BUSY, BUSY, BUSY, LUNCH, BUSY, BUSY, BUSY, BUSY, BUSY)
DAY = WHOLE if WANTED else (BUSY, LUNCH, BUSY)


@dataclass(frozen=True)
class Due:
    """What must be told: not before `t`, and not more than `late_s` after it."""

    kind: EventKind
    t: float
    late_s: float = 3.0


def due(days: int) -> Iterator[Due]:
    """Work out by hand what a week must bring."""
    for day in range(days):
        for number, hour in enumerate(DAY):
            start = day * (len(DAY) * HOUR_S + NIGHT_S) + number * HOUR_S
            if hour is LUNCH:  # five minutes from the hour before are part of the sitting
                yield Due(EventKind.BREAK_DUE, start + 25 * MINUTE_S)
                yield Due(EventKind.AWAY, start + 28 * MINUTE_S + 10)
                continue
            if number and DAY[number - 1] is LUNCH:
                yield Due(EventKind.BACK, start + 1)
            yield Due(EventKind.ALERT, start + 11 * MINUTE_S)
            yield Due(EventKind.CLEARED, start + 13 * MINUTE_S + 5)
            for gone in (24, 52):
                yield Due(EventKind.AWAY, start + gone * MINUTE_S + 10)
                yield Due(EventKind.BACK, start + (gone + 3) * MINUTE_S + 1)


class Desk:
    """Looks at somebody who sits by the script; the nights are gaps in time."""

    live = True

    def __init__(self, days: int) -> None:
        self.count = 0
        self._t = -1 / CAMERA_FPS
        self._parts = self._script(days)
        self._end_s, self._seen = next(self._parts)

    def _script(self, days: int) -> Iterator[tuple[float, Pose | Why]]:
        known = {person: pose_of(person) for person in (UPRIGHT, FORWARD)}
        end_s = 0.0
        for _ in range(days):
            for minutes, how in (part for hour in DAY for part in hour):
                end_s += minutes * MINUTE_S
                yield end_s, how if isinstance(how, Why) else known[how]
            end_s += NIGHT_S
            yield end_s, Why.CAMERA_MOVED  # a mark: the machine sleeps

    def next(self, not_before_s: float, _spare: object = None) -> Observation | None:
        self._t = max(self._t + 1 / CAMERA_FPS, not_before_s)
        before = self._seen
        while self._t >= self._end_s:
            if (part := next(self._parts, None)) is None:
                return None
            if part[1] is Why.CAMERA_MOVED:
                self._t = max(self._t, part[0])
            self._end_s, self._seen = part
        self.count += 1
        if isinstance(self._seen, Pose):
            seen, reused = replace(self._seen, t=self._t), self.count > 1 and before is self._seen
            return Observation(self._t, (seen,), reused=reused)
        return Observation(self._t, (), self._seen)


def resident_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.slow
def test_a_week_tells_what_it_must_and_nothing_else() -> None:
    desk, reported, sizes = Desk(DAYS), [], []
    for tick in monitor.watch(desk, calibrated().profile, rules_of(Settings()), Nobody()):
        reported += tick.events
        if desk.count % 1000 == 0:
            sizes.append(resident_mb())
    expected = list(due(DAYS))
    assert [event.kind for event in reported] == [one.kind for one in expected]
    late = [event.t - one.t for event, one in zip(reported, expected, strict=True)]
    assert min(late) >= -0.01
    assert all(by_s <= one.late_s for by_s, one in zip(late, expected, strict=True))
    assert sizes[-1] - sizes[0] < FLAT_MB
