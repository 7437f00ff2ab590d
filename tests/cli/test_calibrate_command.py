import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from posturecam.core.values import Why
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.atomic_write import backup_of
from tests.support.desk import FORWARD, UPRIGHT, tape


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def guided(tmp_path: Path) -> Path:
    story = ((6, UPRIGHT), (2, FORWARD), (4, UPRIGHT))
    return tape(tmp_path / "guided.tape.jsonl", *story, step_s=1)


def test_a_recording_with_poses_becomes_a_profile(guided: Path) -> None:
    spans = ("--pose", "upright=0:6", "--pose", "head_forward=6:8")

    result = run("calibrate", "--source", guided, *spans, "--profile", "desk")

    assert result.exit_code == 0, result.output
    assert "Calibrated: desk" in result.output
    assert "cm from the camera" in result.output
    stored = profile_store.load(folders.profiles_dir(), "desk")
    assert stored.profile.poses == ("upright", "head_forward")
    assert stored.profile.looks == 6
    assert (stored.card.name, stored.card.camera) == ("desk", "guided.tape.jsonl")
    assert stored.card.picture == "640x480"


def test_a_profile_can_be_a_file_of_its_own(guided: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"

    result = run("calibrate", "--source", guided, "--pose", "upright=0:6", "--profile", path)

    assert result.exit_code == 0, result.output
    assert profile_store.load(folders.profiles_dir(), str(path)).card.name == "mine"
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("way", "given"), [(("--pose", "upright=0:6"), "pose"), (("--camera-moved",), "camera moved")]
)
@pytest.mark.parametrize(("answer", "replaced"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_before_a_file_is_replaced_somebody_at_a_terminal_is_asked(
    guided: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: tuple[str, ...],
    given: str,
    answer: str,
    *,
    replaced: bool,
) -> None:
    path = tmp_path / "mine.toml"
    run("calibrate", "--source", guided, "--pose", "upright=0:6", "--profile", path)
    before = path.read_bytes()
    source = tape(tmp_path / f"{given}.tape.jsonl", (20, UPRIGHT))
    monkeypatch.setattr("posturecam.cli.calibrate.at_terminal", lambda: True)

    words = ["calibrate", "--source", str(source), *way, "--profile", str(path)]
    result = CliRunner().invoke(cli, words, input=answer)

    assert f"{path} holds a profile. Replace it" in result.stderr
    assert (path.read_bytes() != before) is replaced
    assert backup_of(path).exists() is replaced
    assert result.exit_code == (0 if replaced else 2), result.output


def test_a_script_is_not_asked_and_the_old_profile_is_kept(guided: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    words = ("calibrate", "--source", guided, "--pose", "upright=0:6", "--profile", path)
    assert "is kept" not in run(*words).output
    assert f"The previous profile is kept as {backup_of(path)}" in run(*words).output


@pytest.mark.parametrize("way", [("--pose", "upright=0:6"), ("--camera-moved",), ()])
def test_a_file_that_is_no_profile_is_refused_before_anything_is_opened(
    guided: Path, tmp_path: Path, way: tuple[str, ...]
) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[project]\n")
    source = ("--source", guided) if way else ()
    result = run("calibrate", *source, *way, "--profile", path)
    assert result.exit_code == 2
    assert path.read_text() == "[project]\n"
    assert list(tmp_path.glob("pyproject*")) == [path]


def test_json_for_programs(guided: Path) -> None:
    result = run("calibrate", "--source", guided, "--pose", "upright=0:6", "--json")

    reported = json.loads(result.stdout)
    assert (reported["profile"], reported["looks"], reported["view"]) == ("default", 6, "front")
    assert reported["distance_cm"] == pytest.approx(70, abs=25)


def test_a_pose_that_shows_nothing_is_left_out_and_said(guided: Path) -> None:
    spans = ("--pose", "upright=0:6", "--pose", "slump=8:12")
    left_out = [{"pose": "slump", "reason": "looks the same as upright"}]

    result = run("calibrate", "--source", guided, *spans, "--json")

    assert json.loads(result.stdout)["left_out"] == left_out
    assert "slump was not used: it looks the same" in run("profiles", "show", "default").output
    shown = run("profiles", "show", "default", "--json").stdout
    assert json.loads(shown)["left_out"] == left_out


def test_a_refused_calibration_leaves_the_old_profile_alone(guided: Path, tmp_path: Path) -> None:
    run("calibrate", "--source", guided, "--pose", "upright=0:6")
    path = folders.profiles_dir() / "default.toml"
    before = path.read_bytes()
    away = tape(tmp_path / "away.tape.jsonl", (8, Why.NOBODY), step_s=1)

    result = run("calibrate", "--source", away, "--pose", "upright=0:6")

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: This calibration cannot be used, nothing was changed:")
    assert path.read_bytes() == before
    assert [one.name for one in folders.profiles_dir().iterdir()] == ["default.toml"]


def test_a_new_calibration_keeps_the_old_one_beside_it(guided: Path) -> None:
    for spans in ("upright=0:6", "upright=6.5:12"):
        run("calibrate", "--source", guided, "--pose", spans)
    before = backup_of(folders.profiles_dir() / "default.toml")

    assert before.is_file()
    result = run("profiles", "import", before, "--name", "before")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("spans", "says"),
    [
        (("upright=0",), "write NAME=START:END"),
        (("upright=a:b",), "the times must be numbers"),
        (("upright=5:2",), "the start must be 0 or more, and the end after the start"),
        (("upright=-1:6",), "the start must be 0 or more, and the end after the start"),
        (("headstand=0:2",), "headstand is not a guided pose; choose from upright, slump"),
        (("slump=0:2",), "the upright pose is missing"),
        (("upright=0:6", "lean_in=0:6"), "upright=0:6 and lean_in=0:6 overlap"),
        (("upright=0:6", "lean_in=5.5:8"), "lean_in=5.5:8 overlap; give each pose its own seconds"),
        (("upright=0:4", "upright=3:6"), "upright=0:4 and upright=3:6 overlap"),
    ],
)
def test_poses_that_cannot_be_read(guided: Path, spans: tuple[str, ...], says: str) -> None:
    options = [part for span in spans for part in ("--pose", span)]

    result = run("calibrate", "--source", guided, *options)

    assert result.exit_code == 2
    assert says in result.stderr


def test_every_bad_pose_is_told_at_once(guided: Path) -> None:
    result = run("calibrate", "--source", guided, "--pose", "upright=0", "--pose", "nod=1:2")

    assert result.stderr.count("\n  - ") == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--pose", "upright=0:6", "--quick"), "--pose and --quick"),
        (("--pose", "upright=0:6", "--poses", "slump"), "--pose and --poses"),
        (("--pose", "upright=0:6", "--camera-moved"), "--pose and --camera-moved"),
        (("--poses", "slump", "--quick"), "--poses and --quick"),
        (("--quick", "--camera-moved"), "--quick and --camera-moved"),
    ],
)
def test_ways_to_calibrate_that_exclude_each_other(
    guided: Path, options: tuple[str, ...], says: str
) -> None:
    result = run("calibrate", "--source", guided, *options)

    assert result.exit_code == 2
    assert f"{says} cannot be combined. Give one of them." in result.stderr
    assert not folders.profiles_dir().exists()


