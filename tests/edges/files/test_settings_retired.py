"""Settings of earlier versions are accepted wherever settings are, and change nothing."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from posturecam.edges.files import folders
from posturecam.edges.files.known_settings import NAMES, known_settings
from posturecam.edges.files.settings_edit import set_in_file, unset_in_file
from posturecam.edges.files.settings_file import read_settings
from posturecam.errors import SettingsError
from posturecam.settings import Settings
from posturecam.settings.retired import RETIRED

CALM, CARD = "sampling.calm_below", "alerts.card_s"
GONE = f"{CALM} is no longer a setting; posturecam works it out itself"
BOTH = f"{CALM} and {CARD} are no longer settings; posturecam works them out itself"
FILE = "[alerts]\nhold_s = 30\ncard_s = 9\n[sampling]\ncalm_below = 0.1 # mine\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def noted(path: Path, *overrides: str) -> list[str]:
    notes: list[str] = []
    read_settings(path, overrides, notes.append)
    return notes


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["settings", *arguments])


def users_file(text: str) -> Path:
    path = folders.settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_no_setting_is_retired_and_every_retired_one_is_of_a_section() -> None:
    assert not RETIRED & {known.name for known in known_settings()}
    assert {name.partition(".")[0] for name in RETIRED} <= set(NAMES)


@pytest.mark.parametrize("name", sorted(RETIRED))
@pytest.mark.parametrize("value", ["3", "-1", '"nonsense"', "[[]]"])
def test_a_retired_setting_is_accepted_whatever_its_value(
    path: Path, name: str, value: str
) -> None:
    path.write_text(f"{name} = {value}\n")

    assert read_settings(path) == Settings()
    assert read_settings(path, [f"{name}={value}"]) == Settings()
    assert read_settings(path.with_name("none.toml"), [f"{name}={value}"]) == Settings()


def test_the_settings_beside_it_count(path: Path) -> None:
    path.write_text(FILE)

    settings = read_settings(path, ["sampling.calm_after_s=3", "alerts.cooldown_s=90"])

    assert (settings.alerts.hold_s, settings.alerts.cooldown_s) == (30, 90)


def test_nothing_is_said_where_nothing_is_retired(path: Path) -> None:
    path.write_text("[alerts]\nhold_s = 30\n")

    assert noted(path, "alerts.share=0.9") == []


def test_one_note_says_how_to_remove_it_from_the_file(path: Path) -> None:
    path.write_text("[sampling]\ncalm_below = 0.1\n")

    assert noted(path) == [f"{GONE}. Remove it with `posturecam settings unset {CALM}`."]


def test_several_share_a_note(path: Path) -> None:
    path.write_text("[sampling]\ncalm_below = 0.1\n[alerts]\ncard_s = 9\n")

    assert noted(path, f"{CARD}=3") == [
        f"{BOTH}. Remove them with `posturecam settings unset {CALM} {CARD}`."
    ]


def test_an_override_is_noted_too(path: Path) -> None:
    assert noted(path, f"{CALM}=0.1", f" {CALM} = 0.2") == [f"{GONE}. --set has no effect on it."]
    assert noted(path, f"{CALM}=1", f"{CARD}=3") == [f"{BOTH}. --set has no effect on them."]


def test_file_and_override_are_told_apart(path: Path) -> None:
    path.write_text("sampling.calm_below = 1\n")

    (note,) = noted(path, f"{CARD}=3")

    assert note == (
        f"{GONE}. Remove it with `posturecam settings unset {CALM}`. {CARD} is no longer a "
        "setting; posturecam works it out itself. --set has no effect on it."
    )


def test_what_else_is_wrong_is_reported(path: Path) -> None:
    path.write_text("[sampling]\ncalm_below = 1\ncalm_belov = 1\n[limits]\nsure = 9\n")
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    assert [problem.split()[0] for problem in caught.value.problems] == [
        "sampling.calm_belov",
        "limits.sure",
    ]
    assert CALM not in str(caught.value).replace("calm_belov", "")

    path.write_text("")
    with pytest.raises(SettingsError, match=r"'sampling\.calm_below' is not SECTION\.KEY=VALUE"):
        read_settings(path, [CALM])


def test_set_writes_what_is_a_setting(path: Path) -> None:
    assert set_in_file(path, [f"{CALM}=0.1"]) == (CALM,)
    assert not path.exists()

    assert set_in_file(path, [f"{CALM}=0.1", "alerts.hold_s=30"]) == (CALM,)
    assert tomllib.loads(path.read_text()) == {"alerts": {"hold_s": 30}}


def test_unset_takes_it_out_of_the_file(path: Path) -> None:
    path.write_text(FILE)

    assert unset_in_file(path, [CALM, CARD]) == ()
    assert tomllib.loads(path.read_text())["alerts"] == {"hold_s": 30}
    assert noted(path) == []
    assert unset_in_file(path, [CALM]) == (CALM,)


def test_list_notes_it_once_and_leaves_it_out() -> None:
    users_file(FILE)

    listed = run("list")

    assert listed.exit_code == 0
    assert listed.stderr.count("no longer") == 1
    assert "* alerts.hold_s = 30 s" in listed.stdout
    assert "calm_below" not in listed.stdout + run("list", "--json").stdout


def test_get_says_that_there_is_none_any_more() -> None:
    users_file(FILE)

    asked = run("get", CALM)

    assert asked.exit_code == 2
    assert asked.stderr.endswith(f"Error: There is no such setting: {GONE}\n")


def test_set_says_what_it_did_not_write() -> None:
    only = run("set", f"{CALM}=0.1")
    assert (only.exit_code, only.stdout) == (0, "")
    assert only.stderr == f"Note: {GONE}. The settings file was not given it.\n"

    both = run("set", f"{CALM}=0.1", f"{CARD}=3", "alerts.hold_s=30")
    assert both.stdout == f"wrote {folders.settings_path()}\n"
    assert both.stderr == f"Note: {BOTH}. The settings file was not given them.\n"


def test_check_finds_the_file_fine_and_notes_it() -> None:
    path = users_file("[sampling]\ncalm_below = 0.1\n")

    checked = run("check")

    assert checked.stdout == f"{path} is fine\n"
    assert checked.stderr == f"Note: {GONE}. Remove it with `posturecam settings unset {CALM}`.\n"


def test_a_command_that_uses_no_setting_notes_it_once() -> None:
    done = run("path", "--set", f"{CALM}=0.1")

    assert (done.exit_code, done.stderr) == (0, f"Note: {GONE}. --set has no effect on it.\n")


def test_unset_works_as_the_note_says() -> None:
    path = users_file(FILE)

    assert run("unset", CALM, CARD).stdout == f"wrote {path}\n"

    assert run("list").stderr == ""
    assert run("unset", CALM).stdout == f"{CALM} is not in the settings file\n"
