"""What the user can ask the monitor for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snooze:
    """No alerts and no reminders for `for_s` seconds."""

    for_s: float


@dataclass(frozen=True, slots=True)
class Resume:
    """End a snooze."""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Put the alert away; the next one comes later."""


@dataclass(frozen=True, slots=True)
class BreakTaken:
    """Count the sitting from zero."""


@dataclass(frozen=True, slots=True)
class BreakSkipped:
    """Leave this break out; the next one is due after a whole interval."""

    micro: bool = False  # the micro-break that is going on


@dataclass(frozen=True, slots=True)
class BreakPostponed:
    """Take the break later: it is due again as one that was not taken."""


@dataclass(frozen=True, slots=True)
class ExerciseDone:
    """Count the exercise of an alert, or a micro-break, as a change of position."""


Request = Snooze | Resume | Dismiss | BreakTaken | BreakSkipped | BreakPostponed | ExerciseDone
