"""What waits while there is a reason to be quiet, and is reported once in one summary afterwards.

Pure.  The alert machine goes on as ever, and so do its events in history and files: only bringing
them to the user waits.  What still holds at the end is the alert machine's knowledge (`standing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.requests import BreakPostponed, Dismiss, Request, Snooze
from posturecam.core.values import Cause, Event, EventKind


class Hush(StrEnum):
    """A reason to be quiet, most specific first; the text is what the user reads."""

    after: str

    def __new__(cls, text: str, after: str) -> Self:
        """Keep what is said afterwards beside the text."""
        member = str.__new__(cls, text)
        member._value_ = text
        member.after = after
        return member

    EXERCISING = "an exercise is led", "while an exercise was led"
    IN_CALL = "in a call", "while you were in a call"
    PRESENTING = "presenting or watching a film", "while you were presenting or watching a film"
    CAMERA_USED = "the camera is in use", "while another program used the camera"
    FULL_SCREEN = "in full screen", "while you were in full screen"
    DO_NOT_DISTURB = "do not disturb", "while you did not want to be disturbed"


@dataclass(frozen=True, slots=True)
class DeferralPolicy:
    """How sure the end of a reason must be."""

    settle_s: float  # for which no reason may have been seen before what waits is reported


@dataclass(frozen=True, slots=True)
class Deferred:
    """An event that was not brought to the user, and why not."""

    event: Event
    hush: Hush


@dataclass(frozen=True, slots=True)
class Deferral:
    """What waits, oldest first, and when there was last a reason for it."""

    waiting: tuple[Deferred, ...] = ()
    hush: Hush | None = None  # the last reason
    hushed_t: float | None = None  # when it was last seen


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds by now."""

    held_s: Mapping[Cause, float]  # faults that were reported, and how long they have lasted
    break_due: bool = False
    micro_break: bool = False  # one is going on; its time passes, called for or not

    def holds(self, event: Event) -> bool:
        """Return whether what `event` reported is not over."""
        if event.kind is EventKind.ALERT:
            return event.cause in self.held_s
        return self.micro_break if event.micro else self.break_due


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known at a time of the stream."""

    t: float
    hush: Hush | None  # a reason to be quiet; None: there is none, or it cannot be known
    here: bool  # the user is there to be reached
    standing: Standing


@dataclass(frozen=True, slots=True)
class Summary:
    """What waited and still holds; `events` oldest first, with how long they have lasted by now."""

    hushes: tuple[Hush, ...]  # why they waited, in the order in which they did
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be brought to the user now."""

    events: tuple[Event, ...] = ()  # each as it is
    summary: Summary | None = None


def standing_of(state: AlertState) -> Standing:
    """Return what holds by the memory of the alert machine."""
    reported = {one.cause: one.held_s for one in state.alert_log.reported}
    sitting = state.sitting
    return Standing(reported, sitting.break_due, micro_break=sitting.micro_s is not None)


def step(
    policy: DeferralPolicy,
    state: Deferral,
    now: Situation,
    events: Sequence[Event] = (),
    requests: Sequence[Request] = (),
) -> tuple[Deferral, Due]:
    """Take in the alerts and reminders of a moment; return the new state and what is due.

    A reason holds until it has not been seen for `settle_s`.  What waits is reported when there is
    none and the user is there; what is over by then is not.  A snooze or a dismissal empties it;
    a break that is put off is known.
    """
    state = _drop(state, now.standing, requests)
    if now.hush is not None:
        state = replace(state, hush=now.hush, hushed_t=now.t)
    hush = hush_at(policy, state, now.t)
    if hush is None and not state.waiting:
        return state, Due(events=tuple(events))
    for event in events:
        state = _wait(state, Deferred(event, hush or state.waiting[-1].hush))
    if hush is not None or not now.here or not state.waiting:
        return state, Due()
    return replace(state, waiting=()), Due(summary=_summed_up(state, now))


def hush_at(policy: DeferralPolicy, state: Deferral, t: float) -> Hush | None:
    """Return the reason to be quiet at `t`: the last one, until it has stayed away long enough."""
    if state.hushed_t is None:
        return None
    ago_s = t - state.hushed_t
    return state.hush if ago_s == 0 or 0 < ago_s < policy.settle_s else None  # < 0: another stream


def _drop(state: Deferral, standing: Standing, requests: Sequence[Request]) -> Deferral:
    """Forget what is over, and what the user has answered."""
    if any(isinstance(request, Snooze | Dismiss) for request in requests):
        return replace(state, waiting=())
    later = any(isinstance(request, BreakPostponed) for request in requests)
    lasting = (one for one in state.waiting if standing.holds(one.event))
    waiting = tuple(one for one in lasting if not (later and _is_break(one.event)))
    return replace(state, waiting=waiting)


def _is_break(event: Event) -> bool:
    return event.kind is EventKind.BREAK_DUE


def _wait(state: Deferral, late: Deferred) -> Deferral:
    """Let `late` wait; it takes the place of an earlier one of the same fault.

    A reminder of a break only repeats the first one.
    """
    same = [one for one in state.waiting if _key(one.event) == _key(late.event)]
    if same and _is_break(late.event):
        return state
    others = tuple(one for one in state.waiting if one not in same)
    return replace(state, waiting=(*others, late))


def _key(event: Event) -> tuple[EventKind, Cause | None, bool]:
    return event.kind, event.cause, event.micro


def _summed_up(state: Deferral, now: Situation) -> Summary:
    hushes = dict.fromkeys(one.hush for one in state.waiting)
    return Summary(tuple(hushes), tuple(_by_now(one.event, now) for one in state.waiting))


def _by_now(event: Event, now: Situation) -> Event:
    """Return an alert with the time for which its fault has lasted."""
    if event.cause is None:
        return event
    return replace(event, held_s=now.standing.held_s[event.cause])
