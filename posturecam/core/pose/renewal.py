"""When the search of a recording for people begins again from nothing: at fixed times.

What a tracker that follows somebody from picture to picture sees depends on all pictures before.
Begun twenty seconds later, it still differs a minute on.  Begun again at times that depend on
nothing but the clock of the recording, each stretch can be searched by itself, on any computer,
with the result of the whole (docs/adr/0015-a-search-that-is-renewed.md).
"""

from typing import Final

RENEW_EVERY_S: Final = 600.0
"""Length of a stretch.  By judgement: to begin again costs as much as a second's search, and an
hour is cut for six computers."""


def stretch_of(t: float, every_s: float) -> int:
    """Return the number of the stretch, counted from 0, in which the picture taken at `t` is."""
    return int(t // every_s)
