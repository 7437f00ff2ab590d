from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.edges.files.known_settings import known_settings
from posturecam.edges.files.settings_edit import set_in_file, unset_in_file
from posturecam.edges.files.settings_file import read_settings
from posturecam.errors import InputError, SettingsError, StorageError
from posturecam.settings import Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    assert read_settings(path) == Settings()


def test_a_number_may_name_a_camera(path: Path) -> None:
    assert read_settings(written(path, "[camera]\nsource = 2\n")).camera.source == "2"


def test_every_fault_is_told_at_once(path: Path) -> None:
    written(
        path,
        '[camera]\nfsp = 3\nfps = 900\nview = "top"\nwidth = "wide"\n'
        "[alert]\nhold_s = 3\n[alerts]\nhold_s = nan\n",
    )

    with pytest.raises(SettingsError) as caught:
        read_settings(path)

    assert str(caught.value).startswith(f"The settings file needs fixing ({path}):\n  - ")
    assert sorted(caught.value.problems) == sorted(
        [
            "camera.fps must be a number from 1 to 60, got 900",
            "camera.view must be auto, front or side, got 'top'",
            "camera.width must be a whole number from 160 to 3840, got 'wide'",
            "camera.fsp is not a setting; did you mean camera.fps?",
            "alerts.hold_s must be a number from 1 to 3600, got nan",
            "alert is not a setting; did you mean alerts?",
        ]
    )


def test_times_and_days_are_explained(path: Path) -> None:
    written(path, '[pause]\nhours = "8-17"\ndays = ["monday"]\n')

    with pytest.raises(SettingsError) as caught:
        read_settings(path)

    hours, days = caught.value.problems
    assert hours.endswith("must be two times of the day such as 08:30-17:45, or empty, got '8-17'")
    assert days.endswith("must be a list of mon, tue, wed, thu, fri, sat, sun, got 'monday'")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[camera\n", "it is not TOML"),
        ("camera = 3\n", r"\[camera\] must be a section with settings in it, got 3"),
        ("[camera.source]\nx = 1\n", "camera.source must be a text, got"),
        ("source = 3\n", "source is not a setting"),
        ("[profiles]\nhold_s = 3\n", r"profiles.hold_s is not a setting"),
    ],
)
def test_what_is_wrong_is_said(path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        read_settings(written(path, text))


def test_bytes_that_are_no_text_are_refused(path: Path) -> None:
    written(path, "").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SettingsError, match="it is not text"):
        read_settings(path)


def test_a_folder_in_the_place_of_the_file_is_refused(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(InputError, match="Cannot read the settings file"):
        read_settings(path)


def test_overrides_come_after_the_file(path: Path) -> None:
    written(path, "[alerts]\nhold_s = 30\ncooldown_s = 90\n")

    settings = read_settings(path, ["alerts.hold_s=5", "camera.source=0", 'camera.view="side"'])

    assert (settings.alerts.hold_s, settings.alerts.cooldown_s) == (5.0, 90.0)
    assert (settings.camera.source, settings.camera.view) == ("0", "side")


def test_every_fault_of_the_overrides_is_told_at_once(path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(path, ["alerts.hold=5", "nonsense", "=3", "alerts.hold_s=x"])

    assert str(caught.value).splitlines() == [
        "A setting cannot be used:",
        "  - alerts.hold is not a setting; did you mean alerts.hold_s?",
        "  - 'nonsense' is not SECTION.KEY=VALUE",
        "  - '=3' is not SECTION.KEY=VALUE",
        "  - alerts.hold_s must be a number from 1 to 3600, got 'x'",
    ]


def test_setting_keeps_comments_and_what_else_is_there(path: Path) -> None:
    written(path, "# my desk\n[camera]\nsource = 1  # the left one\n")

    set_in_file(path, ["camera.fps=10", "alerts.hold_s=45", "camera.source=Logi Cam"])

    text = path.read_text()
    assert "# my desk" in text
    assert "# the left one" in text
    settings = read_settings(path)
    assert settings.camera.source == "Logi Cam"
    assert (settings.camera.fps, settings.alerts.hold_s) == (10.0, 45.0)


def test_unsetting_brings_the_default_back(path: Path) -> None:
    written(path, "[alerts]\nhold_s = 30\n")

    unset_in_file(path, ["alerts.hold_s", "camera.fps"])

    assert read_settings(path) == Settings()


def test_a_bad_value_leaves_the_file_alone(path: Path) -> None:
    written(path, "[alerts]\nhold_s = 30\n")

    with pytest.raises(SettingsError, match="must be a number from 1 to 3600, got 0"):
        set_in_file(path, ["alerts.hold_s=0"])
    with pytest.raises(SettingsError, match=r"alerts\.hold is not a setting; did you mean"):
        unset_in_file(path, ["alerts.hold"])
    with pytest.raises(SettingsError, match=r"zz is not a setting; `posturecam settings list`"):
        unset_in_file(path, ["zz"])

    assert path.read_text() == "[alerts]\nhold_s = 30\n"


def test_a_file_in_the_place_of_the_folder_is_said(path: Path) -> None:
    path.parent.write_text("in the way")

    with pytest.raises((StorageError, InputError), match="Cannot"):
        set_in_file(path, ["alerts.hold_s=30"])


def test_every_setting_is_explained() -> None:
    for known in known_settings():
        assert known.help, f"{known.name} has no help"
        assert known.allowed, f"{known.name} does not say what it may be"


@given(hold_s=st.floats(1, 3600), source=st.text(max_size=20))
def test_what_is_set_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, hold_s: float, source: str
) -> None:
    path = tmp_path_factory.mktemp("round") / "settings.toml"
    escaped = source.replace("\\", "\\\\").replace('"', '\\"')
    printable = escaped.isprintable()

    set_in_file(path, [f"alerts.hold_s={hold_s!r}"])
    if printable:
        set_in_file(path, [f'camera.source="{escaped}"'])

    settings = read_settings(path)
    assert settings.alerts.hold_s == hold_s
    assert settings.camera.source == (source if printable else "0")


def test_every_default_is_what_may_be_set(path: Path) -> None:
    for known in known_settings():
        value = known.default
        text = ",".join(value) if isinstance(value, tuple) else str(value).lower()
        text = str(value) if isinstance(value, str) else text
        set_in_file(path, [f"{known.name}={text}"])

    assert read_settings(path) == Settings()


def test_numbers_to_choose_from_are_numbers(path: Path) -> None:
    assert read_settings(path, ["camera.rotate=90"]).camera.rotate == 90
    with pytest.raises(SettingsError, match=r"camera\.rotate must be 0, 90, 180 or 270, got '45'"):
        read_settings(path, ["camera.rotate=45"])


def test_open_limits_are_told(path: Path) -> None:
    with pytest.raises(SettingsError, match=r"much_share must be a number above 0 to 1, got 0"):
        read_settings(path, ["report.much_share=0"])
