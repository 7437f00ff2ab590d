"""Which of a recording's picture tracks is used."""

from collections.abc import Sequence

from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from posturecam.errors import SourceError

_NO_TRACK = Disposition.attached_pic | Disposition.dependent | Disposition.timed_thumbnails
"""A cover, a tile of a photograph, thumbnails: none of them is a recording of its own."""


def picture_tracks(name: str, container: InputContainer) -> tuple[VideoStream, ...]:
    """Return the picture tracks of the recording `name`, or raise SourceError if it has none."""
    there = [s for s in container.streams.video if getattr(s, "codec_context", None) is not None]
    found = tuple(stream for stream in there if not stream.disposition & _NO_TRACK)
    if found:
        return found
    if any(stream.disposition & Disposition.dependent for stream in there):
        msg = f"{name} is a photograph in tiles, such as HEIC. Export it as JPEG."
        raise SourceError(msg)
    if container.streams.audio:
        msg = f"{name} has sound but no video. Give a recording with video."
        raise SourceError(msg)
    raise undecodable(name)


def choose(name: str, tracks: Sequence[VideoStream], wanted: int) -> tuple[VideoStream, str | None]:
    """Return the track `wanted` (from 1; 0: the marked one, else the first) and what to say of it.

    Raises SourceError if there is no such track.
    """
    if wanted > len(tracks):
        count = f"{len(tracks)} video track{'s' * (len(tracks) > 1)}"
        msg = f"{name} has {count}, and camera.track is {wanted}. Give 1 to {len(tracks)}, or 0."
        raise SourceError(msg)
    if wanted:
        return tracks[wanted - 1], None
    marked = [track for track in tracks if track.disposition & Disposition.default]
    taken = marked[0] if marked else tracks[0]
    if len(tracks) == 1:
        return taken, None
    why = "marked as the default" if len(marked) == 1 else "the first one"
    sizes = ", ".join(f"{n}: {_size(track)}" for n, track in enumerate(tracks, 1))
    note = (
        f"{name} has {len(tracks)} video tracks ({sizes}); track {tracks.index(taken) + 1} is "
        f"used, {why}. Choose with --set camera.track=NUMBER"
    )
    return taken, note


def undecodable(name: str) -> SourceError:
    """Say that nothing in the recording `name` can be decoded."""
    return SourceError(f"No frame of {name} can be decoded. Is the recording complete?")


def _size(track: VideoStream) -> str:
    return f"{track.codec_context.width}x{track.codec_context.height}"
