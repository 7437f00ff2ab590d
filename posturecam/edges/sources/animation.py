"""Picture files that hold several pictures: animated WebP, PNG and AVIF, TIFF with pages."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from posturecam.core.values import Frame
from posturecam.edges.files.file_names import shown
from posturecam.edges.sources.picture_format import placed
from posturecam.errors import SourceError
from posturecam.settings import Camera

STILLS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "PPM", "JPEG2000", "AVIF")
_SEVERAL = {"PNG", "WEBP", "TIFF", "AVIF"}  # a second picture of a JPEG belongs to the first
_MOST_PIXELS = 36_000_000
_SHORTEST_MS = 10  # browsers take a time as short as this, or none, for a tenth of a second
_USUAL_S = 0.1
_REDUCED = 254  # the TIFF tag whose lowest bit marks a smaller copy of another page
_UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)


class Animation:
    """The pictures of one file with their times; those that cannot be read are passed over."""

    live = False

    def __init__(self, name: str, image: Image.Image, camera: Camera) -> None:
        """Read `image`; raise SourceError if its first picture cannot be read."""
        self.note: str | None = None
        self._name, self._image, self._camera = name, image, camera
        self._pages = image.format == "TIFF"
        self._number, self._count, self._t = 0, pictures_of(image), 0.0
        self._first = self._next(0.0)
        if self._first is None:
            msg = f"{name} is not a picture that can be read. Give a JPEG or PNG file."
            raise SourceError(msg)
        height, width, _ = self._first.image.shape
        self.size = (width, height)
        every_s = camera.image_every_s
        self.duration_s = self._count * every_s if self._pages else None
        self.assumed = (
            f"The {self._count} pages of {name} are taken to be {every_s:g} s apart "
            "(camera.image_every_s)"
            if self._pages
            else None
        )

    def read(self, not_before_s: float) -> Frame | None:
        """Return the next picture at or after `not_before_s`; None after the last one."""
        first, self._first = self._first, None
        if first is not None and first.t >= not_before_s:
            return first
        return self._next(not_before_s)

    def _next(self, not_before_s: float) -> Frame | None:
        while self._number < self._count:
            t, number = self._t, self._number
            self._number += 1
            try:
                with _unwarned():
                    self._image.seek(number)
                    self._t += self._lasts_s()
                    wanted = t >= not_before_s and not _reduced(self._image)
                    pixels = _rgb(self._image) if wanted else None
            except _UNREADABLE:
                self.note = f"{self._name} is damaged; some of its frames are missing"
                continue
            if pixels is not None:
                camera = self._camera
                return Frame(t, placed(pixels, camera.rotate, mirror=camera.mirror))
        return None

    def _lasts_s(self) -> float:
        if self._pages:
            return 0.0 if _reduced(self._image) else self._camera.image_every_s
        self._image.load()  # the time comes with the picture
        lasts_ms = float(self._image.info.get("duration") or 0)
        return lasts_ms / 1000 if lasts_ms > _SHORTEST_MS else _USUAL_S


@contextmanager
def open_animation(path: Path, camera: Camera) -> Iterator[Animation]:
    """Read the pictures inside the file `path` for the length of a `with` block."""
    with _opened(path) as image:
        yield Animation(shown(path.name), image, camera)


def is_still(path: Path) -> bool:
    """Return whether the file `path` is a picture of a kind that is read, by what is in it."""
    try:
        with _opened(path):
            return True
    except UnidentifiedImageError:
        return False
    except _UNREADABLE:
        return True


def holds_several(path: Path) -> bool:
    """Return whether the file `path` holds more than one picture."""
    try:
        with _opened(path) as image:
            return pictures_of(image) > 1
    except _UNREADABLE:
        return False


def pictures_of(image: Image.Image) -> int:
    """Return how many pictures are in `image`."""
    width, height = image.size
    if image.format not in _SEVERAL or width * height > _MOST_PIXELS:
        return 1
    return int(getattr(image, "n_frames", 1))


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    with path.open("rb") as file:
        with _unwarned():
            image = Image.open(file, formats=STILLS)
        with image:
            yield image


@contextmanager
def _unwarned() -> Iterator[None]:
    """Keep warnings of odd metadata and large pictures from the user."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _reduced(image: Image.Image) -> bool:
    tags = getattr(image, "tag_v2", {})
    return bool(int(tags.get(_REDUCED, 0)) & 1)


def _rgb(image: Image.Image) -> NDArray[np.uint8]:
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):
        grey = (np.asarray(upright) >> 8).astype(np.uint8)
        return np.repeat(grey[:, :, np.newaxis], 3, axis=2)
    return np.asarray(upright.convert("RGB"))
