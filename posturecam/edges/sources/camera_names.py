"""Which cameras there are, and which one somebody means."""

import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
from cv2_enumerate_cameras import enumerate_cameras

# The capture system of each platform, and of OpenCV's names for it.
BACKEND = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_DSHOW}.get(
    sys.platform, cv2.CAP_ANY
)


@dataclass(frozen=True, slots=True)
class CameraFact:
    """One camera of this machine; `index` is the number that the user gives."""

    index: int
    name: str
    path: str = ""  # its device file on Linux, else empty or what the system calls it


def list_cameras() -> tuple[CameraFact, ...]:
    """Return the cameras of this machine, by number; nothing if the system does not say."""
    try:
        found = enumerate_cameras(BACKEND)
    except (OSError, RuntimeError, NotImplementedError):
        return ()
    facts = (CameraFact(one.index, (one.name or "").strip(), one.path or "") for one in found)
    return tuple(sorted(facts, key=lambda fact: fact.index))


def pick_camera(wanted: str, cameras: tuple[CameraFact, ...]) -> CameraFact | None:
    """Return the camera meant by `wanted`: its number, name, device file or a part of its name.

    A number that the system does not list is taken as it is: some drivers are not listed.
    """
    wanted = wanted.strip()
    if is_number(wanted):
        listed = [one for one in cameras if one.index == int(wanted)]
        return listed[0] if listed else CameraFact(int(wanted), "")
    low, path = wanted.lower(), str(Path(wanted).resolve())
    exact = [one for one in cameras if one.name.lower() == low or one.path == path]
    part = [one for one in cameras if low and low in one.name.lower()]
    return next(iter(exact + part), None)


def is_number(text: str) -> bool:
    """Return whether `text` is a camera's number, such as "0"."""
    return text.isascii() and text.isdigit() and len(text) <= 4


def said(cameras: tuple[CameraFact, ...]) -> str:
    """Say which cameras there are: `0 (Integrated Camera), 2 (USB Camera)`."""
    if not cameras:
        return "none found"
    return ", ".join(f"{one.index} ({one.name})" if one.name else f"{one.index}" for one in cameras)
