"""Names the Debian package of a system library that is missing, instead of an ImportError."""

import ctypes
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from posturecam.errors import SystemLibraryError

PACKAGES: Final[Mapping[str, str]] = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libGLESv2.so.2": "libgles2",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
}
_SIGNS: Final = ("cannot open shared object file", "DLL load failed", "Library not loaded")


@contextmanager
def naming_system_libraries() -> Iterator[None]:
    """Turn a failure to load a system library into an error that says what to install.

    Raises:
        SystemLibraryError: A system library is missing.
    """
    try:
        yield
    except (ImportError, OSError) as error:
        if any(sign in str(error) for sign in _SIGNS):
            raise SystemLibraryError(_what_to_do(str(error))) from error
        raise


def missing_libraries() -> tuple[str, ...]:
    """Return the system libraries that MediaPipe and OpenCV need and this Linux lacks."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(library for library in PACKAGES if not _loads(library))


def install_line(libraries: tuple[str, ...]) -> str:
    """Return the command that installs `libraries` on Debian and Ubuntu."""
    packages = sorted({PACKAGES[library] for library in libraries})
    return f"sudo apt-get install {' '.join(packages)}"


def _what_to_do(complaint: str) -> str:
    missing = missing_libraries()
    named = tuple(library for library in PACKAGES if library in complaint)
    if not (missing or named):
        return f"A system library is missing: {complaint}. Install it and start again."
    wanted = missing or named
    return (
        f"The system lacks {', '.join(wanted)}, which the pose model needs. On Debian and Ubuntu: "
        f"{install_line(wanted)}. Elsewhere, install the packages that provide them."
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
