"""The page's process with a backend of its own: what `posturecam page-server` is in tests.

`python -m tests.support.page_process FOLDER IDLE_S AGAIN_S [awaited]`, where `awaited` lets the
time in which nobody looks begin with the first who does.
"""

import sys
from pathlib import Path

from posturecam.app.page import serve
from posturecam.page.server import PageServer
from tests.support.page_world import FakeLive, FakeRecords

if __name__ == "__main__":
    folder, idle_s, again_s, *awaited = sys.argv[1:]
    live, idle = FakeLive(), PageServer.idle_s
    vars(serve)["AGAIN_S"] = float(again_s)
    if awaited:
        vars(serve)["PageServer"].idle_s = lambda self: idle(self) if live.followed else 0.0
    serve.serve_page(live, FakeRecords(), Path(folder), float(idle_s))
