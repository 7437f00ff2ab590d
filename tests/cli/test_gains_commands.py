"""Personal gains of a profile, as `posturecam profiles` shows and removes them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from posturecam.edges.files import folders, profile_store
from tests.support.desk import with_profile
from tests.support.gains import with_gains


def run(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["profiles", *arguments], input=answer)


@pytest.fixture
def desk() -> Path:
    return profile_store.save(folders.profiles_dir(), "default", with_gains())


@pytest.mark.usefixtures("desk")
def test_the_gains_of_a_profile_are_shown() -> None:
    said = run("show", "default").stdout

    assert "the change of the head's angle times 1.20, -0.4 degrees" in said
    assert "they lowered the error by 0.7 degrees" in said
    assert "the gains are of 2026-11-26, posturecam 0.14.0" in said
    assert json.loads(run("show", "default", "--json").stdout)["gains"] == {
        "learned": "2026-11-26T16:05:00+00:00",
        "posturecam": "0.14.0",
        "cva_gain": 1.2,
        "cva_offset_deg": -0.4,
        "cva_sd_deg": 2.1,
        "helped_deg": 0.7,
    }


def test_a_profile_without_gains_says_nothing_of_them() -> None:
    with_profile()

    assert "personal gains" not in run("show", "default").stdout
    assert json.loads(run("show", "default", "--json").stdout)["gains"] is None


def test_gains_are_forgotten_once_it_is_confirmed(desk: Path) -> None:
    assert run("forget-gains", "default", answer="n\n").exit_code == 2
    assert "[gains]" in desk.read_text()

    result = run("forget-gains", "default", answer="y\n")

    assert result.exit_code == 0
    assert "deleted the personal gains of default" in result.stdout
    assert "[gains]" not in desk.read_text()
    assert "there are no personal gains" in run("forget-gains", "default", "--yes").stdout


def test_damaged_gains_are_a_clear_error_and_can_be_forgotten(desk: Path) -> None:
    desk.write_text(desk.read_text().replace("cva_gain = 1.2", "cva_gain = 0"))
    result = run("show", "default")
    assert result.exit_code == 2
    assert "gains.cva_gain: input should be greater than 0; `posturecam profiles forget-g" in (
        result.stderr
    )

    assert run("forget-gains", "default", "--yes").exit_code == 0

    assert run("show", "default").exit_code == 0


def test_a_profile_that_is_not_there_has_no_gains() -> None:
    assert run("forget-gains", "default", "--yes").exit_code == 3
