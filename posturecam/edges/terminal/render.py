"""Draws a screen with rich: gauges, state, alert card.  Readable without colour too.

What has no room goes in this order: steps of the exercise, blank lines and legend, frame, the rest
of card and note; then the details.  The state stays, then the reading, then the keys.
"""

from dataclasses import dataclass, replace
from io import StringIO

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from posturecam.core.values import Level, Verdict
from posturecam.edges.terminal.key_bar import HELP, key_bar
from posturecam.stretches.wording import AlertText
from posturecam.view.gauges import Gauge
from posturecam.view.screen import Screen, clean, headline

# Colours that can be read on dark and on light terminals.
COLOURS = {Verdict.GOOD: "green", Verdict.POOR: "dark_orange3", Verdict.UNKNOWN: "default"}
LOUD = {Level.NOTICE: "red", Level.CARD: "red"}
SIGNS = {Verdict.GOOD: "✓", Verdict.POOR: "!", Verdict.UNKNOWN: "?"}
WIDEST = 100
NARROW = 60  # below this, words are chosen to be shorter
FRAMED = 44  # narrower screens have no frame
LABEL, VALUE = 16, 10  # characters of a gauge's columns
BESIDE_BAR = 35  # characters of a framed line that are not the gauge's bar
SHORTEST_BAR = 12
FRAME = 4  # characters that the frame of a panel takes
NOTE_LINES = 3


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


def draw(screen: Screen, width: int, height: int) -> RenderableType:
    """Draw `screen` for a terminal of `width` x `height` characters."""
    screen = _clean(screen)
    width = max(1, min(width, WIDEST))
    drawn: Group = Group()
    for room in _rooms(width):
        drawn = _drawn(screen, room)
        if _height(drawn, width) <= height:
            return drawn
    return _least(screen, width, height)


def gauge_bar(gauge: Gauge, width: int) -> Text:
    """Draw the bar: `|` calibration, `▲` limit, `━` the error band, `●` the value."""
    low, high = gauge.span
    cells = ["·"] * width
    styles = ["dim"] * width

    def place(value: float) -> int:
        return round((min(max(value, low), high) - low) / (high - low) * (width - 1))

    def put(cell: int, sign: str, style: str) -> None:
        cells[cell], styles[cell] = sign, style

    if gauge.worse is not None:
        beyond = bool(gauge.limit) and gauge.worse >= gauge.limit
        style = "bold dark_orange3" if beyond else "bold green"
        sd = gauge.sd or 0.0
        for cell in range(place(gauge.worse - sd), place(gauge.worse + sd) + 1):
            put(cell, "━", style)
    put(place(0.0), "|", "bold")
    if gauge.limit:
        put(place(gauge.limit), "▲", "bold red")
    if gauge.worse is not None:
        put(place(gauge.worse), _marker(gauge.worse, low, high), style)
    bar = Text()
    for sign, observation in zip(cells, styles, strict=True):
        bar.append(sign, observation)
    return bar


def _marker(value: float, low: float, high: float) -> str:
    if value > high:
        return "»"
    return "«" if value < low else "●"


def _rooms(width: int) -> list[_Room]:
    """From all there is to the least."""
    rooms = [_Room(width, framed=width >= FRAMED)]
    for less in (
        {"steps": False},
        {"airy": False},
        {"framed": False, "note_lines": 2},
        {"key_lines": 1, "note_lines": 1},
        {"details": False},
        {"note_lines": 0},
    ):
        rooms.append(replace(rooms[-1], **less))
    return rooms


def _least(screen: Screen, width: int, height: int) -> Group:
    """State, keys, what a key did and the reading, as many of these as there are lines."""
    lines = [
        Text(f"{SIGNS[screen.verdict]} {headline(screen)}", style="bold"),
        *([Text(screen.answer, style="bold reverse")] if screen.answer else []),
        *(_number(gauge, screen, width) for gauge in screen.gauges),
    ]
    shown = [*lines[: max(1, height - 1)], *([key_bar(width, 1)] if height > 1 else [])]
    for line in shown:
        line.truncate(width, overflow="ellipsis")
    return Group(*shown)


def _height(drawn: Group, width: int) -> int:
    return len(Console(width=width, file=StringIO()).render_lines(drawn, pad=False))


def _drawn(screen: Screen, room: _Room) -> Group:
    parts: list[RenderableType] = [_now(screen, room)]
    if screen.help:
        parts.append(_boxed("keys", "\n".join(HELP), room))
    elif screen.card is not None:
        parts.append(_card(screen.card, room))
    if screen.note and room.note_lines:
        note = _lines(f" {screen.note}", room.width, room.note_lines)
        parts.append(Text(note, style="bold"))
    if screen.answer and screen.answer != screen.state:
        parts.append(Text(f" {screen.answer}", style="bold reverse"))
    parts.append(key_bar(room.width, 4 if room.airy else room.key_lines))
    return Group(*parts)


