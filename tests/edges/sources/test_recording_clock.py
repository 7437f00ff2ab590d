"""Clocks of recordings: set, joined, stopped or missing; times rise, and what was odd is said."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from posturecam.edges.sources.recording_clock import RecordingClock
from posturecam.edges.sources.video import Video, open_video
from posturecam.settings import Camera
from tests.support.film import film, steady


def timed(*clock_s: float) -> tuple[list[float], str]:
    time = RecordingClock("a.mkv")
    times = [t for t in map(time.at, clock_s) if t is not None]
    return times, ". ".join(time.notes())


def read(path: Path, camera: Camera | None = None) -> tuple[list[float], Video]:
    times = []
    with open_video(str(path), camera or Camera()) as source:
        while (frame := source.read(0.0)) is not None:
            times.append(frame.t)
    return times, source


@pytest.mark.parametrize(
    ("clock_s", "expected", "said"),
    [
        pytest.param([5, 5.5, 6], [0, 0.5, 1], "", id="begins anywhere"),
        pytest.param([-3, -2.5], [0, 0.5], "", id="begins before zero"),
        pytest.param([*range(30), 28.5, 30], [*range(31)], "", id="one out of order is left out"),
        pytest.param(
            [0, 1, 2, 0, 1, 2],
            [0, 1, 2, 3, 4, 5],
            "The timestamps of a.mkv restart at 2.0 s",
            id="joined recordings",
        ),
        pytest.param(
            [0, 5, 0, 5, 0, 5],
            [0, 5, 6, 11, 12, 17],
            "restart 2 times, first at 5.0 s",
            id="three joined, slow pictures",
        ),
        pytest.param(
            [0, 1, 2, 95_445, 95_446], [0, 1, 2, 3, 4], "restart at 2.0 s", id="set forward"
        ),
        pytest.param(
            [0, 1, 1e9, 2, 3], [0, 1, 2, 3, 4], "restart 2 times", id="one picture astray"
        ),
        pytest.param(
            [0, 1, 3601, 3602],
            [0, 1, 3601, 3602],
            "a.mkv has no frames for 3600 s from 1.0 s on",
            id="a pause of an hour",
        ),
        pytest.param(
            [0, 100, 300, 301],
            [0, 100, 300, 301],
            "no frames for 200 s from 100.0 s on, and 1 more",
            id="two pauses",
        ),
        pytest.param([0, 0, 0, 0], [0], "3 of 4 frames of a.mkv were left out", id="stopped"),
    ],
)
def test_clocks(clock_s: Sequence[float], expected: Sequence[float], said: str) -> None:
    times, notes = timed(*clock_s)
    assert times == pytest.approx(expected, abs=0.5)
    assert (said in notes) if said else not notes


def test_pictures_without_a_time_go_on_by_steps() -> None:
    time = RecordingClock("a.avi")
    assert [time.after(0.1), time.after(0.1), time.at(7.0), time.after(0.1)] == pytest.approx(
        [0.0, 0.1, 0.2, 0.3], abs=0.1
    )


@pytest.mark.parametrize(
    ("form", "codec", "pixels"),
    [
        pytest.param("matroska", "mpeg4", "yuv420p", id="mkv"),
        pytest.param("webm", "libvpx", "yuv420p", id="webm"),
        pytest.param("mp4", "mpeg4", "yuv420p", id="mp4"),
        pytest.param("nut", "mpeg4", "yuv420p", id="nut"),
        pytest.param("asf", "msmpeg4", "yuv420p", id="wmv"),
        pytest.param("flv", "flv", "yuv420p", id="flv"),
    ],
)
def test_a_clock_that_began_a_day_before(
    tmp_path: Path, form: str, codec: str, pixels: str
) -> None:
    clock_s = [86_400 + t for t in steady(5)]
    path = film(tmp_path / "a.bin", clock_s, form=form, codec=codec, pixels=pixels)
    times, source = read(path)
    assert times == pytest.approx(steady(5), abs=0.002)
    assert source.note is None
    assert source.duration_s == pytest.approx(5.0, abs=0.2)


def test_a_clock_that_began_a_day_before_breaks_off_where_it_does(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", [86_400 + t for t in steady(10)])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    times, source = read(path)
    assert f"breaks off at {times[-1]:.1f} s of 9.9 s" in str(source.note)


def test_two_recordings_joined_are_both_seen(tmp_path: Path) -> None:
    one = film(tmp_path / "a.ts", steady(4), codec="libx264")
    joined = tmp_path / "both.ts"
    joined.write_bytes(one.read_bytes() * 2)
    times, source = read(joined)
    assert len(times) == 80
    assert times[-1] == pytest.approx(7.9, abs=0.2)
    assert "The timestamps of both.ts restart at 3.9 s" in str(source.note)


RAW = [
    pytest.param("h264", "libx264", "yuv420p", id="h264"),
    pytest.param("m4v", "mpeg4", "yuv420p", id="mpeg4"),
    pytest.param("mjpeg", "mjpeg", "yuvj420p", id="mjpeg"),
]


@pytest.mark.parametrize(("form", "codec", "pixels"), RAW)
def test_a_raw_stream_says_which_rate_is_assumed(
    tmp_path: Path, form: str, codec: str, pixels: str
) -> None:
    path = film(tmp_path / f"a.{form}", steady(1), form=form, codec=codec, pixels=pixels)
    times, source = read(path)
    assert times == pytest.approx([n / 25 for n in range(10)])
    assert source.duration_s is None
    assert "a." in str(source.assumed)
    assert "has no timestamps: 25 frames per second are assumed (a guess)" in str(source.assumed)
    assert "--set camera.recorded_fps=RATE" in str(source.assumed)


@pytest.mark.parametrize(("form", "codec", "pixels"), RAW)
def test_the_rate_of_a_raw_stream_can_be_given(
    tmp_path: Path, form: str, codec: str, pixels: str
) -> None:
    path = film(tmp_path / f"a.{form}", steady(1), form=form, codec=codec, pixels=pixels)
    times, source = read(path, Camera(recorded_fps=10))
    assert times == pytest.approx(steady(1))
    assert source.assumed is None


def test_a_raw_stream_that_knows_its_rate_is_believed(tmp_path: Path) -> None:
    path = film(tmp_path / "a.h264", steady(1), codec="libx264", form="h264", rate=10)
    times, source = read(path)
    assert times == pytest.approx(steady(1))
    assert "10 frames per second are assumed (as its frames say)" in str(source.assumed)


def test_a_rate_given_is_for_recordings_without_times_only(tmp_path: Path) -> None:
    times, source = read(film(tmp_path / "a.mkv", steady(1)), Camera(recorded_fps=50))
    assert times == pytest.approx(steady(1), abs=0.002)
    assert source.assumed is None
