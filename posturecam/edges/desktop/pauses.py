"""When to pause: screen locked, on battery, outside working hours."""

from collections.abc import Callable
from datetime import datetime

from posturecam.core.values import Why
from posturecam.ports import Probe
from posturecam.settings import Pause

_ASK_EVERY_S = 3.0  # each question goes to the desktop and to files; by judgement
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Pauses:
    """Says why to pause now, by the settings."""

    def __init__(
        self,
        wanted: Pause,
        *,
        locked: Probe,
        on_battery: Probe,
        clock: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        """Ask `locked` and `on_battery` now and then by `clock`; `now` is the time of day."""
        self._wanted, self._clock, self._now = wanted, clock, now
        self._probes = (
            (wanted.locked, locked, Why.LOCKED),
            (wanted.on_battery, on_battery, Why.ON_BATTERY),
        )
        self._asked_s, self._why = -_ASK_EVERY_S, None if self._open() else Why.OFF_HOURS

    def why(self) -> Why | None:
        """Return why to pause now, or None."""
        t = self._clock()
        if not 0 <= t - self._asked_s < _ASK_EVERY_S:
            self._asked_s, self._why = t, self._ask()
        return self._why

    def _ask(self) -> Why | None:
        if not self._open():
            return Why.OFF_HOURS
        return next((why for wished, probe, why in self._probes if wished and probe()), None)

    def _open(self) -> bool:
        return at_work(self._wanted, self._now())


def at_work(wanted: Pause, now: datetime) -> bool:
    """Return whether `now` is within the working hours; a night belongs to the day it starts on."""
    minute = f"{now:%H:%M}"
    start, _, end = wanted.hours.partition("-")
    over_midnight = start > end
    after_midnight = over_midnight and minute < end
    day = _DAYS[now.weekday() - after_midnight]
    if wanted.days and day not in wanted.days:
        return False
    if not wanted.hours or start == end:
        return True
    return minute >= start or minute < end if over_midnight else start <= minute < end
