import json
import shlex
import sys
from pathlib import Path

import pytest

from posturecam.edges.home.open_home import open_home
from posturecam.edges.home.outlet import EventRow, Nowhere, Together
from posturecam.settings import Settings
from posturecam.view.glance import Glance
from tests.support.companions import WELL, Remembering
from tests.support.events import ALERT, SILENT


class Notes:
    def __init__(self) -> None:
        self.got: list[object] = []

    def event(self, row: EventRow) -> None:
        self.got.append(row)

    def state(self, glance: Glance) -> None:
        self.got.append(glance)


def test_all_receive_everything_but_silent_alerts() -> None:
    one, two = Notes(), Notes()
    together = Together([one, Nowhere(), two])

    for row in (ALERT, SILENT):
        together.event(row)
    together.state(WELL)

    assert one.got == two.got == [ALERT, WELL]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_hooks_run_from_the_settings(tmp_path: Path) -> None:
    line = shlex.join(["sh", "-c", f"cat > {tmp_path / 'x'}"])
    settings = Settings.model_validate({"hooks": {"on_alert": line}, "home": {"dbus": False}})

    with open_home(settings, Remembering(), pytest.fail) as outlet:
        outlet.event(ALERT)

    assert json.loads((tmp_path / "x").read_text())["cause"] == "forward_head"
