"""Between what happens and the user: what waits while there is a reason to be quiet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from posturecam.app.policies import DEFERRAL
from posturecam.core.alerts.deferral import (
    Deferral,
    Due,
    Hush,
    Situation,
    hush_at,
    standing_of,
    step,
)
from posturecam.core.alerts.elapsed import presence_of
from posturecam.core.reasons import Presence
from posturecam.core.values import Event, EventKind, Level
from posturecam.edges.desktop.busy import open_busy
from posturecam.monitor import Tick
from posturecam.settings import Quiet as Wanted


class Busy(Protocol):
    """Knows whether the user is busy."""

    def latest(self) -> Hush | None:
        """Return the reason to be quiet that was found last."""

    def fresh(self) -> Hush | None:
        """Return the reason to be quiet now."""

    def wait(self, *, waits: bool) -> None:
        """Ask more often while something `waits`."""


class Never:
    """Nobody is ever busy."""

    def latest(self) -> Hush | None:
        """There is no reason to be quiet."""
        return None

    fresh = latest

    def wait(self, *, waits: bool) -> None:
        """Ask nobody."""


@dataclass(slots=True)
class Remembered:
    """What waits; a run leaves it to the next one."""

    deferral: Deferral = field(default_factory=Deferral)


def now() -> datetime:
    """Return the time of day here."""
    return datetime.now(tz=UTC).astimezone()


def no_reason() -> Hush | None:
    """Know no reason to be quiet."""
    return None


class Quiet:
    """Lets alerts and reminders wait; `why` and `waiting` may be asked from any thread."""

    def __init__(
        self,
        busy: Busy | None = None,
        remembered: Remembered | None = None,
        wall: Callable[[], datetime] = now,
        *,
        also: Callable[[], Hush | None] = no_reason,
    ) -> None:
        """Ask `busy`, and go on with what is `remembered`; `wall` is the time of day.

        `also` knows a reason of the program itself, which comes first.
        """
        self._busy: Busy = busy or Never()
        self._remembered = remembered or Remembered()
        self._wall, self._also = wall, also
        self._t = 0.0

    def why(self) -> str:
        """Return why alerts wait just now, such as `in a call`; empty: they do not."""
        hush = (
            self._also()
            or self._busy.latest()
            or hush_at(DEFERRAL, self._remembered.deferral, self._t)
        )
        return "" if hush is None else hush.value

    def waiting(self) -> int:
        """Return how many alerts and reminders wait."""
        return len(self._remembered.deferral.waiting)

    def take(self, tick: Tick) -> Due:
        """Take in `tick`, and return what is to be brought to the user now."""
        self._t = tick.assessment.t
        events = tuple(event for event in tick.events if is_said(event))
        busy = self._busy.fresh() if events else self._busy.latest()
        hush = self._also() or busy
        self._remembered.deferral, due = step(
            DEFERRAL, self._remembered.deferral, _situation(tick, hush), events, tick.requests
        )
        self._busy.wait(waits=bool(self._remembered.deferral.waiting))
        return due

    def clock_text(self, t: float) -> str:
        """Return the time of day at `t` of the stream: `10:40`."""
        return f"{self._wall() - timedelta(seconds=self._t - t):%H:%M}"


def is_said(event: Event) -> bool:
    """Return whether `event` is one that is brought to the user, now or later."""
    alert = event.kind is EventKind.ALERT and event.level is not Level.SILENT
    return alert or event.kind is EventKind.BREAK_DUE


def _situation(tick: Tick, hush: Hush | None) -> Situation:
    here = presence_of(tick.assessment) is Presence.HERE
    return Situation(tick.assessment.t, hush, here, standing_of(tick.state))


def is_quiet_wanted(wanted: Wanted) -> bool:
    """Return whether any reason to be quiet is switched on."""
    return any(wanted.model_dump().values())


@contextmanager
def open_quiet(
    wanted: Wanted,
    remembered: Remembered | None = None,
    also: Callable[[], Hush | None] = no_reason,
) -> Iterator[Quiet]:
    """Ask the computer, for the length of the block, whether the user is busy; `also` knows too."""
    if not is_quiet_wanted(wanted):
        yield Quiet(None, remembered, also=also)
        return
    with open_busy(wanted) as busy:
        yield Quiet(busy, remembered, also=also)
