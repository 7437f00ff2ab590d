"""Draws an exercise that is led, live in a terminal or as lines.

What has no room goes in this order: the figure, the large number, the steps, the frame.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import StringIO
from threading import RLock
from typing import Final, Protocol

from rich import box
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from posturecam.core.coach.leading import Stage
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Phase
from posturecam.edges.terminal.big_digits import big
from posturecam.edges.terminal.key_bar import key_bar
from posturecam.edges.terminal.printable import clean
from posturecam.view.keys import ASK_KEYS, LEAD_KEYS
from posturecam.view.lesson import Figure, Lesson
from posturecam.view.times import clock_text

WIDEST: Final = 100
FRAMED: Final = 44  # narrower screens have no frame
FRAME: Final = 4  # characters that the frame takes
BESIDE: Final = 62  # from this width on the figure stands beside the text
FIGURE: Final = 26  # characters that the figure takes
BAR: Final = 30
BESIDE_BAR: Final = 18  # characters that word and seconds take
WORDS: Final = {
    Phase.GOING: "go",
    Phase.HOLD: "hold",
    Phase.BACK: "back",
    Phase.REST: "rest",
    Phase.SETTLING: "ready",
}
BREATH: Final = {"in": "breathe in", "out": "breathe out"}


def no_figure(_exercise: str, _at_s: float, _columns: int) -> tuple[str, ...]:
    """Draw nothing."""
    return ()


class LessonView(Protocol):
    """Shows an exercise; may be called from any thread."""

    def show(self, lesson: Lesson, t_s: float) -> None:
        """Show `lesson` as it is at `t_s` of the stream."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What there is room for."""

    steps: bool = True
    large: bool = True  # the number, with blank lines
    figure: bool = True
    framed: bool = True


_LESS: Final[tuple[dict[str, bool], ...]] = (
    {"steps": False},
    {"large": False},
    {"figure": False},
    {"framed": False},
)
"""What is given up, one after the other, on a terminal that is too low."""


def draw(lesson: Lesson, width: int, height: int, figure: Figure = no_figure) -> RenderableType:
    """Draw `lesson` for a terminal of `width` x `height` characters."""
    width = max(1, min(width, WIDEST))
    room = _Room(framed=width >= FRAMED)
    drawn = _drawn(lesson, width, room, figure)
    for less in _LESS:
        if _height(drawn, width) <= height:
            return drawn
        room = replace(room, **less)
        drawn = _drawn(lesson, width, room, figure)
    return drawn


def _height(drawn: RenderableType, width: int) -> int:
    return len(Console(width=width, file=StringIO()).render_lines(drawn, pad=False))


def _drawn(lesson: Lesson, width: int, room: _Room, figure: Figure) -> RenderableType:
    inner = width - FRAME * room.framed
    wide = room.figure and inner >= BESIDE
    rows = figure(lesson.exercise, lesson.figure_s, FIGURE) if wide else ()
    lines = Text("\n").join(_lines(lesson, inner - (FIGURE + 2) * bool(rows), room))
    inside: RenderableType = _beside(rows, lines) if rows else lines
    keys = key_bar(width, 2, ASK_KEYS if lesson.asking else LEAD_KEYS)
    name = Text(clean(lesson.name), "bold")
    shown = inside
    if room.framed:
        shown = Panel(inside, title=name, box=box.ROUNDED, width=width)
    parts = [shown, keys] if room.framed else [name, shown, keys]
    return Group(*parts[::-1] if lesson.signs else parts)  # whatever is cut off, no key is


def _beside(rows: tuple[str, ...], lines: Text) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_row(Text("\n".join(rows), no_wrap=True), lines)
    return table


def _lines(lesson: Lesson, width: int, room: _Room) -> list[Text]:
    """Return what is written, a paragraph each, what matters most first."""
    lines = [Text(clean(lesson.say), "bold")]
    if lesson.signs:
        return [*lines, *(Text(f"- {sign}") for sign in lesson.signs)]
    if not lesson.asking:
        lines += [Text(), *_number(lesson, large=room.large), *_bars(lesson, width)]
    lines += [Text(f" {lesson.form} ", "bold reverse")] if lesson.form else []
    lines += [Text(clean(lesson.note), "italic")] if lesson.note else []
    if room.steps and not lesson.asking:
        steps = enumerate(lesson.steps, 1)
        lines += [Text(), *(Text(clean(f"{number}. {step}"), "dim") for number, step in steps)]
    return lines if room.large else [line for line in lines if line]


