"""All the memory of the monitor: what lasts, what is reported, when a break is due.

Pure: a policy, a state and one observation give the next state and the events.  Durations are
seconds of stream time; how many frames there are changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from posturecam.core.alerts.alert_dispatch import AlertLog, Held, dispatch, held_long, take_back
from posturecam.core.alerts.breaks import (
    BreakPolicy,
    NextBreak,
    Sitting,
    credit_move,
    end_micro,
    next_break_of,
    postpone,
    remind,
    sit,
    skip,
)
from posturecam.core.alerts.camera_events import CameraState, follow_camera
from posturecam.core.alerts.cooldown import CooldownPolicy, correct, dismiss, follow_up
from posturecam.core.alerts.elapsed import Elapsed, presence_of
from posturecam.core.alerts.position_changes import (
    MovementPolicy,
    MovementState,
    follow_position,
)
from posturecam.core.alerts.presence import Attendance, PresencePolicy, attend
from posturecam.core.alerts.requests import (
    BreakPostponed,
    BreakSkipped,
    BreakTaken,
    Dismiss,
    ExerciseDone,
    Request,
    Resume,
    Snooze,
)
from posturecam.core.alerts.sustained_fault import Hold, HoldPolicy, advance, sustained
from posturecam.core.reasons import Presence
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
    still_too_long_s: float  # in one position before it is reported; 0 switches it off
    frame_stands_s: float  # for how long an observation stands when the next one is late


@dataclass(frozen=True, slots=True)
class AlertState:
    """Everything remembered between two observations."""

    holds: Mapping[Cause, Hold] = field(default_factory=dict)
    good_s: float = 0.0  # since the last fault
    alert_log: AlertLog = field(default_factory=AlertLog)
    attendance: Attendance = field(default_factory=Attendance)
    camera: CameraState = field(default_factory=CameraState)
    sitting: Sitting = field(default_factory=Sitting)
    movement: MovementState = field(default_factory=MovementState)


def step(
    policy: AlertPolicy,
    state: AlertState,
    elapsed: Elapsed,
    now: Assessment,
    reading: Reading | Unseen,
    requests: Sequence[Request] = (),
) -> tuple[AlertState, tuple[Event, ...]]:
    """Let `elapsed` pass, take in one observation and what the user asked for.

    Return the new state and what happened.
    """
    state = _pass_time(policy, state, elapsed)
    state, around = _follow(policy, state, elapsed, now, reading)
    state = _take_requests(state, now.t, requests)
    state = replace(state, holds=_advance(policy, state, elapsed, now))
    state, alerts = _report(policy, state, now)
    state, breaks = _remind(policy, state, now)
    return state, around + alerts + breaks


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


def next_break(state: AlertState, policy: AlertPolicy) -> NextBreak | None:
    """Return which break is due next, and when; None: both kinds are switched off."""
    return next_break_of(policy.breaks, state.sitting)


def snoozed_until_s(state: AlertState) -> float | None:
    """Return the stream time at which alerts come back; None: they are not snoozed."""
    return state.alert_log.cooldown.snoozed_until_t


def in_doubt(state: AlertState, now: Assessment) -> bool:
    """Whether an observation without a fault leaves open if a reported fault is over.

    Its measure may be gone just because the fault has grown.
    """
    reported = {one.cause for one in state.alert_log.reported} - {Cause.STILL_TOO_LONG}
    measured = {fault.cause for fault in now.measured}
    return now.verdict is Verdict.GOOD and not reported <= measured


def _pass_time(policy: AlertPolicy, state: AlertState, elapsed: Elapsed) -> AlertState:
    sitting = sit(policy.breaks, state.sitting, elapsed)
    good_s = _good_s(state, elapsed)
    cooldown = correct(policy.cooldown, state.alert_log.cooldown, good_s)
    alert_log = replace(state.alert_log, cooldown=cooldown)
    return replace(state, sitting=sitting, good_s=good_s, alert_log=alert_log)


def _good_s(state: AlertState, elapsed: Elapsed) -> float:
    """Return for how long the posture has been good since the last fault."""
    last = elapsed.last
    if last is None or in_doubt(state, last):
        return state.good_s
    if last.verdict is Verdict.POOR:
        return 0.0
    return state.good_s + (elapsed.stood_s if last.verdict is Verdict.GOOD else 0.0)


def _take_requests(state: AlertState, t: float, requests: Sequence[Request]) -> AlertState:
    until_t = snoozed_until_s(state)
    if until_t is not None and t >= until_t:
        state = _snooze(state, None)
    for request in requests:
        state = _take_request(state, t, request)
    return state


def _take_request(state: AlertState, t: float, request: Request) -> AlertState:
    if isinstance(request, Snooze):
        return _snooze(state, t + request.for_s)
    if isinstance(request, Resume):
        return _snooze(state, None)
    if isinstance(request, Dismiss):
        cooldown = dismiss(state.alert_log.cooldown)
        return replace(state, alert_log=replace(state.alert_log, cooldown=cooldown))
    if isinstance(request, ExerciseDone):
        return _done(state)
    if isinstance(request, BreakTaken):
        return replace(state, sitting=Sitting(), movement=MovementState(moved=True))
    return replace(state, sitting=_put_off(state.sitting, request))


def _put_off(sitting: Sitting, request: BreakSkipped | BreakPostponed) -> Sitting:
    if isinstance(request, BreakPostponed):
        return postpone(sitting)
    return end_micro(sitting) if request.micro else skip(sitting)


def _done(state: AlertState) -> AlertState:
    """Take in that the user did what was proposed: a change of position, seen or not."""
    return replace(
        state,
        alert_log=replace(state.alert_log, cooldown=follow_up(state.alert_log.cooldown)),
        sitting=credit_move(state.sitting),
        movement=MovementState(moved=True),
    )


def _snooze(state: AlertState, until_t: float | None) -> AlertState:
    """Begin or end a snooze; afterwards every hold begins again."""
    if until_t is None and snoozed_until_s(state) is None:
        return state
    cooldown = replace(state.alert_log.cooldown, snoozed_until_t=until_t)
    return replace(state, alert_log=replace(state.alert_log, cooldown=cooldown), holds={})


def _follow(
    policy: AlertPolicy,
    state: AlertState,
    elapsed: Elapsed,
    now: Assessment,
    reading: Reading | Unseen,
) -> tuple[AlertState, tuple[Event, ...]]:
    """Follow camera, presence and position."""
    moved = reading.camera_moved if isinstance(reading, Reading) else 0.0
    camera, seen = follow_camera(policy.holds.forgive_s, state.camera, now, moved)
    attendance, came = attend(policy.presence, state.attendance, now.t, presence_of(now))
    movement = follow_position(policy.movement, state.movement, elapsed, reading)
    left = any(event.kind is EventKind.AWAY for event in came)
    sitting = credit_move(state.sitting) if movement.moved or left else state.sitting
    if _looks_away(now):
        sitting = end_micro(sitting)
    followed = replace(
        state, camera=camera, attendance=attendance, movement=movement, sitting=sitting
    )
    return followed, seen + came


def _looks_away(now: Assessment) -> bool:
    return (now.why is not None and now.why.aside) or presence_of(now) is Presence.GONE


def _advance(
    policy: AlertPolicy, state: AlertState, elapsed: Elapsed, now: Assessment
) -> Mapping[Cause, Hold]:
    """Let every hold go on: of what is measured, and of what was measured or reported."""
    measured = {fault.cause: fault for fault in (*now.measured, *now.faults)}
    reported = {one.cause for one in state.alert_log.reported} - {Cause.STILL_TOO_LONG}
    return {
        cause: advance(policy.holds, state.holds.get(cause, Hold()), elapsed, measured.get(cause))
        for cause in Cause
        if cause in state.holds or cause in measured or cause in reported
    }


def _report(
    policy: AlertPolicy, state: AlertState, now: Assessment
) -> tuple[AlertState, tuple[Event, ...]]:
    """Take back the alerts that are over, then give the one that is due."""
    alert_log, cleared = take_back(
        policy.holds, state.alert_log, state.holds, state.movement, now.t
    )
    lasting = held_long(policy.holds, state.holds, now)
    reported = {one.cause for one in alert_log.reported}
    if _too_still(policy, state, now) and Cause.STILL_TOO_LONG not in reported:
        lasting = (*lasting, Held(Cause.STILL_TOO_LONG, state.movement.still_s))
    alert_log, alerts = dispatch(policy.cooldown, policy.holds.card_s, alert_log, now, lasting)
    return replace(state, alert_log=alert_log), cleared + alerts


def _too_still(policy: AlertPolicy, state: AlertState, now: Assessment) -> bool:
    long_enough = 0 < policy.still_too_long_s <= state.movement.still_s
    return long_enough and presence_of(now) is Presence.HERE


def _remind(
    policy: AlertPolicy, state: AlertState, now: Assessment
) -> tuple[AlertState, tuple[Event, ...]]:
    """Remind somebody who is there, and not snoozed, of a break."""
    if snoozed_until_s(state) is not None or presence_of(now) is not Presence.HERE:
        return state, ()
    sitting, events = remind(policy.breaks, state.sitting, now.t)
    return (replace(state, sitting=sitting) if events else state), events
