"""Pictures upside down, on a side or mirrored: noticed, with the setting that puts them right."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from click.testing import CliRunner, Result

from posturecam.app.orientation_hint import Orienting
from posturecam.cli.main import cli
from posturecam.core.values import Pose, Unseen, Why
from posturecam.edges.files import folders, profile_store
from posturecam.edges.sources.open_source import Kind
from posturecam.edges.sources.tape_writer import record_tape
from posturecam.edges.sources.video import open_video
from posturecam.settings import Camera
from tests.support.desk import UPRIGHT, Part, calibrated, sitting, tape, with_profile
from tests.support.paths import SAMPLES

SAMPLE = SAMPLES / "slouch_p2_laptop.mp4"
DOWN = Why.UPSIDE_DOWN


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def upside_down(pose: Pose | Unseen) -> Pose | Unseen:
    if isinstance(pose, Unseen):
        return pose
    points = np.array([pose.aspect, 1.0]) - pose.points
    points[[9, 10]] = points[[2, 5]] - np.array([0.0, 0.05])  # the mouth is above the eyes
    return replace(pose, points=points)


def lying_tape(path: Path, *parts: Part) -> Path:
    with record_tape(path, (640, 480)) as writer:
        for seen in map(upside_down, sitting(*parts)):
            writer.write(seen)
    return path


def test_a_tape_of_somebody_upside_down_is_not_calibrated(tmp_path: Path) -> None:
    path = lying_tape(tmp_path / "a.tape.jsonl", (5, UPRIGHT))
    result = run("calibrate", "--source", path, "--pose", "upright=0:5")
    assert result.exit_code == 2
    assert "You are seen upside down. A pose tape cannot be turned: record it again" in (
        result.stderr
    )
    assert "--set camera.rotate=180" in result.stderr
    assert not folders.profiles_dir().exists()


@pytest.mark.parametrize("lasts_s", [12, 4], ids=["long", "short"])
def test_a_replay_says_how_to_turn_what_is_upside_down(tmp_path: Path, lasts_s: int) -> None:
    with_profile()
    path = lying_tape(tmp_path / "a.tape.jsonl", (lasts_s, UPRIGHT))
    result = run("replay", path, "--readings", tmp_path / "out.csv")
    assert result.exit_code == 0
    assert result.stderr.count("Note: You are seen upside down.") == 1
    assert "seen upside down" in result.stdout
    lines = (tmp_path / "out.csv").read_text().splitlines()[1:]
    assert {line.split(",")[2] for line in lines} == {"seen upside down"}


def said(*parts: Part, camera: Camera | None = None) -> list[str]:
    """What is said of a story, and at its end."""
    orienting = Orienting(camera or Camera(), Kind.CAMERA)
    notes = [orienting.follow(seen.t, _why(seen)) for seen in sitting(*parts)]
    return [note for note in (*notes, orienting.at_end()) if note]


def _why(seen: Pose | Unseen) -> Why | None:
    return seen.why if isinstance(seen, Unseen) else None


@pytest.mark.parametrize(
    ("parts", "notes"),
    [
        pytest.param([(60, DOWN)], 1, id="always"),
        pytest.param([(20, UPRIGHT), (15, DOWN)], 1, id="turned in the middle"),
        pytest.param([(9, DOWN), (20, UPRIGHT)], 0, id="picking up a pen"),
        pytest.param([(9, DOWN), (1, UPRIGHT), (9, DOWN)], 0, id="twice"),
        pytest.param([(6, DOWN), (1, Why.NOBODY), (6, DOWN)], 1, id="not found for a moment"),
        pytest.param([(5, DOWN), (1, Why.HEAD_LEFT), (6, DOWN), (9, UPRIGHT)], 0, id="rolling"),
        pytest.param([(4, DOWN)], 1, id="a short recording"),
        pytest.param([(60, Why.NOBODY)], 0, id="nobody"),
    ],
)
def test_it_is_said_once_and_not_of_whoever_bends_down(parts: list[Part], notes: int) -> None:
    assert len(said(*parts)) == notes


@pytest.mark.parametrize(
    ("camera", "rotate"),
    [
        (Camera(), 90),
        (Camera(mirror=True), 270),
        (Camera(rotate=270), 0),
        (Camera(rotate=180, mirror=True), 90),
    ],
)
def test_the_setting_named_counts_with_those_in_use(camera: Camera, rotate: int) -> None:
    assert said((20, Why.HEAD_LEFT), camera=camera) == [
        f"You are seen lying, head to the left. Turn the picture with --set camera.rotate={rotate}."
    ]


def test_a_tape_is_used_as_recorded_and_that_is_said(tmp_path: Path) -> None:
    with_profile()
    path = tape(tmp_path / "a.tape.jsonl", (3, UPRIGHT))
    plain, turned = run("replay", path), run("replay", path, "--set", "camera.rotate=180")
    assert plain.stdout == turned.stdout
    assert "a pose tape is used as it was recorded" in turned.stderr
    assert "a pose tape is used" not in plain.stderr


@pytest.mark.parametrize(
    ("camera", "mirror", "noted"),
    [
        ("a.tape.jsonl", True, True),
        ("a.tape.jsonl", False, False),
        ("0", True, False),
    ],
    ids=["this source, otherwise", "this source, alike", "another source"],
)
def test_a_profile_made_the_other_way_round_is_said(
    tmp_path: Path,
    camera: str,
    mirror: bool,  # noqa: FBT001
    noted: bool,  # noqa: FBT001
) -> None:
    stored = calibrated()
    card = replace(stored.card, camera=camera, mirror=mirror)
    profile_store.save(folders.profiles_dir(), "default", replace(stored, card=card))
    result = run("replay", tape(tmp_path / "a.tape.jsonl", (3, UPRIGHT)))
    assert ("The profile was made with camera.mirror=true, now it is false" in result.stderr) is (
        noted
    )


@pytest.fixture(scope="module")
def filmed_upside_down(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "down.mp4"
    with open_video(str(SAMPLE)) as source, av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height = source.size
        stream.pix_fmt = "yuv420p"
        for image in _pictures(source, 20):
            picture = av.VideoFrame.from_ndarray(cv2.rotate(image, cv2.ROTATE_180), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


def _pictures(source: object, count: int) -> Iterator[np.ndarray]:
    for _ in range(count):
        yield source.read(0.0).image  # type: ignore[attr-defined]


@pytest.mark.model
def test_a_camera_upside_down_is_noticed_and_can_be_turned(filmed_upside_down: Path) -> None:
    ask = ("calibrate", "--source", filmed_upside_down, "--pose", "upright=0:2")
    refused = run(*ask)
    assert refused.exit_code == 2
    assert "You are seen upside down. Turn the picture with --set camera.rotate=180." in (
        refused.stderr
    )
    turned = run(*ask, "--set", "camera.rotate=180")
    assert turned.exit_code == 0, turned.output
    assert profile_store.load(folders.profiles_dir(), "default").profile.looks >= 5
