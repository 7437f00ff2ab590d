"""Shows the one download of the model on the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from posturecam.edges import model_fetching


@contextmanager
def shown_download(console: Console) -> Iterator[model_fetching.Progress]:
    """Give a callback that draws a bar on `console`; nothing is drawn before its first call."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    task = bar.add_task("Fetching the pose model, once", total=None)

    def show(done_bytes: int, whole_bytes: int) -> None:
        bar.start()
        bar.update(task, completed=done_bytes, total=whole_bytes)

    try:
        yield show
    finally:
        if bar.live.is_started:
            bar.stop()
