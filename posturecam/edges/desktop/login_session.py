"""Whether the graphical session in which posturecam was started has ended (Linux).

Not every desktop ends what still runs when somebody logs out, and a camera must not go on watching
whoever logs in next.  systemd-logind knows; it is asked by sd-login(3), which elogind has too.
"""

import ctypes
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

LIBRARIES: Final = ("libsystemd.so.0", "libelogind.so.0")

_ASK_EVERY_S: Final = 10.0  # reads a small file each time; by judgement
_GRAPHICAL: Final = {"x11", "wayland", "mir"}
_OVER: Final = {"", "closing"}  # gone; logged out, with some programs left


class LoginSession:
    """A session of logind."""

    def __init__(self, name: str, library: Any, clock: Callable[[], float]) -> None:
        """Ask `library` about the session `name`, now and then by `clock`."""
        self._name, self._library, self._clock = name.encode(), library, clock
        self._watched = self._ask("type") in _GRAPHICAL and self._ask("state") not in _OVER
        self._asked_s, self._over = clock(), False

    def is_over(self) -> bool:
        """Return whether it has ended; never so if it is not one with a screen."""
        if self._watched and self._clock() - self._asked_s >= _ASK_EVERY_S:
            self._asked_s, self._over = self._clock(), self._ask("state") in _OVER
        return self._over

    def _ask(self, what: str) -> str:
        """Return a fact about the session; empty if there is no such session."""
        found = ctypes.c_char_p()
        if getattr(self._library, f"sd_session_get_{what}")(self._name, ctypes.byref(found)) < 0:
            return ""
        text = (found.value or b"").decode("ascii", "replace")
        self._library.free(ctypes.cast(found, ctypes.c_void_p))
        return text


def own_session(
    environ: Mapping[str, str],
    load: Callable[[str], Any] = ctypes.CDLL,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[[], bool]:
    """Return what says whether the session of `environ` is over; without logind it never is."""
    name = environ.get("XDG_SESSION_ID", "")
    for library in LIBRARIES if name else ():
        with suppress(OSError, AttributeError):
            return LoginSession(name, load(library), clock).is_over
    return lambda: False
