"""The program's own streams are its own: nothing a library prints gets into them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PRELUDE = """
import logging, os, sys, warnings
from pathlib import Path
from posturecam.edges.terminal.standard_streams import own_standard_streams
own_standard_streams(Path(sys.argv[1]))
"""


def run(program: str, log: Path, redirect: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirect}', "sh", sys.executable, "-c", PRELUDE + program, log],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
    )


def test_what_libraries_print_goes_to_the_log(tmp_path: Path) -> None:
    log = tmp_path / "new folder" / "log"
    done = run(
        """
os.write(1, b"native out\\n")
os.write(2, b"native error\\n")
os.system("echo from a child")
print("ours, naïvely")
print("our error", file=sys.stderr)
print(sys.__stdout__ is sys.stdout, sys.__stderr__ is sys.stderr)
""",
        log,
    )
    assert done.stdout == "ours, na?vely\nTrue True\n"
    assert done.stderr == "our error\n"
    assert log.read_text() == "native out\nnative error\nfrom a child\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_no_stream_is_missing_and_no_file_takes_its_place(tmp_path: Path, closed: str) -> None:
    mine = tmp_path / "mine"
    done = run(
        f"""
own = open({str(mine)!r}, "w")
assert own.fileno() > 2
os.write(1, b"native")
os.write(2, b"native")
print("out"), print("error", file=sys.stderr), sys.stdin.read()
own.write("whole")
""",
        tmp_path / "log",
        closed,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ("" if ">&-" in closed.split() else "out\n")
    assert done.stderr == ("" if "2>&-" in closed else "error\n")
    assert mine.read_text() == "whole"
    assert (tmp_path / "log").read_text() == "nativenative"


def test_a_log_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("os.write(2, b'native'), print('fine')", tmp_path / "file" / "log")
    assert (done.returncode, done.stdout, done.stderr) == (0, "fine\n", "")


def test_a_long_log_is_started_afresh(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("old " * 300_000)
    run("os.write(2, b'native')", log)
    assert log.read_text() == "native"
    run("os.write(2, b' more')", log)
    assert log.read_text() == "native more"


def test_a_line_is_seen_at_once_where_it_was_before(tmp_path: Path) -> None:
    """An error is written before the program ends, even if it is killed."""
    done = run("print('error', file=sys.stderr), os._exit(0)", tmp_path / "log")
    assert done.stderr == "error\n"
    done = run("print('out', flush=True), print('lost'), os._exit(0)", tmp_path / "log")
    assert done.stdout == "out\n"
