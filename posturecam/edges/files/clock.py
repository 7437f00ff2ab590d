"""The clock of live sources, and the one on the wall."""

import time
from datetime import UTC, datetime

from posturecam.core.history.wall_clock import WallTime

# Clocks that go on while the machine sleeps, best first; `time.monotonic` stands still during
# sleep on Linux and macOS, which would hide the gap.
_SLEEPLESS = tuple(
    getattr(time, name) for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC") if hasattr(time, name)
)


def now_s() -> float:
    """Return seconds that never jump and go on while the machine sleeps."""
    return time.clock_gettime(_SLEEPLESS[0]) if _SLEEPLESS else time.monotonic()


def wall_time() -> WallTime:
    """Return what the clock on the wall says now; it may be set at any time."""
    now = datetime.now(tz=UTC).astimezone()
    offset = now.utcoffset()
    return WallTime(now.timestamp(), 0 if offset is None else round(offset.total_seconds()))
