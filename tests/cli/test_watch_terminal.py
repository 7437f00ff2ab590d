import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile

if sys.platform == "win32":
    pytest.skip("a pseudo terminal needs POSIX", allow_module_level=True)

import pty

PATIENT_READS = 3000  # each waits for a tenth of a second


class Terminal:
    """The program in a terminal of 80 x 24 characters."""

    def __init__(self, *arguments: str) -> None:
        self.text = ""
        self._master, slave = pty.openpty()
        environment = os.environ | {"TERM": "xterm", "COLUMNS": "80", "LINES": "24"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "posturecam", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
        )
        os.close(slave)

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def wait_for(self, text: str) -> None:
        for _ in range(PATIENT_READS):
            if text in self.text:
                return
            self.read()
        pytest.fail(f"{text!r} did not come: {self.text[-2000:]}")

    def read(self) -> bool:
        if not select.select([self._master], [], [], 0.1)[0]:
            return True
        try:
            read = os.read(self._master, 65536).decode(errors="replace")
        except OSError:  # the program has ended and closed its side
            return False
        self.text += read
        return bool(read)

    def end(self) -> int:
        while self.process.poll() is None:
            self.read()
        while self.read() and select.select([self._master], [], [], 0)[0]:
            pass
        os.close(self._master)
        return self.process.wait(timeout=600)


@pytest.mark.slow
def test_the_live_view_listens_to_keys_and_ends_with_a_summary(tmp_path: Path) -> None:
    with_profile()
    story = tape(tmp_path / "story.tape.jsonl", (1, UPRIGHT), (60, FORWARD))
    wish = ("--set", "alerts.hold_s=1", "--set", "notifications.desktop=false")
    terminal = Terminal("watch", "--source", str(story), *wish)

    terminal.wait_for("sitting well")
    terminal.wait_for("Time to change position.")
    terminal.press("?")
    terminal.wait_for("you took a break")
    terminal.press("s")
    terminal.wait_for("no alerts for 15 min")
    terminal.wait_for("snoozed for 15 min")
    terminal.press("q")
    terminal.wait_for("ending ...")

    assert terminal.end() == 0
    assert "\x1b[?1049l" in terminal.text  # the screen that was there before is back
    summary = terminal.text.rpartition("\x1b[?1049l")[2]
    assert "sat well" in summary
    assert "1 (head forward 1)" in summary


@pytest.mark.slow
def test_keys_are_answered_in_a_long_gap_of_a_recording(tmp_path: Path) -> None:
    with_profile()
    story = tape(tmp_path / "sparse.tape.jsonl", (1e6, UPRIGHT), (1e6, UPRIGHT), step_s=1e6)
    terminal = Terminal("watch", "--source", str(story), "--set", "notifications.desktop=false")

    terminal.wait_for("sitting well")
    for key, answer in (
        ("s", "no alerts for 15 min"),
        ("b", "break noted"),
        ("p", "paused (press p to resume)"),
        ("r", "paused: press p first, then r"),
        ("q", "ending ..."),
    ):
        terminal.press(key)
        terminal.wait_for(answer)

    assert terminal.end() == 0
    assert "1 frame" in terminal.text.rpartition("\x1b[?1049l")[2]


@pytest.mark.slow
def test_a_replay_shows_its_progress(tmp_path: Path) -> None:
    with_profile()
    story = tape(tmp_path / "story.tape.jsonl", (60, UPRIGHT))
    terminal = Terminal("replay", str(story))

    assert terminal.end() == 0
    assert "story.tape.jsonl" in terminal.text
    assert "━" in terminal.text
    assert "sat well" in terminal.text
