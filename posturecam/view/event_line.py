"""One line for each thing that happens."""

from typing import Final

from posturecam.core.values import Event, EventKind
from posturecam.monitor import Rules
from posturecam.stretches.show import CAUSES
from posturecam.stretches.wording import duration_text
from posturecam.view.card import PROPOSING, card_of

_MOVED: Final = "the camera seems to have moved: press r to recalibrate (10 s)"


def event_line(event: Event, rules: Rules) -> str:
    """Say `event` in one line."""
    if event.kind in PROPOSING and (card := card_of(event, rules)) is not None:
        return f"{card.title}: {card.body}"
    cause = CAUSES[event.cause] if event.cause else "posture"
    lasted = duration_text(event.held_s or 0)
    return {
        EventKind.CLEARED: f"{cause}: corrected after {lasted}",
        EventKind.AWAY: "away",
        EventKind.BACK: f"back after {lasted}",
        EventKind.CAMERA_MOVED: _MOVED,
        EventKind.CAMERA_LOST: f"camera lost: {event.why.value if event.why else 'no picture'}",
        EventKind.CAMERA_BACK: "the camera is back",
    }.get(event.kind, event.kind.value)
