import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.app.admin import checks
from posturecam.cli.main import cli
from posturecam.edges.files import folders
from posturecam.edges.sources.camera_names import CameraFact
from tests.support.desk import with_profile

OWN = """
[exercise.desk_wave]
name = "Desk wave"
kind = "mobility"
steps = ["Wave at somebody."]
places = ["desk"]
[exercise.desk_wave.answers]
forward_head = 3
"""


def run(*arguments: object, answer: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=answer)


def test_profiles_are_listed_shown_and_told_to_programs() -> None:
    with_profile("office")
    (folders.profiles_dir() / "broken.toml").write_text("?")

    assert run("profiles", "list").output == (
        "broken: damaged; `posturecam profiles show broken` says why\n"
        "office: 2026-03-01, camera 0, 640x480, 1 pose\n"
    )
    listed = json.loads(run("profiles", "list", "--json").stdout)
    assert [(one["name"], one["problem"] is None) for one in listed] == [
        ("broken", False),
        ("office", True),
    ]
    shown = run("profiles", "show", "office").output
    assert "made 2026-03-01 09:30 UTC with posturecam 0.1.0" in shown
    assert "cm from the camera" in shown
    reported = json.loads(run("profiles", "show", "office", "--json").stdout)
    assert (reported["picture"], reported["view"]) == ("640x480", "front")


def test_no_profiles_yet() -> None:
    assert "Run `posturecam calibrate` first" in run("profiles", "list").output


def test_profiles_are_renamed_exported_imported_and_deleted(tmp_path: Path) -> None:
    with_profile("office")

    assert run("profiles", "rename", "office", "home").output == "office is now home\n"
    assert run("profiles", "export", "home", tmp_path / "x.toml").exit_code == 0
    assert run("profiles", "import", tmp_path / "x.toml", "--name", "copy").exit_code == 0
    assert run("profiles", "delete", "home", answer="n\n").exit_code == 2
    assert run("profiles", "delete", "home", "--yes").exit_code == 0
    assert [path.name for path in folders.profiles_dir().iterdir()] == ["copy.toml"]


def test_settings_are_listed_read_changed_and_checked(tmp_path: Path) -> None:
    assert run("settings", "get", "alerts.hold_s").output == "60\n"
    assert "does not exist; the defaults apply" in run("settings", "check").output

    assert run("settings", "set", "alerts.hold_s=45", "notifications.sound=true").exit_code == 0

    assert run("settings", "get", "alerts.hold_s").output == "45\n"
    assert run("settings", "get", "notifications.sound").output == "true\n"
    listed = run("settings", "list").output
    assert "* alerts.hold_s = 45 s  (how long a fault must last before an alert; " in listed
    assert '  model.path = ""' in listed
    rows = {row["name"]: row for row in json.loads(run("settings", "list", "--json").stdout)}
    assert rows["alerts.hold_s"]["value"] == 45
    assert rows["alerts.hold_s"]["default"] == 60
    path = run("settings", "path").output.strip()
    assert Path(path) == folders.settings_path()
    assert run("settings", "check").output == f"{path} is fine\n"
    assert run("settings", "unset", "alerts.hold_s").exit_code == 0
    assert run("settings", "get", "alerts.hold_s").output == "60\n"
    bad = tmp_path / "bad.toml"
    bad.write_text("[alerts]\nhold_s = 0\n")
    assert run("settings", "check", bad).exit_code == 2


def test_an_override_holds_for_one_run_only() -> None:
    assert run("settings", "get", "alerts.hold_s", "--set", "alerts.hold_s=5").output == "5\n"
    assert run("settings", "get", "alerts.hold_s").output == "60\n"


def test_a_list_can_be_set_by_commas() -> None:
    run("settings", "set", "stretches.exclude=chin_tuck, cat_cow")

    assert run("settings", "get", "stretches.exclude").output == "chin_tuck, cat_cow\n"


def test_stretches_are_listed_with_the_warning_signs() -> None:
    text = run("stretch").output

    assert "chin_tuck" in text
    assert "Call the emergency number" in text
    assert "no diagnosis" in text


def test_stretches_for_a_cause_and_a_place() -> None:
    at_desk = json.loads(
        run("stretch", "--cause", "forward head", "--place", "desk", "--json").stdout
    )

    assert "forward_head" in at_desk["exercises"][0]["answers"]
    assert at_desk["warning_signs"]


def test_one_stretch() -> None:
    assert "Chin tuck" in run("stretch", "chin tuck").output
    reported = json.loads(run("stretch", "chin_tuck", "--json").stdout)
    assert reported["key"] == "chin_tuck"
    assert reported["figure"].startswith("<svg ")


def test_an_exercise_is_drawn_where_the_terminal_can() -> None:
    drawn, text = run("stretch", "chin tuck").output.split("\n\n", 1)

    assert all(0x2800 <= ord(letter) <= 0x28FF for letter in drawn.replace("\n", ""))
    assert text.startswith("Chin tuck (")
    still = "Neuromuscular stimulation"
    assert run("stretch", still).output.startswith(f"{still} (")  # has no figure
    plain = CliRunner(charset="cp1252").invoke(cli, ["stretch", "chin tuck"]).output
    assert plain.startswith("Chin tuck (")


