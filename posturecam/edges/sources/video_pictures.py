"""The pictures of a recording: decoded one after the other, and shown as they were filmed."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from posturecam.edges.sources.picture_format import by_matrix, placed
from posturecam.settings import Camera

_MOST_PIXELS = 36_000_000  # 8K; more is damage, and would fill the memory
_NARROWEST = 0.25  # width / height of a pixel


class Decoder:
    """Decodes what can be decoded: damage inside is passed over, a broken end is the end."""

    def __init__(self, container: InputContainer, stream: VideoStream) -> None:
        """Decode the pictures of `stream`."""
        self.broken = False  # something could not be decoded
        self._container, self._stream = container, stream
        stream.thread_type = "AUTO"
        stream.codec_context.options = {"max_pixels": str(_MOST_PIXELS)}

    def pictures(self) -> Iterator[VideoFrame]:
        """Yield the pictures; memory does not grow."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
            except (FFmpegError, OSError, ValueError):
                self.broken = True
                return
            if packet is None:
                return
            try:
                yield from filter(_sane, packet.decode())
            except (FFmpegError, ValueError):
                self.broken = True


class Display:
    """Turns decoded pictures into RGB with square pixels, the way up they were filmed."""

    def __init__(self, stream: VideoStream, camera: Camera) -> None:
        """Show the pictures of `stream`, turned and mirrored as `camera` says."""
        self._camera, self._pixel_aspect = camera, _pixel_aspect(stream)
        self._matrices: dict[int, NDArray[np.int32] | None] = {}  # by the turn they stand for
        self._reformatter = VideoReformatter()  # one for all: each has threads of its own

    def image(self, picture: VideoFrame) -> NDArray[np.uint8]:
        """Return `picture` as (H, W, 3)."""
        width = max(1, round(picture.width * self._pixel_aspect))
        size = {"width": width, "height": picture.height}
        rgb = self._reformatter.reformat(picture, **size, format="rgb24").to_ndarray()
        matrix = self._matrix(picture)
        rgb = rgb if matrix is None else by_matrix(rgb, matrix)
        return placed(rgb, self._camera.rotate, mirror=self._camera.mirror)

    def _matrix(self, picture: VideoFrame) -> NDArray[np.int32] | None:
        """Return the display matrix, read again only when the turn changes.

        A picture and its side data keep each other in memory until garbage is collected.
        """
        turn = picture.rotation
        if turn not in self._matrices:
            data: Any = picture.side_data.get("DISPLAYMATRIX")
            self._matrices[turn] = None if data is None else np.frombuffer(bytes(data), np.int32)
        return self._matrices[turn]


def _sane(picture: VideoFrame) -> bool:
    return 0 < picture.width * picture.height <= _MOST_PIXELS


def _pixel_aspect(stream: VideoStream) -> float:
    """Return width / height of one pixel; 1 where the recording does not say or talks nonsense."""
    ratio = float(stream.codec_context.sample_aspect_ratio or 1)
    return ratio if _NARROWEST <= ratio <= 1 / _NARROWEST else 1.0
