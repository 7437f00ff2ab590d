"""Pictures in a folder, or a single one, as a frame source."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from posturecam.core.values import Frame
from posturecam.edges.files.file_names import sentences, shown
from posturecam.edges.sources.animation import Animation, holds_several, open_animation
from posturecam.edges.sources.picture_format import to_rgb
from posturecam.errors import SourceError
from posturecam.settings import Camera

SUFFIXES = {
    *(".avif", ".bmp", ".jfif", ".jp2", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff"),
    ".webp",
}
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_LETTERS = sys.maxsize  # sorts after any number
_NO_STILLS = frozenset(
    (".heic", ".heif", ".gif", ".dng", ".cr2", ".nef", ".mp4", ".mov", ".mkv", ".webm", ".avi")
)
USUAL_CAMERA = Camera()


class Images:
    """Picture files, one each `every_s` seconds; those that cannot be read are passed over."""

    live = False

    def __init__(self, paths: Sequence[Path], camera: Camera, left_out: str | None = None) -> None:
        """Read `paths` in their order; raise SourceError if none can be read.

        `left_out` says what else is in the folder.
        """
        every_s = camera.image_every_s
        self._paths, self._camera, self._every_s, self._at = paths, camera, every_s, 0
        self._unread: list[str] = []
        self._several: list[str] = []
        self.duration_s: float | None = every_s * len(paths)
        self._first = self._next(0.0)
        if self._first is None:
            name = shown(str(paths[0]))
            msg = f"{name} is not a picture that can be read. Give a JPEG or PNG file."
            raise SourceError(msg)
        self.assumed = sentences(
            f"The {len(paths)} pictures are taken to be {every_s:g} s apart (camera.image_every_s)"
            if len(paths) > 1
            else None,
            left_out,
        )
        height, width, _ = self._first.image.shape
        self.size = (width, height)

    @property
    def note(self) -> str | None:
        """What could not be read, or only in part."""
        return sentences(
            _listed(self._unread, "cannot be read as a picture and was skipped"),
            _listed(self._several, "holds several pictures; only its first was used"),
        )

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
        camera = self._camera
        rgb = None if image is None else to_rgb(image, camera.rotate, mirror=camera.mirror)
        if rgb is None:
            self._unread.append(shown(path.name))
            return None
        if holds_several(path):
            self._several.append(shown(path.name))
        return Frame(t, rgb)


@contextmanager
def open_images(path: Path, camera: Camera = USUAL_CAMERA) -> Iterator[Images | Animation]:
    """Read the pictures of the folder `path` in natural order, or in the file `path`.

    Raises:
        SourceError: There are none, or they cannot be read.
    """
    if path.is_file() and holds_several(path):
        with open_animation(path, camera) as animation:
            yield animation
        return
    try:
        alone = path.is_file()
        paths = [path] if alone else pictures_in(path)
        left_out = None if alone else _left_out(path)
    except OSError as error:
        name = shown(str(path))
        msg = f"{name} cannot be read: {error.strerror or error}. Check who may read it."
        raise SourceError(msg) from error
    if not paths:
        msg = f"{shown(str(path))} has no pictures. Give a folder with JPEG or PNG files."
        raise SourceError(msg)
    yield Images(paths, camera, left_out)


def pictures_in(folder: Path) -> list[Path]:
    """Return the picture files of `folder` that are not hidden, 2.jpg before 10.jpg."""
    found = (path for path in _files(folder) if path.suffix.lower() in SUFFIXES)
    return sorted(found, key=lambda path: natural(path.name))


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of `folder`, but for hidden ones such as macOS's ._1.jpg."""
    return (path for path in folder.iterdir() if path.name[0] != "." and path.is_file())


def _left_out(folder: Path) -> str | None:
    """Say which recordings and photographs of `folder` are of a kind that is not read there."""
    names = sorted(p.name for p in _files(folder) if p.suffix.lower() in _NO_STILLS)
    return _listed([shown(name) for name in names], "cannot be read from a folder and was skipped")


def _listed(names: Sequence[str], what: str) -> str | None:
    if not names:
        return None
    more = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
    return f"{names[0]} {what}{more}"


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
    """Return whether every chunk of a PNG lies inside of it; OpenCV believes any length."""
    at = len(_PNG_MAGIC)
    while at + 12 <= len(data):  # a chunk: its length, type, content and checksum
        at += 12 + int.from_bytes(data[at : at + 4])
    return at <= len(data)
