"""Which held faults are told to the user, how loudly, and when they are over.

One alert at a time, for the worst; whatever else is wrong is named with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from posturecam.core.alerts.cooldown import (
    Cooldown,
    CooldownPolicy,
    grow_louder,
    may_notify,
    notify,
    silent_until_t,
)
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
OUT_OF_SIGHT_S = 1800.0  # half an hour, by judgement


@dataclass(frozen=True, slots=True)
class Held:
    """A fault that has lasted long enough to be told."""

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
    """Return the faults of this look that have been held long enough, worst first."""
    found = []
    for fault in now.faults:
        hold = holds[fault.cause]
        if sustained(policy, hold, policy.hold_s):
            ratio = mean_ratio(policy, hold)
            loud = hold.lasted_s >= policy.card_after_s - EPSILON_S
            amount = ratio * fault.limit
            found.append(Held(fault.cause, hold.held_s, ratio, amount, fault.unit, loud))
    return tuple(sorted(found, key=lambda held: held.ratio, reverse=True))


@dataclass(frozen=True, slots=True)
class AlertLog:
    """What has been told and how it was taken."""

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


def over(
    policy: HoldPolicy,
    alert_log: AlertLog,
    holds: Holds,
    t: float,
    still_s: float,
    still_limit_s: float,
) -> tuple[AlertLog, tuple[Event, ...]]:
    """Take the alerts back whose cause is seen to have been corrected."""
    reported = tuple(_longest(one, holds) for one in alert_log.reported)
    ended = [
        one
        for one in reported
        if (
            still_s < still_limit_s
            if one.cause is Cause.STILL_TOO_LONG
            else _seen_corrected(policy, holds.get(one.cause, Hold()))
        )
    ]
    events = tuple(Event(t, EventKind.CLEARED, one.cause, held_s=one.held_s) for one in ended)
    over_with = [*ended, *(one for one in reported if _out_of_sight(holds.get(one.cause)))]
    return replace(
        alert_log, reported=tuple(one for one in reported if one not in over_with)
    ), events


def _out_of_sight(hold: Hold | None) -> bool:
    """Whether a fault could not be judged for so long that its alert is of another sitting."""
    return hold is not None and hold.fault is None and hold.gap_s > OUT_OF_SIGHT_S


def _seen_corrected(policy: HoldPolicy, hold: Hold) -> bool:
    """Whether the fault has been corrected, and this look could judge that."""
    return hold.fault is not None and corrected(policy, hold)


def _longest(reported: Reported, holds: Holds) -> Reported:
    held_s = holds[reported.cause].held_s if reported.cause in holds else 0.0
    return replace(reported, held_s=max(reported.held_s, held_s))
