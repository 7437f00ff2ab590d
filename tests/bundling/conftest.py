"""MediaPipe's schemas stand in for those of the wheel that the build downloads."""

import importlib.util
import sys

MEDIAPIPE = importlib.util.find_spec("mediapipe")
assert MEDIAPIPE is not None
assert MEDIAPIPE.submodule_search_locations is not None
sys.path.append(f"{MEDIAPIPE.submodule_search_locations[0]}/tasks/metadata")