def test_a_live_camera_is_not_told_when_the_poses_are() -> None:
    result = run("calibrate", "--source", 0, "--pose", "upright=0:6")

    assert result.exit_code == 2
    assert "0 is live. Name the recording with --source" in result.stderr


def test_poses_that_touch_do_not_overlap(guided: Path) -> None:
    spans = ("--pose", "upright=0:3", "--pose", "head_forward=6:8", "--pose", "upright=3:6")

    assert run("calibrate", "--source", guided, *spans).exit_code == 0


def test_a_recording_needs_to_be_told_where_the_poses_are(guided: Path) -> None:
    result = run("calibrate", "--source", guided)

    assert result.exit_code == 2
    assert "--pose upright=0:10" in result.stderr


def test_a_moved_camera_is_followed(guided: Path, tmp_path: Path) -> None:
    run("calibrate", "--source", guided, "--pose", "upright=0:6", "--pose", "head_forward=6:8")
    later = tape(tmp_path / "later.tape.jsonl", (12, UPRIGHT))

    result = run("calibrate", "--source", later, "--camera-moved")

    assert result.exit_code == 0, result.output
    stored = profile_store.load(folders.profiles_dir(), "default")
    assert stored.profile.poses == ("upright", "head_forward")
    assert stored.profile.looks > 6


def test_following_a_camera_wants_the_same_pictures(guided: Path, tmp_path: Path) -> None:
    run("calibrate", "--source", guided, "--pose", "upright=0:6")
    path = folders.profiles_dir() / "default.toml"
    path.write_text(path.read_text().replace("picture_width = 640", "picture_width = 641"))
    later = tape(tmp_path / "later.tape.jsonl", (12, UPRIGHT))

    result = run("calibrate", "--source", later, "--camera-moved")

    assert result.exit_code == 2
    assert "Calibrate again" in result.stderr
