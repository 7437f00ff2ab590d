"""Real records on a test's own folders, with a profile, a history and an hour of readings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from posturecam import monitor
from posturecam.app.companion.last_hour import LastHour
from posturecam.app.page.records import OwnRecords
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.history.records import Origin, Sitting
from posturecam.core.values import Observation
from posturecam.edges.history.database import history_path
from posturecam.settings import Settings
from tests.support.desk import FORWARD, UPRIGHT, calibrated, with_profile
from tests.support.history_world import half_an_hour, record
from tests.support.page_world import FakeLive
from tests.support.synthetic import pose_of
from tests.support.tracing import untraced

NOW = datetime(2026, 11, 26, 14, 0, tzinfo=UTC).astimezone()
"""The clock on the wall of these tests."""


def sitting_at(days_ago: int = 0, hour: int = 9) -> Sitting:
    """A sitting that began at a full hour."""
    start = NOW.replace(hour=hour, minute=0) - timedelta(days=days_ago)
    offset = start.utcoffset()
    assert offset is not None
    return Sitting(
        start.timestamp(),
        round(offset.total_seconds()),
        "default",
        "2026-03-01",
        "1.0",
        "{}",
        Origin.WATCH,
    )


def recorded(days_ago: int = 0, hour: int = 9) -> None:
    """Half an hour in the history: ten minutes well, ten beyond, ten away."""
    record(history_path(), half_an_hour(), sitting_at(days_ago, hour), every_s=None)


class Sat:
    """35 minutes at the desk, with the head forward twice for more than twice as long as a hold.

    Within each part nothing moves, so that only its first observation is measured.
    """

    live = True

    def __init__(self) -> None:
        self._seen = self._observed()

    def next(self, *_wish: object) -> Observation | None:
        return next(self._seen, None)

    def _observed(self) -> Iterator[Observation]:
        t = 0.0
        for lasts_s, person in ((600, UPRIGHT), (150, FORWARD), (1200, UPRIGHT), (150, FORWARD)):
            pose = pose_of(person)
            for number in range(lasts_s // 2):
                yield Observation(t, (replace(pose, t=t),), reused=number > 0)
                t += 2.0


@dataclass
class DeskLive(FakeLive):
    """An instance that has watched for a while."""

    kept: bytes = b""

    def last_hour(self) -> bytes:
        return self.kept


@cache
def packed_hour() -> bytes:
    kept = LastHour()
    rules = rules_of(Settings())
    with untraced():  # its lines are those of minutes, again and again
        for tick in monitor.watch(Sat(), calibrated().profile, rules, Nobody()):
            kept.take(tick)
    return kept.packed()


def watched() -> DeskLive:
    return DeskLive(kept=packed_hour())


@contextmanager
def lived_in() -> Iterator[tuple[DeskLive, OwnRecords]]:
    """The folders of somebody who has used posturecam for two days."""
    with_profile()
    with_profile("laptop")
    recorded(days_ago=1)
    recorded()
    live = watched()
    yield live, OwnRecords(live, lambda: NOW)
