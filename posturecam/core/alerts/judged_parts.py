"""Which parts of the body a verdict is about, and the words for it.

A verdict is about what could be judged.  Where the shoulders could not, they are not good: they
were not seen.
"""

from typing import Final

from posturecam.core.parts import NoShoulders, Part
from posturecam.core.values import Assessment, Cause

PART_OF: Final = {
    Cause.FORWARD_HEAD: Part.NECK,
    Cause.ROUNDED_SHOULDERS: Part.SHOULDERS,
    Cause.SLUMP: Part.TRUNK,
    Cause.LEANING_IN: Part.TRUNK,
    Cause.RAISED_SHOULDERS: Part.SHOULDER_HEIGHT,
    Cause.HEAD_TILT: Part.HEAD_TILT,
    Cause.TOO_CLOSE: Part.DISTANCE,
}
"""The part that each fault is one of; being still for too long is one of none."""

_NAMED: Final = (Part.NECK, Part.TRUNK)
_HEAD_ALONE: Final = (NoShoulders.OUT, NoShoulders.HIDDEN)


def judged(now: Assessment) -> tuple[Part, ...]:
    """Return the parts that could be judged, within their limits or beyond."""
    found = {PART_OF[fault.cause] for fault in now.measured}
    return tuple(part for part in Part if part in found)


def scope(now: Assessment) -> str:
    """Say what a verdict without the shoulders is about: `neck and trunk only`; else nothing."""
    if now.no_shoulders is None:
        return ""
    parts = judged(now)
    names = [part.value for part in _NAMED if part in parts]
    if now.no_shoulders in _HEAD_ALONE or not names:
        return "head only"
    return f"{' and '.join(names)} only"


def reason(now: Assessment) -> str:
    """Say why there is no verdict, or what it leaves out; empty where all was judged."""
    if now.why is not None:
        return now.why.value
    return "" if now.no_shoulders is None else f"{scope(now)}: {now.no_shoulders.value}"
