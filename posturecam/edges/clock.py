"""The clock of live sources."""

import time

# Clocks that go on while the machine sleeps, best first; `time.monotonic` stands still during
# sleep on Linux and macOS, which would hide the gap.
_SLEEPLESS = tuple(
    getattr(time, name) for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC") if hasattr(time, name)
)


def now_s() -> float:
    """Seconds that never jump and go on while the machine sleeps."""
    return time.clock_gettime(_SLEEPLESS[0]) if _SLEEPLESS else time.monotonic()
