"""The times of all pictures of a recording, without decoding one."""

from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from posturecam.edges.sources.recording_clock import RecordingClock
from posturecam.edges.sources.video import breaks_off, duration_s, open_container
from posturecam.edges.sources.video_times import TIMELESS
from posturecam.edges.sources.video_tracks import choose, picture_tracks
from posturecam.settings import Camera


def frame_times(spec: str, camera: Camera) -> tuple[float, ...] | None:
    """Return the stream times of the pictures of the recording `spec`, as `Video` gives them.

    None: they are not plain (no timestamps, a choice of tracks, a clock that was set), or anything
    is to be said of the recording, such as that it breaks off.

    Raises:
        SourceError: It cannot be read as a video.
    """
    with open_container(spec) as (name, container):
        stream, note = choose(name, picture_tracks(name, container), camera.track)
        if note or container.format.flags & TIMELESS:
            return None
        times = _plain(name, stream, _stamps(container, stream))
        whole_s = duration_s(container, stream)
        return None if not times or (whole_s and breaks_off(whole_s, times[-1])) else times


def _stamps(container: InputContainer, stream: VideoStream) -> list[int]:
    """Return the time stamp of each packet in the order of the pictures; none if one has none."""
    stamps: list[int] = []
    try:
        for packet in container.demux(stream):
            if packet.size == 0 or packet.is_discard:  # the end, or not to be shown
                continue
            if packet.pts is None or packet.is_corrupt:
                return []
            stamps.append(packet.pts)
    except (FFmpegError, OSError, ValueError):  # broken
        return []
    return sorted(stamps)


def _plain(name: str, stream: VideoStream, stamps: list[int]) -> tuple[float, ...] | None:
    """Return the times that the recording's clock gives; None if it notes anything."""
    base, clock = stream.time_base, RecordingClock(name)
    if base is None:
        return None
    times = [clock.at(float(one) * base.numerator / base.denominator) for one in stamps]
    plain = tuple(t for t in times if t is not None)
    return plain if len(plain) == len(times) and not clock.notes() else None
