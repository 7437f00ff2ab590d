"""When each picture of a recording was taken, in stream time."""

from fractions import Fraction

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posturecam.edges.sources.recording_clock import RecordingClock
from posturecam.settings import Camera

_USUAL_RATE = Fraction(25)
_SLOWEST, _FASTEST = 1, 240  # pictures a second; what else a raw stream says of itself is not true
TIMELESS = 0x0080  # FFmpeg's flag AVFMT_NOTIMESTAMPS


class VideoTimes:
    """Times the pictures by the recording's clock, or by its rate where it holds no times."""

    def __init__(
        self, name: str, container: InputContainer, stream: VideoStream, camera: Camera
    ) -> None:
        """Time the pictures of `stream`."""
        self.clock = RecordingClock(name)
        self._stream, self._recorded_fps = stream, camera.recorded_fps
        self._timeless = bool(container.format.flags & TIMELESS)

    def t(self, picture: VideoFrame) -> float | None:
        """Return the time of the next picture; None if it is no later than the last."""
        if self._timeless or picture.pts is None or picture.time is None:
            return self.clock.after(float(1 / self._rate()[0]))
        return self.clock.at(picture.time)

    def note(self, name: str) -> str | None:
        """Say which rate is assumed, if one is and nobody chose it."""
        if not self._timeless or self._recorded_fps:
            return None
        rate, origin = self._rate()
        return (
            f"{name} has no timestamps: {float(rate):g} frames per second are assumed "
            f"({origin}). Give the true rate with --set camera.recorded_fps=RATE"
        )

    def _rate(self) -> tuple[Fraction, str]:
        """Pictures a second, and where that is from; more is known once one was decoded."""
        if self._recorded_fps:
            return Fraction(self._recorded_fps), "as camera.recorded_fps says"
        said = self._stream.codec_context.framerate or 0
        if not self._timeless:
            return self._stream.average_rate or _USUAL_RATE, "as the file says"
        if _SLOWEST <= said <= _FASTEST:
            return Fraction(said), "as its frames say"
        return _USUAL_RATE, "a guess"
