"""Recordings: true times, the right way up, and damage that is reported instead of thrown."""

import gc
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import av
import pytest
from av.container import InputContainer

from posturecam.core.values import Frame
from posturecam.edges.sources.video import Video, open_video
from posturecam.edges.sources.video_pictures import Display
from posturecam.errors import SourceError
from tests.support.film import colour_at, film, sound, steady


def frames(path: Path) -> tuple[list[Frame], Video]:
    found = []
    with open_video(str(path)) as source:
        while (frame := source.read(0.0)) is not None:
            found.append(frame)
    return found, source


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as caught, open_video(str(path)):
        pass
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_true_times_of_an_uneven_recording(tmp_path: Path) -> None:
    times = [0, 0.033, 0.5, 0.533, 4.0, 4.25]
    found, _ = frames(film(tmp_path / "a.mkv", times))
    assert [frame.t for frame in found] == pytest.approx(times, abs=0.002)


def test_time_counts_from_the_first_picture(tmp_path: Path) -> None:
    found, _ = frames(film(tmp_path / "a.mkv", [7.0, 7.5, 8.0]))
    assert [frame.t for frame in found] == pytest.approx([0, 0.5, 1.0], abs=0.002)


@pytest.mark.parametrize(
    ("rotation", "red", "blue"),
    [
        (90, "bottom left", "top right"),
        (180, "bottom right", "top left"),
        (-90, "top right", "bottom left"),
    ],
)
def test_a_rotated_recording_is_seen_upright(
    tmp_path: Path, rotation: int, red: str, blue: str
) -> None:
    (frame, *_), source = frames(film(tmp_path / "a.mp4", steady(1), rotation=rotation))
    assert source.size == ((64, 48) if rotation == 180 else (48, 64))
    assert colour_at(frame.image, red) == "red"
    assert colour_at(frame.image, blue) == "blue"


TURNED_AND_MIRRORED = {
    "as filmed": ((1, 0, 0, 1), "top left", "bottom right"),
    "mirrored": ((-1, 0, 0, 1), "top right", "bottom left"),
    "upside down": ((1, 0, 0, -1), "bottom left", "top right"),
    "half a turn": ((-1, 0, 0, -1), "bottom right", "top left"),
    "clockwise": ((0, 1, -1, 0), "top right", "bottom left"),
    "counterclockwise": ((0, -1, 1, 0), "bottom left", "top right"),
    "about the diagonal": ((0, 1, 1, 0), "top left", "bottom right"),
    "about the other diagonal": ((0, -1, -1, 0), "bottom right", "top left"),
    "nonsense": ((0, 0, 0, 0), "top left", "bottom right"),
}


@pytest.mark.parametrize("name", TURNED_AND_MIRRORED)
def test_the_display_matrix_turns_and_mirrors(tmp_path: Path, name: str) -> None:
    (a, b, c, d), red, blue = TURNED_AND_MIRRORED[name]
    one = 1 << 16
    matrix = [a * one, b * one, 0, c * one, d * one, 0, 0, 0, 1 << 30]
    (frame, *_), source = frames(film(tmp_path / "a.mp4", steady(1), matrix=matrix))
    assert source.size == ((48, 64) if b else (64, 48))
    assert colour_at(frame.image, red) == "red"
    assert colour_at(frame.image, blue) == "blue"


@pytest.mark.parametrize(
    ("codec", "pixels", "size"),
    [
        pytest.param("libx264", "yuv444p", (67, 45), id="odd size"),
        pytest.param("ffv1", "yuv420p", (31, 33), id="odd size, half the colour"),
        pytest.param("libx264", "yuv420p", (1280, 720), id="HD"),
        pytest.param("mjpeg", "yuvj420p", (64, 48), id="full range"),
        pytest.param("ffv1", "bgra", (64, 48), id="with transparency"),
    ],
)
def test_sizes_and_formats(tmp_path: Path, codec: str, pixels: str, size: tuple[int, int]) -> None:
    path = film(tmp_path / "a.mkv", steady(0.5), codec=codec, pixels=pixels, size=size)
    found, source = frames(path)
    assert source.size == size
    assert len(found) == 5
    assert colour_at(found[0].image, "top left") == "red"


def test_grey_scale(tmp_path: Path) -> None:
    found, _ = frames(film(tmp_path / "a.mkv", steady(0.5), codec="ffv1", pixels="gray"))
    assert found[0].image.shape == (48, 64, 3)
    assert colour_at(found[0].image, "top left") == "grey"


