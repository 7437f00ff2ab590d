"""The folder that builds the models is no package; MediaPipe's schemas stand in for the wheel's."""

import importlib.util
import sys
from pathlib import Path

MEDIAPIPE = importlib.util.find_spec("mediapipe")
assert MEDIAPIPE is not None
assert MEDIAPIPE.submodule_search_locations is not None
ROOT = Path(__file__).resolve().parents[2]
sys.path += [
    str(ROOT / "bundling"),
    f"{MEDIAPIPE.submodule_search_locations[0]}/tasks/metadata",
]
