"""A real X display (Xvfb) of its own, divided into as many screens as a test wants."""

import atexit
import ctypes
import gc
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec
from typing import Any

import pytest

from posturecam.edges.desktop.overlay_screens import Area

TWO = (Area(0, 0, 800, 600), Area(800, 0, 640, 480))
NO_WINDOW, UNDER_THE_POINTER = 0, 1  # None and PointerRoot of X.h


@contextmanager
def kept_display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Use, in the block, a display with two screens that lasts as long as this process.

    Tk keeps its connection, and Xlib ends the process when that breaks.  Tcl ends it when
    another thread collects what is left of a window, so that is done here.
    """
    name = _kept()
    _use(monkeypatch, name)
    try:
        yield name
    finally:
        gc.collect()


@cache
def _kept() -> str:
    server, name = start_display(TWO)
    atexit.register(server.terminate)
    return name


@contextmanager
def running_display(
    monkeypatch: pytest.MonkeyPatch, screens: Sequence[Area] = TWO
) -> Iterator[str]:
    """Run a display for processes other than this one for the length of the block."""
    server, name = start_display(screens)
    try:
        _use(monkeypatch, name)
        yield name
    finally:
        server.terminate()
        server.communicate(timeout=60)


def _use(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def start_display(screens: Sequence[Area]) -> tuple["subprocess.Popen[str]", str]:
    """Start Xvfb with these screens; skip where it cannot be."""
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
    name = f":{server.stdout.readline().strip()}"
    if len(screens) > 1:
        divide(name, screens)
    return server, name


def point_at(x: int, y: int) -> None:
    """Move the pointer."""
    with _hands() as (tests, _, display):
        tests.XTestFakeMotionEvent(display, 0, x, y, 0)


def click() -> None:
    """Click where the pointer is."""
    with _hands() as (tests, _, display):
        for down in (1, 0):
            tests.XTestFakeButtonEvent(display, 1, down, 0)


def press(*keys: str) -> None:
    """Press keys one after the other; they have the names of X: `Escape`, `space`, `d`."""
    with _hands() as (tests, x11, display):
        for key in keys:
            code = x11.XKeysymToKeycode(display, x11.XStringToKeysym(key.encode()))
            assert code, f"the keyboard has no {key}"
            for down in (1, 0):
                tests.XTestFakeKeyEvent(display, code, down, 0)


def has_keyboard() -> bool:
    """Whether keys go to a window, and not to the screen behind all windows."""
    with _hands() as (_, x11, display):
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        x11.XGetInputFocus(display, ctypes.byref(window), ctypes.byref(revert))
        return window.value not in (NO_WINDOW, UNDER_THE_POINTER, x11.XDefaultRootWindow(display))


@contextmanager
def _hands() -> Iterator[tuple[Any, Any, Any]]:
    """Give XTest, Xlib and a connection to the display, as if somebody sat there."""
    found = [find_library(name) for name in ("Xtst", "X11")]
    if None in found:
        pytest.skip("needs XTest (Debian: libxtst6)")
    tests, x11 = (ctypes.CDLL(name) for name in found)
    pointer, number, many = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
    x11.XOpenDisplay.restype, x11.XOpenDisplay.argtypes = pointer, [ctypes.c_char_p]
    x11.XCloseDisplay.argtypes = [pointer]
    x11.XDefaultRootWindow.restype, x11.XDefaultRootWindow.argtypes = many, [pointer]
    x11.XGetInputFocus.argtypes = [pointer, pointer, pointer]
    x11.XStringToKeysym.restype, x11.XStringToKeysym.argtypes = many, [ctypes.c_char_p]
    x11.XKeysymToKeycode.restype = ctypes.c_ubyte
    x11.XKeysymToKeycode.argtypes = [pointer, many]
    tests.XTestFakeMotionEvent.argtypes = [pointer, number, number, number, many]
    tests.XTestFakeButtonEvent.argtypes = [pointer, ctypes.c_uint, number, many]
    tests.XTestFakeKeyEvent.argtypes = [pointer, ctypes.c_uint, number, many]
    display = x11.XOpenDisplay(os.environ["DISPLAY"].encode())
    try:
        yield tests, x11, display
    finally:
        x11.XCloseDisplay(display)


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
