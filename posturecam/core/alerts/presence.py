"""Events of leaving and coming back: away after a while without anybody, back after a moment."""

from dataclasses import dataclass, replace

from posturecam.core.reasons import Presence
from posturecam.core.values import Event, EventKind


@dataclass(frozen=True, slots=True)
class PresencePolicy:
    """How long until it is certain."""

    away_s: float
    back_after_s: float


@dataclass(frozen=True, slots=True)
class Attendance:
    """Away or not, and since when nobody (or, while away, the person) is seen."""

    away: bool = False
    left_t: float | None = None
    came_t: float | None = None


def attend(
    policy: PresencePolicy, state: Attendance, t: float, presence: Presence
) -> tuple[Attendance, tuple[Event, ...]]:
    """Take in one observation: return the new state, and `away` or `back` once it is certain."""
    if presence is Presence.UNKNOWN:
        return state, ()
    take_in = _gone if presence is Presence.GONE else _here
    return take_in(policy, state, t)


def _gone(
    policy: PresencePolicy, state: Attendance, t: float
) -> tuple[Attendance, tuple[Event, ...]]:
    left_t = t if state.left_t is None else state.left_t
    state = replace(state, left_t=left_t, came_t=None)
    if state.away or t - left_t < policy.away_s:
        return state, ()
    return replace(state, away=True), (Event(t, EventKind.AWAY, held_s=t - left_t),)


def _here(
    policy: PresencePolicy, state: Attendance, t: float
) -> tuple[Attendance, tuple[Event, ...]]:
    if not state.away or state.left_t is None:
        return Attendance(), ()
    came_t = t if state.came_t is None else state.came_t
    if t - came_t < policy.back_after_s:
        return replace(state, came_t=came_t), ()
    return Attendance(), (Event(t, EventKind.BACK, held_s=came_t - state.left_t),)
