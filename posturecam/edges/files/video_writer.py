"""Writes H.264 video that a browser plays."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from posturecam.edges.files.atomic_write import replacing
from posturecam.errors import StorageError

TICKS_PER_S = 10_000  # a step may take 2**31 of them: 59 hours, as when a computer sleeps
NOMINAL_RATE = 30  # the encoder wants one; the times of the pictures are their own


class Film:
    """A video being written; each picture is shown from its time to that of the next."""

    def __init__(self, container: Any, path: Path) -> None:
        """Write into the open `container`, which is to become the file `path`."""
        self._container, self._path = container, path
        self._stream: Any = None
        self._last = -1

    def write(self, t: float, image: NDArray[np.uint8]) -> None:
        """Show `image` (H, W, 3), RGB, from `t` seconds on; times must rise, sizes stay.

        Raises:
            StorageError: It cannot be written.
        """
        even = image[: image.shape[0] // 2 * 2, : image.shape[1] // 2 * 2]
        if self._stream is None:
            self._stream = self._open(even)
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(even), format="rgb24")
        if (frame.width, frame.height) != (self._stream.width, self._stream.height):
            frame = frame.reformat(width=self._stream.width, height=self._stream.height)
        frame.pts = self._last = max(self._last + 1, round(t * TICKS_PER_S))
        frame.time_base = Fraction(1, TICKS_PER_S)
        with _naming(self._path):
            self._container.mux(self._stream.encode(frame))

    def finish(self) -> None:
        """Write what the encoder still holds, and the end of the file.

        Raises:
            StorageError: It cannot be written.
        """
        with _naming(self._path):
            if self._stream is not None:
                self._container.mux(self._stream.encode())
            self._container.close()

    def _open(self, image: NDArray[np.uint8]) -> Any:
        stream = self._container.add_stream("libx264", rate=NOMINAL_RATE)
        stream.height, stream.width = image.shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, TICKS_PER_S)
        stream.options = {"crf": "23", "preset": "veryfast"}
        return stream


@contextmanager
def record_film(path: Path) -> Iterator[Film]:
    """Write the video `path`, which appears when the block succeeds.

    Raises:
        StorageError: It cannot be written, or its name does not end with .mp4.
    """
    if path.suffix.lower() != ".mp4":
        msg = f"Cannot write {path}: annotated videos are .mp4 files. Give a name with .mp4."
        raise StorageError(msg)
    with replacing(path) as half:
        with _naming(path):
            container = av.open(str(half), "w", format="mp4", options={"movflags": "faststart"})
        try:
            film = Film(container, path)
            yield film
            film.finish()
        finally:
            with suppress(FFmpegError, OSError):
                container.close()


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except (FFmpegError, OSError) as error:
        msg = f"Cannot write {path}: {error.strerror}. Is the disk full?"
        raise StorageError(msg) from error
