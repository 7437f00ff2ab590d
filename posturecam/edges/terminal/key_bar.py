"""The line of keys at the foot of the screen, as long as there is room, and what each does."""

from rich.text import Text

KEYS = (  # key, what it does, the same shorter; the keys wanted most first
    ("s", "snooze", "snooze"),
    ("p", "pause", "pause"),
    ("?", "help", "help"),
    ("q", "quit", "quit"),
    ("d", "dismiss", "dismiss"),
    ("b", "took a break", "break"),
    ("r", "recalibrate", "recalibrate"),
)
HELP = (
    "s  no alerts for a while; s again: longer; after the longest, s ends it",
    "d  dismiss the alert; the next one waits twice as long",
    "b  you took a break: the time until the next one starts again",
    "r  sit well for 10 s: recalibrates for where camera and chair are now",
    "p  pause and release the camera (a recording stops); p again: resume",
    "q  quit and print a summary (Ctrl-C does the same)",
    "Gauges: | your calibration, ● measured now, ━ its error, ▲ alert limit",
)
GAP = "  "
Item = tuple[str, str]


def key_bar(width: int, lines: int) -> Text:
    """Return the keys for `width` characters and at most `lines` lines, what they do if it fits."""
    whole = [(key, f" {does}") for key, does, _ in KEYS]
    short = [(key, f" {does}") for key, _, does in KEYS]
    for items, most in ((whole, 1), (short, 1), (short, lines)):
        rows = _rows(items, width)
        if len(rows) <= most:
            return _text(rows)
    items = [(key, "") for key, *_ in KEYS]
    for number, named in enumerate(short):
        fuller = [*items[:number], named, *items[number + 1 :]]
        items = fuller if len(_rows(fuller, width)) <= lines else items
    return _text(_rows(items, width)[:lines])


def _rows(items: list[Item], width: int) -> list[list[Item]]:
    """Fill lines of `width` characters, each with a space before it."""
    rows: list[list[Item]] = [[]]
    for item in items:
        if rows[-1] and _length([*rows[-1], item]) > width:
            rows.append([])
        rows[-1].append(item)
    return rows


def _length(row: list[Item]) -> int:
    return 1 + sum(len(key) + len(does) for key, does in row) + len(GAP) * (len(row) - 1)


def _text(rows: list[list[Item]]) -> Text:
    lines = []
    for row in rows:
        items = [Text.assemble((key, "bold"), does) for key, does in row]
        lines.append(Text(" ") + Text(GAP).join(items))
    return Text("\n").join(lines)
