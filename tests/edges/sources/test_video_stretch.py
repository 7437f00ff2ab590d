"""A stretch of a recording gives the pictures of the whole, or says that it cannot."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from posturecam.core.values import Frame
from posturecam.edges.sources.frame_times import frame_times
from posturecam.edges.sources.video import Video, open_video
from posturecam.edges.sources.video_stretch import CutError, Stretch, open_stretch
from posturecam.settings import Camera
from tests.support.film import film, steady, tracks, trimmed

PLAIN = Camera()


def all_of(source: Video | Stretch) -> list[Frame]:
    frames, wanted_s = [], 0.0
    while (frame := source.read(wanted_s)) is not None:
        frames.append(frame)
        wanted_s = frame.t
    return frames


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.mov", "a.ts", "a.webm"])
@pytest.mark.parametrize("camera", [PLAIN, Camera(rotate=90, mirror=True)])
def test_the_pictures_are_those_of_the_whole(tmp_path: Path, name: str, camera: Camera) -> None:
    codec = "libvpx-vp9" if name.endswith("webm") else "libx264"
    odd_s = [number / 10 + 0.013 * (number % 3) for number in range(40)]
    path = str(film(tmp_path / name, odd_s, codec=codec, rotation=90 * name.endswith("mp4")))
    with open_video(path, camera) as video:
        whole, size = all_of(video), video.size
    assert frame_times(path, camera) == tuple(frame.t for frame in whole)
    for start in (0, 31) if name.endswith("ts") else (0, 7, 31):
        with open_stretch(path, camera, whole[start].t) as stretch:
            frames = [frame for frame in all_of(stretch) if frame.t >= whole[start].t]
            assert stretch.size == size
        assert [frame.t for frame in frames] == [frame.t for frame in whole[start:]]
        for one, other in zip(frames, whole[start:], strict=True):
            assert np.array_equal(one.image, other.image)


def test_what_was_trimmed_off_has_no_times(tmp_path: Path) -> None:
    path = str(trimmed(tmp_path / "a.mp4", film(tmp_path / "whole.mp4", steady(3)), 0.7))
    with open_video(path, PLAIN) as video:
        assert frame_times(path, PLAIN) == tuple(frame.t for frame in all_of(video))


def test_stretches_that_meet_agree(tmp_path: Path) -> None:
    path = str(film(tmp_path / "a.mp4", steady(4)))
    prints = []
    for start_s, end_s in pairwise((0.0, 1.0, 2.25, 9.0)):
        with open_stretch(path, PLAIN, start_s) as stretch:
            begins = stretch.fingerprint(start_s)
            assert stretch.read(start_s) is not None
            prints += [begins, stretch.fingerprint(end_s)]
    assert prints[1::2] == [*prints[2::2], ""]
    assert len(set(prints)) == 4


def test_a_fingerprint_is_that_of_the_pixels_too(tmp_path: Path) -> None:
    path = str(film(tmp_path / "a.mp4", steady(2)))
    prints = set()
    for camera in (PLAIN, Camera(mirror=True)):
        with open_stretch(path, camera, 1.0) as stretch:
            prints.add(stretch.fingerprint(1.0))
    assert len(prints) == 2


def test_a_fingerprint_leaves_its_picture_to_be_read(tmp_path: Path) -> None:
    with open_stretch(str(film(tmp_path / "a.mp4", steady(2))), PLAIN, 1.0) as stretch:
        stretch.fingerprint(1.0)
        first, second = stretch.read(1.0), stretch.read(1.0)
    assert first is not None
    assert second is not None
    assert (first.t, second.t) == (1.0, 1.1)


def test_damage_is_no_stretch_of_the_whole(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(10), codec="libx264")
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 400] = bytes(400)
    path.write_bytes(data)
    with pytest.raises(CutError), open_stretch(str(path), PLAIN, 0.0) as stretch:
        all_of(stretch)


@pytest.mark.parametrize("start_s", [0.0, 1.0])
def test_where_it_cannot_begin_it_says_so(tmp_path: Path, start_s: float) -> None:
    path = str(film(tmp_path / "a.h264", steady(3), codec="libx264"))
    with pytest.raises(CutError, match="cannot be cut"), open_stretch(path, PLAIN, start_s):
        pass


def test_times_that_are_not_plain_are_not_known(tmp_path: Path) -> None:
    assert frame_times(str(film(tmp_path / "a.h264", steady(2), codec="libx264")), PLAIN) is None
    assert frame_times(str(tracks(tmp_path / "a.mkv", (64, 48), (32, 24))), PLAIN) is None
    assert frame_times(str(film(tmp_path / "gap.mp4", [0, 1, 99, 100])), PLAIN) is None
    broken = film(tmp_path / "a.mkv", steady(20))
    broken.write_bytes(broken.read_bytes()[: broken.stat().st_size // 2])
    assert frame_times(str(broken), PLAIN) is None
