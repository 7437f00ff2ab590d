"""What the user calls a source is recognised, and what cannot be one is refused in a line."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from posturecam.core.values import Frame, Observation, Unseen, Why
from posturecam.edges.sources.images import natural, open_images
from posturecam.edges.sources.open_source import Kind, kind_of, open_observations, open_source
from posturecam.edges.sources.pose_source import PoseSource
from posturecam.edges.sources.tape_writer import record_tape
from posturecam.errors import CameraError, PosturecamError, SourceError
from posturecam.ports import PoseFinder
from posturecam.settings import Camera
from tests.support.film import colour_at, corners, film, photo, steady

CAMERA = Camera()


class NobodyThere:
    """A pose finder that never sees anybody."""

    def find(self, frame: Frame, **_sure: bool) -> Observation:
        return Observation(frame.t, (), why=Why.NOBODY, frame=frame)


@contextmanager
def nobody_there() -> Iterator[PoseFinder]:
    yield NobodyThere()


def small_tape(path: Path) -> Path:
    with record_tape(path, (640, 480)) as tape:
        for t in (0.0, 0.5, 1.0):
            tape.write(Unseen(t, Why.TURNED))
    return path


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("0", Kind.CAMERA),
        ("Logitech BRIO", Kind.CAMERA),
        ("/dev/video0", Kind.CAMERA),
        ("rtsp://10.0.0.7/live", Kind.STREAM),
        ("http://10.0.0.7:8080/video", Kind.STREAM),
        ("udp://0.0.0.0:1234", Kind.STREAM),
        ("https://host/talk.mp4?download=1", Kind.VIDEO),
    ],
)
def test_kinds_by_name(spec: str, kind: Kind) -> None:
    assert kind_of(spec) is kind


def test_kinds_by_what_is_in_the_file(tmp_path: Path) -> None:
    assert kind_of(str(tmp_path)) is Kind.IMAGES
    assert kind_of(str(photo(tmp_path / "a.png").rename(tmp_path / "picture"))) is Kind.IMAGES
    assert kind_of(str(film(tmp_path / "a.mp4", steady(1)).rename(tmp_path / "x"))) is Kind.VIDEO
    assert kind_of(str(small_tape(tmp_path / "a.tape.jsonl").rename(tmp_path / "y"))) is Kind.TAPE
    animated = film(tmp_path / "a.gif", steady(1), codec="gif", pixels="rgb8")
    assert kind_of(str(animated)) is Kind.VIDEO


def refused(spec: object) -> str:
    with pytest.raises(PosturecamError) as caught, open_source(str(spec), CAMERA) as source:
        source.read(0.0)
    assert isinstance(caught.value, SourceError | CameraError)
    assert caught.value.exit_code in (2, 3)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_wrong_files_and_names(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "text.mp4").write_text("not a film")
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.jpg").write_bytes(photo(tmp_path / "a.jpg").read_bytes()[:30])
    os.mkfifo(tmp_path / "pipe")
    assert "There is no file" in refused(tmp_path / "none.mp4")
    assert "There is no file" in refused("holiday.mp4")
    assert "is empty" in refused(tmp_path / "empty.mp4")
    assert "cannot be read as a video" in refused(tmp_path / "text.mp4")
    assert "has no pictures" in refused(tmp_path / "folder")
    assert "broken.jpg" in refused(tmp_path / "broken.jpg")
    assert "not a file" in refused(tmp_path / "pipe")
    assert "is not a source" in refused(" ")
    assert "cannot be read" in refused("~nobody-of-this-name/a.mp4")
    assert "There is no file a\\x00b" in refused("a\0b")
    assert "File name too long" in refused("a" * 3000)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", steady(1))
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "Permission denied" in refused(path)


def test_a_folder_or_picture_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, "Permission denied")

    picture = photo(tmp_path / "a.png")
    monkeypatch.setattr(Path, "iterdir", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "Permission denied. Check who may read it" in refused(tmp_path)
    assert "not a picture that can be read" in refused(picture)


def test_a_tape_has_no_pictures(tmp_path: Path) -> None:
    assert "pose tape" in refused(small_tape(tmp_path / "a.tape.jsonl"))


def test_an_address_without_an_answer() -> None:
    assert "cannot be opened" in refused("tcp://127.0.0.1:9/x")
    assert "Check the address" in refused("http://127.0.0.1:9/x.mp4")


def test_passwords_stay_out_of_messages() -> None:
    assert "secret" not in refused("http://me:secret@127.0.0.1:9/x.mp4")


def test_pictures_come_in_natural_order_at_their_times(tmp_path: Path) -> None:
    for number in (10, 9, 2):
        photo(tmp_path / f"look{number}.png", shade=number * 5)
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "look5.jpg").write_bytes(b"broken")
    with open_images(tmp_path, Camera(image_every_s=2.0)) as source:
        seen = [source.read(0.0) for _ in range(4)]
    assert [frame and frame.t for frame in seen] == [0.0, 4.0, 6.0, None]
    assert [int(frame.image[5, 60, 0]) - 90 for frame in seen if frame] == [10, 45, 50]
    assert source.note is not None
    assert "look5.jpg" in source.note


def test_numbers_in_names_count_by_value() -> None:
    names = ["b", "a10", "a9", "A1", "7", "010"]
    assert sorted(names, key=natural) == ["7", "010", "A1", "a9", "a10", "b"]


def test_a_photo_is_turned_as_its_exif_data_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned by 90 degrees clockwise
    Image.fromarray(corners()).save(tmp_path / "a.jpg", exif=exif, quality=95)
    with open_source(str(tmp_path / "a.jpg"), CAMERA) as source:
        frame = source.read(0.0)
        assert source.read(0.0) is None
    assert isinstance(frame, Frame)
    assert frame.image.shape == (64, 48, 3)
    assert colour_at(frame.image, "top right") == "red"


@pytest.mark.parametrize("shape", [(8, 8), (8, 8, 4)])
def test_grey_and_transparent_pictures(tmp_path: Path, shape: tuple[int, ...]) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.full(shape, 77, np.uint8))
    with open_images(tmp_path) as source:
        frame = source.read(0.0)
    assert frame is not None
    assert (frame.image == 77).all()


def test_a_png_with_a_wrong_length_inside_is_refused_at_once(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.png")
    data = bytearray(path.read_bytes())
    at = data.index(b"IDAT") - 4
    data[at : at + 4] = b"\xff\xff\xff\x00"
    path.write_bytes(data)
    assert "a.png is not a picture that can be read" in refused(path)


HUGE_PICTURE = """
import re, sys
from pathlib import Path
from posturecam.edges.sources.open_source import open_source
from posturecam.settings import Camera
try:
    with open_source(sys.argv[1], Camera()):
        print("opened")
