"""Video files and animated GIFs as a frame source, with their true times."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posturecam.core.values import Frame
from posturecam.edges.files.file_names import for_ffmpeg, sentences, shown
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.video_pictures import Decoder, Display
from posturecam.edges.sources.video_times import VideoTimes
from posturecam.edges.sources.video_tracks import choose, picture_tracks, undecodable
from posturecam.errors import SourceError
from posturecam.settings import Camera

SUFFIXES = {
    *(".mp4", ".mkv", ".webm", ".avi", ".mov", ".m4v", ".mpg", ".mpeg", ".ts", ".wmv", ".flv"),
    *(".ogv", ".3gp"),
}
_TIMEOUT_S = (10.0, 10.0)  # to open an address, and to wait for more of it
_SHORT_S, _SHORT_SHARE = 1.0, 0.05  # a recording that ends this much early has broken off
_LOCAL = {"protocol_whitelist": "file"}  # a playlist in disguise opens no connection
_WANTED = (
    "a video, a picture or a pose tape. Is it complete, and a format such as MP4, MKV, WebM, AVI, "
    "GIF or JPEG?"
)
_WANTED_THERE = "a video. Check the address and the network."
_END_AS_LENGTH = {"matroska", "nut", "asf"}  # formats whose length is the clock's last reading


USUAL_CAMERA = Camera()


class Video:
    """The pictures of a recording with their stream times."""

    live = False

    def __init__(self, name: str, container: InputContainer, camera: Camera = USUAL_CAMERA) -> None:
        """Read `container`; raise SourceError if it has no picture that can be decoded."""
        stream, track_note = choose(name, picture_tracks(name, container), camera.track)
        self._name, self._over = name, False
        self._decoder, self._display = Decoder(container, stream), Display(stream, camera)
        self._times = VideoTimes(name, container, stream, camera)
        self.duration_s = duration_s(container, stream)
        timed = self._timed()
        first = next(timed, None)
        if first is None:
            raise undecodable(name)
        self._pictures = chain((first,), timed)
        self.assumed = sentences(track_note, self._times.note(name))
        height, width, _ = self._display.image(first[1]).shape
        self.size = (width, height)

    @property
    def note(self) -> str | None:
        """What was missing, damaged or odd; known after the end."""
        return sentences(self._end_note(), *self._times.clock.notes()) if self._over else None

    def read(self, not_before_s: float) -> Frame | None:
        """Return the next picture at or after `not_before_s`; earlier ones are not converted."""
        for t, picture in self._pictures:
            if t >= not_before_s:
                return Frame(t, self._display.image(picture))
        self._over = True
        return None

    def close(self) -> None:
        """Let go of the pictures: they keep this recording, and its decoder's threads, alive."""
        self._pictures = chain(())

    def _timed(self) -> Iterator[tuple[float, VideoFrame]]:
        """Yield pictures with their times; those whose time does not rise are left out."""
        for picture in self._decoder.pictures():
            if (t := self._times.t(picture)) is not None:
                yield t, picture

    def _end_note(self) -> str | None:
        whole_s, seen_s = self.duration_s, max(self._times.clock.last_s, 0.0)
        if whole_s is not None and breaks_off(whole_s, seen_s):
            return f"{self._name} breaks off at {seen_s:.1f} s of {whole_s:.1f} s"
        if self._decoder.broken:
            return f"{self._name} is damaged; some of its frames are missing"
        return None


@contextmanager
def open_video(spec: str, camera: Camera = USUAL_CAMERA) -> Iterator[Video]:
    """Read the recording `spec`, a file or an address, for the length of a `with` block.

    Raises:
        SourceError: It cannot be read as a video.
    """
    with open_container(spec) as opened, closing(Video(*opened, camera)) as video:
        yield video


@contextmanager
def open_container(
    spec: str, file: IO[bytes] | None = None
) -> Iterator[tuple[str, InputContainer]]:
    """Open the recording `spec` for the length of a `with` block; yield its name as well.

    It is read from `file` where that is given, else by FFmpeg.

    Raises:
        SourceError: It cannot be read as a video.
    """
    is_file = Path(spec).is_file()
    name = shown(Path(spec).name) if is_file else printable(spec)
    try:
        container = av.open(
            file or (for_ffmpeg(Path(spec)) if is_file else spec),
            "r",
            container_options=_LOCAL if is_file and file is None else {},
            timeout=None if is_file or file else _TIMEOUT_S,
        )
    except (FFmpegError, OSError, ValueError) as error:
        msg = f"{name} cannot be read as {_WANTED if is_file else _WANTED_THERE}"
        raise SourceError(msg) from error
    with container:
        yield name, container


def breaks_off(whole_s: float, seen_s: float) -> bool:
    """Return whether a recording of `whole_s` whose last picture is at `seen_s` is incomplete."""
    return seen_s < whole_s - max(_SHORT_S, _SHORT_SHARE * whole_s)


def duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    """Return how long the recording says that it is; None if it does not."""
    if stream.duration and stream.time_base:
        seconds = float(stream.duration * stream.time_base)
    else:
        seconds = (container.duration or 0) / av.time_base
    start_s = (container.start_time or 0) / av.time_base
    if seconds > start_s > 0 and _END_AS_LENGTH.intersection(container.format.name.split(",")):
        seconds -= start_s
    return seconds if seconds > 0 else None
