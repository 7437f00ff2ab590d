"""The keys of the terminal: what each does, in few words and in a line."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Key:
    """One key; `short` is what it does where `does` has no room."""

    key: str
    does: str
    short: str


KEYS: Final = (
    Key("s", "snooze", "snooze"),
    Key("p", "pause", "pause"),
    Key("?", "help", "help"),
    Key("q", "quit", "quit"),
    Key("d", "dismiss", "dismiss"),
    Key("b", "took a break", "break"),
    Key("r", "recalibrate", "recalibrate"),
)
"""Of `watch`, those wanted most first."""

LEAD_KEYS: Final = (
    Key("p", "pause", "pause"),
    Key("s", "skip", "skip"),
    Key("h", "it hurts", "hurts"),
    Key("q", "quit", "quit"),
)
"""Of an exercise that is led."""

ASK_KEYS: Final = (Key("y", "yes", "yes"), Key("n", "no", "no"), Key("q", "quit", "quit"))
"""While it is asked for warning signs."""

HELP: Final = (
    "s  no alerts for a while; s again: longer; after the longest, s ends it",
    "d  dismiss the alert; the next one waits twice as long",
    "b  you took a break: the time until the next one starts again",
    "r  sit well for 10 s: recalibrates for where camera and chair are now",
    "p  pause and release the camera (a recording stops); p again: resume",
    "q  quit and print a summary (Ctrl-C does the same)",
    "Gauges: | your calibration, ● measured now, ━ its error, ▲ alert limit",
)
"""A line each, and one for the signs of a gauge."""
