"""Recordings played at the speed of life, and held when the user wants that."""

import time
from collections.abc import Callable

from posturecam.core.values import Frame, Observation, Reuse, Unseen
from posturecam.ports import NO_REUSE, FrameSource, Observations

Sleep = Callable[[float], None]

_LONGEST_SLEEP_S = 0.1  # a key may hold the playback meanwhile


class Playback:
    """The clock by which a recording is played, in seconds; it stands still while held."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Go on as `clock` does."""
        self._clock = clock
        self._held: tuple[float | None, float] = None, 0.0  # since when, and how long before that

    def __call__(self) -> float:
        """Return the time of the playback."""
        held_s, lost_s = self._held
        return (self._clock() if held_s is None else held_s) - lost_s

    @property
    def held(self) -> bool:
        """Whether the playback stands still."""
        return self._held[0] is not None

    def hold(self, *, on: bool) -> None:
        """Stand still from now on, or go on from where it was held; from any thread."""
        held_s, lost_s = self._held
        if on and held_s is None:
            self._held = self._clock(), lost_s
        elif not on and held_s is not None:
            self._held = None, lost_s + self._clock() - held_s


class _Pace:
    """Time since the first look, on a real clock."""

    def __init__(self, clock: Callable[[], float], sleep: Sleep) -> None:
        self._clock, self._sleep = clock, sleep
        self._began_s: float | None = None

    def t(self) -> float:
        now_s = self._clock()
        if self._began_s is None:
            self._began_s = now_s
        return now_s - self._began_s

    def wait_until(self, t: float) -> None:
        while (ahead_s := t - self.t()) > 0:
            self._sleep(min(ahead_s, _LONGEST_SLEEP_S))


class PacedFrames:
    """A recording that behaves like a live source: what was not looked at in time is past."""

    live = True

    def __init__(self, source: FrameSource, pace: _Pace) -> None:
        """Play `source` at `pace`."""
        self._source, self._pace = source, pace

    def read(self, not_before_s: float) -> Frame | Unseen | None:
        """Return the picture that is due, once it is; late readers skip forward."""
        seen = self._source.read(max(not_before_s, self._pace.t()))
        if seen is not None:
            self._pace.wait_until(seen.t)
        return seen


class PacedObservations:
    """Recorded looks, each at its time; none is skipped."""

    live = True

    def __init__(self, observations: Observations, pace: _Pace) -> None:
        """Play `observations` at `pace`."""
        self._observations, self._pace = observations, pace
        self._began_s: float | None = None  # the clock of a tape begins anywhere

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next look, once it is due."""
        observation = self._observations.next(not_before_s, reuse)
        if observation is not None:
            self._began_s = observation.t if self._began_s is None else self._began_s
            self._pace.wait_until(observation.t - self._began_s)
        return observation


def paced(
    source: FrameSource, clock: Callable[[], float] = time.monotonic, sleep: Sleep = time.sleep
) -> PacedFrames:
    """Play a recording in real time, skipping forward when the reader is behind."""
    return PacedFrames(source, _Pace(clock, sleep))


def paced_observations(
    observations: Observations,
    clock: Callable[[], float] = time.monotonic,
    sleep: Sleep = time.sleep,
) -> PacedObservations:
    """Play a pose tape in real time."""
    return PacedObservations(observations, _Pace(clock, sleep))
