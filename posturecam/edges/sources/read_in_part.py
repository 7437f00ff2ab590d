"""A part of a recording, read from where it is: of a day on a server ten minutes are fetched."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_SET, RawIOBase
from typing import IO, Any, cast

from posturecam.edges.sources.local_copy import local_copy, located, not_fetched


@contextmanager
def read_in_part(address: str, size_bytes: int) -> Iterator[tuple[str, IO[bytes] | None]]:
    """Yield the path of a recording, and the file to read it from where it is not on this computer.

    What cannot be had in parts is copied.

    Raises:
        SourceError: It is not there, or no longer what it was.  Reading from the file raises it
            too, when the connection breaks a second time.
    """
    files, path = located(address)
    file = None if files is None else _opened(files, path, size_bytes)
    if file is not None:
        with file:
            yield path, cast("IO[bytes]", _Remote(file, address))
    elif files is None:
        yield path, None
    else:
        with local_copy(address, size_bytes) as copy:
            yield str(copy), None


class _Remote(RawIOBase):
    """A file whose connection may break: what was asked for is then asked for once more."""

    def __init__(self, file: IO[bytes], address: str) -> None:
        """Read from `file`, which is at `address`."""
        super().__init__()
        self._file, self._address = file, address

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read from any place on."""
        return True

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Go to a place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        """Read the next `size` bytes.

        Raises:
            SourceError: The connection breaks each time.
        """
        place = self.tell()
        try:
            return self._file.read(size)
        except Exception:  # noqa: BLE001 - each file system has errors of its own
            self.seek(place)
        try:
            return self._file.read(size)
        except Exception as error:
            raise not_fetched(self._address, error) from error


def _opened(files: Any, path: str, size_bytes: int) -> IO[bytes] | None:
    """Open the file `path` to be read from any place on.

    None: that cannot be, or it has another size than `size_bytes`; copying it says what is wrong.
    """
    try:
        fits = bool(size_bytes) and files.size(path) == size_bytes
        file: IO[bytes] | None = files.open(path, "rb") if fits else None
    except Exception:  # noqa: BLE001 - each file system has errors of its own
        return None
    if file is None or file.seekable():
        return file
    file.close()
    return None
