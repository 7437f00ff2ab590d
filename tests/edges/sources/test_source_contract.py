"""What every source of pictures promises, checked on all of them."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from posturecam.core.values import Frame, Observation, Why
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.edges.sources.images import open_images
from posturecam.edges.sources.open_source import PictureSource, open_source
from posturecam.edges.sources.playback import PacedFrames, PacedObservations
from posturecam.edges.sources.pose_source import PoseSource
from posturecam.edges.sources.stream import open_stream
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.sources.tape import open_tape
from posturecam.edges.sources.video import open_video
from posturecam.ports import Observations
from posturecam.settings import Camera
from tests.support.film import (
    HEAD,
    ScriptedCapture,
    colour_at,
    film,
    photo,
    pictures,
    record,
    steady,
    tape,
)

SETTINGS = Camera(start_s=2.0, silence_s=1.0)
Opened = AbstractContextManager[PictureSource]
Open = Callable[[Path, "Clock"], Opened]


OPENING_S = 1e6
SOON_S = 1e5  # a live source gives pictures while nobody reads, 0.1 s apart


class Clock:
    """A clock that says 100 at first; a live source takes days of it to open."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.stream = StreamClock(self.read)

    def read(self) -> float:
        self.now_s += 1e-6  # a real clock never says the same twice
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds

    def open(self, *_: object) -> ScriptedCapture:
        self.now_s += OPENING_S
        return ScriptedCapture(self.pictures())

    def pictures(self) -> Iterator[np.ndarray]:
        for picture in pictures():
            self.now_s += 0.1
            yield picture


def camera(_: Path, clock: Clock) -> Opened:
    here = (CameraFact(0, "Cam"),)
    return open_camera(
        "0", SETTINGS, clock=clock.stream, open_index=clock.open, cameras=lambda: here
    )


def stream(_: Path, clock: Clock) -> Opened:
    return open_stream("rtsp://host/x", SETTINGS, clock=clock.stream, open_=clock.open)


def mp4(folder: Path, _clock: Clock) -> Opened:
    return open_video(str(film(folder / "a.mp4", steady(3))))


def late(folder: Path, _clock: Clock) -> Opened:
    """A recording whose own clock begins after an hour."""
    return open_video(str(film(folder / "a.mkv", [3600 + t for t in steady(3)])))


def uneven(folder: Path, _clock: Clock) -> Opened:
    return open_video(str(film(folder / "a.mkv", [0, 0.04, 0.5, 0.54, 1.7, 2.0, 2.5, 2.9])))


def gif(folder: Path, _clock: Clock) -> Opened:
    path = film(folder / "a.gif", steady(3), codec="gif", pixels="rgb8")
    return open_source(str(path), SETTINGS)


def folder_of_pictures(folder: Path, _clock: Clock) -> Opened:
    for number in range(3):
        photo(folder / f"{number}.png", shade=number)
    return open_images(folder)


def one_picture(folder: Path, _clock: Clock) -> Opened:
    return open_source(str(photo(folder / "a.png")), SETTINGS)


LIVE = [camera, stream]
RECORDED = [mp4, late, uneven, gif, folder_of_pictures]
every_source = pytest.mark.parametrize("open_it", [*LIVE, *RECORDED, one_picture])
recordings = pytest.mark.parametrize("open_it", RECORDED)


def some(source: PictureSource, most: int = 12) -> list[Frame]:
    found = []
    while len(found) < most and (seen := source.read(0.0)) is not None:
        assert isinstance(seen, Frame)
        found.append(seen)
    return found


@every_source
def test_stream_time_begins_with_the_first_picture_and_strictly_rises(
    open_it: Open, tmp_path: Path
) -> None:
    with open_it(tmp_path, Clock()) as source:
        times = [frame.t for frame in some(source)]
    assert 0 <= times[0] < (SOON_S if source.live else 1e-9)
    assert np.all(np.diff(times) > 0)


@every_source
def test_pictures_are_rgb_and_of_the_size_stated(open_it: Open, tmp_path: Path) -> None:
    with open_it(tmp_path, Clock()) as source:
        for frame in some(source):
            assert frame.image.shape == (source.size[1], source.size[0], 3)
            assert frame.image.flags.c_contiguous
            assert colour_at(frame.image, "top left") == "red"
            assert colour_at(frame.image, "bottom right") == "blue"
            assert colour_at(frame.image, "top right") == "grey"


