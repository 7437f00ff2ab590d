"""A part of a recording, read from where it is: of a day on a server ten minutes are fetched."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from posturecam.edges.sources.local_copy import local_copy, located


@contextmanager
def read_in_part(address: str, size_bytes: int) -> Iterator[tuple[str, IO[bytes] | None]]:
    """Yield the path of a recording, and the file to read it from where it is not on this computer.

    What cannot be had in parts is copied.

    Raises:
        SourceError: It is not there, or no longer what it was.
    """
    files, path = located(address)
    file = None if files is None else _opened(files, path, size_bytes)
    if file is not None:
        with file:
            yield path, file
    elif files is None:
        yield path, None
    else:
        with local_copy(address, size_bytes) as copy:
            yield str(copy), None


def _opened(files: Any, path: str, size_bytes: int) -> IO[bytes] | None:
    """Open the file `path` to be read from any place on.

    None: that cannot be, or it has another size than `size_bytes`; copying it says what is wrong.
    """
    try:
        file: IO[bytes] = files.open(path, "rb")
    except Exception:  # noqa: BLE001 - each file system has errors of its own
        return None
    if file.seekable() and size_bytes and files.size(path) == size_bytes:
        return file
    file.close()
    return None
