"""Draws a screen with rich: headline, gauges, alert card, keys.  Readable without colour too.

What has no room goes in this order: steps of the exercise, blank lines and legend, frame, the rest
of card and note; then the details.  The state stays, then the reading, then the keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from posturecam.core.values import Level, Verdict
from posturecam.edges.terminal.fitting import joined, tail, wrapped
from posturecam.edges.terminal.gauge_bars import gauge_lines, gauge_number
from posturecam.edges.terminal.key_bar import key_bar
from posturecam.edges.terminal.printable import clean_screen
from posturecam.stretches.wording import AlertText
from posturecam.view.footer import Footer
from posturecam.view.headline import Headline
from posturecam.view.keys import HELP
from posturecam.view.screen import Screen

# Colours that can be read on dark and on light terminals.
COLOURS: Final = {
    Verdict.GOOD: "green",
    Verdict.POOR: "dark_orange3",
    Verdict.UNKNOWN: "default",
}
LOUD: Final = {Level.NOTICE: "red", Level.CARD: "red"}
SIGNS: Final = {Verdict.GOOD: "✓", Verdict.POOR: "!", Verdict.UNKNOWN: "?"}
WIDEST: Final = 100
NARROW: Final = 60  # below this, words are chosen to be shorter
FRAMED: Final = 44  # narrower screens have no frame
FRAME: Final = 4  # characters that the frame of a panel takes
NOTE_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class _Room:
    """What there is room for."""

    width: int
    steps: bool = True
    airy: bool = True  # blank lines and a legend
    framed: bool = True
    note_lines: int = NOTE_LINES
    details: bool = True
    key_lines: int = 2

    @property
    def inside(self) -> int:
        return self.width - FRAME * self.framed

    @property
    def is_narrow(self) -> bool:
        return self.width < NARROW


_LESS: Final[tuple[dict[str, bool | int], ...]] = (
    {"steps": False},
    {"airy": False},
    {"framed": False, "note_lines": 2},
    {"key_lines": 1, "note_lines": 1},
    {"details": False},
    {"note_lines": 0},
)
"""What is given up, one after the other, on a terminal that is too low."""


def draw(screen: Screen, width: int, height: int) -> RenderableType:
    """Draw `screen` for a terminal of `width` x `height` characters."""
    screen = clean_screen(screen)
    width = max(1, min(width, WIDEST))
    for room in _rooms(width):
        drawn = _drawn(screen, room)
        if _height(drawn, width) <= height:
            return drawn
    return _least(screen, width, height)


def _rooms(width: int) -> Iterator[_Room]:
    """From all there is to the least."""
    room = _Room(width, framed=width >= FRAMED)
    yield room
    for less in _LESS:
        room = replace(room, **less)  # type: ignore[arg-type]
        yield room


def _height(drawn: Group, width: int) -> int:
    return len(Console(width=width, file=StringIO()).render_lines(drawn, pad=False))


def _least(screen: Screen, width: int, height: int) -> Group:
    """State, keys, what a key did and the reading, as many of these as there are lines."""
    lines = [
        Text(_state(screen.headline), style="bold"),
        *([Text(screen.answer, style="bold reverse")] if screen.answer else []),
        *(gauge_number(gauge, screen.headline.state, width) for gauge in screen.gauges),
    ]
    shown = [*lines[: max(1, height - 1)], *([key_bar(width, 1)] if height > 1 else [])]
    for line in shown:
        line.truncate(width, overflow="ellipsis")
    return Group(*shown)


def _drawn(screen: Screen, room: _Room) -> Group:
    parts = [_now(screen, room)]
    if screen.help:
        parts.append(_boxed("keys", "\n".join(HELP), room))
    elif screen.card is not None:
        parts.append(_card(screen.card, room))
    if screen.note and room.note_lines:
        note = wrapped(f" {screen.note}", room.width, room.note_lines)
        parts.append(Text(note, style="bold"))
    if screen.answer and screen.answer != screen.headline.text:
        parts.append(Text(f" {screen.answer}", style="bold reverse"))
    parts.append(key_bar(room.width, 4 if room.airy else room.key_lines))
    return Group(*parts)


def _now(screen: Screen, room: _Room) -> RenderableType:
    """Draw headline, gauges and footer, in a frame with the heading if there is room for one."""
    blank = [Text()] if room.airy else []
    lines = [*_headline(screen.headline, room)]
    if screen.gauges:
        lines += blank
        lines += gauge_lines(screen.gauges, screen.headline.state, room.inside, legend=room.airy)
    if screen.footer.facts and (room.details or screen.footer.snoozed):
        lines += [*blank, _footer(screen.footer, room)]
    if not room.framed:
        return Group(*lines)
    title = Text(_heading(screen.heading, room.inside - 2))
    return Panel(Group(*lines), title=title, box=box.ROUNDED, width=room.width)


def _headline(headline: Headline, room: _Room) -> Iterator[RenderableType]:
    style = LOUD.get(headline.level or Level.SILENT, COLOURS[headline.verdict])
    lasted = f"  {headline.lasted}" if headline.lasted else ""
    yield Text.assemble((_state(headline), f"bold {style}"), lasted)
    if room.details:
        yield Text(wrapped(f"  {headline.text_detail}", room.inside, NOTE_LINES))


def _state(headline: Headline) -> str:
    return f"{SIGNS[headline.verdict]} {headline.text}"


def _footer(footer: Footer, room: _Room) -> Text:
    gap = "  ·  " if room.inside >= NARROW else " · "
    lines = 2 if room.airy and room.is_narrow else 1
    return Text(joined(footer.facts, gap, room.inside, lines), style="dim")


def _heading(heading: str, width: int) -> str:
    whole = f"posturecam: {heading}"
    return whole if cell_len(whole) <= width else tail(heading, width)


def _card(card: AlertText, room: _Room) -> RenderableType:
    lines = [card.body]
    if room.steps:
        lines += [f"{number}. {step}" for number, step in enumerate(card.steps, 1)]
        lines += [card.notice] if card.notice else []
    text = "\n".join(lines)
    if not room.framed and room.note_lines < NOTE_LINES:
        text = wrapped(text, room.width, room.note_lines) if room.note_lines else ""
    return _boxed(card.title, text, room, loud=True)


def _boxed(title: str, text: str, room: _Room, *, loud: bool = False) -> RenderableType:
    """Put `text` under its title, in a frame of its own where there is room for one."""
    if not room.framed:
        head = Text(f"! {title}" if loud else title, style="bold red" if loud else "bold")
        return Group(head, Text(text)) if text else head
    style, frame = ("red", box.HEAVY) if loud else ("none", box.ROUNDED)
    return Panel(Text(text), title=Text(title), border_style=style, box=frame, width=room.width)
