"""Draws what guides a calibration, live in a terminal or as lines."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.live import Live
from rich.panel import Panel
from rich.text import Text

from posturecam.edges.terminal.printable import clean
from posturecam.view.guide import KEYS, LONGEST_S, Guide

WIDEST = 80
FRAME = 4  # characters that the frame takes
BESIDE_BAR = 16  # the phase and the seconds left
LONGEST_BAR, SHORTEST_BAR = 40, 4
LOW = 12  # terminals lower than this have no room for blank lines

Show = Callable[[Guide], None]


def draw(guide: Guide, width: int, height: int = 24, keys: str = KEYS) -> Panel:
    """Draw `guide` for a terminal of `width` x `height` characters; `keys` says what they do."""
    width = min(width, WIDEST)
    lines = [
        Text(clean(guide.todo), "bold"),
        Text(),
        _time_left(guide, width - FRAME),
        Text(guide.seen),
        Text(guide.quality),
        Text(guide.answer, "bold"),
        Text(keys, "dim"),
    ]
    if height < LOW:
        lines = [line for line in lines if line]
    title = Text(guide.heading)
    return Panel(Text("\n").join(lines), title=title, box=box.ROUNDED, width=width)


def _time_left(guide: Guide, room: int) -> Text:
    if not guide.phase:
        return Text()
    bar = max(SHORTEST_BAR, min(LONGEST_BAR, room - BESIDE_BAR))
    left = min(bar, round(bar * guide.left_s / LONGEST_S))
    lasts = f"{math.ceil(guide.left_s)} s"
    return Text(f"{guide.phase:<10} {'█' * left}{'░' * (bar - left)} {lasts}")


@contextmanager
def open_guide(keys: str = KEYS) -> Iterator[Show]:
    """Guide on the terminal for the length of the block; by lines where it is none."""
    console = Console(stderr=True)
    if not console.is_terminal or console.is_dumb_terminal:
        yield _Lines(console).show
        return
    with Live(console=console, auto_refresh=False, screen=True, transient=True) as live:
        yield lambda guide: live.update(draw(guide, *console.size, keys), refresh=True)


class _Lines:
    """One line whenever there is something new to do."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._reported = ("", "")

    def show(self, guide: Guide) -> None:
        if guide.phase and (guide.heading, guide.phase) != self._reported:
            self._reported = guide.heading, guide.phase
            line = f"{guide.heading}. {guide.todo} ({guide.phase}, {guide.left_s:.0f} s)"
            self._console.print(line, highlight=False, markup=False, soft_wrap=True)
