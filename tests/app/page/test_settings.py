"""Settings as the page shows and changes them."""

import tomllib
from pathlib import Path

import pytest

from posturecam.app.page import settings
from posturecam.app.page.settings import now_and_then, save, sections, settings_with, sound
from posturecam.edges.files import settings_file
from posturecam.edges.files.folders import settings_path
from posturecam.edges.files.known_settings import NAMES
from posturecam.edges.files.settings_file import Table, read_table
from posturecam.errors import SettingsError
from posturecam.page.backend import Answer, WrongValuesError

COMMENTED = """\
# mine
[alerts]
hold_s = 45  # shorter

[camera]
source = "rtsp://me:secret@cam/live"
"""


def write(text: str = COMMENTED) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(text, encoding="utf-8")


def row(key: str) -> Answer:
    (found,) = [
        one
        for section in sections()["sections"]
        for one in section["settings"]
        if one["key"] == key
    ]
    return found


def test_every_setting_is_there_with_what_a_form_needs() -> None:
    rows = [one for section in sections()["sections"] for one in section["settings"]]
    assert [one["key"] for one in rows] == [key for keys in NAMES.values() for key in keys]
    assert all(one["help"] for one in rows)
    assert row("limits.sure") | {"help": ""} == {
        "key": "limits.sure",
        "help": "",
        "unit": "",
        "type": "number",
        "value": 0.5,
        "default": 0.5,
        "choices": [],
        "min": 0.3,
        "max": 0.99,
        "above": False,
        "allowed": "a number from 0.3 to 0.99",
        "what_if": True,
        "hidden": False,
        "locked": False,
    }
    assert (row("camera.rotate")["type"], row("camera.rotate")["choices"][1]) == ("choice", 90)
    assert (row("pause.days")["type"], row("pause.days")["choices"][0]) == ("list", "mon")
    assert (row("report.days")["min"], row("report.days")["above"]) == (0, True)
    (limits,) = [one for one in sections()["sections"] if one["name"] == "limits"]
    assert (
        limits["help"] == "Change from your calibration beyond which a posture counts as a fault."
    )


def test_what_the_file_says_shows_and_passwords_do_not() -> None:
    write()
    assert row("alerts.hold_s")["value"] == 45.0
    camera = row("camera.source")
    assert (camera["value"], camera["hidden"]) == ("rtsp://***@cam/live", True)
    assert sections()["problem"] == ""


def test_only_what_acts_after_the_measurement_can_be_asked_about_the_past() -> None:
    asked = {
        one["key"]
        for section in sections()["sections"]
        for one in section["settings"]
        if one["what_if"]
    }
    assert {key.partition(".")[0] for key in asked} == {"limits", "alerts", "breaks"}
    assert {"limits.sure", "alerts.share", "alerts.max_per_hour", "breaks.moved_deg"} < asked


@pytest.mark.parametrize("text", ["not toml [", "[alerts]\nhold_s = 0\n", "alerts = 3\n"])
def test_a_file_that_cannot_be_used_shows_as_the_defaults(text: str) -> None:
    write(text)
    assert "needs fixing" in sections()["problem"]
    assert row("alerts.hold_s")["value"] == 60.0
    with pytest.raises(SettingsError):
        save({"alerts.share": 0.9}, ())
    assert settings_path().read_text(encoding="utf-8") == text


def test_saving_keeps_what_else_is_in_the_file() -> None:
    write()
    done = save({"alerts.hold_s": 90, "pause.days": ["mon", "tue"]}, ("alerts.share",))
    assert done == {"saved": ["alerts.hold_s", "pause.days", "alerts.share"]}
    text = settings_path().read_text(encoding="utf-8")
    assert text.startswith("# mine\n[alerts]\nhold_s = 90.0  # shorter\n")
    assert tomllib.loads(text)["pause"] == {"days": ["mon", "tue"]}
    assert (settings_path().stat().st_mode & 0o777) == 0o600


def test_back_to_the_default_takes_it_out_of_the_file() -> None:
    write()
    save({}, ("alerts.hold_s",))
    assert "hold_s" not in settings_path().read_text(encoding="utf-8")
    assert row("alerts.hold_s")["value"] == 60.0


