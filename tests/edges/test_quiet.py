"""What libraries print to descriptor 2 is kept away, and comes back afterwards."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from posturecam.edges.clock import now_s
from posturecam.edges.quiet import quiet


def shout(text: str) -> None:
    os.write(2, text.encode())


def test_quiet_inside_and_loud_after(capfd: pytest.CaptureFixture[str]) -> None:
    shout("before ")
    with quiet():
        shout("inside ")
    shout("after")
    assert capfd.readouterr().err == "before after"


def test_overlapping_blocks_of_two_threads(capfd: pytest.CaptureFixture[str]) -> None:
    inside, go = threading.Event(), threading.Event()

    def other() -> None:
        with quiet():
            inside.set()
            go.wait(300)
            shout("inside ")

    thread = threading.Thread(target=other)
    with quiet():
        thread.start()
        inside.wait(300)
    shout("still inside ")
    go.set()
    thread.join()
    shout("after")
    assert capfd.readouterr().err == "after"


def test_loud_again_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), quiet():
        raise ZeroDivisionError
    shout("after")
    assert capfd.readouterr().err == "after"


def test_what_was_kept_away_is_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path / "cache"))
    for text in ("first\n", "second\n"):
        with quiet():
            shout(text)
    assert (tmp_path / "cache" / "posturecam.log").read_text() == "first\nsecond\n"


def test_a_long_log_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path))
    log = tmp_path / "posturecam.log"
    log.write_bytes(b"x" * 2_000_000)
    with quiet():
        shout("new")
    assert log.read_text() == "new"


def test_quiet_without_a_place_for_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("POSTURECAM_CACHE_DIR", str(tmp_path / "file"))
    with quiet():
        shout("inside")
    shout("after")
    assert capfd.readouterr().err == "after"


def test_a_closed_descriptor_2_stays_closed_and_harms_no_file(tmp_path: Path) -> None:
    program = f"""
import os
os.environ["POSTURECAM_CACHE_DIR"] = {str(tmp_path)!r}
from posturecam.edges.quiet import quiet
os.close(2)
with quiet():
    os.write(2, b"inside")
try:
    os.write(2, b"after")
except OSError:
    print("closed")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"closed"]
    assert (tmp_path / "posturecam.log").read_text() == "inside"


def test_the_clock_goes_forward() -> None:
    first = now_s()
    assert now_s() >= first
