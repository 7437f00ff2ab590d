"""Draws a screen with rich: gauges, state, alert card.  Readable without colour too."""

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from posturecam.core.values import Level, Verdict
from posturecam.edges.screen import Gauge, Screen
from posturecam.stretches.wording import AlertText

# Colours that can be read on dark and on light terminals.
COLOURS = {Verdict.GOOD: "green", Verdict.POOR: "dark_orange3", Verdict.UNKNOWN: "default"}
LOUD = {Level.NOTICE: "red", Level.CARD: "red"}
SIGNS = {Verdict.GOOD: "✓", Verdict.POOR: "!", Verdict.UNKNOWN: "?"}
KEYS = (
    ("s", "snooze"),
    ("d", "dismiss"),
    ("b", "took a break"),
    ("r", "recalibrate"),
    ("p", "pause"),
    ("?", "help"),
    ("q", "quit"),
)
HELP = (
    "s  no alerts for a while; s again: longer; after the longest, s ends it",
    "d  put the alert away; the next one waits twice as long",
    "b  you took a break: the time until the next one begins anew",
    "r  sit well for 10 seconds: adjusts to where camera and chair are now",
    "p  pause: the camera is released; p again goes on",
    "q  end, with a summary (Ctrl-C does the same)",
    "Gauges: | your calibration, ● measured now, ━ its error, ▲ alert limit",
)
LINES_FOR_STEPS = 16  # lower screens show an alert without its steps
WIDEST = 100
BESIDE_GAUGE = 35  # characters of a line that are not the gauge's bar
SHORTEST_BAR = 9
FRAME = 4  # characters that the frame of a panel takes


def draw(screen: Screen, width: int, height: int) -> RenderableType:
    """Draw `screen` for a terminal of `width` x `height` characters."""
    width = min(width, WIDEST)
    parts: list[RenderableType] = [_now(screen, width)]
    if screen.help:
        parts.append(Panel(Text("\n".join(HELP)), title="keys", box=box.ROUNDED, width=width))
    elif screen.card is not None:
        room = height - LINES_FOR_STEPS
        parts.append(_card(screen.card, room, width))
    if screen.note:
        parts.append(Text(f" {screen.note}", style="bold"))
    parts.append(_keys())
    return Group(*parts)


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
    for sign, look in zip(cells, styles, strict=True):
        bar.append(sign, look)
    return bar


def _marker(value: float, low: float, high: float) -> str:
    if value > high:
        return "»"
    return "«" if value < low else "●"


def _now(screen: Screen, width: int) -> Panel:
    style = LOUD.get(screen.level or Level.SILENT, COLOURS[screen.verdict])
    state = Text.assemble(
        (f"{SIGNS[screen.verdict]} {screen.state}", f"bold {style}"), f"  {screen.lasted}"
    )
    facts = Text(_fitting(screen.facts, width - FRAME), style="dim")
    body = Group(state, Text(f"  {screen.detail}"), "", *_gauges(screen, width), "", facts)
    return Panel(body, title=f"posturecam: {screen.heading}", box=box.ROUNDED, width=width)


def _fitting(facts: tuple[str, ...], width: int) -> str:
    """Join as many of `facts` as have room, the first ones first."""
    line = ""
    for fact in facts:
        longer = f"{line}  ·  {fact}" if line else fact
        line = longer if len(longer) <= width else line
    return line


def _gauges(screen: Screen, width: int) -> list[RenderableType]:
    grid = Table.grid(padding=(0, 1))
    for column in (16, 10):
        grid.add_column(width=column, no_wrap=True)
    grid.add_column(no_wrap=True)
    for gauge in screen.gauges:
        bar: Text = gauge_bar(gauge, max(width - BESIDE_GAUGE, SHORTEST_BAR))
        if gauge.worse is None:
            bar = Text(gauge.reason, style="dim")
        grid.add_row(gauge.label, _value(gauge), bar)
    return [grid, Text(_limits(screen.gauges), style="dim")]


def _value(gauge: Gauge) -> Text:
    if gauge.shown is None:
        return Text("-")
    error = f" ± {gauge.sd:.0f}" if gauge.sd is not None else ""
    return Text(f"{gauge.shown:+.0f}{error}°".replace("+0", "0").replace("-0", "0"))


def _limits(gauges: tuple[Gauge, ...]) -> str:
    limits = " and ".join(f"{gauge.limit:g}°" if gauge.limit else "off" for gauge in gauges)
    return f"|  your calibration    ▲  limits: {limits}    right is worse"


def _card(card: AlertText, room: int, width: int) -> Panel:
    lines = [card.body]
    if room >= len(card.steps) + 3:
        lines += [f"{number}. {step}" for number, step in enumerate(card.steps, 1)]
        lines += [card.notice] if card.notice else []
    text = Text("\n".join(lines))
    return Panel(text, title=card.title, border_style="red", box=box.HEAVY, width=width)


def _keys() -> Text:
    line = Text(" ")
    for key, does in KEYS:
        line.append(key, "bold")
        line.append(f" {does}   ")
    return line
