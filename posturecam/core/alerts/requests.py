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


Request = Snooze | Resume | Dismiss | BreakTaken
