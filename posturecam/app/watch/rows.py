"""The JSON lines of a run, for programs that read along."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from posturecam.app.losses import Losses
from posturecam.edges.files.atomic_write import naming
from posturecam.edges.files.events_jsonl import JsonLines, RowFile
from posturecam.edges.files.text_output import STDOUT, drop_output


@contextmanager
def json_lines(path: Path | None, losses: Losses) -> Iterator[JsonLines | None]:
    """Open `path` for rows that can be read while they are written; `-` is standard output.

    If it cannot be written any more, that goes into `losses`, and the watching goes on.
    """

    def lost(error: OSError) -> None:
        where = "standard output" if path == STDOUT else path
        text = f"Cannot write {where}: {error.strerror}. The rows from here on are missing."
        losses.add(text, asked=True)
        if path == STDOUT:
            drop_output()

    if path is None:
        yield None
    elif path == STDOUT:
        yield JsonLines(sys.stdout, lost)
    else:
        with naming(path):
            sink = RowFile(path)
        with closing(sink):
            yield JsonLines(sink, lost)
