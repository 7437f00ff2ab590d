"""Draws the keys at the foot of the screen, with what each does as far as there is room."""

from collections.abc import Sequence

from rich.text import Text

from posturecam.view.keys import KEYS, Key

GAP = "  "
Item = tuple[str, str]


def key_bar(width: int, lines: int, keys: Sequence[Key] = KEYS) -> Text:
    """Return `keys` for `width` characters and at most `lines` lines, what they do if it fits."""
    whole = [(one.key, f" {one.does}") for one in keys]
    short = [(one.key, f" {one.short}") for one in keys]
    for items, most in ((whole, 1), (short, 1), (short, lines)):
        rows = _rows(items, width)
        if len(rows) <= most:
            return _text(rows)
    items = [(one.key, "") for one in keys]
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
