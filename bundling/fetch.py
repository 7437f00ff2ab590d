"""Get the wheel that carries the pose and face networks, and check every byte of it.

The networks come from an older mediapipe (Apache-2.0), the last release whose wheel carried them.
It is only unpacked, never installed.  The download is left to pip, so it comes from wherever the
builder's own Python packages come from, with their proxies and mirrors.
"""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Final

WHEEL: Final = "mediapipe==0.10.21"
WHEEL_SHA256: Final = "956eb1ebc275c629e61b085b2cab89c3a5b9e93bad1bb107348d98dafb5a4bb5"
# One and the same wheel whatever the builder's own platform and Python are.
_DOWNLOAD: Final = (
    *("-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"),
    *("--no-deps", "--only-binary=:all:", "--retries", "2", "--implementation", "cp"),
    *("--python-version", "3.12", "--platform", "manylinux_2_28_x86_64", WHEEL, "--dest"),
)
_OTHERWISE: Final = (
    "That wheel holds the pose and face networks that posturecam ships. Build with access to a "
    "package index, or put pose_landmarker.task and face_landmarker.task into posturecam/models/."
)


class BundlingError(Exception):
    """The models cannot be made; the text says why and what to do."""


def fetch_wheel(folder: Path) -> Path:
    """Download the wheel into `folder` and return its path.

    Raises:
        BundlingError: There is no pip, the download failed, or the wheel is not the known one.
    """
    if not importlib.util.find_spec("pip"):
        msg = f"Cannot download {WHEEL}: install pip into the Python that builds. {_OTHERWISE}"
        raise BundlingError(msg)
    done = subprocess.run(
        [sys.executable, *_DOWNLOAD, str(folder)], capture_output=True, text=True, check=False
    )
    wheel = next(folder.glob("*.whl"), None)
    if done.returncode != 0 or wheel is None:
        said = (done.stderr or done.stdout).strip()
        msg = f"Cannot download {WHEEL} with pip:\n{said}\n{_OTHERWISE}"
        raise BundlingError(msg)
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
        msg = f"{wheel.name} is not the known file (wrong checksum). {_OTHERWISE}"
        raise BundlingError(msg)
    return wheel
