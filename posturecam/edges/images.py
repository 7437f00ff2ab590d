"""Pictures in a folder, or a single one, as a frame source."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from posturecam.core.values import Frame
from posturecam.edges.picture_format import to_rgb
from posturecam.errors import SourceError

SUFFIXES = frozenset(
    (".bmp", ".jp2", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp")
)
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_LETTERS = sys.maxsize  # sorts after any number


class Images:
    """Picture files, one each `every_s` seconds; those that cannot be read are passed over."""

    live = False

    def __init__(self, paths: Sequence[Path], every_s: float) -> None:
        """Look at `paths` in their order; raise SourceError if none can be read."""
        self._paths, self._every_s, self._at = paths, every_s, 0
        self.note: str | None = None
        self.duration_s: float | None = every_s * len(paths)
        self._first = self._next(0.0)
        if self._first is None:
            msg = f"{paths[0]} is not a picture that can be read. Give a JPEG or PNG file."
            raise SourceError(msg)
        height, width, _ = self._first.image.shape
        self.size = (width, height)

    def read(self, not_before_s: float) -> Frame | None:
        """Return the next picture at or after `not_before_s`; None after the last one."""
        first, self._first = self._first, None
        if first is not None and first.t >= not_before_s:
            return first
        return self._next(not_before_s)

    def _next(self, not_before_s: float) -> Frame | None:
        while self._at < len(self._paths):
            t, path = self._at * self._every_s, self._paths[self._at]
            self._at += 1
            if t >= not_before_s and (frame := self._frame(t, path)) is not None:
                return frame
        return None

    def _frame(self, t: float, path: Path) -> Frame | None:
        image = _decode(path)
        rgb = to_rgb(image) if image is not None else None
        if rgb is None:
            self.note = f"{path.name} cannot be read as a picture and was passed over"
            return None
        return Frame(t, rgb)


@contextmanager
def open_images(path: Path, every_s: float) -> Iterator[Images]:
    """Look at the pictures of the folder `path` in natural order, or at the one file `path`."""
    try:
        paths = [path] if path.is_file() else pictures_in(path)
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}. Check who may read it."
        raise SourceError(msg) from error
    if not paths:
        msg = f"{path} has no pictures. Give a folder with JPEG or PNG files."
        raise SourceError(msg)
    yield Images(paths, every_s)


def pictures_in(folder: Path) -> list[Path]:
    """Return the picture files of `folder`, 2.jpg before 10.jpg."""
    found = (path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    return sorted(filter(Path.is_file, found), key=lambda path: natural(path.name))


def natural(name: str) -> list[tuple[int, str]]:
    """Return a key that sorts numbers in `name` by their value, and before letters."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.lower())
    return [(int(part), "") if part[0] in "0123456789" else (_LETTERS, part) for part in parts]


def _decode(path: Path) -> cv2.typing.MatLike | None:
    """Decode a picture file, turned as its EXIF data says; None if that cannot be done."""
    try:
        data = path.read_bytes()
        if data.startswith(_PNG_MAGIC) and not _whole_png(data):
            return None
        return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        return None


def _whole_png(data: bytes) -> bool:
    """Tell whether every chunk of a PNG lies inside of it; OpenCV believes any length."""
    at = len(_PNG_MAGIC)
    while at + 12 <= len(data):  # a chunk: its length, type, content and checksum
        at += 12 + int.from_bytes(data[at : at + 4])
    return at <= len(data)
