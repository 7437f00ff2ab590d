"""What may happen to the program itself while it watches."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from posturecam.cli.main import cli
from posturecam.edges.files import folders
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile
from tests.support.patience import PATIENCE_S, wait_until

if sys.platform == "win32":
    pytest.skip("POSIX terminals and signals", allow_module_level=True)

import fcntl
import pty
import termios

pytestmark = pytest.mark.slow


@pytest.fixture
def long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path / "cache"))
    with_profile()
    return tape(tmp_path / "long.tape.jsonl", (60, UPRIGHT))


def watch(source: Path, *more: object, **how: object) -> subprocess.Popen[bytes]:
    words = ["watch", "--source", source, "--set", "notifications.desktop=false", *more]
    return subprocess.Popen([sys.executable, "-m", "posturecam", *map(str, words)], **how)


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def has_rows(path: Path) -> bool:
    return path.exists() and path.read_text().count("\n") > 2


def in_terminal(terminal: int) -> Callable[[], None]:
    def make_it_ours() -> None:
        os.setsid()
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)

    return make_it_ours


def test_a_closed_terminal_ends_it_and_leaves_nothing_half_written(
    long: Path, tmp_path: Path
) -> None:
    ours, theirs = pty.openpty()
    written = tmp_path / "w.jsonl"
    process = watch(
        long,
        *("--jsonl", written),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        preexec_fn=in_terminal(theirs),
    )
    os.close(theirs)
    wait_until(lambda: has_rows(written), "rows")
    os.close(ours)
    process.wait(PATIENCE_S)
    assert rows(written)[-1]["type"] == "summary"
    log = folders.log_path()
    assert not log.exists() or "unexpected" not in log.read_text()


def test_stopped_and_continued(long: Path, tmp_path: Path) -> None:
    written = tmp_path / "w.jsonl"
    with watch(long, "--for", "6s", "--jsonl", written, stdout=subprocess.DEVNULL) as process:
        wait_until(lambda: has_rows(written), "rows")
        process.send_signal(signal.SIGSTOP)
        time.sleep(3)
        process.send_signal(signal.SIGCONT)
        assert process.wait(PATIENCE_S) == 0
    assert all(row.get("verdict") == "good" for row in rows(written) if row["type"] == "look")
    assert not [row for row in rows(written) if row["type"] == "event"]


def test_a_second_watch_on_the_same_profile_is_told_of_the_first(
    long: Path, tmp_path: Path
) -> None:
    written = tmp_path / "w.jsonl"
    with watch(long, "--jsonl", written, stdout=subprocess.DEVNULL) as first:
        wait_until(lambda: has_rows(written), "rows")
        second = CliRunner().invoke(cli, ["watch", "--source", str(long)])
        first.kill()
        first.wait()
        third = CliRunner().invoke(cli, ["watch", "--source", str(long), "--for", "0.3s"])
    assert second.exit_code == 2
    assert f"already watching with the profile 'default' (process {first.pid})" in second.stderr
    assert third.exit_code == 0


def test_killed_outright_every_written_row_is_whole(long: Path, tmp_path: Path) -> None:
    written = tmp_path / "w.jsonl"
    with watch(long, "--jsonl", written, stdout=subprocess.DEVNULL) as process:
        wait_until(lambda: has_rows(written), "rows")
        process.kill()
    text = written.read_text()
    assert text.endswith("\n")
    assert all(json.loads(line) for line in text.splitlines())


HURRIED = """
import sys, time
from dataclasses import replace
real, sleep = time.monotonic, time.sleep
time.monotonic, time.sleep = (lambda: 60 * real()), (lambda s: sleep(s / 60))
from posturecam.edges.files import clock
unhurried_s, wall_time, began = clock.now_s, clock.wall_time, clock.wall_time()
clock.now_s = lambda: 60 * unhurried_s()  # before anything takes it from there
from posturecam.app.watch import watch
from posturecam.core.history import wall_clock
wall_clock.JUMP_S = 3600  # a second in which the machine does something else is a minute here
watch.wall_time = lambda: replace(
    began, unix_s=began.unix_s + 60 * (wall_time().unix_s - began.unix_s)
)
from posturecam.cli.main import main
sys.argv[0] = "posturecam"
main()
"""  # the whole program, its clocks running sixty times as fast


def test_killed_outright_the_history_is_whole_and_lacks_less_than_a_minute(
    long: Path, tmp_path: Path
) -> None:
    story = (60, UPRIGHT), (100, FORWARD), (600, UPRIGHT)
    source, written = tape(tmp_path / "day.tape.jsonl", *story, step_s=1.0), tmp_path / "w.jsonl"
    words = ("watch", "--source", source, "--record", "--jsonl", written, "--profile", "default")
    cooldown = ("--set", "notifications.desktop=false")
    command = [sys.executable, "-c", HURRIED, *map(str, words), *cooldown]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: has_rows(written) and watched_s(written) > 200, "a history")
        finally:
            process.kill()
    seen_s = watched_s(written)

    (sitting,) = json.loads(reported("history", "show", "--json"))
    assert seen_s - 60 < sitting["good_s"] + sitting["poor_s"] <= seen_s
    everything = json.loads(reported("history", "export", "-", "--format", "json"))
    minutes = everything["minutes"]
    assert [minute["minute"] for minute in minutes] == list(range(len(minutes)))
    assert [one["good_s"] + one["poor_s"] for one in minutes[:-1]] == [60.0] * (len(minutes) - 1)
    assert [one["cause"] for one in everything["alerts"]] == ["forward_head"]
    assert json.loads(reported("report", "--format", "json"))

    reported("watch", "--source", long, "--record", "--for", "0.3s", *cooldown)
    assert len(json.loads(reported("history", "show", "--json"))) == 2


def watched_s(path: Path) -> float:
    """Up to when whole rows of looks have been written."""
    whole = path.read_text().rpartition("\n")[0].splitlines()
    return max((row.get("t_s", 0.0) for row in map(json.loads, whole)), default=0.0)


def reported(*words: object) -> str:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.stdout
