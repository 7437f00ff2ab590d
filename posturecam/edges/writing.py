"""Files appear whole or not at all, whatever happens while they are written."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from posturecam.errors import StorageError

STDOUT = Path("-")


def write_whole(path: Path, text: str, *, private: bool = False) -> None:
    """Write `text` to `path`; a reader sees the old file or the new one, never half of it."""
    with replacing(path, private=private) as half:
        half.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a name beside `path` to write to; it takes the place of `path` if the block succeeds.

    The name keeps the ending of `path`, since some writers choose a format by it.  With `private`
    only the user may read the file.  Devices and pipes are written to directly.
    """
    path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        yield path
        return
    half = _beside(path)
    try:
        yield half
        half.chmod(0o600 if private else _usual_mode())
        half.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def text_sink(path: Path) -> Iterator[TextIO]:
    """Open `path` for text that appears when the block succeeds; `-` is standard output."""
    if path == STDOUT:
        yield sys.stdout
        sys.stdout.flush()
        return
    with replacing(path) as half, half.open("w", encoding="utf-8", newline="") as sink:
        yield sink


def _beside(path: Path) -> Path:
    try:
        descriptor, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.stem}-", suffix="".join(path.suffixes[-1:])
        )
    except OSError as error:
        raise _cannot_write(path, error) from error
    os.close(descriptor)
    if path.is_dir():
        Path(name).unlink()
        msg = f"Cannot write {path}: it is a folder. Give the name of a file."
        raise StorageError(msg)
    return Path(name)


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _cannot_write(path: Path, error: OSError) -> StorageError:
    reason = error.strerror or str(error)
    return StorageError(f"Cannot write {path}: {reason}. Choose a place that can be written.")
