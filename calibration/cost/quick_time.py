"""A clock by which a recording is watched at the speed of life without waiting for it."""

from types import SimpleNamespace
from typing import Final, Protocol

from posturecam.app.watch import run
from posturecam.edges.sources.playback import PacedFrames, PacedObservations
from posturecam.edges.sources.stream_clock import StreamClock

LEAST_S: Final = 1e-6
"""Less would vanish in the sum, and whoever waits for it would wait for ever."""


class Patch(Protocol):
    """Whatever replaces an attribute, for good or for a test (`pytest.MonkeyPatch`)."""

    def setattr(self, target: object, name: str, value: object, /) -> None:
        """Replace the attribute `name` of `target` by `value`."""


class QuickTime:
    """Seconds that pass when somebody sleeps, and only then."""

    def __init__(self) -> None:
        """Begin somewhere."""
        self.now_s = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now_s

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass, and no less than a real clock shows."""
        self.now_s += max(seconds, LEAST_S)


def quicken(patch: Patch) -> QuickTime:
    """Let `watch` take a clock of its own, and return it; for recordings, not for cameras."""
    clock = QuickTime()
    patch.setattr(StreamClock.__init__, "__defaults__", (clock,))
    for paced in (PacedFrames, PacedObservations):
        patch.setattr(paced.__init__, "__defaults__", (clock.sleep,))
    patch.setattr(run, "time", SimpleNamespace(sleep=clock.sleep))
    return clock
