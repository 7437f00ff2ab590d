"""Looks that are waited for while the user can press keys, and that end in time."""

from collections.abc import Callable

from posturecam.core.values import Look, Spare
from posturecam.ports import EVERY_LOOK, Looks

SLICE_S = 0.1  # between two looks at the keyboard


class Attentive:
    """Waits for the time of the next look with `poll` instead of in the source."""

    live = True

    def __init__(
        self,
        looks: Looks,
        poll: Callable[[], bool],
        *,
        until_s: float | None,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        """Take from `looks` until `until_s`; a `poll` that returns True cuts the wait short."""
        self._looks, self._poll, self._until_s = looks, poll, until_s
        self._clock, self._sleep = clock, sleep
        self._began_s: float | None = None

    def next(self, not_before_s: float, spare: Spare = EVERY_LOOK) -> Look | None:
        """Return the next look; None at the end of the stream or of the time wanted."""
        pressed = self._poll()
        while not pressed and (ahead_s := self._ahead_s(not_before_s)) > 0:
            self._sleep(min(SLICE_S, ahead_s))
            pressed = self._poll()
        if self._until_s is not None and self._t() >= self._until_s:
            return None
        from_s = min(not_before_s, self._t()) if pressed else not_before_s
        look = self._looks.next(from_s, spare)
        if look is None or (self._until_s is not None and look.t >= self._until_s):
            return None
        if self._began_s is None:
            self._began_s = self._clock() - look.t
        return look

    def _t(self) -> float:
        """Seconds since the stream began, as far as its looks have told."""
        return 0.0 if self._began_s is None else self._clock() - self._began_s

    def _ahead_s(self, not_before_s: float) -> float:
        if self._began_s is None:
            return 0.0
        wanted_s = not_before_s if self._until_s is None else min(not_before_s, self._until_s)
        return wanted_s - self._t()
