"""Texts made to fit a number of columns and lines."""

from collections.abc import Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text


def wrapped(text: str, width: int, lines: int) -> str:
    """Break `text` into at most `lines` lines of `width`; an ellipsis says that there is more."""
    console = Console(width=width, file=StringIO())
    rows = [row.plain.rstrip() for row in Text(text).wrap(console, width)]
    if len(rows) > lines:
        rows = rows[:lines]
        last = Text(rows[-1] + "…")
        last.truncate(width, overflow="ellipsis")
        rows[-1] = last.plain
    return "\n".join(rows)


def tail(text: str, width: int) -> str:
    """Return the end of `text`, which names profile and file, in `width` columns."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) >= width:
        text = text[1:]
    return f"…{text}"


def joined(parts: Sequence[str], gap: str, width: int, lines: int) -> str:
    """Join as many of `parts` as have room, the first ones first, `gap` between them."""
    rows = [""]
    for part in parts:
        longer = f"{rows[-1]}{gap}{part}" if rows[-1] else part
        if len(longer) <= width:
            rows[-1] = longer
        elif len(rows) < lines and len(part) <= width:
            rows.append(part)
    return "\n".join(rows)
