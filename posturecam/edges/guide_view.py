"""Guides a calibration: what to do, the time left, what is seen, how good it is."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.live import Live
from rich.panel import Panel
from rich.text import Text

WIDEST = 80
BAR = 40
LONGEST_S = 10.0
KEYS = "s skip this pose (upright cannot be skipped)   q stop, nothing is changed"


@dataclass(frozen=True, slots=True)
class Guide:
    """What to show at a moment of a calibration."""

    heading: str
    todo: str
    phase: str
    left_s: float
    seen: str
    quality: str


Show = Callable[[Guide], None]


def draw(guide: Guide, width: int) -> Panel:
    """Draw `guide` for a terminal `width` characters wide."""
    left = min(BAR, round(BAR * guide.left_s / LONGEST_S))
    text = Text.assemble(
        (f"{guide.todo}\n\n", "bold"),
        f"{guide.phase:<10} {'█' * left}{'░' * (BAR - left)} {math.ceil(guide.left_s)} s\n",
        f"{guide.seen}\n",
        f"{guide.quality}\n\n",
        (KEYS, "dim"),
    )
    return Panel(text, title=guide.heading, box=box.ROUNDED, width=min(width, WIDEST))


@contextmanager
def open_guide() -> Iterator[Show]:
    """Guide on the terminal for the length of the block; by lines where it is none."""
    console = Console(stderr=True)
    if not console.is_terminal or console.is_dumb_terminal:
        yield _Lines(console).show
        return
    with Live(console=console, auto_refresh=False, transient=True) as live:
        yield lambda guide: live.update(draw(guide, console.width), refresh=True)


class _Lines:
    """One line whenever there is something new to do."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._told = ("", "")

    def show(self, guide: Guide) -> None:
        if (guide.heading, guide.phase) != self._told:
            self._told = guide.heading, guide.phase
            line = f"{guide.heading}. {guide.todo} ({guide.phase}, {guide.left_s:.0f} s)"
            self._console.print(line, highlight=False, markup=False, soft_wrap=True)
