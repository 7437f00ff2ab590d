"""When the camera is left to another program, and when it is taken back.  Values only."""

from dataclasses import dataclass, replace

FREE_S = 5.0
"""Nobody else may have had the camera for this long before it is taken back; by judgement: a
program that found it taken is tried again within this time, and gets it."""

OPEN_ONLY_S = 60.0
"""A program that has the camera open for longer without using it does not want it; by judgement."""

MOST_BLINKS, BLINKS_WITHIN_S = 3, 600.0
"""After this many releases that led to nothing, opening alone is not enough: something lists the
cameras again and again.  By judgement."""


@dataclass(frozen=True, slots=True)
class Lending:
    """Whether the camera is left to others, and what led to it; times in seconds of one clock."""

    lent: bool = False
    used: bool = False  # somebody had it since it was released
    free_since_s: float | None = None  # while lent
    blinks_s: tuple[float, ...] = ()  # when it was released for nothing


def is_weary(state: Lending, now_s: float) -> bool:
    """Return whether the camera was lately released for nothing too often."""
    return len(_lately(state, now_s)) >= MOST_BLINKS


def follow(state: Lending, now_s: float, *, opened: bool, wanted: bool) -> Lending:
    """Take in a look: another program `opened` the camera since the last one, or `wanted` it."""
    if state.lent:
        return _wait(state, now_s, opened=opened, wanted=wanted)
    if wanted or (opened and not is_weary(state, now_s)):
        return replace(state, lent=True, used=wanted, free_since_s=None if wanted else now_s)
    return state


def _wait(state: Lending, now_s: float, *, opened: bool, wanted: bool) -> Lending:
    """Leave it to the others until nobody has had it for `FREE_S`."""
    if wanted:
        return replace(state, used=True, free_since_s=None)
    if opened or state.free_since_s is None:
        return replace(state, free_since_s=now_s)
    if now_s - state.free_since_s < FREE_S:
        return state
    blinks_s = _lately(state, now_s)
    return Lending(blinks_s=blinks_s if state.used else (*blinks_s, now_s))


def _lately(state: Lending, now_s: float) -> tuple[float, ...]:
    return tuple(at_s for at_s in state.blinks_s if now_s - at_s < BLINKS_WITHIN_S)
