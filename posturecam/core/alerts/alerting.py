"""All the memory of the monitor: what lasts, what is told, when a break is due.

Pure: a policy, a state and one look give the next state and the events.  Durations are seconds
of stream time; how often one looks changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from posturecam.core.alerts.alert_dispatch import AlertLog, Held, dispatch, held_long, over
from posturecam.core.alerts.breaks import BreakPolicy, Sitting, due_in_s, remind, sit, stir
from posturecam.core.alerts.camera_events import CameraState, follow_camera
from posturecam.core.alerts.cooldown import CooldownPolicy, correct, dismiss
from posturecam.core.alerts.position_changes import MovementPolicy, MovementState, move, still_s
from posturecam.core.alerts.presence import (
    Presence,
    PresencePolicy,
    Whereabouts,
    notice,
    whereabouts,
)
from posturecam.core.alerts.sustained_fault import Hold, HoldPolicy, advance, sustained
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Level,
    Reading,
    Unseen,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """How patient to be.  The defaults live in the settings, and only there."""

    holds: HoldPolicy
    cooldown: CooldownPolicy
    presence: PresencePolicy
    breaks: BreakPolicy
    movement: MovementPolicy
    still_s: float  # in one position for so long is told; 0 switches it off


@dataclass(frozen=True, slots=True)
class AlertState:
    """Everything remembered between two looks."""

    newest: Assessment | None = None
    holds: Mapping[Cause, Hold] = field(default_factory=dict)
    good_s: float = 0.0  # since the last fault
    alert_log: AlertLog = field(default_factory=AlertLog)
    presence: Presence = field(default_factory=Presence)
    camera: CameraState = field(default_factory=CameraState)
    sitting: Sitting = field(default_factory=Sitting)
    movement: MovementState = field(default_factory=MovementState)


def step(
    policy: AlertPolicy,
    state: AlertState,
    assessment: Assessment,
    reading: Reading | Unseen,
    requests: Sequence[str],
) -> tuple[AlertState, tuple[Event, ...]]:
    """Take in one look and what the user asked for: return the new state and what happened.

    Requests: `snooze:SECONDS`, `resume`, `dismiss`, `break_taken`; others are not meant for it.
    """
    now = assessment
    state = _let_pass(policy, state, now.t)
    state = _take_requests(state, now.t, requests)
    state, around = _look_around(policy, state, now, reading)
    state = replace(state, holds=_advance(policy, state.holds, now))
    state, reported = _notify(policy, state, now)
    state, breaks = _remind(policy, state, now)
    return replace(state, newest=now), around + reported + breaks


def held(state: AlertState) -> tuple[tuple[Cause, float], ...]:
    """Return the faults that are going on and for how many seconds, longest first."""
    lasting = ((cause, hold.held_s) for cause, hold in state.holds.items() if hold.lasted_s > 0)
    return tuple(sorted(lasting, key=lambda pair: pair[1], reverse=True))


def level(state: AlertState, policy: AlertPolicy) -> Level | None:
    """Return how loud the screen should be now; silent from half the hold on."""
    reported = {one.cause: one.level for one in state.alert_log.reported}
    lasting = {cause: hold for cause, hold in state.holds.items() if hold.lasted_s > 0}
    levels = {reported[cause] for cause in lasting if cause in reported}
    half_s = policy.holds.hold_s / 2
    if any(sustained(policy.holds, hold, half_s) for hold in lasting.values()):
        levels.add(Level.SILENT)
    return max(levels, key=list(Level).index, default=None)


def next_break_s(state: AlertState, policy: AlertPolicy) -> float | None:
    """Return how many seconds of sitting are left until a break is due; None: switched off."""
    left_s = due_in_s(policy.breaks, state.sitting)
    return None if left_s is None else max(0.0, left_s)


def snoozed_until_s(state: AlertState) -> float | None:
    """Return the stream time at which alerts come back; None: they are not snoozed."""
    return state.alert_log.cooldown.snoozed_until_t


def in_doubt(state: AlertState, now: Assessment) -> bool:
    """Whether a look without a fault leaves open if a fault that was told is over.

    Its measure may be gone just because the fault has grown.
    """
    reported = {one.cause for one in state.alert_log.reported} - {Cause.STILL_TOO_LONG}
    return now.verdict is Verdict.GOOD and not reported <= {fault.cause for fault in now.measured}


def _let_pass(policy: AlertPolicy, state: AlertState, t: float) -> AlertState:
    """Let the last look stand for the time until `t`, as far as it may."""
    last = state.newest
    if last is None:
        return state
    stood_s = min(t - last.t, policy.holds.frame_stands_s)
    blank_s = t - last.t - stood_s
    sitting = sit(policy.breaks, state.sitting, whereabouts(last), stood_s, blank_s)
    good_s = {Verdict.GOOD: state.good_s + stood_s, Verdict.POOR: 0.0}.get(
        last.verdict, state.good_s
    )
    good_s = state.good_s if in_doubt(state, last) else good_s
    movement = MovementState() if blank_s > policy.holds.forgive_s else state.movement
    cooldown = correct(policy.cooldown, state.alert_log.cooldown, good_s)
    alert_log = replace(state.alert_log, cooldown=cooldown)
    return replace(state, sitting=sitting, good_s=good_s, movement=movement, alert_log=alert_log)


def _take_requests(state: AlertState, t: float, requests: Sequence[str]) -> AlertState:
    until_t = state.alert_log.cooldown.snoozed_until_t
    if until_t is not None and t >= until_t:
        state = _snooze(state, None)
    for request in requests:
        match request.partition(":"):
            case "snooze", _, seconds:
                state = _snooze(state, t + float(seconds))
            case "resume", _, _:
                state = _snooze(state, None)
            case "dismiss", _, _:
                cooldown = dismiss(state.alert_log.cooldown)
                state = replace(state, alert_log=replace(state.alert_log, cooldown=cooldown))
            case "break_taken", _, _:
                state = replace(state, sitting=Sitting(), movement=MovementState())
            case _:
                pass
    return state


def _snooze(state: AlertState, until_t: float | None) -> AlertState:
    """Begin or end a snooze; afterwards every hold begins anew."""
    if until_t is None and snoozed_until_s(state) is None:
        return state
    cooldown = replace(state.alert_log.cooldown, snoozed_until_t=until_t)
    return replace(state, alert_log=replace(state.alert_log, cooldown=cooldown), holds={})


def _look_around(
    policy: AlertPolicy, state: AlertState, now: Assessment, reading: Reading | Unseen
) -> tuple[AlertState, tuple[Event, ...]]:
    """Follow camera, presence and position."""
    where = whereabouts(now)
    moved = reading.camera_moved if isinstance(reading, Reading) else 0.0
    camera, seen = follow_camera(policy.holds.forgive_s, state.camera, now, moved)
    presence, came = notice(policy.presence, state.presence, now.t, where)
    movement, stirs = move(policy.movement, state.movement, reading)
    if where is Whereabouts.UNKNOWN:
        movement = MovementState()
    left = any(event.kind is EventKind.AWAY for event in came)
    sitting = stir(state.sitting) if stirs or left else state.sitting
    state = replace(state, camera=camera, presence=presence, movement=movement, sitting=sitting)
    return state, seen + came


def _advance(
    policy: AlertPolicy, holds: Mapping[Cause, Hold], now: Assessment
) -> Mapping[Cause, Hold]:
    measured = {fault.cause: fault for fault in (*now.measured, *now.faults)}
    return {
        cause: advance(policy.holds, holds.get(cause, Hold(now.t)), now.t, measured.get(cause))
        for cause in Cause
        if cause in holds or cause in measured
    }


def _notify(
    policy: AlertPolicy, state: AlertState, now: Assessment
) -> tuple[AlertState, tuple[Event, ...]]:
    """Take back the alerts that are over, then give the one that is due."""
    unmoved_s = still_s(state.movement, now.t)
    alert_log, cleared = over(
        policy.holds, state.alert_log, state.holds, now.t, unmoved_s, policy.still_s
    )
    lasting = held_long(policy.holds, state.holds, now)
    reported = {one.cause for one in alert_log.reported}
    if _too_still(policy, unmoved_s, now) and Cause.STILL_TOO_LONG not in reported:
        lasting = (*lasting, Held(Cause.STILL_TOO_LONG, unmoved_s))
    alert_log, alerts = dispatch(
        policy.cooldown, policy.holds.card_after_s, alert_log, now, lasting
    )
    return replace(state, alert_log=alert_log), cleared + alerts


def _too_still(policy: AlertPolicy, unmoved_s: float, now: Assessment) -> bool:
    return 0 < policy.still_s <= unmoved_s and whereabouts(now) is Whereabouts.HERE


def _remind(
    policy: AlertPolicy, state: AlertState, now: Assessment
) -> tuple[AlertState, tuple[Event, ...]]:
    """Remind somebody who is there, and not snoozed, of a break."""
    snoozed = state.alert_log.cooldown.snoozed_until_t is not None
    if snoozed or whereabouts(now) is not Whereabouts.HERE:
        return state, ()
    sitting, events = remind(policy.breaks, state.sitting, now.t)
    return replace(state, sitting=sitting), events
