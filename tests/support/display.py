"""A real X display (Xvfb) of its own, divided into as many screens as a test wants."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes.util import find_library
from importlib.util import find_spec

import pytest

from posturecam.edges.desktop.overlay_screens import Area

TWO = (Area(0, 0, 800, 600), Area(800, 0, 640, 480))


@contextmanager
def running_display(
    monkeypatch: pytest.MonkeyPatch, screens: Sequence[Area] = TWO
) -> Iterator[str]:
    """Run Xvfb with these screens for the length of the block; skip where it cannot be."""
    if shutil.which("Xvfb") is None or find_spec("_tkinter") is None:
        pytest.skip("needs Xvfb and tkinter (Debian: xvfb python3-tk)")
    width = max(area.x + area.width for area in screens)
    height = max(area.y + area.height for area in screens)
    size = f"{width}x{height}x24"
    server = subprocess.Popen(
        ("Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp", "-noreset"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        name = f":{server.stdout.readline().strip()}"
        monkeypatch.setenv("DISPLAY", name)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        if len(screens) > 1:
            divide(name, screens)
        yield name
    finally:
        server.terminate()
        server.communicate(timeout=60)


class Monitor(ctypes.Structure):
    """XRRMonitorInfo of libXrandr 1.5."""

    _fields_ = (
        ("name", ctypes.c_ulong),
        ("primary", ctypes.c_int),
        ("automatic", ctypes.c_int),
        ("noutput", ctypes.c_int),
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("mwidth", ctypes.c_int),
        ("mheight", ctypes.c_int),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )


def divide(display: str, screens: Sequence[Area]) -> None:
    """Divide the one screen of Xvfb as `xrandr --setmonitor` does; the first has its output."""
    x11, randr = (ctypes.CDLL(find_library(name) or "") for name in ("X11", "Xrandr"))
    pointer, xid = ctypes.c_void_p, ctypes.c_ulong
    x11.XOpenDisplay.restype, x11.XOpenDisplay.argtypes = pointer, [ctypes.c_char_p]
    x11.XDefaultRootWindow.restype, x11.XDefaultRootWindow.argtypes = xid, [pointer]
    x11.XInternAtom.restype = xid
    x11.XInternAtom.argtypes = [pointer, ctypes.c_char_p, ctypes.c_int]
    x11.XCloseDisplay.argtypes = [pointer]
    randr.XRRGetMonitors.restype = ctypes.POINTER(Monitor)
    randr.XRRGetMonitors.argtypes = [pointer, xid, ctypes.c_int, pointer]
    randr.XRRSetMonitor.argtypes = [pointer, xid, ctypes.POINTER(Monitor)]
    opened = x11.XOpenDisplay(display.encode())
    root, count = x11.XDefaultRootWindow(opened), ctypes.c_int()
    whole = randr.XRRGetMonitors(opened, root, 1, ctypes.byref(count))
    output = ctypes.c_ulong(whole[0].outputs[0])
    for number, area in enumerate(screens):
        name = x11.XInternAtom(opened, f"screen-{number}".encode(), 0)
        outputs = ctypes.pointer(output) if number == 0 else None
        place = (area.x, area.y, area.width, area.height, area.width // 4, area.height // 4)
        monitor = Monitor(name, number == 0, 0, int(number == 0), *place, outputs)
        randr.XRRSetMonitor(opened, root, ctypes.byref(monitor))
    x11.XCloseDisplay(opened)


def screenshot(path: os.PathLike[str]) -> None:
    """Save what the display shows, by ImageMagick."""
    if shutil.which("import") is None:
        pytest.skip("needs import (Debian: imagemagick)")
    subprocess.run(("import", "-window", "root", str(path)), check=True, timeout=120)
