"""A stretch of a recording, read by itself: the pictures and times that reading the whole gives.

Whatever might make them differ is an error; the recording is then read as a whole.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain, dropwhile
from typing import IO, Final

from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import PictureType, VideoFrame

from posturecam.core.values import Frame
from posturecam.edges.sources.video import open_container
from posturecam.edges.sources.video_pictures import Decoder, Display
from posturecam.edges.sources.video_tracks import choose, picture_tracks
from posturecam.errors import SourceError
from posturecam.settings import Camera

_EARLIER_S: Final = (0.0, 10.0, 60.0)
"""How much earlier to look for a key frame where the one that was found is too late, in turn:
indices are by decoding time, which is earlier.  By judgement."""


class CutError(SourceError):
    """The recording cannot be read from here on as it would be read from its start."""

    def __init__(self, name: str, t: float) -> None:
        """Say from where on."""
        super().__init__(f"{name} cannot be cut at {t:g} s")


class Stretch:
    """The pictures of a recording from `start_s` on."""

    live = False

    def __init__(
        self, name: str, container: InputContainer, camera: Camera, start_s: float
    ) -> None:
        """Go to `start_s`.

        Raises:
            CutError: That is not possible.
        """
        stream, _ = choose(name, picture_tracks(name, container), camera.track)
        self.name, self._container, self._stream = name, container, stream
        self._decoder, self._display = Decoder(container, stream), Display(stream, camera)
        pictures = self._decoder.pictures()
        first = next(pictures, None)
        if first is None or first.time is None:
            raise CutError(name, start_s)
        self._began_s = first.time  # of the recording's own clock
        height, width, _ = self._display.image(first).shape
        self.size = (width, height)
        self._last_s = -1.0
        whole = start_s <= 0
        self._pictures = self._timed(chain((first,), pictures)) if whole else self._landed(start_s)

    def read(self, not_before_s: float) -> Frame | None:
        """Return the next picture at or after `not_before_s`; None at the end.

        Raises:
            CutError: The pictures are not those of the whole.
        """
        found = self._next(not_before_s)
        return None if found is None else Frame(found[0], self._display.image(found[1]))

    def fingerprint(self, t: float) -> str:
        """Return what distinguishes the next picture at or after `t`, and keep it to be read.

        It is "" at the end.  Two stretches that meet must agree on it.

        Raises:
            CutError: The pictures are not those of the whole.
        """
        before_s, found = self._last_s, self._next(t)
        if found is None:
            return ""
        self._pictures, self._last_s = chain((found,), self._pictures), before_s
        pixels = self._display.image(found[1])
        return hashlib.sha256(
            f"{found[0]!r} {pixels.shape}".encode() + pixels.tobytes()
        ).hexdigest()

    def close(self) -> None:
        """Let go of the pictures: they keep this recording, and its decoder's threads, alive."""
        self._pictures = iter(())

    def _next(self, not_before_s: float) -> tuple[float, VideoFrame] | None:
        for t, picture in self._pictures:
            if t <= self._last_s:
                raise CutError(self.name, t)
            self._last_s = t
            if t >= not_before_s:
                return t, picture
        if self._decoder.broken:
            raise CutError(self.name, self._last_s)
        return None

    def _landed(self, start_s: float) -> Iterator[tuple[float, VideoFrame]]:
        """Return the pictures from a key frame on that is shown at or before `start_s`."""
        for earlier_s in _EARLIER_S:
            self._seek(start_s - earlier_s)
            timed = self._timed(dropwhile(_needs_others, self._decoder.pictures()))
            first = next(timed, None)
            if first is not None and first[0] <= start_s:
                return chain((first,), timed)
        raise CutError(self.name, start_s)

    def _seek(self, t: float) -> None:
        base = self._stream.time_base
        if base is None:
            raise CutError(self.name, t)
        try:
            self._container.seek(int((self._began_s + max(t, 0.0)) / base), stream=self._stream)
        except (FFmpegError, OSError) as error:
            raise CutError(self.name, t) from error

    def _timed(self, pictures: Iterable[VideoFrame]) -> Iterator[tuple[float, VideoFrame]]:
        for picture in pictures:
            if picture.time is None:
                raise CutError(self.name, self._last_s)
            yield picture.time - self._began_s, picture


@contextmanager
def open_stretch(
    spec: str, camera: Camera, start_s: float, file: IO[bytes] | None = None
) -> Iterator[Stretch]:
    """Read the recording `spec` from `start_s` on, for the length of a `with` block.

    It is read from `file` where that is given.

    Raises:
        CutError: That is not possible.
        SourceError: It cannot be read as a video.
    """
    with (
        open_container(spec, file) as opened,
        closing(Stretch(*opened, camera, start_s)) as stretch,
    ):
        yield stretch


def _needs_others(picture: VideoFrame) -> bool:
    return not picture.key_frame or picture.pict_type != PictureType.I
