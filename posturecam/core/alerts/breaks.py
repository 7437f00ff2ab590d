"""When a break is due: after a time of sitting, whatever the posture.

There are two kinds.  A long break means getting up; a micro-break takes some seconds at the desk,
and is taken by moving, by looking away, or by letting its time pass.
"""

from dataclasses import dataclass, replace
from typing import Final

from posturecam.core.alerts.elapsed import FORGOTTEN_S, Elapsed
from posturecam.core.values import Event, EventKind

NEAR_S: Final = 300.0
"""A micro-break is left out if a long break is due in less sitting than this: two reminders close
together read as one that nags.  By judgement; the trials of micro-breaks compared intervals of 20
and 40 minutes, so five minutes more or less are within what was tried (docs/telling.md)."""


@dataclass(frozen=True, slots=True)
class BreakPolicy:
    """Times in seconds; an `every` of 0 switches the reminders of its kind off."""

    every_s: float  # sitting until a break is due
    away_s: float  # an absence this long is a break
    again_s: float  # sitting until a reminder not followed is repeated
    moved_s: float  # sitting without a reminder after standing up or changing position
    micro_every_s: float  # sitting without a change of position until a micro-break is due
    micro_s: float  # its length


@dataclass(frozen=True, slots=True)
class Sitting:
    """Seconds sat since the last break, and how the time since then went."""

    sat_s: float = 0.0
    gone_s: float = 0.0
    unknown_s: float = 0.0  # since the person was last seen to be there
    reminded_s: float | None = None  # sat when last reminded
    moved_s: float | None = None  # sat when last up or moved
    skipped_s: float | None = None  # sat when the last break was skipped
    micro_from_s: float = 0.0  # sat when the last micro-break was reported
    micro_s: float | None = None  # since it was reported; None: none is going on

    @property
    def break_due(self) -> bool:
        """Whether a break was reported, and neither taken nor skipped since."""
        return self.reminded_s is not None and self.skipped_s is None


@dataclass(frozen=True, slots=True)
class NextBreak:
    """The break that comes next, of either kind."""

    in_s: float  # of sitting; 0: it is due
    micro: bool


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
    return replace(
        sitting,
        sat_s=sitting.sat_s + here_s,
        gone_s=gone_s,
        unknown_s=unknown_s,
        micro_s=_micro_s(policy, sitting, elapsed),
    )


def credit_move(sitting: Sitting) -> Sitting:
    """Credit a change of position; it is a micro-break too."""
    return replace(sitting, moved_s=sitting.sat_s, micro_s=None)


def end_micro(sitting: Sitting) -> Sitting:
    """End the micro-break that is going on, if any."""
    return sitting if sitting.micro_s is None else replace(sitting, micro_s=None)


def skip(sitting: Sitting) -> Sitting:
    """Leave out the break that was reported, if one was."""
    return sitting if sitting.reminded_s is None else replace(sitting, skipped_s=sitting.sat_s)


def postpone(sitting: Sitting) -> Sitting:
    """Count the break that was reported, if one was, as reported just now."""
    return sitting if sitting.reminded_s is None else replace(sitting, reminded_s=sitting.sat_s)


def due_in_s(policy: BreakPolicy, sitting: Sitting) -> float | None:
    """Return how much more sitting makes a reminder due, below 0 if overdue; None: switched off.

    Somebody who has just moved is left alone for `moved_s`, at most until the time of the next
    reminder.
    """
    if policy.every_s <= 0:
        return None
    due_s = _due_s(policy, sitting)
    if sitting.moved_s is not None:
        quiet_until_s = min(sitting.moved_s + policy.moved_s, due_s + policy.again_s)
        due_s = max(due_s, quiet_until_s)
    return due_s - sitting.sat_s


def micro_due_in_s(policy: BreakPolicy, sitting: Sitting) -> float | None:
    """Return how much more sitting makes a micro-break due, below 0 if overdue.

    None: switched off, or a long break is near then.
    """
    if policy.micro_every_s <= 0:
        return None
    rested_s = max(sitting.micro_from_s, sitting.moved_s or 0.0, sitting.reminded_s or 0.0)
    left_s = rested_s + policy.micro_every_s - sitting.sat_s
    long_s = due_in_s(policy, sitting)
    if long_s is not None and long_s - max(left_s, 0.0) < NEAR_S:
        return None
    return left_s


def next_break_of(policy: BreakPolicy, sitting: Sitting) -> NextBreak | None:
    """Return which break is due next, and when; None: both kinds are switched off."""
    micro_s, long_s = micro_due_in_s(policy, sitting), due_in_s(policy, sitting)
    if micro_s is not None:
        return NextBreak(max(0.0, micro_s), micro=True)
    return None if long_s is None else NextBreak(max(0.0, long_s), micro=False)


def remind(policy: BreakPolicy, sitting: Sitting, t: float) -> tuple[Sitting, tuple[Event, ...]]:
    """Return the reminder, if one is due."""
    left_s = due_in_s(policy, sitting)
    if left_s is not None and left_s <= 0:
        reminded = replace(sitting, reminded_s=sitting.sat_s, skipped_s=None, micro_s=None)
        return reminded, (_due(sitting, t, policy.away_s, micro=False),)
    micro_s = micro_due_in_s(policy, sitting)
    if micro_s is not None and micro_s <= 0:
        resting = replace(sitting, micro_from_s=sitting.sat_s, micro_s=0.0)
        return resting, (_due(sitting, t, policy.micro_s, micro=True),)
    return sitting, ()


def _due(sitting: Sitting, t: float, length_s: float, *, micro: bool) -> Event:
    kind = EventKind.BREAK_DUE
    return Event(t, kind, held_s=sitting.sat_s, length_s=length_s, micro=micro)


def _due_s(policy: BreakPolicy, sitting: Sitting) -> float:
    """Return the sitting at which a reminder is due, whatever was done meanwhile."""
    if sitting.skipped_s is not None:
        return sitting.skipped_s + policy.every_s
    if sitting.reminded_s is not None:
        return sitting.reminded_s + policy.again_s
    return policy.every_s


def _micro_s(policy: BreakPolicy, sitting: Sitting, elapsed: Elapsed) -> float | None:
    """Return for how long a micro-break has been going on by now; None once its time has passed."""
    if sitting.micro_s is None:
        return None
    going_s = sitting.micro_s + elapsed.stood_s + elapsed.gap_s
    return going_s if going_s < policy.micro_s else None
