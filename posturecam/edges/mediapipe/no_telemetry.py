"""Keeps MediaPipe from reporting to its makers.

Since 2026 MediaPipe's library sends usage figures to play.googleapis.com when a landmarker is
closed, and has no switch for it.  It sends them with libcurl, which obeys the proxy named in the
environment: one that libcurl cannot use ends the sending before anything is looked up or connected.
(What is left are two sockets that the library makes only to see whether the system has IPv4 and
IPv6.)  Programs started meanwhile are to have the environment of `for_others` instead: a browser
would reach nobody any more.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

HOST: Final = "play.googleapis.com"
_PROXY: Final = "https_proxy"  # asked before HTTPS_PROXY and ALL_PROXY
_EXCEPTIONS: Final = ("no_proxy", "NO_PROXY")
_befores: list[dict[str, str | None]] = []  # of the blocks that are open, the outermost first


@contextmanager
def no_uploads() -> Iterator[None]:
    """Let libcurl reach `HOST` neither directly nor by proxy for the length of the block."""
    before = {name: os.environ.get(name) for name in (_PROXY, *_EXCEPTIONS)}
    _befores.append(before)
    os.environ[_PROXY] = "none://"
    for name in _EXCEPTIONS:
        _put(name, _without_host(before[name]))
    try:
        yield
    finally:
        _befores.remove(before)
        for name, value in before.items():
            _put(name, value)


def for_others() -> dict[str, str]:
    """Return the environment for a program that is started: as it is outside of `no_uploads`."""
    environment: dict[str, str | None] = dict(os.environ)
    for name, value in (_befores[0] if _befores else {}).items():
        environment[name.upper() if os.name == "nt" else name] = value
    return {name: value for name, value in environment.items() if value is not None}


def _without_host(exceptions: str | None) -> str | None:
    """Drop from a list of hosts to be reached without proxy those that match `HOST`."""
    if exceptions is None:
        return None
    listed = [entry.strip() for entry in exceptions.split(",")]
    return ",".join(entry for entry in listed if not _matches(entry.strip(". ").lower()))


def _matches(entry: str) -> bool:
    return entry in ("*", HOST) or HOST.endswith(f".{entry}")


def _put(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
