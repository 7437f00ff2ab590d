"""Whose program is at the other end of a connection, where the system says so (Linux)."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

TABLES: Final = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))  # proc(5); 6: IPv4 through IPv6
_LOOPBACK: Final = f"{int.from_bytes(bytes([127, 0, 0, 1]), sys.byteorder):08X}"
_LOCAL, _REMOTE, _UID = 1, 2, 7  # columns


def knows_users() -> bool:
    """Return whether this system says whose a connection is."""
    return TABLES[0].exists()


def is_other_user(peer_port: int, port: int) -> bool:
    """Return whether another user's program connected from `peer_port` to `port` of 127.0.0.1.

    A cookie or a token that another user came by is worth nothing then.  Where the system does not
    say it (macOS, Windows), nobody counts as another user.
    """
    return knows_users() and uid_of(peer_port, port, _lines()) != os.getuid()


def uid_of(peer_port: int, port: int, lines: Iterable[str]) -> int | None:
    """Find the user who owns the socket at `peer_port` that is connected to `port`."""
    local, remote = f"{_LOOPBACK}:{peer_port:04X}", f"{_LOOPBACK}:{port:04X}"
    for line in lines:
        columns = line.split()
        if columns[_LOCAL].endswith(local) and columns[_REMOTE].endswith(remote):
            return int(columns[_UID])
    return None


def _lines() -> Iterable[str]:
    for table in TABLES:
        if table.exists():
            yield from table.read_text("ascii").splitlines()[1:]
