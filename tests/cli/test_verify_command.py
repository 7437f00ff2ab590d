"""What `posturecam verify` refuses, and how."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from posturecam.edges.sources import camera_names
from posturecam.edges.sources.camera_names import CameraFact
from tests.support.desk import UPRIGHT, tape, with_profile
from tests.support.film import photo


def verify(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["verify", *map(str, arguments)])


def refused(*arguments: object) -> str:
    """What the refusal says, on one line."""
    result = verify(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return " ".join(result.stderr.split())


@pytest.fixture
def front(tmp_path: Path) -> Path:
    return tape(tmp_path / "front.tape.jsonl", (3, UPRIGHT))


@pytest.fixture
def side(tmp_path: Path) -> Path:
    return tape(tmp_path / "side.tape.jsonl", (3, UPRIGHT))


def test_the_same_recording_twice(front: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.tape.jsonl"
    link.symlink_to(front)

    assert "--front and --side are the same" in refused("--front", front, "--side", front)
    assert "--front and --side are the same" in refused("--front", front, "--side", link)


def test_the_same_camera_under_two_names(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = (CameraFact(0, "Desk Cam"), CameraFact(2, "Phone"))
    monkeypatch.setattr("posturecam.app.verify.command.list_cameras", lambda: facts)

    assert "are the same, 0" in refused("--front", "0", "--side", "desk cam")
    assert camera_names.pick_camera("phone", facts) == facts[1]


def test_one_camera_and_one_recording(front: Path) -> None:
    said = refused("--front", "0", "--side", front)

    assert "0 is live and the other is a recording" in said
    assert "two recordings of the same minutes" in said
    assert "rtsp://***@h/a is live" in refused("--front", front, "--side", "rtsp://me:pass@h/a")


def test_a_recording_that_is_not_there(front: Path, tmp_path: Path) -> None:
    assert "There is no file" in refused("--front", front, "--side", tmp_path / "gone.mp4")
    assert "There is no recording sideways" in refused("--front", front, "--side", "sideways")


def test_pictures_show_no_movement(front: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    photo(folder / "a.png")

    assert "holds pictures, which show no movement" in refused("--front", front, "--side", folder)


def test_an_empty_file(front: Path, tmp_path: Path) -> None:
    (tmp_path / "side.mp4").touch()

    assert "is empty" in refused("--front", front, "--side", tmp_path / "side.mp4")


def test_cameras_are_led_so_nobody_says_when_they_sit_upright() -> None:
    said = refused("--front", "rtsp://a/1", "--side", "rtsp://a/2", "--upright", "0:10")

    assert "--upright is for recordings" in said


@pytest.mark.parametrize("text", ["10", "a:b", "10:5", "-1:5", "3:3", "0:nan", "0:inf"])
def test_a_span_that_is_none(front: Path, side: Path, text: str) -> None:
    said = refused("--front", front, "--side", side, f"--upright={text}")

    assert "--upright" in said


def test_a_tape_has_no_pictures_to_turn(front: Path, side: Path) -> None:
    said = refused("--front", front, "--side", side, "--side-rotate", "90")

    assert "side.tape.jsonl is a pose tape, which holds no pictures to turn" in said


def test_gains_need_a_profile_to_go_to(front: Path, side: Path) -> None:
    said = refused("--front", front, "--side", side, "--learn")

    assert "--learn needs the profile that the gains are written to" in said


def test_an_output_never_takes_the_place_of_what_is_read(
    front: Path, side: Path, tmp_path: Path
) -> None:
    both = ("--front", front, "--side", side)
    page = tmp_path / "page.html"

    assert "is the recording itself" in refused(*both, "--html", side)
    assert "is the recording itself" in refused(*both, "--plot", front)
    assert "Two outputs would be the same file" in refused(*both, "--html", page, "--plot", page)
    assert "one of your calibration profiles" in refused(*both, "--html", with_profile())


def test_an_output_that_cannot_be_written_is_known_at_once(
    front: Path, side: Path, tmp_path: Path
) -> None:
    said = refused("--front", front, "--side", side, "--html", tmp_path / "gone" / "page.html")

    assert "Cannot write" in said


def test_a_profile_that_is_not_there(front: Path, side: Path) -> None:
    result = verify("--front", front, "--side", side, "--profile", "gone")

    assert result.exit_code == 3
    assert "There is no calibration profile 'gone'" in result.stderr


def test_somebody_who_is_not_seen_from_the_side(front: Path, side: Path, tmp_path: Path) -> None:
    said = refused("--front", front, "--side", side, "--html", tmp_path / "page.html")

    assert "cannot be compared: the side camera sees you from the front" in said
    assert not (tmp_path / "page.html").exists()
