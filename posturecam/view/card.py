"""The card of a screen: the alert that is on, what to do about it, and when it goes away."""

from collections.abc import Sequence
from typing import Final

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.requests import Request, Resume
from posturecam.core.values import Event, EventKind
from posturecam.monitor import Rules
from posturecam.stretches.wording import AlertText, alert_text

PROPOSING: Final = (EventKind.ALERT, EventKind.BREAK_DUE)  # events that have a card


def card_of(event: Event | None, rules: Rules) -> AlertText | None:
    """Return what the card of an alert or a break shows; None without an event."""
    if event is None:
        return None
    return alert_text(event, rules.offers.catalogue[event.stretch] if event.stretch else None)


def next_card(
    card: Event | None,
    events: Sequence[Event],
    requests: Sequence[Request],
    state: AlertState | None = None,
) -> Event | None:
    """Return the alert to keep on the screen: the newest one that is neither over nor put away.

    `state`, after `events`, shows whether a micro-break is over.
    """
    over = card is not None and card.micro and state is not None and state.sitting.micro_s is None
    if over or put_away(requests):
        card = None
    for event in events:
        if event.kind in PROPOSING:
            card = event
        elif card is not None and _ends(event, card):
            card = None
    return card


def put_away(requests: Sequence[Request]) -> bool:
    """Return whether any of `requests` takes the alert off the screen."""
    return any(not isinstance(request, Resume) for request in requests)


def _ends(event: Event, card: Event) -> bool:
    if event.kind is EventKind.CLEARED:
        return event.cause is card.cause
    return event.kind in (EventKind.AWAY, EventKind.BACK)