def _number(lesson: Lesson, *, large: bool) -> list[Text]:
    """Write the seconds left while they count down, else the repetition; large where it fits."""
    counted = _counted(lesson)
    seconds = None if lesson.left_s is None else math.ceil(lesson.left_s)
    counts_down = seconds is not None and (
        lesson.phase is Phase.HOLD or lesson.stage in (Stage.READY, Stage.REST)
    )
    if not large or lesson.finished:
        return [Text(counted)]
    shown = seconds if counts_down and seconds is not None else lesson.count
    return [*(Text(row, "bold") for row in big(shown)), Text(), Text(counted)]


def _counted(lesson: Lesson) -> str:
    facts = (
        f"{lesson.count} of {lesson.of}",
        f"{lesson.side.value} side" if lesson.side is not Side.BOTH else "",
        f"set {lesson.set_number} of {lesson.sets}" if lesson.sets > 1 else "",
        "by time" if lesson.by_time else "",
        BREATH.get(lesson.breath, ""),
    )
    return "  ·  ".join(filter(None, facts))


def _bars(lesson: Lesson, width: int) -> list[Text]:
    """Draw what is left of what is on, or how far the movement has gone, and the whole."""
    length = max(4, min(BAR, width - BESIDE_BAR))
    now = lesson.share if lesson.left_s is not None else min(1.0, max(0.0, lesson.reach))
    left = "" if lesson.left_s is None else f" {math.ceil(lesson.left_s)} s"
    word = "paused" if lesson.paused else WORDS[lesson.phase]
    return [
        Text(f"{word:<8} {_bar(now, length, '█')}{left}"),
        Text(f"{'in all':<8} {_bar(lesson.progress, length, '━')}", "dim"),
    ]


def _bar(share: float, length: int, full: str) -> str:
    done = round(length * share)
    return full * done + "░" * (length - done)


class Plain:
    """Lines: one whenever there is something new to do."""

    def __init__(self, console: Console) -> None:
        """Print to `console`."""
        self._console, self._lock = console, RLock()
        self._said = self._noted = ""

    def show(self, lesson: Lesson, t_s: float) -> None:
        """Print what to do, and what there is to note, if it is something else than before."""
        with self._lock:
            said = _sentence(lesson)
            if lesson.note not in ("", self._noted):
                self._print(f"{'':>8}  {clean(lesson.note)}")
            self._noted = lesson.note
            if said != self._said:
                signs = "".join(f"\n          - {sign}" for sign in lesson.signs)
                self._print(f"{clock_text(t_s):>8}  {said}{signs}")
            self._said = said

    def _print(self, line: str) -> None:
        """Write `line`; rich would end the program with 1 when nobody reads on."""
        self._console.file.write(f"{line}\n")
        self._console.file.flush()


def _sentence(lesson: Lesson) -> str:
    """Return what to do, which repetition it is and how to do it better, in a line."""
    if lesson.asking or lesson.stage is not Stage.MOVE:
        return clean(lesson.say)
    return clean(" ".join(filter(None, (lesson.say, f"({_counted(lesson)})", lesson.form))))


class Drawn:
    """The live view."""

    def __init__(self, live: Live, figure: Figure) -> None:
        """Draw in `live`, with `figure`."""
        self._live, self._figure, self._lock = live, figure, RLock()

    def show(self, lesson: Lesson, t_s: float) -> None:  # noqa: ARG002 - shown by lines only
        """Draw `lesson` to the size that the terminal has now."""
        with self._lock:
            drawn = draw(lesson, *self._live.console.size, self._figure)
            self._live.update(drawn, refresh=True)


@contextmanager
def open_lesson_view(console: Console, figure: Figure = no_figure) -> Iterator[LessonView]:
    """Show in `console` for the length of the block; by lines where it is no terminal."""
    if not console.is_terminal or console.is_dumb_terminal:
        yield Plain(console)
        return
    with Live(console=console, auto_refresh=False, screen=True, transient=True) as live:
        yield Drawn(live, figure)
