"""When a break is due: after so much sitting, whatever the posture."""

from dataclasses import dataclass, replace

from posturecam.core.alerts.presence import Whereabouts
from posturecam.core.values import Event, EventKind


@dataclass(frozen=True, slots=True)
class BreakPolicy:
    """Times in seconds; `every_s` of 0 switches the reminders off."""

    every_s: float  # sitting until a break is due
    away_s: float  # an absence this long is a break
    again_s: float  # a reminder not followed is repeated after so much more sitting
    stirred_s: float  # no reminder so soon after standing up or changing position


@dataclass(frozen=True, slots=True)
class Sitting:
    """Seconds sat since the last break, and gone since then."""

    sat_s: float = 0.0
    gone_s: float = 0.0
    reminded_s: float | None = None  # sat when last reminded
    stirred_s: float | None = None  # sat when last up or moved


def sit(
    policy: BreakPolicy, sitting: Sitting, where: Whereabouts, stood_s: float, blank_s: float
) -> Sitting:
    """Let time pass: `stood_s` for which the last look stands, `blank_s` without any look.

    A short absence only stops the count; being back undoes as much absence as it lasts.  A
    sleeping computer counts as an absence, a picture that tells nothing as nothing.
    """
    here_s = stood_s if where is Whereabouts.HERE else 0.0
    gone_s = blank_s + (stood_s if where is Whereabouts.GONE else 0.0)
    gone_s = max(0.0, sitting.gone_s + gone_s - here_s)
    if gone_s >= policy.away_s:
        return Sitting(gone_s=policy.away_s)
    return replace(sitting, sat_s=sitting.sat_s + here_s, gone_s=gone_s)


def stir(sitting: Sitting) -> Sitting:
    """Credit a change of position."""
    return replace(sitting, stirred_s=sitting.sat_s)


def due_in_s(policy: BreakPolicy, sitting: Sitting) -> float | None:
    """Return how much more sitting makes a reminder due, below 0 if overdue; None: switched off.

    Somebody who has just moved is left alone for `stirred_s`, but not put off for longer than
    one repetition.
    """
    if policy.every_s <= 0:
        return None
    due_s = policy.every_s
    if sitting.reminded_s is not None:
        due_s = sitting.reminded_s + policy.again_s
    if sitting.stirred_s is not None:
        put_off_s = min(sitting.stirred_s + policy.stirred_s, due_s + policy.again_s)
        due_s = max(due_s, put_off_s)
    return due_s - sitting.sat_s


def remind(policy: BreakPolicy, sitting: Sitting, t: float) -> tuple[Sitting, tuple[Event, ...]]:
    """Return the reminder, if one is due."""
    left_s = due_in_s(policy, sitting)
    if left_s is None or left_s > 0:
        return sitting, ()
    reminded = replace(sitting, reminded_s=sitting.sat_s)
    return reminded, (Event(t, EventKind.BREAK_DUE, held_s=sitting.sat_s),)
