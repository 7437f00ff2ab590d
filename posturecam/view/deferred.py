"""What waited while the user was busy, summed up in one text."""

from collections.abc import Callable

from posturecam.core.alerts.deferral import Summary
from posturecam.core.values import Event, EventKind
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.sentences import capital
from posturecam.stretches.show import CAUSES
from posturecam.stretches.wording import MICRO_TITLE, AlertText, duration_text, proposing


def summary_text(
    summary: Summary, exercise: Exercise | None, clock_text: Callable[[float], str]
) -> AlertText:
    """Return the text: `While you were in a call` / `Head forward for 12 minutes; a break ...`.

    `clock_text` gives the time of day of a time of the stream; `exercise` is what is proposed.
    """
    title = " and ".join(one.after for one in summary.hushes)
    body = "; ".join(_part(event, clock_text) for event in summary.events)
    return proposing(capital(title), f"{capital(body)}.", exercise)


def chief_of(summary: Summary) -> Event:
    """Return what a summary is mostly about: a break that is due, else the alert held longest."""
    breaks = [event for event in summary.events if event.kind is EventKind.BREAK_DUE]
    return (breaks or sorted(summary.events, key=lambda event: event.held_s or 0.0))[-1]


def _part(event: Event, clock_text: Callable[[float], str]) -> str:
    if event.cause is not None:
        return f"{CAUSES[event.cause]} for {duration_text(event.held_s or 0.0)}"
    if event.micro:
        return MICRO_TITLE.lower()
    return f"a break is due since {clock_text(event.t)}"
