"""`posturecam verify` from two recordings to a page, a picture, JSON and gains in the profile."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.app.verify import command, gathering
from posturecam.app.verify.comparing import Against
from posturecam.app.verify.gathering import Gathered
from posturecam.cli import verify as cli_verify
from posturecam.cli.main import cli
from posturecam.core.measure.calibration import calibrate
from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.verify.gains import NoGains
from posturecam.core.verify.verification import Verification
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.profile_toml import Stored
from posturecam.settings import Settings
from tests.support.calibrated import SIZE, made, profile_of
from tests.support.desk import CARD, UPRIGHT, tape
from tests.support.filmed_twice import FRONT, SIDE, gathered, seen_by
from tests.support.verified import GAINS, verified


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The options for two recordings; what they show is known, so that no tape of 10 MB is read."""
    front, side = tape(tmp_path / "front.tape.jsonl", (1, UPRIGHT)), tmp_path / "side.mp4"
    side.write_bytes(b"a film")
    shown = {str(front): gathered(FRONT), str(side): gathered(SIDE, name="side.mp4")}

    def gather(source: str, settings: Settings, for_s: float | None) -> Gathered:
        assert for_s is None
        assert (settings.camera.rotate == 90) is (source == str(side))
        return shown[source]

    monkeypatch.setattr(command, "gather_recording", gather)
    return "--front", str(front), "--side", str(side), "--upright", "0:10", "--side-rotate", "90"


@pytest.fixture
def desk() -> Path:
    profile = made(calibrate({"upright": list(seen_by(FRONT, 10))}, SIZE))
    return profile_store.save(folders.profiles_dir(), "default", Stored(CARD, profile))


@pytest.fixture
def helps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody for whom gains help."""
    learned(monkeypatch, GAINS)


def learned(monkeypatch: pytest.MonkeyPatch, gains: PersonalGains | NoGains) -> None:
    """Whatever is compared, these `gains` are learned from it."""

    def compare(_front: Gathered, _side: Gathered, against: Against, _: Settings) -> Verification:
        return verified(
            profile=against.profile or profile_of(), profile_name=against.name, gains=gains
        )

    monkeypatch.setattr(command, "compare", compare)


def verify(*arguments: object, answer: str | None = None) -> Result:
    result = CliRunner().invoke(cli, ["verify", *map(str, arguments)], input=answer)
    assert result.exit_code == 0, result.output
    return result


def test_two_recordings_become_text_page_and_picture(both: tuple[str, ...], tmp_path: Path) -> None:
    page, picture = tmp_path / "page.html", tmp_path / "plot.png"

    result = verify(*both, "--html", page, "--plot", picture)

    assert result.stdout.startswith("On you it is good to ")
    assert "calibrated on the upright seconds, for this comparison only" in result.stderr
    assert "<svg" in page.read_text(encoding="utf-8")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert list(folders.profiles_dir().glob("*")) == []


@pytest.mark.usefixtures("helps")
def test_json_is_all_of_standard_output(both: tuple[str, ...]) -> None:
    values = json.loads(verify(*both, "--json").stdout)

    assert values["profile"] is None
    assert values["gains_kept"] is False
    assert values["alignment"]["offset_s"] == 12.34
    assert len(values["moments"]) > 200


@pytest.mark.usefixtures("helps")
def test_without_a_profile_there_is_nowhere_to_keep_gains(both: tuple[str, ...]) -> None:
    assert "No gains are written without --profile" in verify(*both).stderr


@pytest.mark.usefixtures("helps")
def test_gains_are_written_only_with_consent(both: tuple[str, ...], desk: Path) -> None:
    before = desk.read_text()
    on_desk = (*both, "--profile", "default")

    assert "--learn does that" in verify(*on_desk).stderr
    assert "--learn" not in verify(*on_desk, "--no-learn").stderr
    assert desk.read_text() == before

    result = verify(*on_desk, "--learn", "--json")

    assert json.loads(result.stdout)["gains_kept"] is True
    assert "`posturecam profiles forget-gains default` removes them" in result.stderr
    assert profile_store.load(folders.profiles_dir(), "default").profile.gains == GAINS


@pytest.mark.usefixtures("helps")
def test_at_a_terminal_it_asks_and_no_answer_is_a_no(
    both: tuple[str, ...], desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_verify, "at_terminal", lambda: True)
    before, on_desk = desk.read_text(), (*both, "--profile", "default")

    refused = verify(*on_desk, answer="\n")
    assert "Write these gains to the profile default?" in refused.stderr
    assert desk.read_text() == before

    verify(*on_desk, answer="y\n")
    assert "[gains]" in desk.read_text()


def test_gains_that_do_not_help_are_not_offered(
    both: tuple[str, ...], desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned(monkeypatch, NoGains("they do not help"))
    before = desk.read_text()

    result = verify(*both, "--profile", "default", "--learn")

    assert "Personal gains: none were taken: they do not help." in result.stdout
    assert desk.read_text() == before


def test_stopping_it_writes_nothing(
    both: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> Gathered:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "gather_recording", stopped)
    page = tmp_path / "page.html"

    result = CliRunner().invoke(cli, ["verify", *both, "--html", str(page)])

    assert result.exit_code == 2
    assert "The comparison was stopped; nothing was written." in result.stderr
    assert not page.exists()


def test_two_cameras_are_led_for_two_minutes_by_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []

    def led(sources: object, _settings: object, _against: object, for_s: float) -> None:
        asked.extend((sources, for_s))
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "compare_live", led)

    CliRunner().invoke(cli, ["verify", "--front", "rtsp://a/1", "--side", "rtsp://a/2"])

    assert asked == [("rtsp://a/1", "rtsp://a/2"), 120.0]


def test_a_recording_is_kept_without_pictures_for_as_long_as_asked(tmp_path: Path) -> None:
    story = tape(tmp_path / "a.tape.jsonl", (8, UPRIGHT))

    whole = gathering.gather_recording(str(story), Settings(), None)
    part = gathering.gather_recording(str(story), Settings(), 3.0)

    assert [one.t for one in whole.observations[:3]] == [0.0, 0.25, 0.5]
    assert whole.observations[-1].t == 7.75
    assert part.observations[-1].t == 2.75
    assert all(one.frame is None for one in whole.observations)
    assert whole.size == SIZE
