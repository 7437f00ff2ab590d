"""Everybody in view is found, tracked or searched for, with scripted models and the real one."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest

from posturecam.core.measure.subject_tracking import Followed, follow_subject
from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Frame, Pose, Why
from posturecam.edges.mediapipe.bundles import Bundles
from posturecam.edges.mediapipe.landmarker import open_landmarker
from posturecam.edges.sources.open_source import open_source
from posturecam.errors import InputError
from posturecam.ports import PoseFinder
from posturecam.settings import Camera
from tests.support.marks import Mark, wide
from tests.support.paths import SAMPLES

# --- tracking and searching, with scripted models -------------------------------------------------


def marks(nose_x: float, count: int) -> list[Mark]:
    """Points around (nose_x, 0.5), with every nose right there."""
    spread = np.linspace(-0.1, 0.1, count)
    points = [Mark(nose_x + d, 0.5 + d) for d in spread]
    points[0] = points[4] = Mark(nose_x, 0.5)
    return points


class Scripted:
    """Stands in for the module mediapipe: models that find noses where the test says."""

    def __init__(self) -> None:
        self.faces: Sequence[float] = ()
        self.tracked: Sequence[float] = ()
        self.everybody: Sequence[float] = ()
        self.times: list[int] = []
        self.searches = 0
        self.opened: list[str] = []
        self.closed: list[str] = []
        vision = SimpleNamespace(
            RunningMode={"IMAGE": "IMAGE", "VIDEO": "VIDEO"},
            PoseLandmarkerOptions=SimpleNamespace,
            FaceLandmarkerOptions=SimpleNamespace,
            PoseLandmarker=SimpleNamespace(create_from_options=self.open_bodies),
            FaceLandmarker=SimpleNamespace(create_from_options=self.open_faces),
        )
        self.tasks = SimpleNamespace(vision=vision, BaseOptions=SimpleNamespace)
        self.ImageFormat = SimpleNamespace(SRGB="RGB")
        self.Image = SimpleNamespace

    @contextmanager
    def open_bodies(self, options: Any) -> Iterator[Any]:
        self.opened.append(options.running_mode)
        yield SimpleNamespace(detect=self.search, detect_for_video=self.track)
        self.closed.append(options.running_mode)

    @contextmanager
    def open_faces(self, _options: Any) -> Iterator[Any]:
        yield SimpleNamespace(
            detect=lambda _image: SimpleNamespace(
                face_landmarks=[marks(x, 478) for x in self.faces]
            )
        )
        self.closed.append("faces")

    def search(self, _image: Any) -> Any:
        self.searches += 1
        return self.found(self.everybody)

    def track(self, _image: Any, time_ms: int) -> Any:
        self.times.append(time_ms)
        return self.found(self.tracked)

    def found(self, noses: Sequence[float]) -> Any:
        bodies = [marks(x, 33) for x in noses]
        return SimpleNamespace(pose_landmarks=bodies, pose_world_landmarks=bodies)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Scripted:
    script = Scripted()
    monkeypatch.setitem(sys.modules, "mediapipe", script)
    return script


@pytest.fixture
def files(tmp_path: Path) -> Bundles:
    for name in ("pose", "face"):
        (tmp_path / name).touch()
    return Bundles(tmp_path / "pose", tmp_path / "face")


def noses(finder: PoseFinder, t: float = 0.0, *, sure: bool = False) -> list[tuple[float, bool]]:
    return [
        (round(float(p.points[Body.NOSE, 0]) / p.aspect, 3), p.face is not None)
        for p in finder.find(wide(t), sure=sure).people
    ]


def test_the_person_wanted_is_tracked_and_nobody_else_searched_for(
    scripted: Scripted, files: Bundles
) -> None:
    scripted.faces = scripted.tracked = scripted.everybody = (0.5,)
    with open_landmarker(files) as finder:
        for t in range(100):
            assert noses(finder, t, sure=t % 3 > 0) == [(0.5, True)]
    assert scripted.opened == ["VIDEO"]


def test_somebody_who_may_be_another_is_tracked_and_searched_now_and_then(
    scripted: Scripted, files: Bundles
) -> None:
    scripted.faces = scripted.tracked = scripted.everybody = (0.5,)
    with open_landmarker(files) as finder:
        for t in range(3):
            assert noses(finder, t) == [(0.5, True)]
        assert scripted.opened == ["VIDEO"]
        for t in range(3, 34):
            assert noses(finder, t) == [(0.5, True)]
    assert scripted.searches == 2


def test_an_empty_chair_needs_no_search(scripted: Scripted, files: Bundles) -> None:
    with open_landmarker(files) as finder:
        for t in range(100):
            assert noses(finder, t) == []
    assert scripted.opened == ["VIDEO"]


def test_somebody_without_a_visible_face_is_found_by_searching(
    scripted: Scripted, files: Bundles
) -> None:
    scripted.faces = scripted.tracked = scripted.everybody = (0.8,)
    with open_landmarker(files) as finder:
        for t in (0.0, 3.0):
            assert noses(finder, t) == [(0.8, True)]
        scripted.everybody = (0.8, 0.2)
        assert noses(finder, 32.0) == [(0.8, True)]
        for t, sure in ((33.0, False), (34.0, True)):
            assert noses(finder, t, sure=sure) == [(0.8, True), (0.2, False)]
        scripted.everybody = (0.8,)
        for t in (35.0, 36.0):
            assert noses(finder, t) == [(0.8, True)]
    assert scripted.searches == 4


def test_a_tracked_body_without_any_face_is_believed(scripted: Scripted, files: Bundles) -> None:
    scripted.tracked = scripted.everybody = (0.5,)
    with open_landmarker(files) as finder:
        assert noses(finder) == [(0.5, False)]


def test_two_faces_mean_searching_for_everybody(scripted: Scripted, files: Bundles) -> None:
    scripted.faces, scripted.tracked, scripted.everybody = (0.2, 0.8), (0.8,), (0.8, 0.2)
    with open_landmarker(files) as finder:
        assert noses(finder) == [(0.8, True), (0.2, True)]
    assert scripted.opened == ["VIDEO", "IMAGE"]
    assert scripted.times == []


def test_a_face_that_is_not_on_the_tracked_body(scripted: Scripted, files: Bundles) -> None:
    scripted.faces, scripted.tracked, scripted.everybody = (0.2,), (0.8,), (0.8, 0.2)
    with open_landmarker(files) as finder:
        assert noses(finder) == [(0.8, False), (0.2, True)]


def test_a_face_without_a_tracked_body_is_searched_for_at_once(
    scripted: Scripted, files: Bundles
) -> None:
    scripted.faces = scripted.everybody = (0.3,)
    with open_landmarker(files) as finder:
        assert noses(finder, sure=True) == [(0.3, True)]


def test_nobody_is_a_reason(scripted: Scripted, files: Bundles) -> None:
    with open_landmarker(files) as finder:
        frame = wide(4.0)
        observation = finder.find(frame)
        assert (observation.t, observation.people, observation.why, observation.frame) == (
            4.0,
            (),
            Why.NOBODY,
            frame,
        )
    assert scripted.closed  # and everything is closed


def test_unrelated_pictures_are_never_tracked(scripted: Scripted, files: Bundles) -> None:
    scripted.tracked, scripted.everybody = (0.8,), (0.3,)
    with open_landmarker(files, related=False) as finder:
        assert scripted.opened == ["IMAGE"]  # at once, so that a bad model is refused at once
        assert noses(finder) == [(0.3, False)]
    assert scripted.opened == ["IMAGE"]


def test_the_tracker_gets_rising_milliseconds(scripted: Scripted, files: Bundles) -> None:
    scripted.tracked = (0.5,)
    with open_landmarker(files) as finder:
        for t in (0.0, 0.0002, 0.0004, 1.5):
            noses(finder, t)
    assert scripted.times == [0, 1, 2, 1500]


def test_a_black_picture_costs_no_search(scripted: Scripted, files: Bundles) -> None:
    scripted.tracked = (0.5,)
    with open_landmarker(files) as finder:
        observation = finder.find(Frame(1.0, np.zeros((48, 64, 3), dtype=np.uint8)))
    assert observation.why is Why.TOO_DARK
    assert scripted.times == []


def test_models_are_closed_whatever_happens(scripted: Scripted, files: Bundles) -> None:
    with pytest.raises(ZeroDivisionError), open_landmarker(files):
        raise ZeroDivisionError
    assert scripted.opened == ["VIDEO"]


# --- the real model -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def finder(bundles: Bundles) -> Iterator[PoseFinder]:
    with open_landmarker(bundles, related=False) as opened:
        yield opened


def picture(path: Path) -> Frame:
    return Frame(0.0, np.ascontiguousarray(cv2.imread(str(path))[:, :, ::-1]))


def first_frame(path: Path) -> Frame:
    with open_source(str(path), Camera()) as source:
        frame = source.read(0.0)
    assert isinstance(frame, Frame)
    return frame


@pytest.mark.model
@pytest.mark.parametrize("shape", [(1, 1), (1, 640), (480, 1), (17, 19), (31, 33), (721, 1283)])
def test_odd_pictures_do_no_harm(finder: PoseFinder, shape: tuple[int, int]) -> None:
    random = np.random.default_rng(3)
    image = random.integers(0, 255, (*shape, 3), dtype=np.uint8)
    assert finder.find(Frame(0.0, image)).why in {Why.NOBODY, Why.BLANK, Why.TOO_DARK}


@pytest.mark.model
@pytest.mark.parametrize("sample", sorted(path.stem for path in SAMPLES.glob("*.mp4")))
def test_the_person_of_every_sample_is_found(finder: PoseFinder, sample: str) -> None:
    observation = finder.find(first_frame(SAMPLES / f"{sample}.mp4"))
    (person,) = observation.people
    assert (person.face is None) == ("side" in sample)
    assert person.visibility[Body.LEFT_SHOULDER] > 0.5


@pytest.mark.model
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda image: np.repeat(image[:, :, 1:2], 3, axis=2), id="grey"),
        pytest.param(lambda image: image[:, ::-1], id="mirrored, not contiguous"),
        pytest.param(lambda image: image[::2, ::2], id="half the size"),
        pytest.param(lambda image: cv2.resize(image, (1281, 963)), id="odd and large"),
        pytest.param(lambda image: (image * 0.25).astype(np.uint8), id="a dark room"),
    ],
)
def test_the_person_is_found_in_other_pictures_of_the_same(
    finder: PoseFinder, change: Callable[[np.ndarray], np.ndarray]
) -> None:
    image = first_frame(SAMPLES / "slouch_p2_laptop.mp4").image
    (person,) = finder.find(Frame(0.0, change(image))).people
    assert person.face is not None


@pytest.mark.model
def test_a_mirror_mirrors_the_landmarks(finder: PoseFinder) -> None:
    frame = first_frame(SAMPLES / "slouch_p2_laptop.mp4")
    (straight,) = finder.find(frame).people
    (turned,) = finder.find(Frame(0.0, np.ascontiguousarray(frame.image[:, ::-1]))).people
    left, right = straight.points[Body.LEFT_SHOULDER], turned.points[Body.RIGHT_SHOULDER]
    assert left[0] == pytest.approx(turned.aspect - right[0], abs=0.03)
    assert left[1] == pytest.approx(right[1], abs=0.03)


@pytest.mark.model
def test_a_face_too_small_for_the_whole_picture_is_found_at_the_head(finder: PoseFinder) -> None:
    near = first_frame(SAMPLES / "slouch_p2_laptop.mp4").image
    far = np.full_like(near, 110)
    far[300:480, 200:440] = cv2.resize(near, (240, 180), interpolation=cv2.INTER_AREA)
    whole, small = (
        finder.find(Frame(0.0, near)).people[0],
        finder.find(Frame(0.0, far)).people[0],
    )
    assert whole.face is not None
    assert small.face is not None
    shrunk = (whole.face[:, :2] * 180 + (200, 300)) / 480
    assert small.face[:, :2] == pytest.approx(shrunk, abs=0.01)


@pytest.mark.model
def test_two_people_side_by_side_are_both_found_and_one_followed(bundles: Bundles) -> None:
    one = first_frame(SAMPLES / "slouch_p2_laptop.mp4").image[:, 120:520]
    two = first_frame(SAMPLES / "still_p1_laptop.mp4").image[:, 120:520]
    with open_landmarker(bundles) as finder:
        (alone,) = finder.find(Frame(0.0, one)).people
        both = finder.find(Frame(1.0, np.hstack([one, two])))
    assert [person.face is not None for person in both.people] == [True, True]
    first = replace(alone, aspect=both.people[0].aspect)
    _, followed = follow_subject(Followed(first), both, None)
    assert isinstance(followed, Pose)
    assert followed.points[Body.NOSE] == pytest.approx(alone.points[Body.NOSE], abs=0.05)


@pytest.mark.model
def test_tracking_and_searching_agree(bundles: Bundles) -> None:
    with open_source(str(SAMPLES / "still_p1_laptop.mp4"), Camera()) as source:
        frames = [source.read(second) for second in range(6)]
    with open_landmarker(bundles) as tracking, open_landmarker(bundles, related=False) as searching:
        for frame in frames:
            assert isinstance(frame, Frame)
            (tracked,), (searched,) = (
                tracking.find(frame).people,
                searching.find(frame).people,
            )
            both = [Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]
            assert tracked.points[both] == pytest.approx(searched.points[both], abs=0.03)


@pytest.mark.model
def test_real_people_are_found_or_it_is_said_why(finder: PoseFinder, shared: Path) -> None:
    footage = shared / "footage"
    paths = sorted(p for p in footage.glob("*/*") if p.suffix in {".jpg", ".jpeg", ".png"})
    seen = {
        path.name: follow_subject(Followed(), finder.find(picture(path)), None)[1] for path in paths
    }
    assert paths
    assert {name for name, pose in seen.items() if not isinstance(pose, Pose)} == set()
    assert seen["astronaut.png"].face is not None
    assert seen["portrait.jpg"].face is not None


@pytest.mark.model
def test_three_people_in_one_picture(finder: PoseFinder, shared: Path) -> None:
    observation = finder.find(picture(shared / "footage" / "tfjs-models" / "three_people.jpg"))
    assert [person.face is not None for person in observation.people] == [True] * 3


@pytest.mark.model
@pytest.mark.slow
def test_people_of_every_real_recording_are_found(finder: PoseFinder, shared: Path) -> None:
    for clip in sorted((shared / "footage" / "sample-videos").glob("*.mkv"))[::2]:
        with open_source(str(clip), Camera()) as source:
            frames = [source.read(second) for second in (0.0, 0.7, 1.4)]
        observations = [finder.find(frame) for frame in frames if isinstance(frame, Frame)]
        assert all(
            isinstance(follow_subject(Followed(), observation, None)[1], Pose)
            for observation in observations
        ), clip.name


@pytest.mark.model
@pytest.mark.parametrize("part", ["pose", "face"])
def test_a_bundle_that_mediapipe_refuses(bundles: Bundles, tmp_path: Path, part: str) -> None:
    bad = tmp_path / "bad.task"
    bad.write_bytes(b"PK no model")
    wrong = Bundles(bad, bundles.face) if part == "pose" else Bundles(bundles.pose, bad)
    refused = pytest.raises(InputError, match=r"MediaPipe cannot use the model .*bad\.task")
    with refused, open_landmarker(wrong):
        pass


@pytest.mark.model
def test_a_bundle_in_a_folder_with_accents(bundles: Bundles, tmp_path: Path) -> None:
    folder = tmp_path / "Möbel é"
    folder.mkdir()
    moved = Bundles(folder / "pose.task", folder / "face.task")
    shutil.copyfile(bundles.pose, moved.pose)
    shutil.copyfile(bundles.face, moved.face)
    with open_landmarker(moved, related=False) as finder:
        assert finder.find(first_frame(SAMPLES / "slouch_p2_laptop.mp4")).people


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
def test_searches_leave_nothing_behind(bundles: Bundles) -> None:
    frame = first_frame(SAMPLES / "slouch_p2_laptop.mp4")

    def search_often(finder: PoseFinder, first: int, count: int) -> tuple[float, int]:
        for i in range(first, first + count):
            finder.find(Frame(i / 4, frame.image))
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6, len(gc.get_objects())

    with open_landmarker(bundles) as finder:
        memory_mb, objects = search_often(finder, 0, 20)
        later_mb, later_objects = search_often(finder, 20, 40)
    assert later_mb - memory_mb < 10  # the pictures alone are 36
    assert abs(later_objects - objects) < 30
