"""The programme as a calendar file (.ics, RFC 5545) that any calendar takes in."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from posturecam.reports.balance_text import item_text
from posturecam.stretches.programme import DAILY, SWIMMING, THRICE, WEEKENDS, Item
from posturecam.stretches.programme_words import STROKES

DAYS = {DAILY: (0, 1, 2, 3, 4), THRICE: (0, 2, 4), WEEKENDS: (5, 6)}  # of the week
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = {
    DAILY: "Posture exercises",
    THRICE: "Posture exercises: strength",
    WEEKENDS: "A walk or a swim",
}
WEEKS = 8  # the trials ran 4 to 12 weeks
LENGTH_MIN = 10
WIDTH = 73  # octets in a line, its space at the beginning aside
LAST = "Pause if anything hurts more afterwards. Made by posturecam."


def calendar_text(items: Sequence[Item], first: datetime, made: datetime) -> str:
    """Write the programme as repeating entries from `first` on, one for each way of `often`.

    `first` is in the user's own time without a zone, as calendars show it anywhere; `made` is the
    time of writing with its zone.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//posturecam//programme//EN"]
    for often in DAYS:
        chosen = [item for item in items if item.often == often]
        if chosen:
            lines += _event(chosen, first, made, often)
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line))


def _event(items: Sequence[Item], first: datetime, made: datetime, often: str) -> list[str]:
    start, name = _next_day(first, often), NAMES[often]
    days = ",".join(CODES[day] for day in DAYS[often])
    strokes = (STROKES,) if any(item.exercise.key == SWIMMING for item in items) else ()
    lines = (*(item_text(item) for item in items), *strokes, LAST)
    text = "\\n".join(map(_escaped, lines))
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    until = (start + timedelta(weeks=WEEKS)).strftime("%Y%m%dT%H%M%S")
    return [
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(f'{name}{start}{text}'.encode()).hexdigest()[:24]}@posturecam",
        f"DTSTAMP:{stamp}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        f"DURATION:PT{LENGTH_MIN}M",
        f"RRULE:FREQ=WEEKLY;BYDAY={days};UNTIL={until}",
        f"SUMMARY:{name}",
        f"DESCRIPTION:{text}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _next_day(first: datetime, often: str) -> datetime:
    """Return the first day from `first` on that the entry falls on."""
    while first.weekday() not in DAYS[often]:
        first += timedelta(days=1)
    return first


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text


def _folded(line: str) -> Iterator[str]:
    """Cut a line into parts of at most 75 octets; all but the first begin with a space."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > WIDTH:
            yield part
            part = " "
        part += letter
    yield part