@pytest.mark.parametrize("open_it", [*LIVE, *RECORDED])
def test_nothing_from_before_the_time_asked_for(open_it: Open, tmp_path: Path) -> None:
    with open_it(tmp_path, Clock()) as source:
        first = source.read(0.3)
        second = source.read(1.0)
    assert first is not None
    assert second is not None
    assert 0.3 <= first.t < second.t
    assert second.t >= 1.0


@recordings
def test_a_recording_ends_with_none_again_and_again(open_it: Open, tmp_path: Path) -> None:
    with open_it(tmp_path, Clock()) as source:
        assert not source.live
        while source.read(0.0) is not None:
            pass
        assert [source.read(0.0) for _ in range(3)] == [None] * 3
        assert source.read(1e9) is None
        assert source.note is None


@recordings
def test_a_time_behind_the_end_ends_a_recording(open_it: Open, tmp_path: Path) -> None:
    with open_it(tmp_path, Clock()) as source:
        assert source.read(1e9) is None


@recordings
def test_a_recording_knows_how_long_it_is(open_it: Open, tmp_path: Path) -> None:
    with open_it(tmp_path, Clock()) as source:
        assert source.duration_s == pytest.approx(3.0, abs=0.5)


@every_source
def test_released_when_the_block_fails(open_it: Open, tmp_path: Path) -> None:
    def fail(source: PictureSource) -> None:
        source.read(0.0)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), open_it(tmp_path, Clock()) as source:
        fail(source)
    assert "camera" not in [thread.name for thread in threading.enumerate()]
    gc.collect()
    assert not _open_files(tmp_path)


@recordings
def test_a_recording_in_real_time_skips_what_is_past(open_it: Open, tmp_path: Path) -> None:
    clock = Clock()
    with open_it(tmp_path, clock) as source:
        live = PacedFrames(source, clock.stream, clock.sleep)
        first = live.read(0.0)
        clock.now_s += 1.5  # a slow reader
        second = live.read(0.0)
        assert live.live
    assert first is not None
    assert second is not None
    assert first.t == 0
    assert second.t >= 1.5
    assert clock.now_s == pytest.approx(100 + second.t)


class Empty:
    """A finder in front of an empty chair."""

    def find(self, frame: Frame, *, sure: bool = False) -> Observation:  # noqa: ARG002
        return Observation(frame.t, (), Why.NOBODY)


@contextmanager
def frames_in_real_time(open_it: Open, folder: Path, clock: Clock) -> Iterator[Observations]:
    with open_it(folder, clock) as source:
        frames = source if source.live else PacedFrames(source, clock.stream, clock.sleep)
        yield PoseSource(frames, Empty())


@contextmanager
def tape_in_real_time(folder: Path, clock: Clock) -> Iterator[Observations]:
    """A tape that does not begin at 0."""
    path = tape(folder / "a.tape.jsonl", HEAD, *(record(t) for t in (7.0, 7.5, 9.0)))
    with open_tape(path) as opened:
        yield PacedObservations(opened, clock.stream, clock.sleep)


IN_REAL_TIME = [
    *(pytest.param(partial(frames_in_real_time, one), SOON_S, id=one.__name__) for one in LIVE),
    *(pytest.param(partial(frames_in_real_time, one), 0.01, id=one.__name__) for one in RECORDED),
    pytest.param(tape_in_real_time, 0.01, id="tape"),
]


@pytest.mark.parametrize(("open_it", "most_s"), IN_REAL_TIME)
def test_in_real_time_the_stream_clock_shows_the_time_of_what_comes(
    open_it: Callable[[Path, Clock], AbstractContextManager[Observations]],
    most_s: float,
    tmp_path: Path,
) -> None:
    clock = Clock()
    with open_it(tmp_path, clock) as observations:
        assert observations.live
        for _ in range(3):
            observation = observations.next(0.0)
            assert observation is not None
            assert 0 <= observation.t <= clock.stream.t() < observation.t + most_s


def _open_files(folder: Path) -> list[Any]:
    here = Path("/proc/self/fd")
    if not here.is_dir():
        return []
    links = (link for link in here.iterdir() if link.is_symlink())
    return [link for link in links if str(link.resolve()).startswith(str(folder))]