def _now(screen: Screen, room: _Room) -> RenderableType:
    style = LOUD.get(screen.level or Level.SILENT, COLOURS[screen.verdict])
    lines: list[RenderableType] = [
        Text.assemble(
            (f"{SIGNS[screen.verdict]} {headline(screen)}", f"bold {style}"),
            f"  {screen.lasted}" if screen.lasted else "",
        )
    ]
    if room.details:
        lines.append(Text(_lines(f"  {screen.detail}", room.inside, NOTE_LINES)))
    blank = [""] if room.airy else []
    if screen.gauges:
        lines += [*blank, *_gauges(screen, room)]
    if screen.facts and (room.details or _is_snoozed(screen)):
        facts = _fitting(screen.facts, room.inside, 2 if room.airy and room.width < NARROW else 1)
        lines += [*blank, Text(facts, style="dim")]
    if not room.framed:
        return Group(*lines)
    wish = f"posturecam: {screen.heading}"
    title = Text(
        wish if cell_len(wish) <= room.inside - 2 else _tail(screen.heading, room.inside - 2)
    )
    return Panel(Group(*lines), title=title, box=box.ROUNDED, width=room.width)


def _is_snoozed(screen: Screen) -> bool:
    return screen.facts[0].startswith("snoozed")


def _fitting(facts: tuple[str, ...], width: int, lines: int) -> str:
    """Join as many of `facts` as have room, the first ones first."""
    gap = "  ·  " if width >= NARROW else " · "
    rows = [""]
    for fact in facts:
        longer = f"{rows[-1]}{gap}{fact}" if rows[-1] else fact
        if len(longer) <= width:
            rows[-1] = longer
        elif len(rows) < lines and len(fact) <= width:
            rows.append(fact)
    return "\n".join(rows)


def _gauges(screen: Screen, room: _Room) -> list[RenderableType]:
    bar = room.width - BESIDE_BAR + FRAME * (not room.framed)
    if bar < SHORTEST_BAR:
        return [_number(gauge, screen, room.inside) for gauge in screen.gauges]
    grid = Table.grid(padding=(0, 1))
    for column in (LABEL, VALUE):
        grid.add_column(width=column, no_wrap=True)
    grid.add_column(no_wrap=room.width >= NARROW)
    for gauge in screen.gauges:
        shown = Text("" if gauge.reason == screen.state else gauge.reason, style="dim")
        if gauge.worse is not None:
            shown = gauge_bar(gauge, bar)
        grid.add_row(gauge.label, _value(gauge), shown)
    legend = Text(_limits(screen.gauges, room.inside), style="dim")
    return [grid, legend] if room.airy else [grid]


def _number(gauge: Gauge, screen: Screen, width: int) -> Text:
    """Write a gauge where its bar has no room, its name and reason as long as they fit."""
    value = _value(gauge).plain
    names = [gauge.label, gauge.label.split()[0]]
    wishes = [f"{name} {value}" for name in names]
    if gauge.worse is None and gauge.reason != screen.state:
        wishes = [f"{name}: {gauge.reason}" for name in names] + wishes
    return Text(next((wish for wish in wishes if len(wish) <= width), wishes[-1]))


def _value(gauge: Gauge) -> Text:
    if gauge.shown is None:
        return Text("-")
    error = f" ± {gauge.sd:.0f}" if gauge.sd is not None else ""
    return Text(f"{gauge.shown:+.0f}{error}°".replace("+0", "0").replace("-0", "0"))


def _limits(gauges: tuple[Gauge, ...], width: int) -> str:
    limits = [f"{gauge.limit:g}°" if gauge.limit else "off" for gauge in gauges]
    whole = f"|  your calibration    ▲  limits: {' and '.join(limits)}    right is worse"
    short = f"| calibrated  ▲ limits {', '.join(limits)}  → worse"
    return whole if len(whole) <= width else short


def _card(card: AlertText, room: _Room) -> RenderableType:
    lines = [card.body]
    if room.steps:
        lines += [f"{number}. {step}" for number, step in enumerate(card.steps, 1)]
        lines += [card.notice] if card.notice else []
    text = "\n".join(lines)
    if not room.framed and room.note_lines < NOTE_LINES:
        text = _lines(text, room.width, room.note_lines) if room.note_lines else ""
    return _boxed(card.title, text, room, loud=True)


def _boxed(title: str, text: str, room: _Room, *, loud: bool = False) -> RenderableType:
    """Put `text` under its title, in a frame of its own where there is room for one."""
    if not room.framed:
        head = Text(f"! {title}" if loud else title, style="bold red" if loud else "bold")
        return Group(head, Text(text)) if text else head
    style, frame = ("red", box.HEAVY) if loud else ("none", box.ROUNDED)
    return Panel(Text(text), title=Text(title), border_style=style, box=frame, width=room.width)


def _lines(text: str, width: int, lines: int) -> str:
    """Break `text` into at most `lines` lines of `width`; an ellipsis says that there is more."""
    console = Console(width=width, file=StringIO())
    rows = [row.plain.rstrip() for row in Text(text).wrap(console, width)]
    if len(rows) > lines:
        rows = rows[:lines]
        last = Text(rows[-1] + "…")
        last.truncate(width, overflow="ellipsis")
        rows[-1] = last.plain
    return "\n".join(rows)


def _tail(text: str, width: int) -> str:
    """Return the end of `text`, which names profile and file, in `width` characters."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) >= width:
        text = text[1:]
    return f"…{text}"


def _clean(screen: Screen) -> Screen:
    """Let no name of a file steer the terminal."""
    card = screen.card
    if card is not None:
        steps = tuple(clean(step) for step in card.steps)
        card = AlertText(clean(card.title), clean(card.body), steps, clean(card.notice or ""))
    return replace(
        screen,
        heading=clean(screen.heading).replace("\n", " "),
        detail=clean(screen.detail),
        note=clean(screen.note),
        answer=clean(screen.answer),
        card=card,
    )
