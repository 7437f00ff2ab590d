"""A pause by hand, until it is resumed or until a time of day."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol


class Hold(Protocol):
    """Stops what a pause stops."""

    def __call__(self, *, on: bool) -> None:
        """Stop it, or let it go on."""


def nothing_to_hold(*, on: bool) -> None:
    """Have nothing that a pause would stop."""


class HandPause:
    """Knows whether there is a pause; `hold` is called as soon as one begins or ends."""

    def __init__(self, hold: Hold, wall: Callable[[], datetime]) -> None:
        """Begin without a pause; `wall` is the time of day."""
        self.hold, self._wall = hold, wall
        self.on = False
        self._until: datetime | None = None  # None: until resumed by hand

    def begin(self, until: datetime | None = None) -> None:
        """Pause until then, or until `end`."""
        self.on, self._until = True, until
        self.hold(on=True)

    def end(self) -> None:
        """End the pause."""
        self.on, self._until = False, None
        self.hold(on=False)

    def is_over(self) -> bool:
        """Return whether the time of the pause has come, so that it is to end."""
        until = self._until
        return self.on and until is not None and self._wall() >= until

    def end_text(self) -> str:
        """Return when it ends: `15:30`, `Tue 04:00` on another day; empty: by hand, or no pause."""
        until = self._until
        if until is None:
            return ""
        return f"{until:%H:%M}" if until.date() == self._wall().date() else f"{until:%a %H:%M}"
