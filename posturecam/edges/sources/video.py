"""Video files and animated GIFs as a frame source, with their true times."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from posturecam.core.values import Frame
from posturecam.edges.files.file_names import for_ffmpeg, sentences, shown
from posturecam.edges.sources.picture_format import by_matrix, placed
from posturecam.edges.sources.recording_clock import RecordingClock
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.video_tracks import choose, picture_tracks, undecodable
from posturecam.errors import SourceError
from posturecam.settings import Camera

_TIMEOUT_S = (10.0, 10.0)  # to open an address, and to wait for more of it
_SHORT_S, _SHORT_SHARE = 1.0, 0.05  # a recording that ends this much early has broken off
_LOCAL = {"protocol_whitelist": "file"}  # a playlist in disguise opens no connection
_WANTED = (
    "a video, a picture or a pose tape. Is it complete, and a format such as MP4, MKV, WebM, AVI, "
    "GIF or JPEG?"
)
_WANTED_THERE = "a video. Check the address and the network."
_USUAL_RATE = Fraction(25)
_SLOWEST, _FASTEST = 1, 240  # pictures a second; what else a raw stream says of itself is not true
_NO_TIMES = 0x0080  # FFmpeg's flag AVFMT_NOTIMESTAMPS
_END_AS_LENGTH = {"matroska", "nut", "asf"}  # formats whose length is the clock's last reading
_MOST_PIXELS = 36_000_000  # 8K; more is damage, and would fill the memory
_NARROWEST = 0.25  # width / height of a pixel


USUAL_CAMERA = Camera()


class Video:
    """The pictures of a recording, decoded one after the other; memory does not grow."""

    live = False

    def __init__(self, name: str, container: InputContainer, camera: Camera = USUAL_CAMERA) -> None:
        """Read `container`; raise SourceError if it has no picture that can be decoded."""
        self._name, self._container, self._camera = name, container, camera
        tracks = picture_tracks(name, container)
        self._stream, track_note = choose(name, tracks, camera.track)
        self._stream.thread_type = "AUTO"
        self._stream.codec_context.options = {"max_pixels": str(_MOST_PIXELS)}
        self.duration_s = _duration_s(container, self._stream)
        self._pixel_aspect = _pixel_aspect(self._stream)
        self._time = RecordingClock(name)
        self._timeless = bool(container.format.flags & _NO_TIMES)
        self._broken = self._over = False
        self._matrices: dict[int, NDArray[np.int32] | None] = {}  # by the turn they stand for
        timed = self._timed()
        first = next(timed, None)
        if first is None:
            raise undecodable(name)
        self._pictures = chain((first,), timed)
        self.assumed = sentences(track_note, self._rate_note())
        height, width, _ = self._image(first[1]).shape
        self.size = (width, height)

    @property
    def note(self) -> str | None:
        """What was missing, damaged or odd; known after the end."""
        return sentences(self._end_note(), *self._time.notes()) if self._over else None

    def read(self, not_before_s: float) -> Frame | None:
        """Return the next picture at or after `not_before_s`; earlier ones are not converted."""
        for t, picture in self._pictures:
            if t >= not_before_s:
                return Frame(t, self._image(picture))
        self._over = True
        return None

    def _timed(self) -> Iterator[tuple[float, VideoFrame]]:
        """Yield pictures with their times since the first one; times that do not rise are left."""
        for picture in self._decoded():
            if (t := self._t(picture)) is not None:
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

    def _t(self, picture: VideoFrame) -> float | None:
        if self._timeless or picture.pts is None or picture.time is None:
            return self._time.after(float(1 / self._rate()[0]))
        return self._time.at(picture.time)

    def _rate(self) -> tuple[Fraction, str]:
        """Pictures a second where the recording holds no times, and where that is from."""
        if self._camera.recorded_fps:
            return Fraction(self._camera.recorded_fps), "as camera.recorded_fps says"
        said = self._stream.codec_context.framerate or 0
        if not self._timeless:
            return self._stream.average_rate or _USUAL_RATE, "as the file says"
        if _SLOWEST <= said <= _FASTEST:
            return Fraction(said), "as its frames say"
        return _USUAL_RATE, "a guess"

    def _rate_note(self) -> str | None:
        if not self._timeless or self._camera.recorded_fps:
            return None
        rate, origin = self._rate()
        return (
            f"{self._name} has no timestamps: {float(rate):g} frames per second are assumed "
            f"({origin}). Give the true rate with --set camera.recorded_fps=RATE"
        )

    def _image(self, picture: VideoFrame) -> NDArray[np.uint8]:
        """Turn a decoded picture into RGB with square pixels, the way up it was filmed."""
        width = max(1, round(picture.width * self._pixel_aspect))
        rgb = picture.reformat(width=width, height=picture.height, format="rgb24").to_ndarray()
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

    def _end_note(self) -> str | None:
        whole_s, seen_s = self.duration_s, max(self._time.last_s, 0.0)
        if whole_s is not None and seen_s < whole_s - max(_SHORT_S, _SHORT_SHARE * whole_s):
            return f"{self._name} is cut off at {seen_s:.1f} s of {whole_s:.1f} s"
        if self._broken:
            return f"{self._name} is damaged; some of its frames are missing"
        return None


@contextmanager
def open_video(spec: str, camera: Camera = USUAL_CAMERA) -> Iterator[Video]:
    """Read the recording `spec`, a file or an address, for the length of a `with` block."""
    is_file = Path(spec).is_file()
    name = shown(Path(spec).name) if is_file else printable(spec)
    try:
        container = av.open(
            for_ffmpeg(Path(spec)) if is_file else spec,
            container_options=_LOCAL if is_file else {},
            timeout=None if is_file else _TIMEOUT_S,
        )
    except (FFmpegError, OSError, ValueError) as error:
        msg = f"{name} cannot be read as {_WANTED if is_file else _WANTED_THERE}"
        raise SourceError(msg) from error
    with container:
        yield Video(name, container, camera)


def _sane(picture: VideoFrame) -> bool:
    return 0 < picture.width * picture.height <= _MOST_PIXELS


def _duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration and stream.time_base:
        seconds = float(stream.duration * stream.time_base)
    else:
        seconds = (container.duration or 0) / av.time_base
    start_s = (container.start_time or 0) / av.time_base
    if seconds > start_s > 0 and _END_AS_LENGTH.intersection(container.format.name.split(",")):
        seconds -= start_s
    return seconds if seconds > 0 else None


def _pixel_aspect(stream: VideoStream) -> float:
    """Return width / height of one pixel; 1 where the recording does not say or talks nonsense."""
    ratio = float(stream.codec_context.sample_aspect_ratio or 1)
    return ratio if _NARROWEST <= ratio <= 1 / _NARROWEST else 1.0
