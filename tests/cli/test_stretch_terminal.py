"""An exercise in a real terminal, by its keys."""

import signal
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo terminal needs POSIX", allow_module_level=True)

from tests.cli.test_watch_terminal import Terminal


@pytest.mark.slow
def test_keys_lead_through_an_exercise_that_hurts() -> None:
    terminal = Terminal("stretch", "shoulder rolls", "--lead", "--no-camera")
    terminal.wait_for("No camera is used: time is counted.")

    for key, answer in (
        ("p", "paused"),
        ("p", "ready"),
        ("s", "Shoulders up, then back."),
        ("h", "Do any of these apply to you?"),
        ("n", "pain with fever"),
        ("n", "instead?"),
        ("n", "0 of 10 repetitions"),
    ):
        terminal.press(key)
        terminal.wait_for(answer)

    assert terminal.end() == 0
    assert "Leave this exercise out today." in terminal.text


@pytest.mark.slow
def test_ctrl_c_sums_up() -> None:
    terminal = Terminal("stretch", "walking", "--lead")
    terminal.wait_for("One camera in front cannot follow this exercise")

    terminal.process.send_signal(signal.SIGINT)

    assert terminal.end() == 0
    assert "Walking: stopped before its end." in terminal.text
