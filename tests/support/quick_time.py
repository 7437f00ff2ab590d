"""A clock by which a recording is watched at the speed of life without waiting for it."""

from types import SimpleNamespace

import pytest

from posturecam.app.watch import run
from posturecam.edges.sources.playback import PacedFrames, PacedObservations
from posturecam.edges.sources.stream_clock import StreamClock


class QuickTime:
    """Seconds that pass when somebody sleeps, and only then."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


def quicken(patch: pytest.MonkeyPatch) -> QuickTime:
    """Let `watch` take a clock of its own, and return it; for recordings, not for cameras."""
    clock = QuickTime()
    patch.setattr(StreamClock.__init__, "__defaults__", (clock,))
    for paced in (PacedFrames, PacedObservations):
        patch.setattr(paced.__init__, "__defaults__", (clock.sleep,))
    patch.setattr(run, "time", SimpleNamespace(sleep=clock.sleep))
    return clock
