"""What every source of pictures promises, checked on all of them."""

import gc
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from posturecam.core.values import Frame
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.edges.sources.images import open_images
from posturecam.edges.sources.open_source import PictureSource, open_source
from posturecam.edges.sources.playback import paced
from posturecam.edges.sources.stream import open_stream
from posturecam.edges.sources.video import open_video
from posturecam.settings import Camera
from tests.support.film import (
    ScriptedCameras,
    ScriptedCapture,
    colour_at,
    film,
    photo,
    pictures,
    steady,
)

SETTINGS = Camera(start_s=2.0, silence_s=1.0)
Opened = AbstractContextManager[PictureSource]


def camera(_: Path) -> Opened:
    cameras = ScriptedCameras(lambda: ScriptedCapture(pictures()))
    return open_camera("0", SETTINGS, open_index=cameras, cameras=lambda: (CameraFact(0, "Cam"),))


def stream(_: Path) -> Opened:
    cameras = ScriptedCameras(lambda: ScriptedCapture(pictures()))
    return open_stream("rtsp://host/x", SETTINGS, open_=cameras)


def mp4(folder: Path) -> Opened:
    return open_video(str(film(folder / "a.mp4", steady(3))))


def uneven(folder: Path) -> Opened:
    return open_video(str(film(folder / "a.mkv", [0, 0.04, 0.5, 0.54, 1.7, 2.0, 2.5, 2.9])))


def gif(folder: Path) -> Opened:
    path = film(folder / "a.gif", steady(3), codec="gif", pixels="rgb8")
    return open_source(str(path), SETTINGS)


def folder_of_pictures(folder: Path) -> Opened:
    for number in range(3):
        photo(folder / f"{number}.png", shade=number)
    return open_images(folder)


def one_picture(folder: Path) -> Opened:
    return open_source(str(photo(folder / "a.png")), SETTINGS)


LIVE = [camera, stream]
RECORDED = [mp4, uneven, gif, folder_of_pictures]
every_source = pytest.mark.parametrize("open_it", [*LIVE, *RECORDED, one_picture])
recordings = pytest.mark.parametrize("open_it", RECORDED)


def some(source: PictureSource, most: int = 12) -> list[Frame]:
    found = []
    while len(found) < most and (seen := source.read(0.0)) is not None:
        assert isinstance(seen, Frame)
        found.append(seen)
    return found


@every_source
def test_times_begin_near_zero_and_strictly_rise(
    open_it: Callable[[Path], Opened], tmp_path: Path
) -> None:
    with open_it(tmp_path) as source:
        times = [frame.t for frame in some(source)]
    assert 0 <= times[0] < 1.0
    assert np.all(np.diff(times) > 0)


@every_source
def test_pictures_are_rgb_and_of_the_size_told(
    open_it: Callable[[Path], Opened], tmp_path: Path
) -> None:
    with open_it(tmp_path) as source:
        for frame in some(source):
            assert frame.image.shape == (source.size[1], source.size[0], 3)
            assert frame.image.flags.c_contiguous
            assert colour_at(frame.image, "top left") == "red"
            assert colour_at(frame.image, "bottom right") == "blue"
            assert colour_at(frame.image, "top right") == "grey"


@pytest.mark.parametrize("open_it", [*LIVE, *RECORDED])
def test_nothing_from_before_the_time_asked_for(
    open_it: Callable[[Path], Opened], tmp_path: Path
) -> None:
    with open_it(tmp_path) as source:
        first = source.read(0.3)
        second = source.read(1.0)
    assert first is not None
    assert second is not None
    assert 0.3 <= first.t < second.t
    assert second.t >= 1.0


@recordings
def test_a_recording_ends_with_none_again_and_again(
    open_it: Callable[[Path], Opened], tmp_path: Path
) -> None:
    with open_it(tmp_path) as source:
        assert not source.live
        while source.read(0.0) is not None:
            pass
        assert [source.read(0.0) for _ in range(3)] == [None] * 3
        assert source.read(1e9) is None
        assert source.note is None


@recordings
def test_a_time_behind_the_end_ends_a_recording(
    open_it: Callable[[Path], Opened], tmp_path: Path
) -> None:
    with open_it(tmp_path) as source:
        assert source.read(1e9) is None


@recordings
def test_a_recording_knows_how_long_it_is(
    open_it: Callable[[Path], Opened], tmp_path: Path
) -> None:
    with open_it(tmp_path) as source:
        assert source.duration_s == pytest.approx(3.0, abs=0.5)


@every_source
def test_released_when_the_block_fails(open_it: Callable[[Path], Opened], tmp_path: Path) -> None:
    def fail(source: PictureSource) -> None:
        source.read(0.0)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), open_it(tmp_path) as source:
        fail(source)
    assert "camera" not in [thread.name for thread in threading.enumerate()]
    gc.collect()
    assert not _open_files(tmp_path)


@recordings
def test_paced_is_live_and_skips_what_is_past(
    open_it: Callable[[Path], Opened], tmp_path: Path
) -> None:
    clock = Clock()
    with open_it(tmp_path) as source:
        live = paced(source, clock.read, clock.sleep)
        first = live.read(0.0)
        clock.now_s += 1.5  # a slow reader
        second = live.read(0.0)
        assert live.live
    assert first is not None
    assert second is not None
    assert first.t == 0
    assert second.t >= 1.5
    assert clock.now_s == pytest.approx(100 + second.t)


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def read(self) -> float:
        self.now_s += 1e-6  # a real clock never says the same twice
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


def _open_files(folder: Path) -> list[Any]:
    here = Path("/proc/self/fd")
    if not here.is_dir():
        return []
    links = (link for link in here.iterdir() if link.is_symlink())
    return [link for link in links if str(link.resolve()).startswith(str(folder))]
