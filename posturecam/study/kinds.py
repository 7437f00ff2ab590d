"""What in a folder is a recording, by its name and, for some, by how it begins."""

import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Final

from posturecam.edges.sources import tape
from posturecam.edges.sources.video import SUFFIXES

VIDEOS: Final = SUFFIXES | {".mjpeg", ".mjpg", ".h264"}
_START_BYTES: Final = 4096  # its first line has that word among its first 200
_GZIP: Final = 31  # for zlib: expect the header of a .gz


def is_recording(name: str, start: Callable[[int], bytes]) -> bool:
    """Return whether the file `name` is a video or a pose tape.

    `start` reads so many of its first bytes; it is asked only where the name leaves it open.
    """
    base = PurePosixPath(name).name.lower()
    if base.startswith("."):
        return False  # hidden, such as the ._desk.mp4 of macOS
    if base.endswith(tape.SURE_SUFFIXES):
        return True
    if base.endswith(tape.SUFFIXES):
        return tape.MARK in _unpacked(start(_START_BYTES))
    return PurePosixPath(base).suffix in VIDEOS


def _unpacked(start: bytes) -> bytes:
    with suppress(zlib.error):
        return zlib.decompressobj(_GZIP).decompress(start)
    return start
