"""Files appear whole or not at all, whatever happens while they are written."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from posturecam.errors import StorageError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def write_whole(path: Path, text: str, *, private: bool = False) -> None:
    """Write `text` to `path`; a reader sees the old file or the new one, never half of it.

    Raises:
        StorageError: It cannot be written.
    """
    with replacing(path, private=private) as half, text_file(half, path, newline="\n") as sink:
        sink.write(text)


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a name beside `path` to write to; it takes the place of `path` if the block succeeds.

    The name keeps the ending of `path`, since some writers choose a format by it.  With `private`
    only the user may read the file.  Devices and pipes are written to directly.

    Raises:
        StorageError: The file cannot be made or put into its place.  What fails in the block
            passes as it is, since that may concern another file.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file() and not path.is_dir():
        yield path
        return
    half = _beside(path)
    try:
        yield half
        with naming(path):
            half.chmod(0o600 if private else _usual_mode())
            half.replace(path)
    finally:
        with naming(path):
            half.unlink(missing_ok=True)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Report whatever goes wrong in the block as `path` that cannot be written.

    Raises:
        StorageError: An OSError in the block.
    """
    try:
        yield
    except OSError as error:
        raise _cannot_write(path, error) from error


def copy_whole(source: Path, target: Path) -> None:
    """Copy the bytes of `source`, whatever they are, to `target`, for the user only.

    Raises:
        StorageError: `target` cannot be written, or `source` not read.
    """
    with replacing(target, private=True) as half, naming(target):
        shutil.copyfile(source, half)


def backup_of(path: Path) -> Path:
    """Return where the file is kept that `path` was before."""
    return path.with_name(path.name + ".bak")


def move(path: Path, target: Path) -> None:
    """Give the file `path`, if it is there, the name `target`.

    Raises:
        StorageError: That cannot be done.
    """
    try:
        path.replace(target)
    except FileNotFoundError:
        return
    except OSError as error:
        msg = f"Cannot rename {path}: {error.strerror or error}. Make its folder writable."
        raise StorageError(msg) from error


def remove(path: Path) -> None:
    """Delete the file `path`, if it is there.

    Raises:
        StorageError: That cannot be done.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        msg = f"Cannot delete {path}: {error.strerror or error}. Make its folder writable."
        raise StorageError(msg) from error


def text_file(path: Path, name: Path, newline: str = "") -> TextIO:
    """Open `path` to write text.

    Raises:
        StorageError: It cannot be opened, or later written; the error calls it `name`.
    """
    return TextIOWrapper(binary_file(path, name), encoding="utf-8", newline=newline)


def binary_file(path: Path, name: Path) -> BinaryIO:
    """Open `path` to write bytes.

    Raises:
        StorageError: It cannot be opened, or later written; the error calls it `name`.
    """
    with naming(name):
        return cast("BinaryIO", BufferedWriter(_Named(path, name)))


class _Named(FileIO):
    """A file whose errors name it."""

    def __init__(self, path: Path, name: Path) -> None:
        """Write to `path`, under the `name` that the user has given."""
        super().__init__(path, "w")
        self._called = name

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write `data`."""
        with naming(self._called):
            return cast("int", super().write(data))


def _beside(path: Path) -> Path:
    with naming(path):
        descriptor, name = tempfile.mkstemp(
            dir=path.parent, prefix=f".{path.stem:.40}-", suffix="".join(path.suffixes[-1:])
        )
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
