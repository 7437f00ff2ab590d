"""Every command with standard input, output or error closed, as without a console."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from posturecam.cli.main import cli
from posturecam.edges.files import profile_store
from tests.support.desk import UPRIGHT, calibrated, tape

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shell")

ALL, SOME = (0, 1, 2), ((0,), (1,), (2,))
ASKING = ("watch", "replay", "check", "history delete", "profiles delete", "profiles forget")
QUIET = ("--set", "notifications.desktop=false")
STORY, MINE, NEW = "story.tape.jsonl", "MINE.toml", "NEW"
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
    "study": (("gone.mp4", "--out", NEW),),
    "verify": (("--front", STORY, "--side", STORY), ("--front", STORY, "--side", "gone.mp4")),
    "report": (("--format", "text"), ("--format", "json", "--output", "NEW.json")),
    "history show": ((),),
    "history export": (("-",), ("NEW.json",)),
    "history delete": (("--all",), ("--all", "--yes")),
    "history path": ((),),
    "history done": (("chin tuck",),),
    "history learned": ((), ("--json",)),
    "history relearn": ((), ("chin tuck",)),
    "check": ((), ("--now", "0", "--lately", "0", "--pain", "0", "--keep")),
    "stretch": ((), ("chin tuck",), ("--today",), ("shrug", "--lead", "--json", "--source", STORY)),
    "profiles list": ((),),
    "profiles show": (("default",),),
    "profiles rename": (("default", NEW),),
    "profiles delete": (("default",), ("default", "--yes")),
    "profiles forget": (("default",), ("default", "--yes")),
    "profiles forget-gains": (("default",), ("default", "--yes")),
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
    "start": (("--set", "limits.forward_head_deg=999"),),
    "stop": ((),),
    "status": ((), ("--json",)),
    "pause": ((), ("30m",)),
    "resume": ((),),
    "snooze": (("30m",),),
    "recalibrate": ((),),
    "autostart on": ((),),
    "autostart off": ((),),
    "autostart status": ((), ("--json",)),
    "desktop-entry": ((), ("--remove",)),
}
UNTRIED = {"open"}  # would start an instance

# Loads the program once and starts it again and again, each time without the descriptors named.
STARTS = """
import json, os, sys, traceback
from posturecam.app.replay import replay
from posturecam.app.admin import reporting
from posturecam.app.watch import watch
from posturecam.cli.main import main

XDG = ("XDG_CONFIG_HOME", "XDG_DATA_HOME")
PYTHONS = ("stdin", "stdout", "stderr")
said = os.open("said", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
for folder, words, closed in json.load(sys.stdin):
    os.ftruncate(said, 0)
    child = os.fork()
    if not child:
        os.chdir(folder)
        for kind in ("config", "data", "cache"):
            os.environ[f"POSTURECAM_{kind.upper()}_DIR"] = kind
        os.environ |= {name: os.path.abspath("home") for name in ("HOME", *XDG)}
        for number, name in enumerate(PYTHONS):
            os.dup2(said, number) if number else os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            if number in closed:
                os.close(number)
                setattr(sys, name, None)
                setattr(sys, f"__{name}__", None)
        os.lseek(said, 0, os.SEEK_SET)
        sys.argv = ["posturecam", *words]
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        except BaseException:
            os.write(said, traceback.format_exc().encode())
            code = 1
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps([code, os.pread(said, 1_000_000, 0).decode()]), flush=True)
"""


def leaves(group: click.Group, words: str = "") -> Iterator[str]:
    for key, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{words}{key} ")
        elif not command.hidden:
            yield f"{words}{key}"


def test_every_command_is_tried() -> None:
    assert set(USES) | UNTRIED == {"", *leaves(cli)}


Case = tuple[str, tuple[str, ...], tuple[int, ...]]


def cases() -> Iterator[Case]:
    """Every use with all closed, and those that ask or go on for long in each way."""
    for command, uses in USES.items():
        yield from ((command, use, ALL) for use in uses)
        yield from ((command, uses[0], one) for one in SOME if command in ASKING)


CASES = list(cases())


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> dict[Case, tuple[int, str, str]]:
    """Exit code of each case, what it said, and what it logged."""
    folder = tmp_path_factory.mktemp("cases")
    places = [folder / str(number) for number in range(len(CASES))]
    for here in places:
        (here / "data" / "profiles").mkdir(parents=True)
        tape(here / STORY, (3, UPRIGHT))
        profile_store.save(here, str(here / MINE), calibrated())
        shutil.copy(here / MINE, here / "data" / "profiles" / "default.toml")
    wanted = [
        (str(here), (*command.split(), *use), closed)
        for here, (command, use, closed) in zip(places, CASES, strict=True)
    ]
    done = subprocess.run(
        [sys.executable, "-c", STARTS],
        cwd=folder,
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )
    logs = [here / "cache" / "posturecam.log" for here in places]
    ends = map(json.loads, done.stdout.splitlines())
    return {
        case: (code, said, log.read_text() if log.exists() else "")
        for case, (code, said), log in zip(CASES, ends, logs, strict=True)
    }


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_command_takes_it_for_a_fault_of_ours(
    ends: dict[Case, tuple[int, str, str]], case: Case
) -> None:
    code, said, logged = ends[case]
    assert code in (0, 2, 3), said
    for sign in ("Traceback", "Internal error", "Exception ignored"):
        assert sign not in said
    assert "unexpected" not in logged
