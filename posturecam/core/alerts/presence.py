"""Whether somebody is at the desk: away after a while without anybody, back after a moment."""

from dataclasses import dataclass, replace
from enum import Enum

from posturecam.core.values import Assessment, Event, EventKind, Verdict, Why


class Whereabouts(Enum):
    """What one look says about who is there."""

    HERE = "here"
    GONE = "gone"
    UNKNOWN = "unknown"  # no picture, or none that tells


_HERE = {
    *(Why.TURNED, Why.SIDEWAYS, Why.FACE_HIDDEN, Why.FACE_OUT, Why.FACE_CHANGED),
    *(Why.SHOULDERS_OUT, Why.SHOULDERS_HIDDEN, Why.SHOULDERS_UNJUDGED, Why.MOVING),
    *(Why.UPSIDE_DOWN, Why.HEAD_LEFT, Why.HEAD_RIGHT, Why.CAMERA_MOVED),
}
_GONE = {Why.NOBODY, Why.STRANGER}


def whereabouts(assessment: Assessment) -> Whereabouts:
    """Say whether the user is there; somebody else in the chair is not the user."""
    if assessment.verdict is not Verdict.UNKNOWN or assessment.why in _HERE:
        return Whereabouts.HERE
    return Whereabouts.GONE if assessment.why in _GONE else Whereabouts.UNKNOWN


@dataclass(frozen=True, slots=True)
class PresencePolicy:
    """How long until it is certain."""

    away_after_s: float
    back_after_s: float


@dataclass(frozen=True, slots=True)
class Presence:
    """Away or not, and since when nobody (or, while away, somebody) is to be seen."""

    away: bool = False
    left_t: float | None = None
    came_t: float | None = None


def notice(
    policy: PresencePolicy, presence: Presence, t: float, where: Whereabouts
) -> tuple[Presence, tuple[Event, ...]]:
    """Take in one look: return the new state, and `away` or `back` if that is certain now."""
    if where is Whereabouts.UNKNOWN:
        return presence, ()
    take_in = _gone if where is Whereabouts.GONE else _here
    return take_in(policy, presence, t)


def _gone(
    policy: PresencePolicy, presence: Presence, t: float
) -> tuple[Presence, tuple[Event, ...]]:
    left_t = t if presence.left_t is None else presence.left_t
    presence = replace(presence, left_t=left_t, came_t=None)
    if presence.away or t - left_t < policy.away_after_s:
        return presence, ()
    return replace(presence, away=True), (Event(t, EventKind.AWAY, held_s=t - left_t),)


def _here(
    policy: PresencePolicy, presence: Presence, t: float
) -> tuple[Presence, tuple[Event, ...]]:
    if not presence.away or presence.left_t is None:
        return Presence(), ()
    came_t = t if presence.came_t is None else presence.came_t
    if t - came_t < policy.back_after_s:
        return replace(presence, came_t=came_t), ()
    return Presence(), (Event(t, EventKind.BACK, held_s=came_t - presence.left_t),)
