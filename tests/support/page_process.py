"""The page's process with a backend of its own: what `posturecam page-server` is in tests.

`python -m tests.support.page_process FOLDER IDLE_S AGAIN_S`
"""

import sys
from pathlib import Path

from posturecam.app.page import serve
from tests.support.page_world import FakeLive, FakeRecords

if __name__ == "__main__":
    folder, idle_s, again_s = sys.argv[1:]
    vars(serve)["AGAIN_S"] = float(again_s)
    serve.serve_page(FakeLive(), FakeRecords(), Path(folder), float(idle_s))
