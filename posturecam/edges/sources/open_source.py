"""What the user calls a source -> an open source: camera, stream, video, pictures or pose tape."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import Final, Protocol

from posturecam.core.pose.renewal import RENEW_EVERY_S
from posturecam.edges.files.file_names import shown
from posturecam.edges.sources.animation import is_still
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.images import SUFFIXES as IMAGE_SUFFIXES
from posturecam.edges.sources.images import open_images
from posturecam.edges.sources.playback import PacedFrames, PacedObservations
from posturecam.edges.sources.pose_source import PoseSource, Renewal
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.stream import open_stream
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.sources.tape import is_tape, open_tape
from posturecam.edges.sources.video import SUFFIXES as VIDEO_SUFFIXES
from posturecam.edges.sources.video import open_video
from posturecam.errors import SourceError
from posturecam.ports import FrameSource, Observations, PoseFinder
from posturecam.settings import Camera

AS_RECORDED = (
    "camera.rotate and camera.mirror are for pictures; a pose tape is used as it was recorded"
)
_STREAM_SUFFIXES = {".mjpeg", ".mjpg"}  # it begins as a JPEG does, and goes on
_FILE_SUFFIXES = IMAGE_SUFFIXES | VIDEO_SUFFIXES | {".gif", ".jsonl", ".gz"}


class Facts(Protocol):
    """What every source says about itself."""

    live: bool
    size: tuple[int, int]  # of the first picture: width, height in pixels
    duration_s: float | None  # None: live, or not known
    assumed: str | None  # what was chosen or assumed on opening, for the user

    @property
    def note(self) -> str | None:
        """After the end: what was missing, damaged or odd, for the user."""


class PictureSource(FrameSource, Facts, Protocol):
    """A frame source with the facts about it."""


class Kind(Enum):
    """What a source is."""

    CAMERA = auto()
    STREAM = auto()
    VIDEO = auto()
    IMAGES = auto()
    TAPE = auto()


LIVE: Final = (Kind.CAMERA, Kind.STREAM)
"""What gives pictures as they are taken, and begins where it is joined."""


def kind_of(spec: str) -> Kind:
    """Return what `spec` means; raise SourceError if it is a file that cannot be any of them."""
    if "://" in spec:
        return Kind.VIDEO if _is_recording(spec) else Kind.STREAM
    if not spec.strip():
        msg = f"{spec!r} is not a source. Give a camera, a video, a picture folder or a pose tape."
        raise SourceError(msg)
    try:
        return _kind_here(spec)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        shown = printable(spec)
        msg = f"{shown!r:.200} cannot be read: {reason}. Check its name and who may read it."
        raise SourceError(msg) from error


def open_source(
    spec: str, camera: Camera, *, clock: StreamClock | None = None
) -> AbstractContextManager[PictureSource]:
    """Open pictures of any kind for the length of a `with` block; a pose tape has none.

    A live source gives its pictures by `clock`.

    Raises:
        SourceError: It is a pose tape.
    """
    kind = kind_of(spec)
    path = str(Path(spec).expanduser())
    if kind is Kind.CAMERA:
        return open_camera(spec, camera, clock=clock)
    if kind is Kind.STREAM:
        return open_stream(spec, camera, clock=clock)
    if kind is Kind.IMAGES:
        return open_images(Path(path), camera)
    if kind is Kind.VIDEO:
        return open_video(spec if "://" in spec else path, camera)
    name = printable(spec)
    msg = f"{name} is a pose tape: it has no pictures. Give a camera, a video or a picture."
    raise SourceError(msg)


@contextmanager
def open_observations(
    spec: str,
    camera: Camera,
    open_finder: Callable[[], AbstractContextManager[PoseFinder]],
    *,
    real_time: bool,
    clock: StreamClock | None = None,
    renew_every_s: float = RENEW_EVERY_S,
) -> Iterator[tuple[Observations, Facts]]:
    """Open a source of any kind as observations, with the facts about it.

    `open_finder` is called only if there are pictures, and again for each stretch of a recording
    that is `renew_every_s` long.  With `real_time` a recording plays by `clock`, as a live source
    does; without, as fast as it goes.
    """
    clock = clock or StreamClock()
    if kind_of(spec) is Kind.TAPE:
        with open_tape(Path(spec).expanduser()) as tape:
            if camera.rotate or camera.mirror:
                tape.assumed = AS_RECORDED
            yield (PacedObservations(tape, clock) if real_time else tape), tape
        return
    with open_source(spec, camera, clock=clock) as source, ExitStack() as finders:

        def fresh() -> PoseFinder:
            finders.close()
            return finders.enter_context(open_finder())

        frames = PacedFrames(source, clock) if real_time and not source.live else source
        renewal = None if source.live else Renewal(renew_every_s, fresh)
        yield PoseSource(frames, fresh(), renewal), source


def _is_recording(address: str) -> bool:
    """Return whether `address` is a recording on a server or a file, and no live stream."""
    path = address.partition("?")[0]
    return address.startswith("file:") or Path(path).suffix.lower() in _FILE_SUFFIXES


def _kind_here(spec: str) -> Kind:
    if spec.isdecimal():  # a file of that name is ./0
        return Kind.CAMERA
    path = Path(spec).expanduser()
    if path.is_dir():
        return Kind.IMAGES
    if path.is_char_device() or spec.startswith("/dev/video"):
        return Kind.CAMERA
    if path.exists():
        return _kind_of_file(path)
    if path.suffix.lower() in _FILE_SUFFIXES or not _may_name_a_camera(spec):
        msg = f"There is no file {printable(spec)}. Check its name and folder."
        raise SourceError(msg)
    return Kind.CAMERA


def _may_name_a_camera(spec: str) -> bool:
    return spec.isprintable() and "/" not in spec and "\\" not in spec


def _kind_of_file(path: Path) -> Kind:
    if not path.is_file():
        msg = f"{shown(str(path))} is not a file. Give a video, a picture, a folder or a pose tape."
        raise SourceError(msg)
    with path.open("rb") as file:
        start = file.read(16)
    if not start:
        msg = f"{shown(str(path))} is empty. Was it copied or recorded completely?"
        raise SourceError(msg)
    if is_tape(path):
        return Kind.TAPE
    if path.suffix.lower() in _STREAM_SUFFIXES:
        return Kind.VIDEO
    return Kind.IMAGES if is_still(path) else Kind.VIDEO
