"""How far a recording has come, with the time left; only where somebody sees it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from posturecam.edges.files.file_names import shown

DRAW_EVERY_S = 0.2
Advance = Callable[[float], None]


@contextmanager
def open_progress(name: str, duration_s: float | None, console: Console) -> Iterator[Advance]:
    """Give a function to call with the time reached; the bar goes away when the block ends."""
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, auto_refresh=False, transient=True) as progress:
        task = progress.add_task(shown(name), total=duration_s)
        drawn_s = 0.0

        def advance(t: float) -> None:
            nonlocal drawn_s
            if time.monotonic() - drawn_s >= DRAW_EVERY_S:
                drawn_s = time.monotonic()
                progress.update(task, completed=t)
                progress.refresh()

        yield advance
