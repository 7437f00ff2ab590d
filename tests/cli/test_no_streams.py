"""Every command with standard input, output or error closed, as without a console."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from desk import UPRIGHT, calibrated, tape

from posturecam.cli.main import cli
from posturecam.edges import folders, profiles

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shell")

ALL, SOME = "<&- >&- 2>&-", ("<&-", ">&-", "2>&-")
ASKING = ("watch", "replay", "check", "history delete", "profiles delete")
QUIET = ("--set", "notifications.desktop=false")
STORY, MINE, NEW = "STORY", "MINE.toml", "NEW"
USES: dict[str, tuple[tuple[str, ...], ...]] = {
    "": ((), ("--help",), ("--version",), ("nonsense",)),
    "watch": (
        ("--source", STORY, "--for", "0.3s", "--plain", *QUIET),
        ("--source", STORY, "--for", "0.3s", *QUIET),
        ("--source", STORY, "--for", "0.3s", "--jsonl", "-", "--record", *QUIET),
        ("--source", "gone.mp4"),
    ),
    "calibrate": (("--source", STORY, "--pose", "upright=0:2"), ("--quick", "--source", "gone")),
    "replay": ((STORY, "--readings", "-"), (STORY, "--json"), ("gone.mp4",)),
    "report": (("--format", "text"), ("--format", "json", "--output", "NEW.json")),
    "history show": ((),),
    "history export": (("-",), ("NEW.json",)),
    "history delete": (("--all",), ("--all", "--yes")),
    "history path": ((),),
    "history done": (("chin tuck",),),
    "check": ((), ("--now", "0", "--lately", "0", "--pain", "0", "--keep")),
    "stretch": ((), ("chin tuck",)),
    "profiles list": ((),),
    "profiles show": (("default",),),
    "profiles rename": (("default", NEW),),
    "profiles delete": (("default",), ("default", "--yes")),
    "profiles export": (("default", MINE), ("default", "NEW.toml")),
    "profiles import": ((MINE, "--name", NEW),),
    "cameras": ((),),
    "settings list": ((), ("--json",)),
    "settings get": (("alerts.hold_s",),),
    "settings set": (("alerts.hold_s=9",),),
    "settings unset": (("alerts.hold_s",),),
    "settings path": ((),),
    "settings check": ((),),
    "doctor": ((),),
}


def leaves(group: click.Group, words: str = "") -> Iterator[str]:
    for key, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{words}{key} ")
        else:
            yield f"{words}{key}"


def test_every_command_is_tried() -> None:
    assert set(USES) == {"", *leaves(cli)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording and a profile, made once."""
    folder = tmp_path_factory.mktemp("made")
    tape(folder / "story.tape.jsonl", (3, UPRIGHT))
    profiles.save(folder, str(folder / MINE), calibrated())
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path / "cache"))
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    folders.profiles_dir().mkdir(parents=True)
    shutil.copy(made / MINE, folders.profiles_dir() / "default.toml")
    return tmp_path


def cases() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Every use with all closed, and those that ask or go on for long in each way."""
    for command, uses in USES.items():
        yield from ((command, use, ALL) for use in uses)
        yield from ((command, uses[0], one) for one in SOME if command in ASKING)


@pytest.mark.parametrize(("command", "use", "closed"), list(cases()))
def test_no_command_takes_it_for_a_fault_of_ours(
    here: Path, command: str, use: tuple[str, ...], closed: str
) -> None:
    words = [str(here / "story.tape.jsonl") if word == STORY else word for word in use]
    program = shlex.join([sys.executable, "-m", "posturecam", *command.split(), *words])

    done = subprocess.run(
        ["sh", "-c", f"{program} {closed}"],
        cwd=here,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    said = done.stdout + done.stderr
    assert done.returncode in (0, 2, 3), said
    for sign in ("Traceback", "fault of ours", "Exception ignored"):
        assert sign not in said
    log = here / "cache" / "posturecam.log"
    assert not log.exists() or "unexpected" not in log.read_text()
