"""Observations that stop during a pause: the camera is released, a recording held."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from posturecam.core.values import Observation, Reuse, Why
from posturecam.edges.desktop.battery import on_battery
from posturecam.edges.desktop.pauses import Pauses
from posturecam.edges.desktop.screen_lock import open_screen_lock
from posturecam.edges.files.clock import now_s
from posturecam.edges.sources.live import LiveSource
from posturecam.edges.sources.open_source import Facts
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.ports import NO_REUSE, Observations
from posturecam.settings import Pause

LEAST_STEP_S = 1e-3  # times rise, even if the clock stands still or ran behind


class Pausing:
    """Takes from `observations` unless there is a reason to pause."""

    live = True

    def __init__(
        self,
        observations: Observations,
        why: Callable[[], Why | None],
        release: Callable[[bool], None],
        clock: StreamClock,
    ) -> None:
        """Ask `why`, and have the camera released or taken again by `release`.

        `clock` is that of the stream.
        """
        self._observations, self._clock = observations, clock
        self._why, self._release = why, release
        self._last_s, self._paused = 0.0, False

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next observation; during a pause at once, and without a picture."""
        why = self._why()
        self._release(why is not None)
        after_s = self._last_s + LEAST_STEP_S
        if why is not None:
            observation: Observation | None = Observation(max(after_s, self._clock.t()), (), why)
        else:
            reuse = NO_REUSE if self._paused else reuse  # nothing of before the pause
            observation = self._observations.next(max(not_before_s, after_s), reuse)
        self._paused = why is not None
        self._last_s = self._last_s if observation is None else observation.t
        return observation


class Held:
    """Recorded observations, none of which is taken while the playback is held."""

    live = True

    def __init__(
        self, observations: Observations, held: Callable[[], bool], wait: Callable[[], None]
    ) -> None:
        """Take from `observations` unless `held`; `wait` a moment then."""
        self._observations, self._held, self._wait = observations, held, wait

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next observation once the playback goes on."""
        while self._held():
            self._wait()
        return self._observations.next(not_before_s, reuse)


@contextmanager
def pausing(
    observations: Observations,
    source: Facts,
    clock: StreamClock,
    wanted: Pause,
    by_hand: Callable[[], bool],
    wait: Callable[[], None],
) -> Iterator[Observations]:
    """Pause a live `source` when `wanted`, or `by_hand`; recordings only by hand."""
    if not isinstance(source, LiveSource):
        yield Held(observations, by_hand, wait)
        return
    with open_screen_lock() as locked:
        pauses = Pauses(wanted, locked=locked, on_battery=on_battery, clock=now_s, now=local_time)
        yield Pausing(
            observations,
            lambda: Why.PAUSED if by_hand() else pauses.why(),
            lambda on: source.pause(on=on),
            clock,
        )


def local_time() -> datetime:
    """Return the time of day here."""
    return datetime.now(tz=UTC).astimezone()