except Exception as error:
    most_kb = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
    print(type(error).__name__, int(most_kb[1]) < 600_000)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_a_picture_that_claims_to_be_huge_does_not_take_the_memory(tmp_path: Path) -> None:
    data = bytearray(photo(tmp_path / "a.jpg").read_bytes())
    at = data.index(b"\xff\xc0") + 5  # height and width, two bytes each
    data[at : at + 4] = b"\x7f\x00\x7f\x00"
    (tmp_path / "a.jpg").write_bytes(data)
    command = [sys.executable, "-c", HUGE_PICTURE, str(tmp_path / "a.jpg")]
    ran = subprocess.run(command, timeout=600, capture_output=True, check=True)
    assert ran.stdout.split() == [b"SourceError", b"True"]
    assert ran.stderr == b""


def test_observations_of_pictures(tmp_path: Path) -> None:
    path = str(film(tmp_path / "a.mp4", steady(1)))
    with open_observations(path, CAMERA, nobody_there, real_time=False) as (observations, facts):
        observation = observations.next(0.5)
        assert not observations.live
        assert facts.size == (64, 48)
        assert facts.duration_s == pytest.approx(1.0, abs=0.1)
        assert observation is not None
        assert observation.t == pytest.approx(0.5)
        assert observations.next(5.0) is None


def test_observations_in_real_time(tmp_path: Path) -> None:
    path = str(film(tmp_path / "a.mp4", [0, 0.1, 0.2, 0.3]))
    with open_observations(path, CAMERA, nobody_there, real_time=True) as (observations, _):
        assert observations.live
        assert observations.next(0.0) is not None


def test_observations_of_a_tape_need_no_finder(tmp_path: Path) -> None:
    def no_model() -> PoseFinder:
        raise AssertionError

    path = str(small_tape(tmp_path / "a.tape.jsonl"))
    for real_time in (False, True):
        with open_observations(path, CAMERA, no_model, real_time=real_time) as (
            observations,
            facts,
        ):  # type: ignore[arg-type]
            seen = [observations.next(1e9 * (not real_time)) for _ in range(3)]
            assert observations.live is real_time
            assert facts.size == (640, 480)
        assert [observation and observation.t for observation in seen] == [0, 0.5, 1.0]


@pytest.mark.parametrize("real_time", [False, True])
def test_the_search_of_a_recording_begins_again_at_fixed_times(
    tmp_path: Path, *, real_time: bool
) -> None:
    log: list[str] = []

    @contextmanager
    def noted() -> Iterator[PoseFinder]:
        log.append("open")
        yield NobodyThere()
        log.append("close")

    path = str(film(tmp_path / "a.mp4", [0, 0.01, 0.02, 0.03, 0.04]))
    how = {"real_time": real_time, "renew_every_s": 0.02}
    with open_observations(path, CAMERA, noted, **how) as (seen, _):  # type: ignore[arg-type]
        while seen.next(0.0) is not None:
            pass
    assert log[:2] == ["open", "close"]
    assert log == ["open", "close"] * (len(log) // 2)
    assert len(log) == 6 or real_time  # in real time frames may be skipped


class Live:
    """A camera that gives five pictures, a second apart."""

    live = True

    def __init__(self) -> None:
        self._frames = iter([Frame(float(t), corners()) for t in range(5)])

    def read(self, _not_before_s: float) -> Frame | None:
        return next(self._frames, None)


def test_the_search_of_a_camera_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    @contextmanager
    def noted() -> Iterator[PoseFinder]:
        opened.append("open")
        yield NobodyThere()

    module = "posturecam.edges.sources.open_source.open_source"
    monkeypatch.setattr(module, lambda *_, **__: nullcontext(Live()))
    with open_observations("0", CAMERA, noted, real_time=True, renew_every_s=2.0) as (seen, _):
        while seen.next(0.0) is not None:
            pass
    assert opened == ["open"]


class Gone:
    live = True

    def read(self, not_before_s: float) -> Unseen:
        return Unseen(not_before_s, Why.CAMERA_LOST)


def test_a_lost_camera_is_an_observation_with_its_reason() -> None:
    observation = PoseSource(Gone(), NobodyThere()).next(7.0)
    assert observation is not None
    assert (observation.t, observation.why, observation.people) == (7.0, Why.CAMERA_LOST, ())
