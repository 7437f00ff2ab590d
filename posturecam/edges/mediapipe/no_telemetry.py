"""Keeps MediaPipe from reporting to its makers.

Since 2026 MediaPipe's library sends usage figures to play.googleapis.com when a landmarker is
closed, and has no switch for it.  It sends them with libcurl, which obeys the proxy named in the
environment: one that libcurl cannot use ends the sending before anything is looked up or connected.
(What is left are two sockets that the library makes only to see whether the system has IPv4 and
IPv6.)  Programs started meanwhile see the same environment.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

HOST: Final = "play.googleapis.com"
_PROXY: Final = "https_proxy"  # asked before HTTPS_PROXY and ALL_PROXY
_EXCEPTIONS: Final = ("no_proxy", "NO_PROXY")


@contextmanager
def no_uploads() -> Iterator[None]:
    """Let libcurl reach `HOST` neither directly nor by proxy for the length of the block."""
    before = {name: os.environ.get(name) for name in (_PROXY, *_EXCEPTIONS)}
    os.environ[_PROXY] = "none://"
    for name in _EXCEPTIONS:
        _put(name, _without_host(before[name]))
    try:
        yield
    finally:
        for name, value in before.items():
            _put(name, value)


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
