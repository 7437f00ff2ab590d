"""What the monitor needs from its neighbours."""

from collections.abc import Callable, Sequence
from typing import Protocol

from posturecam.core.alerts.requests import Request
from posturecam.core.values import Frame, Observation, Reuse, Unseen

NO_REUSE = Reuse()


class FrameSource(Protocol):
    """A stream of pictures, live or recorded."""

    live: bool

    def read(self, not_before_s: float) -> Frame | Unseen | None:
        """Return the next picture taken at or after `not_before_s`.

        Unseen says why a live source has none at the moment; None means the stream has ended.
        Times rise strictly.
        """


class PoseFinder(Protocol):
    """Finds people in a picture."""

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:
        """Return everybody seen in `frame`, or why nobody could be seen.

        `sure` says that the look before showed the person wanted, so that others matter less.
        """


class Observations(Protocol):
    """A stream of looks: a frame source seen through a pose finder, or recorded landmarks."""

    live: bool

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next look at or after `not_before_s`; None at the end of the stream.

        A picture that is as still as `reuse` asks need not be searched anew.
        """


Probe = Callable[[], bool | None]
"""Answers a question about the computer; None: that cannot be known here."""


class Requests(Protocol):
    """What the user asked for since the last call (snooze, dismiss, quit, ...)."""

    def take(self) -> Sequence[Request]:
        """Return the pending requests, oldest first, and forget them."""
