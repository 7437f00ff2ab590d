"""Real records on a test's own folders, with a profile, a history and an hour of readings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from posturecam import monitor
from posturecam.app.page.last_hour import LastHour
from posturecam.app.page.records import OwnRecords
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.history.records import Origin, Sitting
from posturecam.core.values import Observation, Unseen
from posturecam.edges.history.database import history_path
from posturecam.monitor import Tick
from posturecam.settings import Settings
from tests.support.desk import FORWARD, UPRIGHT, calibrated, sitting, with_profile
from tests.support.history_world import half_an_hour, record
from tests.support.page_world import FakeLive

NOW = datetime(2026, 11, 26, 14, 0, tzinfo=UTC).astimezone()
"""The clock on the wall of these tests."""


def recorded(days_ago: int = 0, hour: int = 9) -> Sitting:
    """Half an hour in the history: ten minutes well, ten beyond, ten away."""
    start = NOW.replace(hour=hour, minute=0) - timedelta(days=days_ago)
    offset = start.utcoffset()
    assert offset is not None
    one = Sitting(
        start.timestamp(),
        round(offset.total_seconds()),
        "default",
        "2026-03-01",
        "1.0",
        "{}",
        Origin.WATCH,
    )
    record(history_path(), half_an_hour(), one)
    return one


def hour() -> Iterator[Tick]:
    """Forty minutes at the desk, a look every two seconds, twice as long forward as a hold."""

    class Observed:
        live = True
        _seen = sitting((600, UPRIGHT), (150, FORWARD), (1200, UPRIGHT), (150, FORWARD), step_s=2)

        def next(self, *_wish: object) -> Observation | None:
            seen = next(self._seen, None)
            if seen is None:
                return None
            if isinstance(seen, Unseen):
                return Observation(seen.t, (), seen.why)
            return Observation(seen.t, (seen,))

    return monitor.watch(Observed(), calibrated().profile, rules_of(Settings()), Nobody())


@dataclass
class DeskLive(FakeLive):
    """An instance that has watched for a while."""

    kept: bytes = b""

    def last_hour(self) -> bytes:
        return self.kept


def watched() -> DeskLive:
    kept = LastHour()
    for tick in hour():
        kept.take(tick)
    return replace(DeskLive(), kept=kept.packed())


@contextmanager
def lived_in() -> Iterator[tuple[DeskLive, OwnRecords]]:
    """The folders of somebody who has used posturecam for two days."""
    with_profile()
    with_profile("laptop")
    recorded(days_ago=1)
    recorded()
    live = watched()
    yield live, OwnRecords(live, lambda: NOW)
