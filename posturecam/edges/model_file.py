"""The two model files, made once and kept in the user's cache folder.

The first start fetches the networks (`model_fetching`) and builds the bundles from them
(`model_assembling`).  Later starts only check the files; nothing opens a connection then.
"""

import errno
import logging
import shutil
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from posturecam.edges.model_fetching import Progress, fetch_networks
from posturecam.edges.system_libraries import naming_system_libraries
from posturecam.errors import InputError, StorageError

_LOG = logging.getLogger(__name__)
_HALF_MADE: Final = ".fetching-"
_STALE_S: Final = 3600.0
_DISK_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Bundles:
    """The model files of the body and of the face."""

    pose: Path
    face: Path


POSE_MEMBERS: Final = frozenset({"pose_detector.tflite", "pose_landmarks_detector.tflite"})
FACE_MEMBERS: Final = frozenset({"face_detector.tflite", "face_landmarks_detector.tflite"})


def ensure_bundles(
    cache_dir: Path, progress: Progress, *, pose: Path | None = None, face: Path | None = None
) -> Bundles:
    """Return the model files, making those that are neither given nor in `cache_dir`.

    Args:
        cache_dir: posturecam's cache folder.
        progress: Told of the download, if there is one.
        pose: The user's own pose bundle, such as an official `pose_landmarker_heavy.task`.
        face: The user's own face bundle, such as the official `face_landmarker.task`.

    Raises:
        InputError: A file of the user's own is not such a bundle.
        ModelError: The networks cannot be fetched.
        StorageError: The cache folder cannot be written.
    """
    own_pose = None if pose is None else _checked(pose, POSE_MEMBERS, "pose")
    own_face = None if face is None else _checked(face, FACE_MEMBERS, "face")
    kept = kept_bundles(cache_dir)
    wanted = Bundles(own_pose or kept.pose, own_face or kept.face)
    if not (is_bundle(wanted.pose, POSE_MEMBERS) and is_bundle(wanted.face, FACE_MEMBERS)):
        _make(kept, progress)
    return wanted


def kept_bundles(cache_dir: Path) -> Bundles:
    """Return where the bundles that posturecam makes are kept, there or not."""
    folder = cache_dir / "models"
    return Bundles(folder / "pose_landmarker.task", folder / "face_landmarker.task")


def is_bundle(path: Path, members: frozenset[str]) -> bool:
    """Tell whether `path` is a whole, undamaged bundle with these members."""
    try:
        with zipfile.ZipFile(path) as bundle:
            return members <= set(bundle.namelist()) and bundle.testzip() is None
    except (OSError, zipfile.BadZipFile):
        return False


def _checked(path: Path, members: frozenset[str], kind: str) -> Path:
    if not path.is_file():
        msg = (
            f"There is no model file {path}. Check the name, or leave it out to use the usual one."
        )
        raise InputError(msg)
    if not is_bundle(path, members):
        msg = (
            f"{path} is not a {kind} model that posturecam can use: it wants a MediaPipe {kind} "
            f"landmarker bundle (.task) with {' and '.join(sorted(members))}. Give such a "
            "file, or none for the usual one."
        )
        raise InputError(msg)
    return path


def _make(kept: Bundles, progress: Progress) -> None:
    """Fetch the networks and put both bundles in place, each whole or not at all."""
    folder = kept.pose.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_stale(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=_HALF_MADE) as half_made:
            _make_in(Path(half_made), kept, progress)
    except OSError as error:
        raise _cannot_keep(folder, error) from error


def _make_in(half_made: Path, kept: Bundles, progress: Progress) -> None:
    with naming_system_libraries():
        from posturecam.edges import model_assembling  # noqa: PLC0415 (loads mediapipe)

    networks = fetch_networks(half_made, progress)
    pose = model_assembling.pose_bundle(networks["pose_detector"], networks["pose_landmarks"])
    face = model_assembling.face_bundle(networks["face_detector"], networks["face_landmarks"])
    for path, content in ((kept.pose, pose), (kept.face, face)):
        half = half_made / path.name
        half.write_bytes(content)
        half.replace(path)
    _LOG.debug("made %s and %s", kept.pose, kept.face)


def _remove_stale(folder: Path) -> None:
    """Remove what a start that was killed long ago has left behind."""
    for left in folder.glob(f"{_HALF_MADE}*"):
        if time.time() - left.stat().st_mtime > _STALE_S:
            shutil.rmtree(left, ignore_errors=True)


def _cannot_keep(folder: Path, error: OSError) -> StorageError:
    if error.errno in _DISK_FULL:
        return StorageError(
            f"Cannot keep the pose model in {folder}: the disk is full. Free 100 MB and start "
            "again, or name a folder on another disk in POSTURECAM_CACHE_DIR."
        )
    return StorageError(
        f"Cannot keep the pose model in {folder}: {error.strerror or error}. Make the folder "
        "writable, or name another one in POSTURECAM_CACHE_DIR."
    )
