"""Where the screen is shown: live in a terminal, or as plain lines where there is none."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from typing import Protocol

from rich.console import Console
from rich.live import Live

from posturecam.edges.terminal.printable import clean
from posturecam.edges.terminal.render import draw
from posturecam.view.footer import Footer
from posturecam.view.screen import Screen
from posturecam.view.times import clock_text

NOTE_S = 30.0  # how long a note stays on the screen
KEPT_LINES = 100  # of what happened, printed again at the end

COUNT_S = 5.0  # while nothing else changes, the counters are drawn this often
HARDLY_DEG = 1.5  # smaller changes of an angle are within its error


class View(Protocol):
    """Shows what goes on; `show` and `answer` may be called from any thread."""

    def show(self, screen: Screen, *, again: bool = False) -> None:
        """Show `screen` as the present state; `again` even if it looks like the one before."""

    def answer(self, line: str) -> None:
        """Say what a key did; a screen shows it as its `answer`."""

    def say(self, t: float, line: str) -> None:
        """Report what happened at `t` of the stream; a screen has its own place for that."""

    def note(self, line: str) -> None:
        """Report something about the program itself."""


class Plain:
    """Plain lines: one when the state changes, one for each thing that happens."""

    def __init__(self, console: Console) -> None:
        """Print to `console`."""
        self._console, self._lock = console, RLock()
        self._state, self._scopes = "", set[str]()

    def show(self, screen: Screen, *, again: bool = False) -> None:  # noqa: ARG002 - lines stay
        """Print the state if it is another one than before, or about something else for once.

        What can be judged may change to and fro with every frame.
        """
        with self._lock:
            now = screen.headline
            known = now.state == self._state and now.scope in self._scopes
            if known or screen.opening:
                return
            earlier = self._scopes if now.state == self._state else set()
            self._state, self._scopes = now.state, {*earlier, now.scope}
        self.say(screen.t, f"{now.text} ({now.text_detail})")

    def answer(self, line: str) -> None:
        """Print `line`."""
        self.note(line)

    def say(self, t: float, line: str) -> None:
        """Print `line` with its time."""
        self._print(f"{clock_text(t):>8}  {line}")

    def note(self, line: str) -> None:
        """Print `line`."""
        self._print(f"{'':>8}  {line}")

    def _print(self, text: str) -> None:
        with self._lock:
            self._console.print(clean(text), highlight=False, markup=False, soft_wrap=True)


class Drawn:
    """The live view of a terminal, drawn again only when something has changed."""

    def __init__(self, live: Live) -> None:
        """Draw in `live`."""
        self._live, self._lock = live, RLock()
        self._shown: tuple[Screen, int, int] | None = None
        self._drawn_t = 0.0
        self._note, self._note_t = "", 0.0
        self._said: deque[tuple[float, str]] = deque(maxlen=KEPT_LINES)

    def show(self, screen: Screen, *, again: bool = False) -> None:
        """Draw `screen` to the size that the terminal has now."""
        with self._lock:
            width, height = self._live.console.size
            self._note_t = self._note_t or screen.t
            if screen.t - self._note_t > NOTE_S:
                self._note = ""
            whole = replace(screen, note=screen.note or self._note, t=0.0, more=())
            if not again and self._is_shown(whole, screen.t, (width, height)):
                return
            self._shown, self._drawn_t = (whole, width, height), screen.t
            self._live.update(draw(whole, width, height), refresh=True)

    def _is_shown(self, whole: Screen, t: float, size: tuple[int, int]) -> bool:
        """Return whether `whole` is on the screen, except for counters, which may wait a little."""
        if self._shown is None or self._shown[1:] != size:
            return False
        patience_s = COUNT_S if alike(whole, self._shown[0]) else 0.0
        return whole == self._shown[0] or 0 <= t - self._drawn_t < patience_s

    def answer(self, line: str) -> None:
        """Leave it to the screen, which has a place for it."""

    def say(self, t: float, line: str) -> None:
        """Leave it to the screen, which has a place for it, and keep it for the end."""
        self._said.append((t, line))

    def notify_again(self, console: Console) -> None:
        """Print what happened, once the live view has gone from the screen."""
        for t, line in self._said:
            Plain(console).say(t, line)

    def note(self, line: str) -> None:
        """Keep `line` on the screen for a while, when that has nothing else to note."""
        self._note, self._note_t = line, 0.0


def alike(one: Screen, other: Screen) -> bool:
    """Return whether the two differ in nothing but counters, and hardly in what was measured."""
    if _uncounted(one) != _uncounted(other) or len(one.gauges) != len(other.gauges):
        return False
    if len(one.footer.facts) != len(other.footer.facts):
        return False
    pairs = zip(one.gauges, other.gauges, strict=True)
    return all(_close(a.shown, b.shown) for a, b in pairs)


def _uncounted(screen: Screen) -> Screen:
    headline = replace(screen.headline, lasted="", detail="")
    return replace(screen, headline=headline, gauges=(), footer=Footer())


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < HARDLY_DEG


@contextmanager
def open_view(console: Console, *, plain: bool) -> Iterator[View]:
    """Show in `console` for the length of the block; lines where it is no terminal."""
    if plain or not console.is_terminal or console.is_dumb_terminal:
        yield Plain(console)
        return
    with Live(console=console, auto_refresh=False, screen=True, transient=True) as live:
        drawn = Drawn(live)
        try:
            yield drawn
        finally:
            live.stop()
            drawn.notify_again(console)


def say_line(line: str) -> None:
    """Print `line` to standard error while there is no view."""
    Console(stderr=True).print(clean(line), highlight=False, markup=False, soft_wrap=True)
