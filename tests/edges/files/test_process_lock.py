"""One watch for each profile."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from posturecam.edges.files.process_lock import is_held, only_one
from posturecam.errors import RunningError
from tests.support.full_disk import full_disk

HOLD = """
import sys, time
from pathlib import Path
from posturecam.edges.files.process_lock import is_held, only_one
with only_one(Path(sys.argv[1]), sys.argv[2]):
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def held_elsewhere(folder: Path, profile: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(folder), profile]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            yield other
        finally:
            other.kill()


@pytest.mark.parametrize("profile", ["default", "../../odd name", "Anna\u2019s desk"])
def test_a_second_one_is_refused_and_told_who_runs(tmp_path: Path, profile: str) -> None:
    with held_elsewhere(tmp_path, profile) as other:
        with pytest.raises(RunningError, match=f"process {other.pid}") as caught:
            only_one(tmp_path, profile).__enter__()
        assert caught.value.exit_code == 2
        assert caught.value.__cause__ is None  # so that the log gets a line and no traceback
        with only_one(tmp_path, "another") as note:
            assert note == ""
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))


def test_the_lock_of_a_killed_one_is_stale(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path, "default") as other:
        os.kill(other.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        other.wait()
        with only_one(tmp_path, "default"):
            pass


def test_whether_it_is_held_can_be_asked_without_taking_it(tmp_path: Path) -> None:
    assert not is_held(tmp_path, "default")
    with only_one(tmp_path, "default"):
        assert is_held(tmp_path, "default")
        assert not is_held(tmp_path, "another")
    assert not is_held(tmp_path, "default")


def test_one_after_the_other(tmp_path: Path) -> None:
    for _ in range(2):
        with only_one(tmp_path / "locks", "default"):
            assert (tmp_path / "locks" / "default.lock").read_text() == f"{os.getpid()}\n"


def test_a_path_and_the_same_path_written_otherwise_are_one(tmp_path: Path) -> None:
    first, second = str(tmp_path / "a.toml"), f"{tmp_path}/x/../a.toml"
    with only_one(tmp_path, first), pytest.raises(RunningError):
        only_one(tmp_path, second).__enter__()


def test_without_a_lock_it_goes_on_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "default.lock").mkdir()
    for folder in (tmp_path / "file", tmp_path / "file" / "locks", tmp_path):
        with only_one(folder, "default") as note:
            assert note.startswith("No lock file, so a second watch")


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO])
def test_where_files_cannot_be_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Some network drives have no locks; no such drive is at hand."""

    def refuse(_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("posturecam.edges.files.process_lock._lock", refuse)
    with only_one(tmp_path, "default") as note:
        assert os.strerror(number) in note


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_full_disk_does_not_stop_it_and_a_second_one_is_refused(tmp_path: Path) -> None:
    with full_disk(0), only_one(tmp_path, "default") as note:
        assert note == ""
        with pytest.raises(RunningError), only_one(tmp_path, "default"):
            pass
