"""A full disk, a folder that cannot be written, a locked history.

What was asked for by name and is not done ends with exit code 2 and its name; what is kept beside
the main job is said, and the main job done.
"""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from posturecam.edges.files import folders, profile_store
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.history import database
from posturecam.edges.history.database import history_path
from tests.support.desk import FORWARD, UPRIGHT, calibrated, tape, with_profile
from tests.support.full_disk import full_disk

if sys.platform == "win32":
    pytest.skip("limits and permissions of Unix", allow_module_level=True)

AT = ("--record-at", "2026-10-07T09:00")
DONE = "sat well"
NOT_DONE = "Error: Not everything you asked for was done: "
CHECK = ("check", "--now", "0", "--lately", "0", "--pain", "3", "--where", "neck", "--keep")
QUIET = ("--set", "notifications.desktop=false")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input="")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    with_profile()
    return tape(tmp_path / "story.tape.jsonl", (2, UPRIGHT), (2, FORWARD))


@pytest.fixture
def filed(story: Path) -> Path:
    assert run("replay", story, *AT).exit_code == 0
    return story


@contextmanager
def locked_history() -> Iterator[None]:
    """Another program writes to the history and does not end; nobody waits for it for long."""

    def impatient(path: Path, mode: str, wait_s: float) -> sqlite3.Connection:
        return connect(path, mode, min(wait_s, 0.1))

    connect = database._connect
    with closing(sqlite3.connect(history_path(), isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(database, "_connect", impatient)
            yield


@pytest.mark.usefixtures("filed")
def test_a_recording_is_not_filed_in_a_locked_history(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.csv"
    with locked_history():
        result = run("replay", story, *AT, "--readings", out)

    assert result.exit_code == 2
    assert DONE in result.stdout
    assert NOT_DONE + "Not saved to the history. Cannot use the history" in result.stderr
    assert "another program is using it" in result.stderr
    assert "Filed" not in result.stderr
    assert out.read_text().count("\n") == 17  # what can be written is


def blocked_history() -> None:
    history_path().parent.mkdir(parents=True, exist_ok=True)
    history_path().mkdir()


def test_a_recording_is_not_filed_where_there_can_be_no_history(story: Path) -> None:
    blocked_history()

    for how in (AT, ("--record",)):
        result = run("replay", story, *how, "--json")
        assert result.exit_code == 2
        assert json.loads(result.stdout)
        assert NOT_DONE + "Not saved to the history. Cannot write" in result.stderr


@pytest.mark.usefixtures("filed")
def test_a_recording_is_not_filed_on_a_full_disk(story: Path) -> None:
    with full_disk(1000):
        result = run("replay", story, "--record-at", "2026-10-08T09:00")

    assert result.exit_code == 2
    assert NOT_DONE + "Not saved to the history." in result.stderr
    (only,) = json.loads(run("history", "show", "--json").stdout)
    assert only["sitting"]["start_s"] < 1_791_400_000


FROM_STORY = ("--source", "STORY", "--pose", "upright=0:2")
OUTPUTS = {
    "readings": ("replay", "STORY", "--readings", "OUT.csv"),
    "events": ("replay", "STORY", "--events", "OUT.jsonl", "--set", "alerts.hold_s=1"),
    "tape": ("replay", "STORY", "--tape", "OUT.tape.jsonl"),
    "packed tape": ("replay", "STORY", "--tape", "OUT.tape.jsonl.gz"),
    "film": ("replay", "STORY", "--annotate", "OUT.mp4"),
    "two": ("replay", "STORY", "--readings", "OUT.csv", "--tape", "OTHER.tape.jsonl.gz"),
    "page": ("report", "--output", "OUT.html", "--since", "2026-10-01"),
    "report": ("report", "--output", "OUT.txt", "--format", "text", "--since", "2026-10-01"),
    "table": ("history", "export", "OUT.csv"),
    "json": ("history", "export", "OUT.json"),
    "profile": ("profiles", "export", "default", "OUT.toml"),
    "calibration": ("calibrate", *FROM_STORY, "--profile", "OUT.toml"),
}  # fmt: skip


def words(wanted: tuple[str, ...], story: Path, out: Path) -> list[str]:
    where = {"STORY": str(story)}
    return [
        str(out / word) if word.startswith(("OUT", "OTHER")) else where.get(word, word)
        for word in wanted
    ]


@pytest.mark.parametrize("wanted", OUTPUTS.values(), ids=OUTPUTS)
def test_an_output_on_a_full_disk(filed: Path, tmp_path: Path, wanted: tuple[str, ...]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with full_disk(20):
        result = run(*words(wanted, filed, out))

    assert result.exit_code == 2, result.output
    assert "Error: Cannot write " in result.stderr
    assert "/OUT." in result.stderr
    assert "OTHER" not in result.stderr
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("wanted", [OUTPUTS[key] for key in OUTPUTS if key != "page"])
def test_an_output_that_has_no_folder(filed: Path, tmp_path: Path, wanted: tuple[str, ...]) -> None:
    (tmp_path / "out").touch()

    result = run(*words(wanted, filed, tmp_path / "out"))

    assert result.exit_code == 2, result.output
    assert "Error: Cannot write " in result.stderr


def test_each_output_is_blamed_for_itself(story: Path, tmp_path: Path) -> None:
    """The disk of the table is full, not that of the tape, which is opened after it."""
    if not Path("/dev/full").exists():
        pytest.skip("a device of Linux")

    result = run("replay", story, "--readings", "/dev/full", "--tape", tmp_path / "t.tape.jsonl")

    assert result.exit_code == 2
    assert "Cannot write /dev/full: No space left on device" in result.stderr


KEPT = {"done": ("history", "done", "chin tuck"), "check": CHECK}


@pytest.mark.parametrize("wanted", KEPT.values(), ids=KEPT)
@pytest.mark.parametrize("how", ["full", "blocked", "locked"])
@pytest.mark.usefixtures("story")
def test_a_note_that_cannot_be_kept(wanted: tuple[str, ...], how: str) -> None:
    if how == "blocked":
        blocked_history()
        result = run(*wanted)
    elif how == "full":
        with full_disk(0):
            result = run(*wanted)
    else:
        run(*wanted)
        with locked_history():
            result = run(*wanted)

    assert result.exit_code == 2, result.output
    assert "history" in result.stderr
    assert "Noted" not in result.output


def test_the_answer_of_a_self_check_is_given_all_the_same() -> None:
    with_profile()
    blocked_history()

    result = run(*CHECK)
    urgent = run("check", "--now", "1", "--pain", "5", "--keep")

    for one in (result, urgent):
        assert one.exit_code == 2
        assert NOT_DONE + "The answers were not saved." in one.stderr
    assert len(result.stdout) > 100
    assert "emergency" in urgent.stdout.lower() or "112" in urgent.stdout


WRITTEN = "[alerts]\nhold_s = 70\nshare = 0.5\n"


def test_settings_that_cannot_be_written() -> None:
    path = folders.settings_path()
    path.parent.mkdir(parents=True)
    path.write_text(WRITTEN)

    for change in (("set", "alerts.share=0.9"), ("unset", "alerts.hold_s")):
        with full_disk(5):
            result = run("settings", *change)
        assert result.exit_code == 2
        assert f"Cannot write {path}: File too large" in result.stderr
        assert "wrote" not in result.stdout
    assert path.read_text() == WRITTEN


def test_a_profile_that_cannot_be_imported(tmp_path: Path) -> None:
    profile_store.save(tmp_path, "new", calibrated())
    with full_disk(100):
        result = run("profiles", "import", tmp_path / "new.toml")

    assert result.exit_code == 2
    assert "Cannot write" in result.stderr
    assert "imported" not in result.output


def test_a_calibration_whose_predecessor_cannot_be_kept(story: Path) -> None:
    path = folders.profiles_dir() / "default.toml"
    backup_of(path).mkdir()
    before = path.read_text()

    result = run("calibrate", "--source", story, "--pose", "upright=0:2")

    assert result.exit_code == 0, result.output
    assert "Note: The previous calibration was not kept. Cannot write" in result.stderr
    assert path.read_text() != before


def watch(story: Path, *more: object) -> Result:
    return run("watch", "--source", story, *QUIET, *more)


def test_watching_needs_no_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be kept below a file: neither lock nor log nor history."""
    profile = profile_store.save(tmp_path, "mine", calibrated())
    story = tape(tmp_path / "story.tape.jsonl", (1, UPRIGHT))
    (tmp_path / "file").touch()
    for name in ("DATA", "CACHE"):
        monkeypatch.setenv(f"POSTURECAM_{name}_DIR", str(tmp_path / "file" / name))

    result = watch(story, "--profile", profile)

    assert result.exit_code == 0, result.output
    assert DONE in result.stdout
    assert "Note: No lock file" in result.stderr
    assert "Note: No log is kept" in result.stderr
    asked = watch(story, "--profile", profile, "--record")
    assert asked.exit_code == 2
    assert DONE in asked.stdout
    assert NOT_DONE + "The history is incomplete. Cannot " in asked.stderr
    for words_ in (("replay", story, "--profile", profile), ("stretch",), ("settings", "list")):
        assert run(*words_).exit_code == 0


def test_rows_that_cannot_be_written_any_more(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "w.jsonl"
    with full_disk(1500):
        result = watch(story, "--jsonl", out, "--for", "2s")

    assert result.exit_code == 2
    assert DONE in result.stdout
    assert result.stdout.count(f"Cannot write {out}: File too large") == 1  # at once, in the view
    assert NOT_DONE + f"Cannot write {out}: File too large. The rows" in result.stderr
    rows = out.read_text()
    assert rows.endswith("\n")
    whole = [json.loads(row) for row in rows.splitlines()]
    observations = re.search(r"\(([0-9]+) frames\)", result.stdout)
    assert observations is not None
    assert 0 < len(whole) < int(observations[1])


def started(command: str) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m posturecam"
    return subprocess.run(
        ["sh", "-c", command.replace("posturecam", program, 1)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(
    "command", ["--help", "--version", "", "settings list", "watch --help", "nonsense"]
)
def test_standard_output_on_a_full_disk(command: str) -> None:
    done = started(f"posturecam {command} >/dev/full")

    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["--help", "--version", "settings list"])
def test_standard_output_that_nobody_reads(command: str) -> None:
    done = started(f"{{ posturecam {command}; echo $? >&2; }} | true")

    assert done.stderr == "0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_notes_and_errors_on_a_full_disk_change_no_exit_code(story: Path) -> None:
    replay = f"posturecam replay {story} {' '.join(AT)}"

    done = started(f"{replay} 2>/dev/full")
    assert done.returncode == 0
    assert DONE in done.stdout
    assert started("posturecam replay gone.mp4 2>/dev/full").returncode == 2
    assert started("posturecam nonsense 2>/dev/full").returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_rows_to_a_standard_output_on_a_full_disk(story: Path) -> None:
    done = started(f"posturecam watch --source {story} --jsonl - {' '.join(QUIET)} >/dev/full")

    assert done.returncode == 2
    assert "Cannot write standard output: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_history_locked_for_a_while_loses_nothing(filed: Path) -> None:
    """What cannot be written at once is written when it can be."""
    short = ("--record", "--for", "0.5s")
    with locked_history():
        assert watch(filed, *short).exit_code == 2
    assert watch(filed, *short).exit_code == 0


def test_what_goes_to_a_file_is_written_though_nobody_reads_the_rest(
    story: Path, tmp_path: Path
) -> None:
    out = tmp_path / "r.csv"
    words_ = f"replay {story} --tape - --readings {out} {' '.join(AT)}"

    done = started(f"{{ posturecam {words_} 2>/dev/null; echo $? >&2; }} | true")

    assert done.stderr == "0\n"
    assert out.read_text().count("\n") == 17
    assert len(json.loads(run("history", "show", "--json").stdout)) == 1
