"""What goes into the folder for people without Python, beside what PyInstaller finds by itself.

`posturecam.spec` asks here; each entry says why it is there.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from folder_start import LAST_RESORT, LAST_RESORT_FOLDER

HIDDEN: Final = (
    "mediapipe",  # imported by name (edges/mediapipe/lazy_import.py)
    "keyring",  # the extra `home`: nobody can add it to the folder later
    "paho.mqtt.client",
    "aiohttp",  # the page
    "screeninfo",  # where the screens are
    "tkinter",  # border and break screen
    *(() if sys.platform == "linux" else ("pystray",)),  # the tray, where it is no D-Bus service
)
WITH_METADATA: Final = ("mediapipe", "opencv-contrib-python", "numpy", "av")
"""Packages whose version `posturecam doctor` shows."""
STUDY: Final = (
    *("distributed", "dask", "tornado", "pyarrow", "fsspec", "s3fs", "aiobotocore", "botocore"),
    *("boto3", "moto", "flask", "werkzeug", "duckdb", "psutil"),
)
"""The extra `study` and what developers try it with: who runs studies has Python."""
EXCLUDED: Final = (
    "sounddevice",  # of MediaPipe's audio tasks, which lazy_import keeps out
    "scipy",  # 140 MB that MediaPipe and matplotlib do without
    *("PyQt5", "PyQt6", "PySide2", "PySide6", "gi", "IPython"),  # other faces of matplotlib, rich
    *STUDY,
    *("setuptools", "pip", "pytest", "_pytest", "hypothesis", "mypy"),  # of those who develop
)

_PATCHED: Final = re.compile(r"\.libs$|^(av|cv2|numpy|PIL)$")
_SYMBOL: Final = re.compile(rb"\x00GLIBC_2\.(\d+)\x00")


def last_resort() -> list[tuple[str, str]]:
    """Return the libraries of `LAST_RESORT` that this Linux has, as PyInstaller's binaries.

    Raises:
        RuntimeError: One is not installed, so that the folder would not run everywhere.
    """
    if sys.platform != "linux":
        return []
    from PyInstaller.depend.bindepend import resolve_library_path  # noqa: PLC0415 (of the build)

    known = {name: resolve_library_path(name) for name in LAST_RESORT}
    missing = [name for name, path in known.items() if not path]
    if missing:
        msg = f"The folder needs {', '.join(missing)} of this system; see .ci/system-packages."
        raise RuntimeError(msg)
    return [(path, LAST_RESORT_FOLDER) for path in known.values()]


def strip(folder: Path) -> int:
    """Remove the symbols that only a debugger reads; return how many bytes that saved.

    Libraries that the makers of wheels have patched are left alone: `strip` may break them.
    """
    saved = 0
    for path in _libraries(folder):
        if any(_PATCHED.search(part) for part in path.relative_to(folder).parts[:-1]):
            continue
        before = path.stat().st_size
        subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)  # noqa: S607 (binutils)
        saved += before - path.stat().st_size
    return saved


def least_glibc(folder: Path) -> int:
    """Return the minor version of the oldest glibc (2.x) with which all of `folder` loads."""
    asked = (int(one) for path in _libraries(folder) for one in _SYMBOL.findall(path.read_bytes()))
    return max(asked, default=0)


def size_bytes(folder: Path) -> int:
    """Return what the files in `folder` take."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def _libraries(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if ".so" in path.suffixes and path.is_file() and not path.is_symlink():
            yield path