@pytest.mark.parametrize(
    ("name", "more", "first"),
    [("a.svg", (), b"<svg "), ("a.SVG", ("--strip",), b"<svg "), ("a.gif", (), b"GIF89a")],
)
def test_a_figure_is_written(
    tmp_path: Path, name: str, more: tuple[str, ...], first: bytes
) -> None:
    file = tmp_path / name
    done = run("stretch", "walking", "--figure", file, *more)
    assert (done.exit_code, done.output) == (0, f"Wrote {file}.\n")
    assert file.read_bytes().startswith(first)
    assert (b"<animate " in file.read_bytes()) is (name == "a.svg")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("chin tuck", "--figure", "a.png"), "written as .svg or .gif; a.png ends otherwise"),
        (("chin tuck", "--figure", "a.gif", "--strip"), "written as .svg; a.gif ends otherwise"),
        (("neuromuscular_stimulation", "--figure", "a.svg"), "has no figure"),
        (("--figure", "a.svg"), "--figure needs the NAME"),
        (("chin tuck", "--strip"), "--figure needs the NAME"),
        (("chin tuck", "--figure", "no/such/a.gif"), "no/such"),
    ],
)
def test_a_figure_that_cannot_be_written(arguments: tuple[str, ...], words: str) -> None:
    done = run("stretch", *arguments)
    assert done.exit_code == 2
    assert words in done.output


def test_exercises_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN)

    assert (
        "Wave at somebody"
        in run("stretch", "desk wave", "--set", f"stretches.own_file={own}").output
    )
    own.write_bytes(b"\xff")
    refused = run("stretch", "--set", f"stretches.own_file={own}")
    assert refused.exit_code == 2
    assert "the file is not text" in refused.stderr


def test_excluding_what_does_not_exist_is_told(tmp_path: Path) -> None:
    with_profile()
    recording = tmp_path / "x.tape.jsonl"

    result = run("replay", recording, "--set", 'stretches.exclude=["chin_tukc"]')

    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ((CameraFact(0, "Built-in"), CameraFact(2, "")), "0: Built-in\n2: camera without a name\n"),
        ((), "No camera found. Connect one, then run `posturecam doctor`.\n"),
    ],
)
def test_cameras(found: tuple[CameraFact, ...], text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "list_cameras", lambda: found)

    assert run("cameras").output == text
    assert len(json.loads(run("cameras", "--json").stdout)) == len(found)


def test_the_doctor_says_what_is_missing() -> None:
    result = run("doctor", "--profile", "nobody")

    assert result.exit_code == 3
    assert "missing  profile" in result.output
    assert "-> " in result.output
    findings = {one["name"]: one for one in json.loads(run("doctor", "--json").stdout)}
    assert findings["python"]["ok"] is True


@pytest.mark.parametrize("faulty", ["settings folder", "settings", "profiles"])
def test_the_doctor_goes_on_where_settings_or_profiles_cannot_be_read(faulty: str) -> None:
    paths = {
        "settings folder": folders.config_dir(),
        "settings": folders.settings_path(),
        "profiles": folders.profiles_dir(),
    }
    paths[faulty].parent.mkdir(parents=True, exist_ok=True)
    paths[faulty].write_text("nonsense")

    result = run("doctor", "--json", "--set", "notifications.desktop=false")

    assert result.exit_code == 3
    findings = {one["name"]: one for one in json.loads(result.stdout)}
    reported = findings["profile" if faulty == "profiles" else "settings file"]
    assert (reported["ok"], str(paths[faulty]) in reported["text"]) == (False, True)
    assert reported["next_step"]
    assert "switched off" in findings["notifications"]["text"]
    assert run("doctor", "--set", "nothing=1").exit_code == 2


def test_a_profile_that_is_not_there_is_not_asked_about() -> None:
    result = run("profiles", "delete", "gone")

    assert result.exit_code == 3
    assert result.output.startswith("Error: There is no calibration profile 'gone'")


def test_a_question_without_an_answer_ends_without_a_change() -> None:
    result = run("check", answer="")

    assert result.exit_code == 2
    assert "Stopped; nothing was changed." in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="POSIX shell")
def test_closed_standard_input_is_no_fault_of_ours() -> None:
    command = f"{shlex.quote(sys.executable)} -m posturecam check <&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "Stopped; nothing was changed." in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_standard_output_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "posturecam", "stretch"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr == (
        "Error: Cannot write: No space left on device. Free some space, or write elsewhere.\n"
    )


def test_what_a_profile_says_about_itself_does_not_steer_the_terminal() -> None:
    path = with_profile("desk")
    path.write_text(path.read_text().replace('camera = "0"', 'camera = "0\\u001b[31m"'))
    for words in (("profiles", "list"), ("profiles", "show", "desk")):
        output = run(*words).output
        assert r"camera 0\x1b[31m" in output
        assert "\x1b" not in output
