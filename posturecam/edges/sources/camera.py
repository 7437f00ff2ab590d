"""Cameras by number or name."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import cv2

from posturecam.core.values import Why
from posturecam.edges.sources.camera_names import (
    BACKEND,
    CameraFact,
    list_cameras,
    pick_camera,
    said,
)
from posturecam.edges.sources.device import Capture
from posturecam.edges.sources.live import LiveSource, open_live
from posturecam.edges.sources.own_openings import CountedDevice, OwnOpenings
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.sources.yielding import yielding
from posturecam.errors import CameraError
from posturecam.settings import Camera

OpenCapture = Callable[[int, Camera], Capture]
ListCameras = Callable[[], tuple[CameraFact, ...]]

_CHOOSE = "Plug it in, or choose another one with --source; a video file works too."
_MAC_HINT = (
    " On a Mac, also allow the terminal in System Settings, Privacy & Security, Camera."
    if sys.platform == "darwin"
    else ""
)


def open_capture(index: int, camera: Camera) -> Capture:
    """Open camera `index` with OpenCV and ask for the size and rate of the settings."""
    capture = cv2.VideoCapture(index, BACKEND)
    if capture.isOpened():
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, camera.width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, camera.height)
        capture.set(cv2.CAP_PROP_FPS, camera.fps)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


class CameraDevice:
    """The camera that the user means, under whatever number the system gives it now."""

    def __init__(
        self, wanted: str, camera: Camera, open_index: OpenCapture, cameras: ListCameras
    ) -> None:
        """Remember what is `wanted`: a number or a name."""
        self._wanted, self._camera = wanted, camera
        self._open_index, self._cameras = open_index, cameras
        self._known = ""  # its name, once it was found
        self.path: Path | None = None  # the device file that was opened last (Linux)
        self.name = f"Camera {printable(wanted)}"

    def open(self) -> Capture:
        """Open the camera; looked up each time, since its number may change when replugged."""
        cameras = self._cameras()
        found = pick_camera(self._wanted, cameras)
        if self._known and found not in cameras:
            found = pick_camera(self._known, cameras) or found
        if found is None:
            return _Absent()
        self._known = found.name or self._known
        self.path = Path(found.path or f"/dev/video{found.index}")
        return self._open_index(found.index, self._camera)

    def why_closed(self) -> Why:
        """A camera that is there and cannot be opened is used by another program."""
        return Why.CAMERA_BUSY if self._there() is not None else Why.CAMERA_LOST

    def refusal(self) -> CameraError:
        """Say why the camera could not be opened, and what to do."""
        found = self._there()
        if found is None:
            there = said(self._cameras())
            return CameraError(
                f"There is no camera {printable(self._wanted)} (cameras: {there}). {_CHOOSE}"
            )
        if found.path.startswith("/dev/") and not os.access(found.path, os.R_OK | os.W_OK):
            return CameraError(
                f"You may not use {self.name}: no permission for {found.path}. Join the group "
                "that owns it (often: sudo usermod -aG video $USER) and log in again."
            )
        return CameraError(
            f"{self.name} is there but cannot be opened. Is another program using it? Close that "
            f"program and try again.{_MAC_HINT}"
        )

    def _there(self) -> CameraFact | None:
        """Return the camera if the system lists it or, on Linux, has its device file."""
        cameras = self._cameras()
        found = pick_camera(self._wanted, cameras)
        if found is None or found in cameras:
            return found
        path = Path(f"/dev/video{found.index}")
        return CameraFact(found.index, "", str(path)) if path.exists() else None


class _Absent:
    """What a camera opens as when it is not there."""

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return False

    def grab(self) -> bool:
        return False

    def retrieve(self) -> tuple[bool, None]:
        return False, None

    def release(self) -> None:
        pass


def open_camera(
    wanted: str,
    camera: Camera,
    *,
    clock: StreamClock | None = None,
    open_index: OpenCapture = open_capture,
    cameras: ListCameras = list_cameras,
) -> AbstractContextManager[LiveSource]:
    """Watch the camera `wanted` (number or name) for the length of a `with` block."""
    device, own = CameraDevice(wanted, camera, open_index, cameras), OwnOpenings()
    open_ = partial(open_live, camera=camera, clock=clock, refusal=device.refusal)
    if not camera.yields:
        return open_(device)
    return open_(
        CountedDevice(device, own),
        beside=lambda source: yielding(lambda: device.path, own, lambda on: source.lend(on=on)),
    )
