"""Rows of events, as `--jsonl` writes them."""

from posturecam.core.values import Assessment, Cause, Event, EventKind, Level, Verdict
from posturecam.edges.files.events_jsonl import event_row

NOW = Assessment(600.0, Verdict.UNKNOWN)
ALERT = event_row(
    Event(
        600.0,
        EventKind.ALERT,
        Cause.FORWARD_HEAD,
        60.0,
        amount=11.2,
        unit="deg",
        level=Level.NOTICE,
        stretch="chin_tuck",
    ),
    NOW,
)
SILENT = {**ALERT, "level": Level.SILENT.value}
CLEARED = event_row(Event(640.0, EventKind.CLEARED, Cause.FORWARD_HEAD, 100.0), NOW)
BREAK_DUE = event_row(Event(1800.0, EventKind.BREAK_DUE, held_s=1800.0, stretch="walk"), NOW)
AWAY = event_row(Event(1900.0, EventKind.AWAY), NOW)
