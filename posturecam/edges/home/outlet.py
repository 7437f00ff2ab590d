"""Where the running instance passes on events and its state; and several of these as one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from posturecam.core.values import Level
from posturecam.view.glance import Glance

EventRow = Mapping[str, Any]
"""An event as `edges/files/events_jsonl.py` writes it."""
TYPE: Final = "type"


class Outlet(Protocol):
    """Passes on what happens; both return at once and never raise."""

    def event(self, row: EventRow) -> None:
        """Pass on an event."""

    def state(self, glance: Glance) -> None:
        """Pass on how things are now; the caller need not know whether that has changed."""


class Nowhere:
    """An outlet that nobody reads."""

    def event(self, row: EventRow) -> None:
        """Pass on nothing."""

    def state(self, glance: Glance) -> None:
        """Pass on nothing."""


class Together:
    """Several outlets as one.  Silent alerts, which are for the screen only, reach none."""

    def __init__(self, outlets: Sequence[Outlet]) -> None:
        """Pass on to each of `outlets`."""
        self._outlets = tuple(outlets)

    def event(self, row: EventRow) -> None:
        """Pass on an event, unless it is silent."""
        if row.get("level") != Level.SILENT:
            for outlet in self._outlets:
                outlet.event(row)

    def state(self, glance: Glance) -> None:
        """Pass on how things are now."""
        for outlet in self._outlets:
            outlet.state(glance)
