import os
import sys
import tempfile
from pathlib import Path

import pytest

import posturecam
from posturecam.edges.control.own_process import (
    own_command,
    start_detached,
    start_part,
    windowless_command,
)

VERSION = f"posturecam, version {posturecam.__version__}"


def test_a_python_runs_the_module_and_the_folder_its_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert own_command("status") == [sys.executable, "-P", "-m", "posturecam", "status"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/posturecam/posturecam")
    assert own_command("status") == ["/opt/posturecam/posturecam", "status"]


@pytest.mark.parametrize(
    ("program", "beside", "used"),
    [
        ("posturecam.exe", "posturecamw.exe", "posturecamw.exe"),
        ("python.exe", "pythonw.exe", "pythonw.exe"),
        ("pythonw.exe", "pythonww.exe", "pythonw.exe"),
        ("python.exe", "other.exe", "python.exe"),
    ],
)
def test_windows_has_a_program_without_a_window(
    program: str, beside: str, used: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / beside).touch()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", str(tmp_path / program))
    words = windowless_command("start")
    assert words == [str(tmp_path / used), "-P", "-m", "posturecam", "start"]


def test_elsewhere_every_program_is_without_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python3w").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    assert windowless_command("start") == own_command("start")


def test_a_part_runs_and_ends() -> None:
    assert start_part("--version").wait(60) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="sessions are of POSIX")
def test_what_is_detached_has_a_session_of_its_own() -> None:
    with tempfile.TemporaryFile() as said:
        process = start_detached(["no-such-command"], said)
        assert os.getsid(process.pid) == process.pid
        assert process.wait(60) == 2
        said.seek(0)
        assert b"No such command 'no-such-command'" in said.read()
