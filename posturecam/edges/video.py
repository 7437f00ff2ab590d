"""Video files and animated GIFs as a frame source, with their true times."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posturecam.core.values import Frame
from posturecam.edges.source_name import printable
from posturecam.errors import SourceError

_TIMEOUT_S = (10.0, 10.0)  # to open an address, and to wait for more of it
_SHORT_S, _SHORT_SHARE = 1.0, 0.05  # a recording that ends this much early has broken off
_LOCAL = {"protocol_whitelist": "file"}  # a playlist in disguise opens no connection
_WANTED = (
    "a video, a picture or a pose tape. Is it complete, and a format such as MP4, MKV, WebM, AVI, "
    "GIF or JPEG?"
)
_WANTED_THERE = "a video. Check the address and the network."
_USUAL_RATE = Fraction(25)
_MOST_PIXELS = 36_000_000  # 8K; more is damage, and would fill the memory
_NARROWEST = 0.25  # width / height of a pixel


class Video:
    """The pictures of a recording, decoded one after the other; memory does not grow."""

    live = False

    def __init__(self, name: str, container: InputContainer) -> None:
        """Read `container`; raise SourceError if it has no picture that can be decoded."""
        self.note: str | None = None
        self._name, self._container = name, container
        self._stream = _video_stream(name, container)
        self.duration_s = _duration_s(container, self._stream)
        self._pixel_aspect = _pixel_aspect(self._stream)
        self._began_s: float | None = None
        self._last_s = -1.0
        self._broken = False
        timed = self._timed()
        first = next(timed, None)
        if first is None:
            raise _undecodable(name)
        self._pictures = chain((first,), timed)
        height, width, _ = self._image(first[1]).shape
        self.size = (width, height)

    def read(self, not_before_s: float) -> Frame | None:
        """Return the next picture at or after `not_before_s`; earlier ones are not converted."""
        for t, picture in self._pictures:
            if t >= not_before_s:
                return Frame(t, self._image(picture))
        self._note_early_end()
        return None

    def _timed(self) -> Iterator[tuple[float, VideoFrame]]:
        """Yield pictures with their times since the first one; times that do not rise are left."""
        for picture in self._decoded():
            t = self._t(picture)
            if t > self._last_s:
                self._last_s = t
                yield t, picture

    def _decoded(self) -> Iterator[VideoFrame]:
        """Decode what can be decoded: damage inside is passed over, a broken end is the end."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
            except (FFmpegError, OSError, ValueError):
                self._broken = True
                return
            if packet is None:
                return
            try:
                yield from filter(_sane, packet.decode())
            except (FFmpegError, ValueError):
                self._broken = True

    def _t(self, picture: VideoFrame) -> float:
        if picture.pts is None or picture.time is None:
            rate = self._stream.average_rate or _USUAL_RATE
            return 0.0 if self._last_s < 0 else self._last_s + float(1 / rate)
        if self._began_s is None:
            self._began_s = picture.time
        return picture.time - self._began_s

    def _image(self, picture: VideoFrame) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        """Turn a decoded picture into RGB with square pixels, the way up it was filmed."""
        width = max(1, round(picture.width * self._pixel_aspect))
        rgb = picture.reformat(width=width, height=picture.height, format="rgb24").to_ndarray()
        return np.ascontiguousarray(np.rot90(rgb, round(picture.rotation / 90)), dtype=np.uint8)

    def _note_early_end(self) -> None:
        whole_s, seen_s = self.duration_s, max(self._last_s, 0.0)
        if whole_s is not None and seen_s < whole_s - max(_SHORT_S, _SHORT_SHARE * whole_s):
            self.note = f"{self._name} breaks off at {seen_s:.1f} s of {whole_s:.1f} s"
        elif self._broken:
            self.note = f"{self._name} is damaged; some of its pictures are missing"


@contextmanager
def open_video(spec: str) -> Iterator[Video]:
    """Read the recording `spec`, a file or an address, for the length of a `with` block."""
    is_file = Path(spec).is_file()
    name = Path(spec).name if is_file else printable(spec)
    try:
        container = av.open(
            spec,
            container_options=_LOCAL if is_file else {},
            timeout=None if is_file else _TIMEOUT_S,
        )
    except (FFmpegError, OSError, ValueError) as error:
        msg = f"{name} cannot be read as {_WANTED if is_file else _WANTED_THERE}"
        raise SourceError(msg) from error
    with container:
        yield Video(name, container)


def _video_stream(name: str, container: InputContainer) -> VideoStream:
    for stream in container.streams.video:
        codec = getattr(stream, "codec_context", None)  # None: there is no such codec
        if codec is not None and not stream.disposition & Disposition.attached_pic:
            stream.thread_type = "AUTO"
            codec.options = {"max_pixels": str(_MOST_PIXELS)}
            return stream
    if container.streams.audio:
        msg = f"{name} has sound but no pictures. Give a recording with video."
        raise SourceError(msg)
    raise _undecodable(name)


def _undecodable(name: str) -> SourceError:
    return SourceError(f"No picture of {name} can be decoded. Is the recording complete?")


def _sane(picture: VideoFrame) -> bool:
    return 0 < picture.width * picture.height <= _MOST_PIXELS


def _duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration and stream.time_base:
        seconds = float(stream.duration * stream.time_base)
    else:
        seconds = (container.duration or 0) / av.time_base
    return seconds if seconds > 0 else None


def _pixel_aspect(stream: VideoStream) -> float:
    """Return width / height of one pixel; 1 where the recording does not say or talks nonsense."""
    ratio = float(stream.codec_context.sample_aspect_ratio or 1)
    return ratio if _NARROWEST <= ratio <= 1 / _NARROWEST else 1.0
