"""When a break is due: after a time of sitting, whatever the posture."""

from dataclasses import dataclass, replace

from posturecam.core.alerts.elapsed import FORGOTTEN_S, Elapsed
from posturecam.core.values import Event, EventKind


@dataclass(frozen=True, slots=True)
class BreakPolicy:
    """Times in seconds; `every_s` of 0 switches the reminders off."""

    every_s: float  # sitting until a break is due
    away_s: float  # an absence this long is a break
    again_s: float  # sitting until a reminder not followed is repeated
    moved_s: float  # sitting without a reminder after standing up or changing position


@dataclass(frozen=True, slots=True)
class Sitting:
    """Seconds sat since the last break, and how the time since then went."""

    sat_s: float = 0.0
    gone_s: float = 0.0
    unknown_s: float = 0.0  # since the person was last seen to be there
    reminded_s: float | None = None  # sat when last reminded
    moved_s: float | None = None  # sat when last up or moved


def sit(policy: BreakPolicy, sitting: Sitting, elapsed: Elapsed) -> Sitting:
    """Let time pass.

    A short absence only stops the count; being back undoes as much absence as it lasts.  Time in
    which nobody knows who is there does neither; after `FORGOTTEN_S` of it the count starts again.
    """
    here_s = elapsed.here_s()
    gone_s = max(0.0, sitting.gone_s + elapsed.gone_s() - here_s)
    unknown_s = 0.0 if here_s > 0 else sitting.unknown_s + elapsed.unknown_s()
    if gone_s >= policy.away_s:
        return Sitting(gone_s=policy.away_s)
    if unknown_s >= FORGOTTEN_S:
        return Sitting(unknown_s=unknown_s)
    return replace(sitting, sat_s=sitting.sat_s + here_s, gone_s=gone_s, unknown_s=unknown_s)


def credit_move(sitting: Sitting) -> Sitting:
    """Credit a change of position."""
    return replace(sitting, moved_s=sitting.sat_s)


def due_in_s(policy: BreakPolicy, sitting: Sitting) -> float | None:
    """Return how much more sitting makes a reminder due, below 0 if overdue; None: switched off.

    Somebody who has just moved is left alone for `moved_s`, at most until the time of the next
    reminder.
    """
    if policy.every_s <= 0:
        return None
    reminded_s = sitting.reminded_s
    due_s = policy.every_s if reminded_s is None else reminded_s + policy.again_s
    if sitting.moved_s is not None:
        quiet_until_s = min(sitting.moved_s + policy.moved_s, due_s + policy.again_s)
        due_s = max(due_s, quiet_until_s)
    return due_s - sitting.sat_s


def remind(policy: BreakPolicy, sitting: Sitting, t: float) -> tuple[Sitting, tuple[Event, ...]]:
    """Return the reminder, if one is due."""
    left_s = due_in_s(policy, sitting)
    if left_s is None or left_s > 0:
        return sitting, ()
    reminded = replace(sitting, reminded_s=sitting.sat_s)
    return reminded, (Event(t, EventKind.BREAK_DUE, held_s=sitting.sat_s),)
