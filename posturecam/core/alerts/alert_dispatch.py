"""Which held faults are reported, how loudly, and when they are over.

One alert at a time, for the worst; whatever else is wrong is named with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from posturecam.core.alerts.cooldown import (
    Cooldown,
    CooldownPolicy,
    grow_louder,
    may_notify,
    notify,
    silent_until_t,
)
from posturecam.core.alerts.elapsed import FORGOTTEN_S
from posturecam.core.alerts.position_changes import MovementState
from posturecam.core.alerts.sustained_fault import (
    EPSILON_S,
    Hold,
    HoldPolicy,
    corrected,
    mean_ratio,
    sustained,
)
from posturecam.core.values import Assessment, Cause, Event, EventKind, Level

Holds = Mapping[Cause, Hold]


@dataclass(frozen=True, slots=True)
class Held:
    """A fault that has lasted long enough to be reported."""

    cause: Cause
    held_s: float
    ratio: float = 1.0  # typical amount, in limits
    amount: float | None = None  # typical amount, in `unit`
    unit: str | None = None
    loud: bool = False  # it has lasted long enough for a card


@dataclass(frozen=True, slots=True)
class Reported:
    """An alert that was given and is not over."""

    cause: Cause
    also: tuple[Cause, ...]
    level: Level
    held_s: float


def held_long(policy: HoldPolicy, holds: Holds, now: Assessment) -> tuple[Held, ...]:
    """Return the faults of this observation that were held long enough, worst first."""
    found = []
    for fault in now.faults:
        hold = holds[fault.cause]
        if sustained(policy, hold, policy.hold_s):
            ratio = mean_ratio(policy, hold)
            loud = hold.lasted_s >= policy.card_s - EPSILON_S
            amount = ratio * fault.limit
            found.append(Held(fault.cause, hold.held_s, ratio, amount, fault.unit, loud))
    return tuple(sorted(found, key=lambda held: held.ratio, reverse=True))


@dataclass(frozen=True, slots=True)
class AlertLog:
    """What has been reported, and how it was taken."""

    cooldown: Cooldown = field(default_factory=Cooldown)
    reported: tuple[Reported, ...] = ()


def dispatch(
    policy: CooldownPolicy,
    repeat_s: float,
    alert_log: AlertLog,
    now: Assessment,
    held: Sequence[Held],
) -> tuple[AlertLog, tuple[Event, ...]]:
    """Give the alert that is due, if any.  What was named already waits for `repeat_s`."""
    if not may_notify(policy, alert_log.cooldown, now.t):
        return alert_log, ()
    if now.t < silent_until_t(policy, alert_log.cooldown) - EPSILON_S:
        return _grow_louder(alert_log, now, held)
    named = {cause for reported in alert_log.reported for cause in (reported.cause, *reported.also)}
    silent_from_t = alert_log.cooldown.silent_from_t
    if silent_from_t is None or now.t - silent_from_t >= repeat_s - EPSILON_S:
        named = set()
    for worst in held:
        if worst.cause not in named:
            level = Level.CARD if worst.loud else Level.NOTICE
            return _say(
                replace(alert_log, cooldown=notify(alert_log.cooldown, now.t)),
                now,
                held,
                worst,
                level,
            )
    return alert_log, ()


def _grow_louder(
    alert_log: AlertLog, now: Assessment, held: Sequence[Held]
) -> tuple[AlertLog, tuple[Event, ...]]:
    """Repeat, once and with a card, an alert that is neither followed nor dismissed."""
    noticed = {reported.cause for reported in alert_log.reported if reported.level is Level.NOTICE}
    for worst in held:
        if worst.loud and worst.cause in noticed and not alert_log.cooldown.dismissed:
            alert_log = replace(alert_log, cooldown=grow_louder(alert_log.cooldown, now.t))
            return _say(alert_log, now, held, worst, Level.CARD)
    return alert_log, ()


def _say(
    alert_log: AlertLog, now: Assessment, held: Sequence[Held], worst: Held, level: Level
) -> tuple[AlertLog, tuple[Event, ...]]:
    others = dict.fromkeys((*(one.cause for one in held), *now.causes))
    also = tuple(cause for cause in others if cause is not worst.cause)
    others_told = tuple(
        reported for reported in alert_log.reported if reported.cause is not worst.cause
    )
    reported = Reported(worst.cause, also, level, worst.held_s)
    event = Event(
        now.t,
        EventKind.ALERT,
        worst.cause,
        held_s=worst.held_s,
        amount=worst.amount,
        unit=worst.unit,
        level=level,
        also=also,
    )
    return replace(alert_log, reported=(*others_told, reported)), (event,)


class End(Enum):
    """How an alert is over."""

    CORRECTED = "corrected"  # and this observation shows it
    FORGOTTEN = "forgotten"  # it could not be judged for `FORGOTTEN_S`: it is of another sitting


def take_back(
    policy: HoldPolicy, alert_log: AlertLog, holds: Holds, still: MovementState, t: float
) -> tuple[AlertLog, tuple[Event, ...]]:
    """Take back the alerts that are over; those corrected are reported as cleared."""
    if not alert_log.reported:
        return alert_log, ()
    lasting, cleared = [], []
    for one in alert_log.reported:
        end = _end(policy, one, holds, still)
        if end is None:
            lasting.append(_longest(one, holds, still))
        elif end is End.CORRECTED:
            cleared.append(Event(t, EventKind.CLEARED, one.cause, held_s=one.held_s))
    return replace(alert_log, reported=tuple(lasting)), tuple(cleared)


def _end(policy: HoldPolicy, one: Reported, holds: Holds, still: MovementState) -> End | None:
    if one.cause is Cause.STILL_TOO_LONG:
        if still.moved:
            return End.CORRECTED
        return None if still.anchor is not None else End.FORGOTTEN
    hold = holds.get(one.cause, Hold())
    if hold.fault is not None:
        return End.CORRECTED if corrected(policy, hold) else None
    return End.FORGOTTEN if hold.gap_s > FORGOTTEN_S else None


def _longest(one: Reported, holds: Holds, still: MovementState) -> Reported:
    """Return the alert with the time for which its fault has lasted by now."""
    if one.cause is Cause.STILL_TOO_LONG:
        return replace(one, held_s=still.still_s)
    held_s = holds[one.cause].held_s if one.cause in holds else 0.0
    return replace(one, held_s=max(one.held_s, held_s))
