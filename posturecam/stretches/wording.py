"""The text of an alert: the fault, how far, how long, and what to do now.  It never blames.

Amounts are whole degrees, centimetres or minutes; the word "about" stands for their error.
"""

from dataclasses import dataclass
from math import floor

from posturecam.core.alerts.praise import Merit, Praise
from posturecam.core.values import Cause, Event, EventKind
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.sentences import capital
from posturecam.stretches.show import CAUSES, session_text
from posturecam.stretches.warning_signs import short_notice

CHANGE = "Time to change position."
BREAK_TITLE = "Time for a break"
MICRO_TITLE = "A short break"
MICRO_BODY = "Look into the distance for {seconds:.0f} seconds, and move a little."
PRAISE_TITLE = "Well kept up"
PRAISES = {
    Merit.KEPT: "Corrected, and good for {lasted} since ({fault}).",
    Merit.BETTER_HOUR: "A first hour with much less of what is usual for you ({fault}).",
}
BREAK_BODY = "Get up if you can, walk a little and look into the distance."

# {about} becomes "about 11 degrees ", or nothing when no amount was measured.
FACTS = {
    Cause.FORWARD_HEAD: "Your head has been {about}further forward than when you calibrated",
    Cause.ROUNDED_SHOULDERS: "Your shoulders have been {about}rounder than when you calibrated",
    Cause.SLUMP: "Your upper body has been {about}more slumped than when you calibrated",
    Cause.LEANING_IN: "You have been leaning {about}further in than when you calibrated",
    Cause.RAISED_SHOULDERS: "Your shoulders have been {about}higher than when you calibrated",
    Cause.HEAD_TILT: "Your head has been tilted {about}to one side",
    Cause.TOO_CLOSE: "Your eyes have been {about}nearer to the screen than when you calibrated",
    Cause.STILL_TOO_LONG: "You have been sitting nearly still",
}
SUNK = "You have been sitting {about}lower than when you calibrated"
UNITS = {"deg": ("degree", "degrees"), "cm": ("cm", "cm")}


@dataclass(frozen=True, slots=True)
class AlertText:
    """What a notification or card shows.  `steps` is empty without an exercise."""

    title: str
    body: str
    steps: tuple[str, ...] = ()
    notice: str = ""


def alert_text(event: Event, exercise: Exercise | None) -> AlertText:
    """Return the text of an alert or a break reminder.

    Raises:
        ValueError: `event` is of another kind.
    """
    if event.kind is EventKind.BREAK_DUE and event.micro:
        body = MICRO_BODY.format(seconds=event.length_s or 0.0)
        return proposing(MICRO_TITLE, body, exercise, whole=False)
    if event.kind is EventKind.BREAK_DUE:
        return proposing(BREAK_TITLE, f"{_sat(event)}{BREAK_BODY}", exercise)
    if event.kind is EventKind.ALERT and event.cause is not None:
        body = f"{fact(event)}{_also(event)} {CHANGE}"
        return proposing(capital(CAUSES[event.cause]), body, exercise)
    msg = f"a {event.kind.value} event has no alert text"
    raise ValueError(msg)


def praise_text(praise: Praise) -> AlertText:
    """Return what a notification of `praise` shows."""
    lasted = duration_text(praise.lasted_s)
    body = PRAISES[praise.merit].format(lasted=lasted, fault=CAUSES[praise.cause])
    return AlertText(PRAISE_TITLE, body)


def proposing(title: str, body: str, exercise: Exercise | None, *, whole: bool = True) -> AlertText:
    """Return the text with the `exercise` it proposes; one that is not done `whole` has no dose."""
    if exercise is None:
        return AlertText(title, body)
    dose = session_text(exercise.dose) if whole else ""
    proposal = ", ".join(part for part in (exercise.name, dose) if part)
    return AlertText(title, f"{body} Try: {proposal}.", exercise.steps, short_notice())


def fact(event: Event) -> str:
    """Return what was measured as one sentence: how far and for how long.

    Raises:
        ValueError: `event` has no cause.
    """
    if event.cause is None:
        msg = "an event without a cause has no fact"
        raise ValueError(msg)
    sunk = event.cause is Cause.SLUMP and event.unit == "cm"
    reported = (SUNK if sunk else FACTS[event.cause]).format(about=_about(event))
    if event.held_s is None:
        return f"{reported}."
    return f"For {duration_text(event.held_s)} {reported[0].lower()}{reported[1:]}."


def duration_text(seconds: float) -> str:
    """Return a duration in words: "45 seconds", "1 minute", "1 hour and 5 minutes".

    Minutes are rounded down.
    """
    whole = _whole(seconds)
    if whole < 60:
        return _count(whole, "second")
    hours, minutes = divmod(whole // 60, 60)
    parts = [_count(hours, "hour")] if hours else []
    return " and ".join([*parts, _count(minutes, "minute")] if minutes else parts)


def _sat(event: Event) -> str:
    if event.held_s is None:
        return ""
    return f"You have been sitting for {duration_text(event.held_s)}. "


def _also(event: Event) -> str:
    others = ", ".join(CAUSES[cause] for cause in event.also)
    return f" Also: {others}." if others else ""


def _about(event: Event) -> str:
    if event.amount is None or event.unit not in UNITS:
        return ""
    size = _whole(abs(event.amount))
    one, many = UNITS[event.unit]
    return f"about {size} {one if size == 1 else many} "


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _whole(number: float) -> int:
    return floor(number + 0.5)
