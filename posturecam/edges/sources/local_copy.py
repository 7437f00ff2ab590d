"""A recording somewhere else, copied to this computer while it is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from posturecam.edges.files.atomic_write import binary_file
from posturecam.edges.files.own_folder import own_folder
from posturecam.edges.sources.source_name import printable, scrubbed
from posturecam.errors import SourceError, StorageError

PREFIX: Final = "posturecam-copy-"
TRIES: Final = 2  # a connection that breaks is tried once more
_PIECE_BYTES: Final = 4 << 20
_LONGEST_NAME: Final = 60  # letters: in UTF-8 240 bytes at most, and most disks take 255
_WEB: Final = "http"


def located(address: str) -> tuple[Any, str]:
    """Return fsspec's file system and the path in it; None and the path of a local file.

    Raises:
        SourceError: No file system is known that has such addresses.
    """
    if "://" not in address:
        return None, address
    from fsspec.core import url_to_fs  # noqa: PLC0415 - only studies need it
    from fsspec.implementations.local import LocalFileSystem  # noqa: PLC0415 - as above

    try:
        files, path = url_to_fs(address)
    except ValueError as error:
        msg = f"{printable(address)} cannot be fetched: {error}. Give a file or another address."
        raise SourceError(msg) from error
    except ImportError as error:  # the client has the package, this worker has not
        msg = f"{printable(address)} cannot be fetched by this worker: {error}."
        raise SourceError(msg) from error
    return (None if isinstance(files, LocalFileSystem) else files), path


@contextmanager
def local_copy(address: str, size_bytes: int) -> Iterator[Path]:
    """Yield the recording at `address` as a file here, for the length of the block.

    A local one is itself.  Another one is copied, up to `size_bytes` (0: not known), and the copy
    removed at the end; what a process that was killed has left is removed by the next one.

    Raises:
        SourceError: It is not there, may not be read, or is no longer what it was; or it was not
            fetched, and not at a second try either.
        StorageError: There is no room for it.
    """
    files, path = located(address)
    if files is None:
        yield Path(path)
        return
    with own_folder(PREFIX) as folder:
        copy = folder / _name(path)
        _fetch(lambda: files.open(path, "rb"), copy, address, size_bytes)
        yield copy


def _name(path: str) -> str:
    """Return the name of a copy, which notes show: without what is asked of a web server."""
    plain = path.partition("?")[0] if path.lower().startswith(_WEB) else path
    return PurePosixPath(plain).name[-_LONGEST_NAME:]


def _fetch(
    opened: Callable[[], IO[bytes]], copy: Path, address: str, size_bytes: int, tries: int = TRIES
) -> None:
    """Copy what is `opened`; start over if the connection breaks."""
    try:
        with opened() as there, binary_file(copy, copy) as here:
            _copy(there, here, address, size_bytes)
    except (SourceError, StorageError):
        raise
    except (FileNotFoundError, PermissionError) as error:
        msg = (
            f"There is no recording {printable(address)} that may be read ({_reason(error)}). "
            "Check its address and your access to it."
        )
        raise SourceError(msg) from error
    except Exception as error:  # each file system has errors of its own
        if tries > 1:
            _fetch(opened, copy, address, size_bytes, tries - 1)
            return
        raise not_fetched(address, error) from error


def not_fetched(address: str, error: Exception) -> SourceError:
    """Return what is said of an address whose connection breaks each time."""
    return SourceError(
        f"{printable(address)} cannot be fetched ({_reason(error)}; tried {TRIES} times). Run the "
        "study again later."
    )


def _reason(error: Exception) -> str:
    """Say what a file system said, or what it said it for, without secrets."""
    first = error.__cause__ or error
    return scrubbed(str(first) or type(first).__name__).rstrip(".")


def _copy(there: IO[bytes], here: IO[bytes], address: str, size_bytes: int) -> None:
    copied = 0
    while piece := there.read(_PIECE_BYTES):
        copied += here.write(piece)
        if 0 < size_bytes < copied:
            break
    if size_bytes and copied != size_bytes:
        msg = f"{printable(address)} has changed since it was listed. Run the study again."
        raise SourceError(msg)
