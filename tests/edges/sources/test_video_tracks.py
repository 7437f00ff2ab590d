"""A part is never judged as the whole: tracks, tiles, animations, pages, folders."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition
from PIL import Image

from posturecam.core.values import Frame
from posturecam.edges.sources.open_source import Kind, PictureSource, kind_of, open_source
from posturecam.edges.sources.video_tracks import choose, picture_tracks
from posturecam.errors import SourceError
from posturecam.settings import Camera
from tests.support.film import colour_at, corners, film, photo, steady, tracks


@contextmanager
def opened(path: Path, **camera: object) -> Iterator[PictureSource]:
    with open_source(str(path), Camera.model_validate(camera)) as source:
        yield source


def frames(path: Path, **camera: object) -> tuple[list[Frame], PictureSource]:
    with opened(path, **camera) as source:
        found = []
        while (frame := source.read(0.0)) is not None:
            assert isinstance(frame, Frame)
            found.append(frame)
    return found, source


def several(count: int = 3, size: tuple[int, int] = (64, 48)) -> list[Image.Image]:
    return [Image.fromarray(corners(*size, shade=20 * number)) for number in range(count)]


SCREEN, WEBCAM = (96, 54), (64, 48)


def test_the_default_track_is_used_and_said(tmp_path: Path) -> None:
    _, source = frames(tracks(tmp_path / "a.mkv", SCREEN, WEBCAM, default=1))
    assert source.size == WEBCAM
    assert (
        "a.mkv has 2 video tracks (1: 96x54, 2: 64x48); track 2 is used, marked as the default"
        in (source.assumed or "")
    )
    assert "--set camera.track=NUMBER" in (source.assumed or "")


def test_of_equal_tracks_the_first_is_used_and_said(tmp_path: Path) -> None:
    _, source = frames(tracks(tmp_path / "a.mkv", SCREEN, WEBCAM))
    assert source.size == SCREEN
    assert "track 1 is used, the first one" in (source.assumed or "")


@pytest.mark.parametrize(("track", "size"), [(1, SCREEN), (2, WEBCAM)])
def test_a_track_can_be_chosen(tmp_path: Path, track: int, size: tuple[int, int]) -> None:
    found, source = frames(tracks(tmp_path / "a.mkv", SCREEN, WEBCAM, default=1), track=track)
    assert (source.size, len(found), source.assumed) == (size, 5, None)


def test_a_track_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tracks(tmp_path / "a.mkv", SCREEN, WEBCAM)
    with (
        pytest.raises(SourceError, match=r"2 video tracks, and camera\.track is 3\. Give 1 to 2"),
        opened(path, track=3),
    ):
        pass


class Tagged:
    """A track as FFmpeg marks the tiles of a photograph, or a cover."""

    def __init__(self, disposition: Disposition) -> None:
        self.disposition, self.codec_context = disposition, object()


class Streams:
    audio = ()

    def __init__(self, *marks: Disposition) -> None:
        self.streams, self.video = self, [Tagged(mark) for mark in marks]


def test_tiles_of_a_photograph_are_not_taken_for_it() -> None:
    with pytest.raises(SourceError, match=r"photograph in tiles, such as HEIC. Export it as JPEG"):
        picture_tracks("a.heic", Streams(Disposition.dependent, Disposition.dependent))  # type: ignore[arg-type]


def test_covers_and_thumbnails_are_no_tracks() -> None:
    marks = Disposition.attached_pic, Disposition.timed_thumbnails, Disposition.default
    found = picture_tracks("a.mp4", Streams(*marks))  # type: ignore[arg-type]
    assert [track.disposition for track in found] == [Disposition.default]
    assert choose("a.mp4", found, 0)[1] is None


def test_a_song_with_a_cover_has_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.m4a"
    with av.open(path, "w", format="mp4") as container:
        song = container.add_stream("aac", rate=8000)
        cover = container.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), "fltp", "mono")
        silence.sample_rate = 8000
        container.mux(song.encode(silence))
        container.mux(song.encode())
        picture = av.VideoFrame.from_ndarray(corners(), format="rgb24")
        picture.pts = 0
        container.mux(cover.encode(picture))
        container.mux(cover.encode())
    with pytest.raises(SourceError, match="sound but no video"), opened(path):
        pass


ANIMATED = [
    pytest.param("a.webp", {"lossless": True}, id="WebP"),
    pytest.param("a.png", {}, id="APNG"),
    pytest.param("a.avif", {"quality": 90}, id="AVIF"),
]


@pytest.mark.parametrize(("name", "how"), ANIMATED)
def test_every_picture_of_an_animation_at_its_time(
    tmp_path: Path, name: str, how: dict[str, int]
) -> None:
    first, *others = several()
    first.save(
        tmp_path / name, save_all=True, append_images=others, duration=[200, 500, 100], **how
    )
    found, source = frames(tmp_path / name)
    assert [frame.t for frame in found] == pytest.approx([0, 0.2, 0.7])
    assert source.size == (64, 48)
    assert {colour_at(frame.image, "top left") for frame in found} == {"red"}
    assert source.note is None


@pytest.mark.parametrize(("name", "how"), ANIMATED)
def test_an_animation_is_turned_and_mirrored(
    tmp_path: Path, name: str, how: dict[str, int]
) -> None:
    first, *others = several()
    first.save(tmp_path / name, save_all=True, append_images=others, duration=100, **how)
    found, source = frames(tmp_path / name, rotate=90, mirror=True)
    assert source.size == (48, 64)
    assert {colour_at(frame.image, "top left") for frame in found} == {"red"}
    assert {colour_at(frame.image, "bottom right") for frame in found} == {"blue"}


def test_an_animation_whose_pictures_take_no_time_shows_ten_a_second(tmp_path: Path) -> None:
    first, *others = several()
    path = tmp_path / "a.webp"
    first.save(path, save_all=True, append_images=others, duration=0, lossless=True)
    assert [frame.t for frame in frames(path)[0]] == pytest.approx([0, 0.1, 0.2])


def test_an_animation_that_breaks_off_says_so(tmp_path: Path) -> None:
    first, *others = several(6)
    path = tmp_path / "a.png"
    first.save(path, save_all=True, append_images=others, duration=100)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    found, source = frames(path)
    assert 1 <= len(found) < 6
    assert "a.png is damaged" in str(source.note)


@pytest.mark.parametrize("mode", ["RGB", "L", "I;16"])
def test_the_pages_of_a_tiff(tmp_path: Path, mode: str) -> None:
    grey = [np.full((48, 64), 9000 * (n + 1), np.uint16) for n in range(3)]
    pages = [
        Image.fromarray(g) if mode == "I;16" else p.convert(mode)
        for g, p in zip(grey, several(), strict=True)
    ]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    found, source = frames(tmp_path / "a.tif", image_every_s=2.0)
    assert [frame.t for frame in found] == [0, 2, 4]
    assert source.duration_s == 6.0
    assert "3 pages of a.tif are taken to be 2 s apart" in str(source.assumed)
    if mode == "I;16":
        assert [int(frame.image[0, 0, 0]) for frame in found] == [35, 70, 105]


def test_a_smaller_copy_inside_a_tiff_is_no_page(tmp_path: Path) -> None:
    first, second, third = several()
    small = second.resize((32, 24))
    small.encoderinfo = {"tiffinfo": {254: 1}}
    first.save(tmp_path / "a.tif", save_all=True, append_images=[small, third])
    found, _ = frames(tmp_path / "a.tif")
    assert [(frame.t, frame.image.shape) for frame in found] == [(0, (48, 64, 3)), (1, (48, 64, 3))]


def test_a_telephone_s_second_picture_in_a_jpeg_is_no_recording(tmp_path: Path) -> None:
    first, second, _ = several()
    first.save(tmp_path / "a.jpg", format="MPO", save_all=True, append_images=[second])
    found, source = frames(tmp_path / "a.jpg")
    assert (len(found), source.note, source.assumed) == (1, None, None)


def test_a_stream_of_jpegs_is_no_single_picture(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mjpeg", steady(1), form="mjpeg", codec="mjpeg", pixels="yuvj420p")
    assert kind_of(str(path)) is Kind.VIDEO
    assert len(frames(path)[0]) == 10


def test_hidden_files_of_a_folder_are_no_pictures(tmp_path: Path) -> None:
    for name in ("1.jpg", "2.jpg"):
        photo(tmp_path / name)
        (tmp_path / f"._{name}").write_bytes(b"\0\5\26\7" * 9)
    photo(tmp_path / ".trashed-3.jpg")
    found, source = frames(tmp_path)
    assert [frame.t for frame in found] == [0, 1]
    assert source.note is None
    assert "2 pictures are taken to be 1 s apart (camera.image_every_s)" in str(source.assumed)


def test_a_folder_of_hidden_files_has_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "._1.jpg").write_bytes(b"\0\5\26\7" * 9)
    with pytest.raises(SourceError, match="has no pictures"), opened(tmp_path):
        pass


def test_what_else_is_in_a_folder_is_said(tmp_path: Path) -> None:
    photo(tmp_path / "1.jpg")
    for name in ("2.heic", "3.MOV", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    _, source = frames(tmp_path)
    assert source.assumed == "2.heic cannot be read from a folder and was skipped (and 1 more)"


def test_an_animation_in_a_folder_is_used_in_part_and_that_is_said(tmp_path: Path) -> None:
    first, *others = several()
    first.save(tmp_path / "1.webp", save_all=True, append_images=others, duration=100)
    photo(tmp_path / "2.jpg")
    found, source = frames(tmp_path)
    assert [frame.t for frame in found] == [0, 1]
    assert source.note == "1.webp holds several pictures; only its first was used"


def test_all_that_cannot_be_read_counts(tmp_path: Path) -> None:
    photo(tmp_path / "1.jpg")
    for name in ("2.jpg", "3.jpg"):
        (tmp_path / name).write_bytes(b"no picture")
    _, source = frames(tmp_path)
    assert source.note == "2.jpg cannot be read as a picture and was skipped (and 1 more)"


@pytest.mark.parametrize("kind", ["picture", "folder", "recording"])
def test_turn_and_mirror_are_for_all_pictures(tmp_path: Path, kind: str) -> None:
    if kind == "recording":
        path = film(tmp_path / "a.mkv", steady(1))
    else:
        path = photo(tmp_path / "1.png")
        path = tmp_path if kind == "folder" else path
    for rotate, mirror, red in (
        (0, False, "top left"),
        (0, True, "top right"),
        (90, False, "top right"),
        (90, True, "top left"),
        (180, False, "bottom right"),
        (270, True, "bottom right"),
    ):
        found, source = frames(path, rotate=rotate, mirror=mirror)
        assert source.size == ((48, 64) if rotate % 180 else (64, 48))
        assert colour_at(found[0].image, red) == "red"