def test_what_is_set_and_unset_at_once_is_set() -> None:
    save({"alerts.hold_s": 90}, ("alerts.hold_s",))
    assert row("alerts.hold_s")["value"] == 90.0


def test_a_hidden_password_that_comes_back_is_left_as_it_is() -> None:
    write()
    save({"camera.source": "rtsp://***@cam/live", "alerts.share": 0.9}, ())
    assert "me:secret@cam" in settings_path().read_text(encoding="utf-8")
    save({"camera.source": "rtsp://other@cam/live"}, ())
    assert "secret" not in settings_path().read_text(encoding="utf-8")


def test_everything_wrong_is_said_by_name_and_nothing_is_written() -> None:
    write()
    wrong = {"alerts.hold_s": 0, "alerts.hold": 3, "camera.width": "wide", "alerts.share": 0.9}
    with pytest.raises(WrongValuesError) as caught:
        save(wrong, ("no.such", "alerts.card_s"))
    assert caught.value.errors == {
        "alerts.hold_s": "Must be a number from 1 to 3600, got 0",
        "alerts.hold": "Is not a setting; did you mean alerts.hold_s?",
        "camera.width": "Must be a whole number from 160 to 3840, got 'wide'",
        "no.such": "Is not a setting; `posturecam settings list` lists them all",
    }
    assert settings_path().read_text(encoding="utf-8") == COMMENTED


@pytest.mark.parametrize(
    ("values", "unset"),
    [
        ({"hooks.on_alert": "sh -c 'rm -r ~'", "alerts.share": 0.9}, ()),
        ({"mqtt.host": "evil.example.org"}, ()),
        ({"mqtt.password_file": "~/.ssh/id_ed25519"}, ()),
        ({"alerts.share": 0.9}, ("mqtt.tls",)),
    ],
)
def test_what_runs_programs_or_sends_passwords_is_for_the_terminal(
    values: Answer, unset: tuple[str, ...]
) -> None:
    """Shown, and locked: whoever broke into the page gets no further."""
    write()
    with pytest.raises(WrongValuesError) as caught:
        save(values, unset)
    (key,) = {*values, *unset} - {"alerts.share"}
    assert caught.value.errors == {
        key: f"Can be changed in a terminal only: `posturecam settings set {key}=...`"
    }
    assert settings_path().read_text(encoding="utf-8") == COMMENTED
    assert row(key)["locked"]


@pytest.mark.parametrize(
    ("values", "key", "words"),
    [
        ({"stretches.exclude": ["chin_tucks"]}, "stretches.exclude", "did you mean chin_tuck"),
        ({"stretches.own_file": "/nowhere.toml"}, "stretches.own_file", "Cannot read"),
    ],
)
def test_names_and_files_are_looked_for(values: Answer, key: str, words: str) -> None:
    with pytest.raises(WrongValuesError) as caught:
        save(values, ())
    assert list(caught.value.errors) == [key]
    assert words in caught.value.errors[key]


def test_a_broken_file_of_exercises_is_no_reason_to_refuse_other_changes() -> None:
    write('[stretches]\nown_file = "/nowhere.toml"\n')
    save({"stretches.exclude": ["chin_tuck"]}, ())
    assert row("stretches.exclude")["value"] == ["chin_tuck"]


def test_settings_with_changes_are_those_of_the_file_and_the_changes() -> None:
    write()
    table = read_table(settings_path())
    changed = settings_with(table, sound(table, {"alerts.share": 0.9}), ("alerts.hold_s",))
    assert (changed.alerts.share, changed.alerts.hold_s) == (0.9, 60.0)
    assert settings_with(table, {}).alerts.hold_s == 45.0
    assert settings_with(table, {}, ("pause.days",)) == settings_with(table, {})
    assert settings.shown(("a", "b")) == ["a", "b"]


def test_each_request_reads_the_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    read: list[Path] = []

    def counted(path: Path) -> Table:
        read.append(path)
        return read_table(path)

    for module in (settings, settings_file):
        monkeypatch.setattr(module, "read_table", counted)
    for ask in (
        sections,
        lambda: now_and_then({"alerts.share": 0.9}),
        lambda: save({"alerts.share": 0.9}, ()),
    ):
        read.clear()
        ask()
        assert read == [settings_path()]
