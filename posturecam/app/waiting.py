"""Observations that are waited for while the user can press keys, and that end in time."""

import math
from collections.abc import Callable

from posturecam.core.values import Observation, Reuse
from posturecam.edges.sources.stream_clock import LONGEST_SLEEP_S, Sleep, StreamClock
from posturecam.ports import NO_REUSE, Observations


def unheard(_not_before_s: float) -> None:
    """Nobody needs to know until when a wait lasts."""


class Waiting:
    """Waits for the time of the next observation with `poll` instead of in the source."""

    live = True

    def __init__(
        self,
        observations: Observations,
        poll: Callable[[], bool],
        *,
        for_s: float | None,
        clock: StreamClock,
        sleep: Sleep,
        expect: Callable[[float], None] = unheard,
    ) -> None:
        """Take from `observations` for `for_s` from the first one on; None takes all.

        `clock` is that of the stream.  A `poll` that returns True cuts the wait short.  Before each
        wait `expect` gets the time until which it lasts, so that a camera can be closed meanwhile.
        """
        self._observations, self._poll, self._for_s = observations, poll, for_s
        self._clock, self._sleep, self._expect = clock, sleep, expect
        self._until_s: float | None = None  # known with the first observation

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next observation; None at the end of the stream or of the time wanted."""
        self._expect(not_before_s)
        pressed = self._wait_until(not_before_s)
        if self._is_over(self._clock.t()):
            return None
        from_s = min(not_before_s, self._clock.t()) if pressed else not_before_s
        observation = self._observations.next(from_s, reuse)
        if observation is None or self._is_over(observation.t):
            return None
        if self._until_s is None:
            self._until_s = math.inf if self._for_s is None else observation.t + self._for_s
        return observation

    def _wait_until(self, t: float) -> bool:
        """Wait; return whether a key was pressed, which ends the wait."""
        end_s = t if self._until_s is None else min(t, self._until_s)
        pressed = self._poll()
        while not pressed and (ahead_s := self._clock.ahead_s(end_s)) > 0:
            self._sleep(min(LONGEST_SLEEP_S, ahead_s))
            pressed = self._poll()
        return pressed

    def _is_over(self, t: float) -> bool:
        return self._until_s is not None and t >= self._until_s
