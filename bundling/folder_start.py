"""Runs before anything else in the folder for people without Python (PyInstaller's runtime hook).

The folder brings its libraries along; the programs that it starts get the system's own.
"""

import ctypes
import os
import sys
from collections.abc import Iterable, Iterator, MutableMapping
from pathlib import Path
from typing import Final

LAST_RESORT: Final = (  # in the order in which they need each other
    "libxcb.so.1",
    "libGLdispatch.so.0",
    "libGLX.so.0",
    "libGL.so.1",
    "libEGL.so.1",
    "libGLESv2.so.2",
)
"""Libraries that belong to the graphics driver: MediaPipe and OpenCV do not load without, though
posturecam draws nothing with them.  The folder's own are used where the system has none."""
LAST_RESORT_FOLDER: Final = "last_resort"

_CERTIFICATES: Final = (  # that each distribution trusts; the folder's OpenSSL knows one place only
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",  # openSUSE
)


def restore(environment: MutableMapping[str, str]) -> None:
    """Give the programs that posturecam starts (browser, hooks) the libraries of the system.

    PyInstaller's starter puts the folder's in front, for this process and all its children.  It
    does so again for posturecam's own parts, if they are to take themselves for a first start
    (https://pyinstaller.org/en/stable/advanced-topics.html, PYINSTALLER_RESET_ENVIRONMENT).
    """
    environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        environment.pop("LD_LIBRARY_PATH", None)
    else:
        environment["LD_LIBRARY_PATH"] = before


def trust(environment: MutableMapping[str, str], places: Iterable[str] = _CERTIFICATES) -> None:
    """Name the certificates of this distribution, unless somebody has named others."""
    for place in places:
        if Path(place).is_file():
            environment.setdefault("SSL_CERT_FILE", place)
            return


def lacking(places: Iterable[Path]) -> Iterator[str]:
    """Yield the libraries of `LAST_RESORT` that are in none of `places`."""
    known = tuple(places)
    for name in LAST_RESORT:
        if not any((place / name).exists() for place in known):
            yield name


def load(names: Iterable[str], folder: Path) -> None:
    """Load each library from the system if it can be found there at all, else from `folder`."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            ctypes.CDLL(str(folder / name))


def _system() -> Iterator[Path]:
    yield from (Path("/lib64"), Path("/usr/lib64"))
    yield Path(f"/usr/lib/{os.uname().machine}-linux-gnu")


if getattr(sys, "frozen", False) and sys.platform == "linux":
    restore(os.environ)
    trust(os.environ)
    load(lacking(_system()), Path(sys._MEIPASS) / LAST_RESORT_FOLDER)  # type: ignore[attr-defined]  # noqa: SLF001 (PyInstaller's documented name)
