"""Windows that take no clicks: what lies below gets them.

X11 has input shapes (X Nonrectangular Window Shape Extension 1.1), Windows transparent layered
windows.  Tk on macOS has nothing of the kind: there the strips of a border, a few pixels wide at
the edges, keep the clicks that hit them.
"""

import ctypes
import sys
from contextlib import suppress
from ctypes.util import find_library
from typing import Any, Final

_SHAPE_SET: Final = 0
_SHAPE_INPUT: Final = 2  # the kind of shape that decides who gets the pointer
_GWL_EXSTYLE: Final = -20
_WS_EX_TRANSPARENT: Final = 0x20
_WS_EX_TOOLWINDOW: Final = 0x80  # not among the windows to switch to
_WS_EX_LAYERED: Final = 0x80000
_WS_EX_NOACTIVATE: Final = 0x08000000


def let_clicks_through(window: Any) -> bool:
    """Let the clicks on a Tk `window` through; return whether the system could be asked to."""
    with suppress(OSError, AttributeError):  # a library or a function that is not there
        if sys.platform == "win32":
            return _on_windows(window)
        if sys.platform == "linux":
            return _on_x11(window.winfo_id())
    return False


def _on_x11(window: int) -> bool:
    """Give `window`, and the frame that Tk wraps it in, an empty input shape."""
    xlib, xext = _libraries()
    display = xlib.XOpenDisplay(None)
    if not display:
        return False
    try:
        event, error = ctypes.c_int(), ctypes.c_int()
        if not xext.XShapeQueryExtension(display, ctypes.byref(event), ctypes.byref(error)):
            return False
        for one in (window, _frame_of(xlib, display, window)):
            xext.XShapeCombineRectangles(display, one, _SHAPE_INPUT, 0, 0, None, 0, _SHAPE_SET, 0)
    finally:
        xlib.XCloseDisplay(display)
    return True


def _frame_of(xlib: Any, display: Any, window: int) -> int:
    """Return the window that `window` lies in, or itself if that is the whole desktop."""
    root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
    children = ctypes.c_void_p()
    out = (ctypes.byref(one) for one in (root, parent, children, count))
    if not xlib.XQueryTree(display, window, *out):
        return window
    if children.value is not None:
        xlib.XFree(children)
    return window if parent.value == root.value else parent.value


def _libraries() -> tuple[Any, Any]:
    """Load Xlib and its extensions."""
    xlib, xext = (ctypes.CDLL(find_library(name) or f"lib{name}.so.6") for name in ("X11", "Xext"))
    pointer, xid, number = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int
    xlib.XOpenDisplay.restype, xlib.XOpenDisplay.argtypes = pointer, [ctypes.c_char_p]
    xlib.XCloseDisplay.argtypes = [pointer]
    xlib.XFree.argtypes = [pointer]
    xlib.XQueryTree.argtypes = [pointer, xid, *[pointer] * 4]
    xext.XShapeQueryExtension.argtypes = [pointer, pointer, pointer]
    xext.XShapeCombineRectangles.restype = None
    xext.XShapeCombineRectangles.argtypes = [pointer, xid, *[number] * 3, pointer, *[number] * 3]
    return xlib, xext


def _on_windows(window: Any) -> bool:
    user32 = ctypes.WinDLL("user32")  # type: ignore[attr-defined,unused-ignore]
    handle = int(window.wm_frame(), 16)
    style = user32.GetWindowLongW(handle, _GWL_EXSTYLE)
    passing = _WS_EX_TRANSPARENT | _WS_EX_LAYERED | _WS_EX_TOOLWINDOW | _WS_EX_NOACTIVATE
    return bool(user32.SetWindowLongW(handle, _GWL_EXSTYLE, style | passing))
