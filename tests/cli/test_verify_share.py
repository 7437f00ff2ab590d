"""`posturecam verify --share`: nothing without consent, and nobody's name."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.app.verify import command
from posturecam.app.verify.gathering import Gathered
from posturecam.cli import verify as cli_verify
from posturecam.cli.main import cli
from posturecam.errors import InputError
from tests.support.filmed_twice import FRONT, SIDE, gathered


@pytest.fixture
def two_cameras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options that name them; what they saw is there at once."""
    names = [tmp_path / "anna-desk.tape.jsonl", tmp_path / "anna-side.tape.jsonl"]
    for name in names:
        name.write_text("{}\n")
    seen = dict(zip(map(str, names), (gathered(FRONT), gathered(SIDE)), strict=True))

    def gather(source: str, *_: object) -> Gathered:
        return Gathered(source, seen[source].size, seen[source].observations)

    monkeypatch.setattr(command, "gather_recording", gather)
    return ["--front", str(names[0]), "--side", str(names[1]), "--upright", "0:10"]


def verify(*arguments: object, answer: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["verify", *map(str, arguments)], input=answer)


def test_what_is_shared_names_nobody(two_cameras: list[str], tmp_path: Path) -> None:
    shared = tmp_path / "me.zip"

    result = verify(*two_cameras, "--share", shared, "--consent", "--json")

    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(shared) as archive:
        raw = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(raw) == {"README.txt", "verification.json", "front.tape.jsonl", "side.tape.jsonl"}
    assert not any("anna" in text or str(tmp_path) in text for text in raw.values())
    values = json.loads(raw["verification.json"])
    assert values["error_deg"] == json.loads(result.stdout)["error_deg"]
    assert values["own_profile"] is False
    assert len(raw["side.tape.jsonl"].splitlines()) == 1 + values["side"]["frames"]


def test_without_consent_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes: list[command.Verify] = []

    def stop(wish: command.Verify, _: object) -> None:
        wishes.append(wish)
        msg = "stopped here"
        raise InputError(msg)

    monkeypatch.setattr(command, "verify", stop)

    result = verify("--front", "a.mp4", "--side", "b.mp4", "--share", tmp_path / "me.zip")

    assert "me.zip is not written; --consent agrees to it" in result.stderr
    assert [wish.share for wish in wishes] == [None]


@pytest.mark.parametrize(("answer", "agreed"), [("y\n", True), ("\n", False)])
def test_somebody_is_asked_who_sees_what_it_is(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    *,
    agreed: bool,
) -> None:
    monkeypatch.setattr(cli_verify, "at_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: answer == "y\n")

    assert cli_verify._consents(Path("me.zip")) is agreed
    assert "The 468 points of the face" in capsys.readouterr().err


def test_another_name_is_refused_before_anything_is_measured(tmp_path: Path) -> None:
    side = tmp_path / "b.tape.jsonl"
    result = verify("--front", side, "--side", side, "--share", tmp_path / "me.txt", "--consent")

    assert result.exit_code == 2
    assert "ends in .zip" in result.stderr
