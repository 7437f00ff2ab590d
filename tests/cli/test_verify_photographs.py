"""`posturecam verify` with marked photographs in the place of a second camera."""

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile

HEAD = "photo,t_s,c7_x,c7_y,tragus_x,tragus_y"


def marks(name: str, t: float, cva_deg: float) -> str:
    angle = math.radians(cva_deg)
    return f"{name},{t},500,600,{500 + 200 * math.cos(angle)},{600 - 200 * math.sin(angle)}"


@pytest.fixture
def front(tmp_path: Path) -> Path:
    """Somebody upright, head forward by 18 degrees, upright again."""
    return tape(tmp_path / "front.tape.jsonl", (10, UPRIGHT), (10, FORWARD), (6, UPRIGHT))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "marks.csv"
    path.write_text("\n".join([HEAD, marks("upright", 4, 52), marks("forward", 16, 34)]))
    return path


def verify(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["verify", *map(str, arguments)])


def test_a_photograph_is_compared_with_what_was_read_then(front: Path, table: Path) -> None:
    result = verify("--front", front, "--photographs", table, "--json")

    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    (change,) = found["changes"]
    assert change["name"] == "forward"
    assert change["marked_deg"] == pytest.approx(-18)
    assert change["front_deg"] == pytest.approx(-18, abs=5)
    assert change["holds"] is True
    assert found["rms_deg"] is None
    assert "calibrated on 0 to 10 s" in result.stderr


def test_against_a_profile_nothing_is_calibrated(front: Path, table: Path) -> None:
    with_profile()

    result = verify("--front", front, "--photographs", table, "--profile", "default")

    assert result.exit_code == 0, result.output
    assert "1 of 1 photograph lie within" in result.stdout
    assert "marked -18.0 deg" in result.stdout
    assert "calibrated" not in result.stderr


def test_the_upright_seconds_may_be_given(front: Path, table: Path) -> None:
    result = verify("--front", front, "--photographs", table, "--upright", "1:9")

    assert result.exit_code == 0, result.output
    assert "calibrated on 1 to 9 s" in result.stderr


def refused(*arguments: object, code: int = 2) -> str:
    result = verify(*arguments)
    assert result.exit_code == code, result.output
    return " ".join(result.stderr.split())


def test_one_photograph_is_too_few(front: Path, table: Path) -> None:
    table.write_text("\n".join([HEAD, marks("upright", 4, 52)]))

    assert "two photographs are needed" in refused("--front", front, "--photographs", table)


def test_a_camera_is_no_recording(table: Path) -> None:
    assert "0 is no recording" in refused("--front", "0", "--photographs", table)


def test_one_way_or_the_other(front: Path, table: Path) -> None:
    both = refused("--front", front, "--side", front, "--photographs", table)

    assert "either --side" in both
    assert "either --side" in refused("--front", front)
    assert "--rater-sd is for" in refused("--front", front, "--side", front, "--rater-sd", 1)


@pytest.mark.parametrize("option", ["--html", "--plot", "--share"])
def test_what_needs_a_second_camera(front: Path, table: Path, tmp_path: Path, option: str) -> None:
    said = refused("--front", front, "--photographs", table, option, tmp_path / "a")

    assert f"{option} needs a second camera" in said


def test_photographs_that_were_not_taken_during_the_recording(front: Path, table: Path) -> None:
    table.write_text("\n".join([HEAD, marks("upright", 4, 52), marks("late", 900, 34)]))

    said = refused("--front", front, "--photographs", table)

    assert "t_s must be seconds of its recording" in said


def test_nothing_is_learned_from_photographs(front: Path, table: Path) -> None:
    result = verify("--front", front, "--photographs", table, "--learn", "--profile", "default")

    assert result.exit_code == 2
    assert "--learn needs a second camera" in result.stderr
