"""Hooks run what they should, as often as they may, and nobody waits for them."""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from posturecam.edges.home import own_command
from posturecam.edges.home.hooks import open_hooks
from posturecam.settings import Hooks
from posturecam.view.glance import Glance, Light
from tests.support.companions import WELL
from tests.support.events import ALERT, AWAY, BREAK_DUE, CLEARED
from tests.support.patience import text_in, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
AWAY_NOW = Glance(Light.AWAY, "away for 5 minutes")


def shell(script: str) -> str:
    return f"sh -c {shlex.quote(script)}"


def rows(file: Path) -> list[dict[str, Any]]:
    text = file.read_text() if file.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


def run(
    wanted: Hooks, act: Callable[[Any], object], complaints: list[str] | None = None
) -> list[str]:
    said = [] if complaints is None else complaints
    with open_hooks(wanted, said.append) as hooks:
        act(hooks)
    return said


def test_each_event_runs_its_hook_with_its_row(tmp_path: Path) -> None:
    names = ("on_alert", "on_cleared", "on_break", "on_state")
    lines = {name: shell(f"cat >> {tmp_path / name}") for name in names}

    def act(hooks: Any) -> None:
        for row in (ALERT, CLEARED, BREAK_DUE, AWAY):
            hooks.event(row)
        hooks.state(WELL)

    assert run(Hooks(**lines), act) == []
    found = {name: rows(tmp_path / name) for name in names}
    assert found["on_alert"] == [{"type": "event", **ALERT}]
    assert found["on_cleared"] == [{"type": "event", **CLEARED}]
    assert found["on_break"] == [{"type": "event", **BREAK_DUE}]
    (state,) = found["on_state"]
    assert (state["type"], state["light"], state["well_s"]) == ("state", "well", 725.0)
    assert state["sentence"] == "sitting well for 12 minutes"


def test_the_state_runs_its_hook_only_when_it_changes(tmp_path: Path) -> None:
    line = shell(f"cat >> {tmp_path / 'x'}")

    def act(hooks: Any) -> None:
        for glance in (WELL, WELL, Glance(Light.WELL, "for 13 minutes"), AWAY_NOW, WELL):
            hooks.state(glance)

    run(Hooks(on_state=line, at_once=1), act)
    assert [row["light"] for row in rows(tmp_path / "x")] == ["well", "away", "well"]


def test_nobody_waits_for_a_hook(tmp_path: Path) -> None:
    """The commands end only after all events were handed over; waiting for one would end it."""
    gate = tmp_path / "gate"

    def act(hooks: Any) -> None:
        for _ in range(10):
            hooks.event(ALERT)
        gate.touch()

    line = shell(f"while [ ! -e {gate} ]; do sleep 0.02; done")
    assert run(Hooks(on_alert=line, at_once=1, timeout_s=20), act) == []


def test_too_slow_a_command_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids, real = tmp_path / "pids", own_command.finish

    def finish(*words: Any) -> Any:
        wait_until(lambda: lines(pids) == 2, "both processes to run")
        return real(*words)

    monkeypatch.setattr(own_command, "finish", finish)
    line = shell(f"echo $$ >> {pids}; sleep 300 & echo $! >> {pids}; wait")
    said: list[str] = []

    with open_hooks(Hooks(on_alert=line, timeout_s=0.5), said.append) as hooks:
        hooks.event(ALERT)
        wait_until(lambda: bool(said), "the command to be ended")

    assert said == ["hooks.on_alert: the command was ended after 0.5 s (hooks.timeout_s)."]
    started = [int(line) for line in pids.read_text().split()]
    assert len(started) == 2
    wait_until(lambda: not any(map(alive, started)), "both processes to end")


def test_what_runs_at_the_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posturecam.edges.home.hooks._END_S", 0.2)
    file = tmp_path / "pid"
    said: list[str] = []

    with open_hooks(Hooks(on_alert=shell(f"echo $$ > {file}; sleep 300")), said.append) as hooks:
        hooks.event(ALERT)
        process = int(text_in(file, "the command to start"))

    wait_until(lambda: not alive(process), "the command to end")
    assert said == []


def alive(pid: int) -> bool:
    with suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text()
        return state.rpartition(")")[2].split()[0] != "Z"
    return False


