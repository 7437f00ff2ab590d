"""Looks that are waited for while the user can press keys, and that end in time."""

import math
from collections.abc import Callable

from posturecam.core.values import Look, Spare
from posturecam.ports import EVERY_LOOK, Looks

SLICE_S = 0.1  # between two looks at the keyboard


def unheard(_not_before_s: float) -> None:
    """Nobody needs to know until when a wait lasts."""


class Attentive:
    """Waits for the time of the next look with `poll` instead of in the source."""

    live = True

    def __init__(
        self,
        looks: Looks,
        poll: Callable[[], bool],
        *,
        for_s: float | None,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        expect: Callable[[float], None] = unheard,
    ) -> None:
        """Take from `looks` for `for_s` from the first one on; None takes all.

        A `poll` that returns True cuts the wait short.  `expect` is told before each wait until
        when it lasts, so that a camera can be closed meanwhile.
        """
        self._looks, self._poll, self._for_s = looks, poll, for_s
        self._clock, self._sleep, self._expect = clock, sleep, expect
        self._began_s: float | None = None
        self._until_s = math.inf

    def next(self, not_before_s: float, spare: Spare = EVERY_LOOK) -> Look | None:
        """Return the next look; None at the end of the stream or of the time wanted."""
        self._expect(not_before_s)
        pressed = self._poll()
        while not pressed and (ahead_s := self._ahead_s(not_before_s)) > 0:
            self._sleep(min(SLICE_S, ahead_s))
            pressed = self._poll()
        if self._t() >= self._until_s:
            return None
        from_s = min(not_before_s, self._t()) if pressed else not_before_s
        look = self._looks.next(from_s, spare)
        if look is None or look.t >= self._until_s:
            return None
        if self._began_s is None:
            self._began_s = self._clock() - look.t
            self._until_s = math.inf if self._for_s is None else look.t + self._for_s
        return look

    def _t(self) -> float:
        """Seconds since the stream began, as far as its looks have told."""
        return 0.0 if self._began_s is None else self._clock() - self._began_s

    def _ahead_s(self, not_before_s: float) -> float:
        if self._began_s is None:
            return 0.0
        return min(not_before_s, self._until_s) - self._t()
