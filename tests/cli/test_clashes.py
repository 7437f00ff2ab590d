"""No output takes the place of a file that the command reads, or of one of posturecam's own."""

import os
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.output_conflicts import own_files, refuse_clashes, same_file
from posturecam.edges.history.database import history_path
from posturecam.errors import InputError
from tests.support.desk import FORWARD, UPRIGHT, calibrated, tape, with_profile
from tests.support.paths import ROOT

AT = ("--record-at", "2026-10-07T09:00")
EXERCISE = ROOT / "posturecam" / "stretches" / "catalogue.toml"
Give = Callable[[Path], Path]


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=typed)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a file of every kind that may be read."""
    with_profile()
    profile_store.save(tmp_path, str(tmp_path / "p.toml"), calibrated())
    tape(tmp_path / "story.tape.jsonl", (1, UPRIGHT), (1, FORWARD))
    assert run("replay", tmp_path / "story.tape.jsonl", *AT).exit_code == 0
    (tmp_path / "own.toml").write_text(EXERCISE.read_text(encoding="utf-8"), encoding="utf-8")
    assert run("settings", "set", f"stretches.own_file={tmp_path / 'own.toml'}").exit_code == 0
    (tmp_path / "m.task").write_bytes(b"a model")
    return tmp_path


def itself(path: Path) -> Path:
    return path


def around(path: Path) -> Path:
    return path.parent / "no" / ".." / path.name


def symlink(path: Path) -> Path:
    link = path.parent / f"link-{path.name}"
    link.symlink_to(path)
    return link


def hard_link(path: Path) -> Path:
    link = path.parent / f"hard-{path.name}"
    os.link(path, link)
    return link


WAYS = [itself, symlink, hard_link]
if os.name != "nt":
    WAYS.append(around)


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_by(folder: Path) -> dict[str, tuple[str, Path]]:
    """What is read, and what it is called when it is in the way."""
    return {
        "recording": ("is the recording itself", folder / "story.tape.jsonl"),
        "profile": ("is the calibration profile in use", folder / "p.toml"),
        "stored profile": ("one of your calibration", folders.profiles_dir() / "default.toml"),
        "exercises": ("is your exercise file", folder / "own.toml"),
        "model": ("is the pose model in use", folder / "m.task"),
        "settings": ("is your settings file", folders.settings_path()),
        "history": ("is your history", history_path()),
    }


OUTPUTS = {
    "readings": ("replay", "STORY", "--profile", "P", "--readings", "OUT"),
    "events": ("replay", "STORY", "--profile", "P", "--events", "OUT"),
    "annotate": ("replay", "STORY", "--profile", "P", "--annotate", "OUT"),
    "tape": ("replay", "STORY", "--profile", "P", "--tape", "OUT"),
    "jsonl": ("watch", "--source", "STORY", "--profile", "P", "--jsonl", "OUT"),
    "report": ("report", "--profile", "P", "--format", "text", "--output", "OUT"),
    "page": ("report", "--profile", "P", "--output", "OUT"),
    "calendar": ("report", "--profile", "P", "--format", "text", "--calendar", "OUT"),
    "history": ("history", "export", "--format", "csv", "OUT"),
    "profile": ("profiles", "export", "default", "OUT", "--yes"),
}
NOT_READ = {"report": {"recording", "model"}, "page": {"recording", "model"}} | {
    "calendar": {"recording", "model"},
    "history": {"recording", "profile", "exercises", "model"},
    "profile": {"recording", "profile", "exercises", "model"},
}


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("give", WAYS)
def test_no_output_replaces_what_is_read(here: Path, output: str, give: Give) -> None:
    (here / "no").mkdir()
    for path in (folders.settings_path(), history_path(), folders.profiles_dir() / "x"):
        (path.parent / "no").mkdir(exist_ok=True)
    places = {"STORY": here / "story.tape.jsonl", "P": here / "p.toml"}
    model = ("--model", here / "m.task") if OUTPUTS[output][0] in ("replay", "watch") else ()
    for name, (what, path) in read_by(here).items():
        if name in NOT_READ.get(output, ()):
            continue
        places["OUT"] = give(path)
        before = everything(here)

        result = run(*(places.get(word, word) for word in OUTPUTS[output]), *model)

        assert result.exit_code == 2, (name, result.output)
        assert what in result.stderr, (name, result.stderr)
        assert {path: before[path] for path in before} == everything(here)


def test_pictures_of_the_folder_that_is_read(here: Path) -> None:
    folder = here / "pictures"
    folder.mkdir()
    cv2.imwrite(str(folder / "1.png"), np.zeros((48, 64, 3), np.uint8))
    before = (folder / "1.png").read_bytes()

    result = run("replay", folder, "--profile", here / "p.toml", "--readings", folder / "1.png")

    assert result.exit_code == 2
    assert "1.png is in the folder being read" in result.stderr
    assert (folder / "1.png").read_bytes() == before


def test_two_outputs_of_a_report(here: Path) -> None:
    same = here / "same.txt"

    result = run("report", "--format", "text", "--output", same, "--calendar", same)

    assert result.exit_code == 2
    assert "Two outputs would be the same file" in result.stderr


@pytest.mark.parametrize("name", ["Same.csv", "sa\u0301me.csv"])
def test_names_that_some_systems_do_not_tell_apart(tmp_path: Path, name: str) -> None:
    other = tmp_path / name.lower().replace("a\u0301", "\u00e1")

    assert same_file(tmp_path / name, other)
    with pytest.raises(InputError, match="Two outputs"):
        refuse_clashes((tmp_path / name, other))


def test_files_that_are_there_under_other_names_are_others(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "b").touch()

    assert not same_file(tmp_path / "a", tmp_path / "b")
    refuse_clashes((tmp_path / "a", tmp_path / "c", None, Path("-")), [(tmp_path / "b", "b")])


@pytest.mark.usefixtures("here")
def test_what_was_set_aside_and_the_backup_of_a_profile_are_ours() -> None:
    aside = history_path().with_name("history-damaged-20261007-090000.db")
    aside.touch()
    backup = backup_of(folders.profiles_dir() / "default.toml")
    backup.touch()

    paths = [path for path, _ in own_files()]

    assert {aside, backup, *folders.log_paths()} <= set(paths)


@pytest.mark.parametrize(("answer", "code"), [("", 2), ("n\n", 2), ("y\n", 0)])
def test_an_exported_profile_asks_before_it_replaces_a_file(
    here: Path, answer: str, code: int
) -> None:
    other = here / "story.tape.jsonl"
    before = other.read_bytes()

    result = run("profiles", "export", "default", other, typed=answer)

    assert result.exit_code == code
    assert f"{other} already exists. Replace it?" in result.stderr
    assert (other.read_bytes() == before) is (code == 2)
    assert run("profiles", "export", "default", other, "--yes").exit_code == 0
    assert run("profiles", "export", "default", here / "new.toml").exit_code == 0


@pytest.mark.parametrize("name", ["settings.toml", "own.toml", "pyproject.toml"])
def test_a_calibration_replaces_nothing_but_a_profile(here: Path, name: str) -> None:
    path = here / "own.toml" if name != "settings.toml" else folders.settings_path()
    if name == "pyproject.toml":
        path = here / name
        path.write_text("[project]\nname = 'a'\n")
    before = everything(here)

    for how in (("--pose", "upright=0:1"), ("--camera-moved",)):
        source = ("--source", here / "story.tape.jsonl")
        result = run("calibrate", *source, *how, "--profile", path)

        assert result.exit_code == 2
        assert "exists and is not a calibration profile" in result.stderr
    assert everything(here) == before


def test_a_damaged_profile_can_be_calibrated_again(here: Path) -> None:
    path = here / "p.toml"
    path.write_text(path.read_text()[:200])

    result = run(
        "calibrate",
        "--source",
        here / "story.tape.jsonl",
        "--pose",
        "upright=0:1",
        "--profile",
        path,
    )

    assert "is not a calibration profile" not in result.stderr
