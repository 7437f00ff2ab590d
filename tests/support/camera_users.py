"""Other programs that open a camera, and a camera that is a file."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from posturecam.settings import Camera
from tests.support.film import corners

FRAME_S = 1 / 15  # of a camera at 15 pictures a second

OPENS = """
import mmap, os, sys, time
path, how = sys.argv[1:]
before = time.monotonic()
fd = os.open(path, os.O_RDWR)
if how == "stream":
    held = mmap.mmap(fd, mmap.PAGESIZE)
if how == "blink":
    os.close(fd)
print(before, flush=True)
sys.stdin.readline()
"""


class Program:
    """Another program that has a camera open."""

    def __init__(self, path: Path, how: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-c", OPENS, str(path), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.opened_s = float(self._process.stdout.readline())
        self.pid = self._process.pid

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.communicate("\n", timeout=300)


@contextmanager
def program(path: Path, how: str = "open") -> Iterator[Program]:
    """`open` has it open, `stream` maps its buffers too, `blink` closes it again at once."""
    other = Program(path, how)
    try:
        yield other
    finally:
        other.end()


def device_file(folder: Path) -> Path:
    path = folder / "video0"
    path.write_bytes(bytes(8192))
    return path


class FileCapture:
    """A camera that has a file open, and gives 15 pictures a second."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR)
        self._number = 0
        self.released_s: float | None = None

    def isOpened(self) -> bool:  # noqa: N802
        return True

    def grab(self) -> bool:
        time.sleep(FRAME_S)
        self._number += 1
        return os.fstat(self._fd).st_nlink > 0  # until it is pulled out

    def retrieve(self) -> tuple[bool, Any]:
        return True, np.ascontiguousarray(corners(shade=self._number)[:, :, ::-1])

    def release(self) -> None:
        os.close(self._fd)
        self.released_s = time.monotonic()


class FileCameras:
    """Opens the file as a camera, again and again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.opened: list[FileCapture] = []

    def __call__(self, _index: Any, _camera: Camera) -> FileCapture:
        self.opened.append(FileCapture(self._path))
        return self.opened[-1]
