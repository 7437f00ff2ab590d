"""Do not disturb of a real notification daemon."""

import subprocess
from pathlib import Path

import pytest

from posturecam.edges.desktop.busy_bus import DO_NOT_DISTURB, DesktopBus
from tests.support.notification_daemon import running_daemon


@pytest.mark.desktop
def test_dunst_says_whether_it_is_paused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bus = DesktopBus()
    with running_daemon(tmp_path, monkeypatch):
        before = bus.ask(DO_NOT_DISTURB)
        subprocess.run(["dunstctl", "set-paused", "true"], check=True)
        after = bus.ask(DO_NOT_DISTURB)
    bus.close()
    assert (before.how, after.how) == ("dunst: no", "dunst: yes")
