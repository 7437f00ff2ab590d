"""Shows how far a study has come: in a terminal a bar and a line per worker, else lines."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from posturecam.study.progress import Doing, Progress, in_words, share
from posturecam.view.times import brief

DRAW_EVERY_S: Final = 0.2
LINE_EVERY_S: Final = 60.0
"""Where there is no terminal: often enough to see that it goes on, rare enough for a log."""
BAR_WIDTH: Final = 40
WORKER_WIDTH: Final = 21  # of an address with a port
NAME_WIDTH: Final = 30  # with the others it fits a terminal of 80
OTHER_LINES: Final = 4  # bar, counts, dashboard, and one for the cursor


@contextmanager
def open_view(
    console: Console,
    description: str,
    dashboard: str,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Callable[[Progress], None]]:
    """Give a function to call with each progress; `description` and `dashboard` are the pool's."""
    heading = f"{description[:1].upper()}{description[1:]}, {dashboard}"
    if not console.is_terminal:
        console.print(heading, markup=False, highlight=False, soft_wrap=True)
        yield _seldom(console, clock)
        return
    with Live(console=console, auto_refresh=False, transient=True) as live:
        drawn_s = float("-inf")

        def draw(progress: Progress) -> None:
            nonlocal drawn_s
            if clock() - drawn_s >= DRAW_EVERY_S:
                drawn_s = clock()
                live.update(drawn(progress, heading, console.height), refresh=True)

        yield draw


def _seldom(console: Console, clock: Callable[[], float]) -> Callable[[Progress], None]:
    """Return a function that prints a line now and then."""
    printed_s = clock()

    def line(progress: Progress) -> None:
        nonlocal printed_s
        if clock() - printed_s >= LINE_EVERY_S:
            printed_s = clock()
            console.print(in_words(progress), markup=False, highlight=False, soft_wrap=True)

    return line


def drawn(progress: Progress, heading: str, height: int) -> Group:
    """Return what a terminal of so many lines shows."""
    bar = Table.grid(padding=(0, 1))
    part = share(progress)
    bar.add_row(ProgressBar(1.0, part, width=BAR_WIDTH), Text(f"{part:.0%}"))
    return Group(
        Text(heading, style="dim", overflow="ellipsis", no_wrap=True),
        bar,
        Text(in_words(progress), overflow="ellipsis", no_wrap=True),
        *_workers(progress, max(1, height - OTHER_LINES)),
    )


def _workers(progress: Progress, lines: int) -> list[Text | Table]:
    """Return a line for each worker that does something, as many as fit."""
    shown = sorted(progress.doing, key=lambda doing: doing.worker)
    shown = shown if len(shown) <= lines else shown[: lines - 1]
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim", max_width=WORKER_WIDTH)
    table.add_column(no_wrap=True, max_width=NAME_WIDTH)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    for doing in shown:
        table.add_row(*_row(doing, progress.elapsed_s))
    more = len(progress.doing) - len(shown)
    return [table, *([Text(f"and {more} more", style="dim")] if more else [])]


def _row(doing: Doing, elapsed_s: float) -> tuple[Text, ...]:
    spent = brief(elapsed_s - doing.since_s)
    parts = (_called(doing.worker), doing.recording, doing.what, spent)
    return tuple(Text(part) for part in parts)


def _called(worker: str) -> str:
    """Return a worker's name as it is shown; dask counts those of this computer from 0."""
    if worker.isdecimal():
        return f"worker {int(worker) + 1}"
    return worker.rpartition("://")[2]