def test_pixels_that_are_not_square_are_made_square(tmp_path: Path) -> None:
    _, source = frames(film(tmp_path / "a.mkv", steady(0.5), aspect=Fraction(4, 3)))
    assert source.size == (85, 48)


@pytest.mark.parametrize("suffix", [".mkv", ".webm"])
def test_a_cut_recording_plays_to_where_it_breaks_off(tmp_path: Path, suffix: str) -> None:
    codec = "libvpx" if suffix == ".webm" else "mpeg4"
    path = film(tmp_path / f"a{suffix}", steady(10), codec=codec)
    whole, source = frames(path)
    assert source.note is None
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found, source = frames(path)
    assert 10 < len(found) < len(whole)
    assert source.note is not None
    assert f"breaks off at {found[-1].t:.1f} s of 9.9 s" in source.note


class BreaksOff:
    """A recording whose medium fails after some packets."""

    def __init__(self, container: InputContainer, packets: int) -> None:
        self._container, self._packets = container, packets

    def __getattr__(self, name: str) -> Any:
        return getattr(self._container, name)

    def demux(self, stream: Any) -> Iterator[Any]:
        yield from islice(self._container.demux(stream), self._packets)
        raise OSError


def test_a_medium_that_fails_in_the_middle_ends_the_recording(tmp_path: Path) -> None:
    with av.open(film(tmp_path / "a.mkv", steady(10))) as container:
        source = Video("a.mkv", BreaksOff(container, 30))  # type: ignore[arg-type]
        while source.read(0.0) is not None:
            pass
        assert source.note is not None
        assert "breaks off at 2." in source.note


def test_a_medium_that_fails_at_once_is_refused(tmp_path: Path) -> None:
    with (
        av.open(film(tmp_path / "a.mkv", steady(1))) as container,
        pytest.raises(SourceError, match="can be decoded"),
    ):
        Video("a.mkv", BreaksOff(container, 0))  # type: ignore[arg-type]


def test_a_recording_cut_before_its_index_is_refused(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(3))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "a.mp4 cannot be read as a video" in refused(path)


def test_damage_inside_is_passed_over_and_reported(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(10), codec="libx264")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(data)
    found, source = frames(path)
    assert 50 < len(found) <= 100
    assert found[-1].t == pytest.approx(9.9, abs=0.2)
    assert source.note is not None
    assert "damaged" in source.note


def test_sound_without_pictures(tmp_path: Path) -> None:
    assert "sound but no video" in refused(sound(tmp_path / "a.m4a"))


def test_text_named_as_a_video(tmp_path: Path) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("Buy milk, look up exercises. " * 50)
    assert "notes.mp4 cannot be read" in refused(path)


def test_a_playlist_in_disguise_opens_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/x.ts\n")
    assert "cannot be read" in refused(path) or "can be decoded" in refused(path)


def test_no_more_memory_for_a_longer_recording(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = film(tmp_path / "a.mkv", steady(30, 25), size=(320, 240))
    peaks = []
    with open_video(str(path)) as source:
        while (frame := source.read(0.0)) is not None:
            if round(frame.t * 25) % 125 == 100:
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    assert len(peaks) == 6
    assert peaks[-1] - peaks[1] < 4000  # kB; a picture is 230 kB, 500 of them 115 MB


def test_skipped_pictures_are_not_converted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converted = []
    convert = Display.image
    monkeypatch.setattr(Display, "image", lambda *a: converted.append(a) or convert(*a))
    with open_video(str(film(tmp_path / "a.mkv", steady(10)))) as source:
        first, second = source.read(0.0), source.read(9.0)
    assert first is not None
    assert second is not None
    assert second.t == pytest.approx(9.0)
    assert len(converted) == 3  # one of them for the size


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
def test_a_closed_recording_keeps_no_thread(tmp_path: Path) -> None:
    """A recording that is played again and again must not wait for garbage to be collected."""

    def threads_after_a_look() -> int:
        with open_video(str(path)) as source:
            assert source.read(0.0) is not None
        del source
        return len(list(Path("/proc/self/task").iterdir()))

    path = film(tmp_path / "a.mp4", steady(1.0))
    gc.collect()
    gc.disable()
    try:
        first = threads_after_a_look()
        assert [threads_after_a_look() for _ in range(3)] == [first] * 3
    finally:
        gc.enable()
