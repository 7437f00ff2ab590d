"""Whether the active window is full screen, by EWMH under X11 (Linux).

Through libxcb, which every X11 desktop has: unlike Xlib it ends no process when the display goes
away.  Wayland has no protocol by which any program may ask; only windows of XWayland are seen.
"""

import ctypes
import os
import sys
from contextlib import suppress
from functools import cache
from typing import Any, Final

from posturecam.edges.desktop.answer import Answer

ANY, WORDS, ATOM_BYTES = 0, 64, 4  # of a property: its type, and how much of it is read
_STATE: Final = "_NET_WM_STATE_FULLSCREEN"
WAYLAND: Final = "Wayland does not say which window is full screen"


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint32),)


class _Screen(ctypes.Structure):  # the first field of xcb_screen_t
    _fields_ = (("root", ctypes.c_uint32),)


class _Screens(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(_Screen)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class _Atom(ctypes.Structure):  # xcb_intern_atom_reply_t
    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("pad0", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("atom", ctypes.c_uint32),
    )


class FullScreen:
    """Asks the X server, and keeps the connection."""

    def __init__(self) -> None:
        """Connect when first asked."""
        self._connection: Any = None
        self._root = 0
        self._atoms: dict[str, int] = {}

    def __call__(self) -> Answer:
        """Return whether the active window fills its screen."""
        wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
        full = self._ask() if os.environ.get("DISPLAY") else None
        if wayland and not full:
            return Answer(None, WAYLAND)
        if full is None:
            return Answer(None, "no X11 display, or a window manager without EWMH")
        return Answer(full, f"X11: the active window is {'' if full else 'not '}full screen")

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            _xcb().xcb_disconnect(self._connection)
        self._connection = None
        self._atoms.clear()

    def _ask(self) -> bool | None:
        try:
            if self._connection is None:
                self._connect()
            active = self._property(self._root, "_NET_ACTIVE_WINDOW")
            window = active[0] if active else 0
            if active is None or self._lost():
                return None
            state = self._property(window, "_NET_WM_STATE") if window else ()
        except (OSError, AttributeError):  # no display, no library
            self.close()
            return None
        return self._atom(_STATE) in (state or ())

    def _connect(self) -> None:
        connection = _xcb().xcb_connect(None, None)
        self._connection = ctypes.c_void_p(connection)
        if self._lost():
            raise OSError
        setup = _xcb().xcb_get_setup(self._connection)
        screens = _xcb().xcb_setup_roots_iterator(ctypes.c_void_p(setup))
        self._root = screens.data.contents.root

    def _lost(self) -> bool:
        if not _xcb().xcb_connection_has_error(self._connection):
            return False
        self.close()
        return True

    def _atom(self, name: str) -> int:
        if name not in self._atoms:
            cookie = _xcb().xcb_intern_atom(self._connection, 0, len(name), name.encode())
            reply = _xcb().xcb_intern_atom_reply(self._connection, cookie, None)
            if not reply:
                raise OSError
            self._atoms[name] = ctypes.cast(reply, ctypes.POINTER(_Atom)).contents.atom
            _free(reply)
        return self._atoms[name]

    def _property(self, window: int, name: str) -> tuple[int, ...] | None:
        """Return the numbers in a property; None if the window or the property is not there."""
        cookie = _xcb().xcb_get_property(
            self._connection, 0, window, self._atom(name), ANY, 0, WORDS
        )
        error = ctypes.c_void_p()
        reply = _xcb().xcb_get_property_reply(self._connection, cookie, ctypes.byref(error))
        if error.value is not None:
            _free(error)
        if not reply:
            return None
        held = ctypes.c_void_p(reply)
        length = _xcb().xcb_get_property_value_length(held)
        data = ctypes.string_at(_xcb().xcb_get_property_value(held), length)
        _free(held)
        whole = [data[at : at + ATOM_BYTES] for at in range(0, length, ATOM_BYTES)]
        return tuple(int.from_bytes(one, sys.byteorder) for one in whole) or None


@cache
def _xcb() -> Any:
    """Load the library and say what its functions take.

    Raises:
        OSError: It is not there.
    """
    library = ctypes.CDLL("libxcb.so.1")
    pointer, number = ctypes.c_void_p, ctypes.c_uint32
    library.xcb_connect.restype = pointer
    library.xcb_connect.argtypes = [ctypes.c_char_p, pointer]
    library.xcb_disconnect.argtypes = [pointer]
    library.xcb_connection_has_error.argtypes = [pointer]
    library.xcb_get_setup.restype = pointer
    library.xcb_get_setup.argtypes = [pointer]
    library.xcb_setup_roots_iterator.restype = _Screens
    library.xcb_setup_roots_iterator.argtypes = [pointer]
    library.xcb_intern_atom.restype = _Cookie
    library.xcb_intern_atom.argtypes = [pointer, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_char_p]
    library.xcb_intern_atom_reply.restype = pointer
    library.xcb_intern_atom_reply.argtypes = [pointer, _Cookie, pointer]
    library.xcb_get_property.restype = _Cookie
    library.xcb_get_property.argtypes = [pointer, ctypes.c_uint8, *[number] * 5]
    library.xcb_get_property_reply.restype = pointer
    library.xcb_get_property_reply.argtypes = [pointer, _Cookie, pointer]
    library.xcb_get_property_value.restype = pointer
    library.xcb_get_property_value.argtypes = [pointer]
    library.xcb_get_property_value_length.restype = ctypes.c_int
    library.xcb_get_property_value_length.argtypes = [pointer]
    return library


def _free(reply: Any) -> None:
    with suppress(AttributeError):
        _libc().free(reply if isinstance(reply, ctypes.c_void_p) else ctypes.c_void_p(reply))


@cache
def _libc() -> Any:
    return ctypes.CDLL(None)
