"""Recordings played in real time, as a live source would give them."""

import time

from posturecam.core.values import Frame, Observation, Reuse, Unseen
from posturecam.edges.sources.stream_clock import Sleep, StreamClock
from posturecam.ports import NO_REUSE, FrameSource, Observations


class PacedFrames:
    """A recording that behaves like a live source: what was not read in time is past."""

    live = True

    def __init__(self, source: FrameSource, clock: StreamClock, sleep: Sleep = time.sleep) -> None:
        """Play `source` by `clock`."""
        self._source, self._clock, self._sleep = source, clock, sleep

    def read(self, not_before_s: float) -> Frame | Unseen | None:
        """Return the picture that is due, once it is; late readers skip forward."""
        seen = self._source.read(max(not_before_s, self._clock.t()))
        if seen is not None:
            self._clock.start(seen.t)
            self._clock.wait_until(seen.t, self._sleep)
        return seen


class PacedObservations:
    """Recorded observations, each at its time; none is skipped."""

    live = True

    def __init__(
        self, observations: Observations, clock: StreamClock, sleep: Sleep = time.sleep
    ) -> None:
        """Play `observations` by `clock`."""
        self._observations, self._clock, self._sleep = observations, clock, sleep

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next observation, once it is due."""
        observation = self._observations.next(not_before_s, reuse)
        if observation is not None:
            self._clock.start(observation.t)
            self._clock.wait_until(observation.t, self._sleep)
        return observation
