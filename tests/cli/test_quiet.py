"""A presentation is on while somebody sits badly: the notification comes afterwards, once."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile
from tests.support.desktop_services import Service
from tests.support.notification_daemon import read_until, running_daemon
from tests.support.patience import wait_until

HASTY = (
    *("--set", "alerts.hold_s=2"),
    *("--set", "limits.rounded_shoulders_deg=0"),
    *("--set", "breaks.every_min=0"),
)


@pytest.mark.desktop
@pytest.mark.slow
def test_after_a_presentation_one_notification_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_profile()
    recording = tape(tmp_path / "sitting.tape.jsonl", (3, UPRIGHT), (600, FORWARD))
    lines = tmp_path / "lines.txt"
    presenting = True

    def answer(_message: Any) -> tuple[str, list[Any]]:
        return "b", [presenting]

    with (
        running_daemon(tmp_path, monkeypatch) as shown,
        Service("org.gnome.SessionManager", answer),
        lines.open("w") as sink,
        subprocess.Popen(
            [
                *(sys.executable, "-m", "posturecam", "watch", "--plain"),
                *("--source", str(recording), *HASTY),
            ],
            stdout=sink,
            stderr=subprocess.STDOUT,
        ) as watch,
    ):
        wait_until(lambda: "ead forward: " in lines.read_text(), "the alert in the terminal", 0.2)
        assert "posturecam" not in shown.read_text()  # and on the desktop nothing
        presenting = False
        said = read_until(shown, "While you were presenting")
        watch.terminate()
    assert said.count("summary: ") == 1
    assert "Head forward for " in said
