"""The model files of the body and of the face, which are part of the installed package.

`bundling/` puts them there when the package is built; nothing is downloaded at run time.
"""

import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import posturecam
from posturecam.errors import InputError, ModelError


@dataclass(frozen=True, slots=True)
class Bundles:
    """The model files of the body and of the face."""

    pose: Path
    face: Path


POSE_MEMBERS: Final = frozenset({"pose_detector.tflite", "pose_landmarks_detector.tflite"})
FACE_MEMBERS: Final = frozenset({"face_detector.tflite", "face_landmarks_detector.tflite"})
_FOLDER: Final = Path(posturecam.__file__).parent / "models"
SHIPPED: Final = Bundles(_FOLDER / "pose_landmarker.task", _FOLDER / "face_landmarker.task")
INSTALL_AGAIN: Final = (
    "Unpack posturecam's folder again."
    if getattr(sys, "frozen", False)
    else "Install posturecam again (`pipx reinstall posturecam`; in a clone: `make setup`)."
)


def find_bundles(
    *, pose: Path | None = None, face: Path | None = None, shipped: Bundles = SHIPPED
) -> Bundles:
    """Return the model files: the user's own where given, else those of the package.

    Args:
        pose: A pose bundle, such as an official `pose_landmarker_heavy.task`.
        face: A face bundle, such as the official `face_landmarker.task`.
        shipped: Where the package keeps its own.

    Raises:
        InputError: A file of the user's own is not such a bundle.
        ModelError: A file of the package is missing or damaged.
    """
    return Bundles(
        _shipped(shipped.pose, POSE_MEMBERS) if pose is None else _own(pose, POSE_MEMBERS, "pose"),
        _shipped(shipped.face, FACE_MEMBERS) if face is None else _own(face, FACE_MEMBERS, "face"),
    )


def is_bundle(path: Path, members: frozenset[str]) -> bool:
    """Return whether `path` is a whole, undamaged bundle with these members."""
    try:
        with zipfile.ZipFile(path) as bundle:
            return members <= set(bundle.namelist()) and bundle.testzip() is None
    except (OSError, zipfile.BadZipFile):
        return False


def _shipped(path: Path, members: frozenset[str]) -> Path:
    if not is_bundle(path, members):
        msg = f"The model {path} is missing or damaged. {INSTALL_AGAIN}"
        raise ModelError(msg)
    return path


def _own(path: Path, members: frozenset[str], kind: str) -> Path:
    if not path.is_file():
        msg = (
            f"There is no model file {path}. Check the name, or leave it out to use the "
            "built-in model."
        )
        raise InputError(msg)
    if not is_bundle(path, members):
        msg = (
            f"{path} is not a {kind} model that posturecam can use: it needs a MediaPipe {kind} "
            f"landmarker bundle (.task) with {' and '.join(sorted(members))}. Use such a "
            "file, or leave it out to use the built-in model."
        )
        raise InputError(msg)
    return path
