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
        """Return the next picture taken at or after `not_before_s`, in stream time.

        Unseen says why a live source has none at the moment; None means the stream has ended.
        """


class PoseFinder(Protocol):
    """Finds people in a picture."""

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:
        """Return everybody seen in `frame`, or why nobody could be seen.

        `sure` says that the frame before showed the person wanted, and could be measured: nobody
        else need be searched for (`core/pose/people_search.py`).
        """


class Observations(Protocol):
    """A stream of observations: a frame source seen through a pose finder, or recorded landmarks.

    Their times are stream time: seconds that rise strictly, from 0 at the first picture that the
    source gives, be it a camera, an address, a video or a folder of pictures.  A pose tape keeps
    the times written in it, whatever its first one is.  In real time (live sources, and recordings
    played) a `StreamClock` shows stream time to whoever has to wait; nobody else keeps an origin.
    """

    live: bool

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Return the next observation at or after `not_before_s`; None at the end of the stream.

        A picture that is as still as `reuse` asks need not be searched again.
        """


Probe = Callable[[], bool | None]
"""Answers a question about the computer; None: that cannot be known here."""


class Requests(Protocol):
    """What the user asked for since the last call (snooze, dismiss, quit, ...)."""

    def take(self) -> Sequence[Request]:
        """Return the pending requests, oldest first, and forget them."""
