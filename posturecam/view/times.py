"""Times as short texts."""

import math
from typing import Final

_MINUTE_S: Final = 60.0


def clock_text(seconds: float) -> str:
    """Write a time of the stream: `1:05`, `1:02:03`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def brief(seconds: float) -> str:
    """Write a time to come: `45 s`, `17 min`, `2 h`; from a minute on as `upcoming_text`."""
    return f"{seconds:.0f} s" if seconds < _MINUTE_S else upcoming_text(seconds)


def upcoming_text(seconds: float) -> str:
    """Write a time to come in minutes: `17 min`, `1 h 5 min`; the minute that has begun counts."""
    return hours_text(math.ceil(seconds / _MINUTE_S) * _MINUTE_S)


def hours_text(seconds: float) -> str:
    """Write a time that has passed, or a length: `0 min`, `45 min`, `2 h`, `2 h 5 min`."""
    hours, minutes = divmod(int(seconds // _MINUTE_S), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
