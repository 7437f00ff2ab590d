"""`posturecam stretch NAME --lead`, as a user types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from posturecam.edges.history.database import history_path
from posturecam.view.seen_set import NOT_FOLLOWED
from tests.support.desk import UPRIGHT, tape


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def sitting(tmp_path: Path) -> Path:
    return tape(tmp_path / "sitting.tape.jsonl", (4, UPRIGHT))


def test_a_recording_of_what_no_camera_sees_says_so(sitting: Path) -> None:
    result = run("stretch", "cat-cow", "--lead", "--json", "--source", sitting)

    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {
        "exercise": "cat_cow",
        "reps_seen": 0,
        "reps": [],
        "holds_s": [],
        "partial": [],
        "sides": {"both": 0},
        "not_visible": NOT_FOLLOWED,
        "form": [],
    }
    assert not history_path().exists()


def test_people_read_it_in_words(sitting: Path) -> None:
    result = run("stretch", "cat-cow", "--lead", "--source", sitting)

    assert (result.exit_code, result.stdout) == (0, f"{NOT_FOLLOWED}\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense", "--lead"), "No exercise is called"),
        (("--lead",), "--lead needs the NAME"),
        (("chin tuck", "--source", "0"), "go with --lead"),
        (("chin tuck", "--profile", "me"), "go with --lead"),
        (("swimming", "--lead"), "nothing that can be led here"),
        (("cat-cow", "--lead", "--json", "--source", "no.mp4"), "There is no file no.mp4"),
        (("cat-cow", "--lead", "--set", "coaching.voice=loud"), "coaching.voice"),
    ],
)
def test_wrong_use_is_2(arguments: tuple[str, ...], said: str) -> None:
    result = run("stretch", *arguments)

    assert result.exit_code == 2
    assert said in result.output


def test_a_profile_that_is_not_there_is_not_needed(sitting: Path) -> None:
    result = run("stretch", "cat-cow", "--lead", "--json", "--source", sitting, "--profile", "no")

    assert result.exit_code == 0
