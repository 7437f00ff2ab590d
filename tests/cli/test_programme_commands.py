"""`stretch --today`, `history learned` and `history relearn`."""

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from simulated_days import simulate

from posturecam.cli.main import cli
from posturecam.core.history.records import PainNote, StretchRecord
from posturecam.core.history.report_data import DAY_S
from posturecam.edges.history.database import history_path
from posturecam.edges.history.listing import remember
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.exercises import Place
from posturecam.stretches.programme import proposable
from posturecam.stretches.programme_words import NOTHING
from tests.support.tracing import untraced


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A fortnight until today, slouched, without exercises and pain."""
    path = tmp_path_factory.mktemp("weeks") / "history.db"
    with untraced():
        simulate(path, int(time.time() // DAY_S) - 13, 14)
    return path.read_bytes()


@pytest.fixture
def slouched(weeks: bytes) -> Path:
    path = history_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(weeks)
    return path


def test_without_a_history_nothing_is_for_today() -> None:
    assert NOTHING in run("stretch", "--today").output
    assert json.loads(run("stretch", "--today", "--json").output)["exercises"] == []
    assert run("history", "learned").output == "Nothing was learned of any exercise yet.\n"


def test_today_follows_from_the_pattern_and_is_ticked_off(slouched: Path) -> None:
    remember(slouched, PainNote(time.time(), 1))
    row = json.loads(run("stretch", "--today", "--json").output)
    keys = [one["exercise"] for one in row["exercises"]]
    assert 2 <= len(keys) <= 4

    assert run("history", "done", keys[0]).exit_code == 0

    again = json.loads(run("stretch", "--today", "--json").output)["exercises"]
    assert [one["exercise"] for one in again] == keys
    assert [one["done"] for one in again] == [True] + [False] * (len(keys) - 1)
    assert "[x]" in run("stretch", "--today").output


def test_the_programme_leaves_out_what_is_excluded_and_asks_for_more_than_a_desk(
    slouched: Path,
) -> None:
    remember(slouched, PainNote(time.time(), 1))
    chosen = proposable(builtin(), Place.DESK, ("chin_tuck", "walking"))
    report = json.loads(
        run(
            "report", "--format", "json", "--output", "-", "--set", "stretches.exclude=chin_tuck"
        ).output
    )
    before = json.loads(run("stretch", "--today", "--json").output)["exercises"]
    first = before[0]["exercise"]
    after = run("stretch", "--today", "--json", "--set", f"stretches.exclude={first}").output

    assert {"swimming", "scapular_squeeze"} <= {one.key for one in chosen.exercises}
    assert not {"walking", "chin_tuck", "wall_slide"} & {one.key for one in chosen.exercises}
    asked = {one["exercise"] for one in report["programme"]}
    assert asked
    assert "chin_tuck" not in asked
    assert "doorway_chest_stretch" in asked  # at home there is a doorway
    assert first not in {one["exercise"] for one in json.loads(after)["exercises"]}


def test_a_warning_sign_pauses_today(slouched: Path) -> None:
    remember(
        slouched, PainNote(time.time(), 2, "arm", ("pain after an accident, even a mild one",))
    )
    assert "paused" in run("stretch", "--today").output


def test_what_was_learned_is_not_hidden_by_a_damaged_history() -> None:
    history_path().parent.mkdir(parents=True, exist_ok=True)
    history_path().write_bytes(b"no database" * 999)

    shown = CliRunner().invoke(cli, ["history", "learned"])
    assert shown.exit_code == 2
    assert "history.db" in shown.output


def test_what_hurt_is_learned_and_unlearned() -> None:
    remember(history_path(), StretchRecord(time.time() - 60, "chin_tuck", hurt=True))
    remember(history_path(), StretchRecord(time.time() - 50, "my_own"))

    assert "Chin tuck: Not proposed since it hurt" in run("history", "learned").output
    (row, own) = json.loads(run("history", "learned", "--json").output)
    assert (row["exercise"], row["hurt"], own["name"]) == ("chin_tuck", True, "my_own")

    assert "Learning starts again for Chin tuck." in run("history", "relearn", "chin tuck").output
    assert "Chin tuck" not in run("history", "learned").output
    assert "my_own" in run("history", "learned").output
    assert "for all exercises" in run("history", "relearn").output
    assert "my_own" not in run("history", "learned").output
    assert run("history", "relearn", "somersault").exit_code == 2


@pytest.mark.parametrize("extra", [["chin tuck"], ["--lead"]])
def test_today_goes_alone(extra: list[str]) -> None:
    assert run("stretch", "--today", *extra).exit_code == 2