def test_only_so_many_run_at_once_and_the_rest_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Commands note when they begin and end: two at once, sixteen wait, the rest is dropped."""
    log, gate = tmp_path / "log", tmp_path / "gate"
    line = shell(f"echo + >> {log}; while [ ! -e {gate} ]; do sleep 0.02; done; echo - >> {log}")
    said: list[str] = []

    with open_hooks(Hooks(on_alert=line, at_once=2), said.append) as hooks:
        for _ in range(25):
            hooks.event(ALERT)
        wait_until(lambda: log.exists() and len(log.read_text().split()) == 2, "two to begin")
        gate.touch()
        wait_until(lambda: log.read_text().count("-") == 18, "all that were let in")

    marks = log.read_text().split()
    running = [marks[: n + 1].count("+") - marks[: n + 1].count("-") for n in range(len(marks))]
    assert max(running) == 2
    assert len(said) == 1
    assert "hooks are left out" in said[0]
    assert "7 hooks were left out" in caplog.text


def lines(file: Path) -> int:
    return len(file.read_text().splitlines()) if file.exists() else 0


def test_after_a_rush_hooks_run_again(tmp_path: Path) -> None:
    file = tmp_path / "x"
    with open_hooks(Hooks(on_alert=shell(f"echo >> {file}"), at_once=1), str) as hooks:
        for turn in range(1, 4):
            for _ in range(10):
                hooks.event(ALERT)
            wait_until(lambda turn=turn: lines(file) == 10 * turn, "all ten")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("no-such-program --token s3cret", "cannot start 'no-such-program': No such file or"),
        ("/ x", "cannot start '/': Permission denied"),
        (shell("echo s3cret >&2; exit 3"), "the command ended with exit code 3"),
        (shell("kill -9 $$"), "the command was ended by signal 9"),
        ("say 'hello s3cret", "does not run. The command line cannot be read"),
    ],
)
def test_what_goes_wrong_is_reported_once_and_without_secrets(
    line: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    said = run(Hooks(on_alert=line), lambda hooks: [hooks.event(ALERT) for _ in range(4)])

    assert len(said) == 1
    assert said[0].startswith("hooks.on_alert")
    assert fault in said[0]
    assert "s3cret" not in said[0] + caplog.text


def test_each_hook_is_reported_about_on_its_own(tmp_path: Path) -> None:
    """Whatever goes wrong with it the next time."""
    count = tmp_path / "count"
    line = shell(f"echo >> {count}; exit $(wc -l < {count})")

    def act(hooks: Any) -> None:
        for row in (ALERT, ALERT, CLEARED):
            hooks.event(row)

    said = run(Hooks(on_alert=line, on_cleared="false", at_once=1), act)
    assert said == [
        "hooks.on_alert: the command ended with exit code 1.",
        "hooks.on_cleared: the command ended with exit code 1.",
    ]


def test_a_command_that_reads_nothing_and_a_row_larger_than_a_pipe(tmp_path: Path) -> None:
    large = {**ALERT, "also": ["x" * 500_000]}
    line = shell(f"cat > {tmp_path / 'x'}")

    assert run(Hooks(on_alert="true"), lambda hooks: hooks.event(large)) == []
    assert run(Hooks(on_alert=line), lambda hooks: hooks.event(large)) == []
    assert rows(tmp_path / "x") == [{"type": "event", **large}]


def test_nothing_that_is_thrown_stops_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real, calls = own_command.start, []

    def start(words: Any) -> Any:
        calls.append(words)
        if len(calls) == 1:
            raise RuntimeError
        return real(words)

    monkeypatch.setattr(own_command, "start", start)
    line = shell(f"cat > {tmp_path / 'x'}")
    run(Hooks(on_alert=line), lambda hooks: [hooks.event(ALERT), hooks.event(ALERT)])

    assert len(rows(tmp_path / "x")) == 1
    assert "hooks.on_alert failed" in caplog.text


def test_a_view_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    def gone(_: str) -> None:
        raise OSError

    file = tmp_path / "x"
    with open_hooks(Hooks(on_alert="false", on_cleared=shell(f"cat > {file}")), gone) as hooks:
        hooks.event(ALERT)
        hooks.event(CLEARED)
    assert len(rows(file)) == 1


def test_without_hooks_no_thread_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.Thread.start", pytest.fail)
    with open_hooks(Hooks(on_alert="  "), pytest.fail) as hooks:
        hooks.event(ALERT)
        hooks.state(WELL)


def test_on_windows_the_tree_of_processes_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `taskkill` is documented; it cannot be tried here."""
    ran: list[list[str]] = []
    monkeypatch.setattr(own_command, "_WINDOWS", True)
    monkeypatch.setenv("SYSTEMROOT", r"C:\Windows")
    monkeypatch.setattr(subprocess, "run", lambda words, **_: ran.append(words))
    monkeypatch.setattr(os, "killpg", pytest.fail)

    class Process:
        pid = 77

        def poll(self) -> None:
            return None

    own_command.end(Process())
    assert ran == [[r"C:\Windows\System32\taskkill.exe", "/PID", "77", "/T", "/F"]]


def test_a_process_that_is_gone_is_not_ended_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    process = own_command.start(["true"])
    assert own_command.finish(process, "", 60) == 0
    monkeypatch.setattr(os, "killpg", pytest.fail)
    own_command.end(process)


def test_a_signal_is_an_exit_code_too() -> None:
    process = own_command.start(["sleep", "300"])
    process.send_signal(signal.SIGTERM)
    assert own_command.finish(process, "", 60) == -signal.SIGTERM
