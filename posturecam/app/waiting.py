"""Looks that are waited for while the user can press keys, and that end in time."""

import math
from collections.abc import Callable

from posturecam.core.values import Observation, Reuse
from posturecam.ports import NO_REUSE, Observations

SLICE_S = 0.1  # between two looks at the keyboard


def unheard(_not_before_s: float) -> None:
    """Nobody needs to know until when a wait lasts."""


class Waiting:
    """Waits for the time of the next look with `poll` instead of in the source."""

    live = True

    def __init__(
        self,
        observations: Observations,
        poll: Callable[[], bool],
        *,
        for_s: float | None,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        expect: Callable[[float], None] = unheard,
    ) -> None:
        """Take from `observations` for `for_s` from the first one on; None takes all.

        A `poll` that returns True cuts the wait short.  `expect` is told before each wait until
        when it lasts, so that a camera can be closed meanwhile.
        """
        self._observations, self._poll, self._for_s = observations, poll, for_s
        self._clock, self._sleep, self._expect = clock, sleep, expect
        self._began_s: float | None = None
        self._until_s = math.inf

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next look; None at the end of the stream or of the time wanted."""
        self._expect(not_before_s)
        pressed = self._poll()
        while not pressed and (ahead_s := self._ahead_s(not_before_s)) > 0:
            self._sleep(min(SLICE_S, ahead_s))
            pressed = self._poll()
        if self._t() >= self._until_s:
            return None
        from_s = min(not_before_s, self._t()) if pressed else not_before_s
        observation = self._observations.next(from_s, reuse)
        if observation is None or observation.t >= self._until_s:
            return None
        if self._began_s is None:
            self._began_s = self._clock() - observation.t
            self._until_s = math.inf if self._for_s is None else observation.t + self._for_s
        return observation

    def _t(self) -> float:
        """Seconds since the stream began, as far as its looks have told."""
        return 0.0 if self._began_s is None else self._clock() - self._began_s

    def _ahead_s(self, not_before_s: float) -> float:
        if self._began_s is None:
            return 0.0
        return min(not_before_s, self._until_s) - self._t()
