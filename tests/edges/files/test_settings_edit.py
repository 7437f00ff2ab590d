"""Settings are changed in files that people have written in every way that TOML has."""

import tomllib
from pathlib import Path

import pytest

from posturecam.edges.files.settings_edit import change_file, set_in_file, unset_in_file
from posturecam.errors import SettingsError

HOLD = "alerts.hold_s"
WRITTEN = {
    "section": "[alerts]\nhold_s = 3 # why\nshare = 0.5\n",
    "quoted": '["alerts"]\n"hold_s" = 3\n',
    "dotted": "alerts.hold_s = 3\n",
    "dotted with others": "alerts.hold_s = 3\nalerts.share = 0.5\ncamera.fps = 5\n",
    "inline": "alerts = {hold_s = 3, share = 0.5}\n",
    "a table in its place": "[alerts.hold_s]\nx = 1\n",
    "a dotted table in its place": "alerts.hold_s.x = 1\n",
    "an inline table in its place": "alerts = {hold_s.x = 3}\n",
    "tables in its place": "[alerts]\n[[alerts.hold_s]]\nx = 1\n",
    "section in two parts": "[alerts]\nhold_s = 3\n[camera]\nfps = 5\n[alerts.x]\ny = 1\n",
    "beside what is unknown": "top = 1\n[nonsense]\na = 1\n[alerts]\nhold_s = 3\n",
}
NO_SECTION = ["alerts = 3\n", 'alerts = "x"\n', "alerts = [1]\n", "[[alerts]]\nhold_s = 3\n"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def read(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text())


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_set_changes_nothing_else(path: Path, text: str) -> None:
    path.write_text(text)
    wanted = tomllib.loads(text)
    wanted["alerts"]["hold_s"] = 30

    set_in_file(path, ["alerts.hold_s=30"])

    assert read(path) == wanted


def test_what_is_in_the_place_of_a_setting_leaves_its_place_to_it(path: Path) -> None:
    path.write_text("alerts.hold_s = {x = 1}\nalerts.share = 0.5\n")

    set_in_file(path, ["alerts.hold_s=30"])

    assert path.read_text() == "alerts.hold_s = 30\nalerts.share = 0.5\n"


@pytest.mark.parametrize("name", [HOLD, " alerts.hold_s", "alerts.hold_s\t"])
@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_unset_takes_out_nothing_else(path: Path, text: str, name: str) -> None:
    path.write_text(text)
    wanted = tomllib.loads(text)
    del wanted["alerts"]["hold_s"]

    assert unset_in_file(path, [name]) == ()

    assert {"alerts": {}, **read(path)} == wanted
    assert unset_in_file(path, [name]) == (HOLD,)


@pytest.mark.parametrize("text", NO_SECTION)
def test_something_else_in_the_place_of_the_section(path: Path, text: str) -> None:
    path.write_text(text)

    with pytest.raises(SettingsError, match=r"must be a section.*settings unset alerts`"):
        set_in_file(path, ["alerts.hold_s=30"])
    assert unset_in_file(path, [HOLD]) == (HOLD,)
    assert path.read_text() == text
    set_in_file(path, ["camera.fps=9"])
    assert read(path)["camera"] == {"fps": 9}

    assert unset_in_file(path, ["alerts"]) == ()
    set_in_file(path, ["alerts.hold_s=30"])
    assert read(path) == {"alerts": {"hold_s": 30}, "camera": {"fps": 9}}


def test_what_does_not_belong_there_can_be_taken_out(path: Path) -> None:
    path.write_text("top = 1\n[alerts]\nhold = 3\nhold_s = 70 # why\n[nonsense]\na = 1\n")

    assert unset_in_file(path, ["alerts.hold", "nonsense", "top"]) == ()

    assert path.read_text() == "[alerts]\nhold_s = 70 # why\n"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("alerts", "alerts is a section; name its settings, such as alerts.hold_s"),
        ("Alerts.Hold_S", "not a setting; did you mean alerts.hold_s"),
        ("ALERTS.HOLD", "not a setting; did you mean alerts.hold_s"),
        ("alerts.", "is not a setting"),
        ("", "is not a setting"),
        (".", "is not a setting"),
    ],
)
def test_what_cannot_be_taken_out_is_said(path: Path, name: str, says: str) -> None:
    path.write_text(WRITTEN["section"])

    with pytest.raises(SettingsError, match=says):
        unset_in_file(path, [HOLD, name])

    assert path.read_text() == WRITTEN["section"]


def test_without_a_file_there_is_nothing_to_take_out(path: Path) -> None:
    assert unset_in_file(path, [HOLD]) == (HOLD,)
    assert not path.exists()


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_setting_and_taking_out_is_one_change(path: Path, text: str) -> None:
    path.write_text(text)
    wanted = tomllib.loads(text)
    del wanted["alerts"]["hold_s"]
    wanted["alerts"]["cooldown_s"] = 30

    change_file(path, {"alerts": {"cooldown_s": 30}}, ["alerts.hold_s", "breaks.every_min"])

    assert read(path) == wanted


def test_changing_nothing_writes_nothing(path: Path) -> None:
    change_file(path, {}, ["alerts.hold_s"])
    assert not path.exists()
