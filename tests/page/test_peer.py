"""Whose program it is that connected: from the system's table of connections."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from posturecam.page import peer
from tests.support.other_user import as_another_user, needs_root

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux says whose a connection is")
MAPPED = "0000000000000000FFFF00000100007F"  # ::ffff:127.0.0.1
LINES = [
    "   0: 0100007F:10E1 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000  0 1 1",
    "   1: 0100007F:C001 0100007F:10E1 01 00000000:00000000 00:00000000 00000000  1001  0 2 1",
    "   2: 0100007F:10E1 0100007F:C001 01 00000000:00000000 00:00000000 00000000  1000  0 3 1",
    f"   3: {MAPPED}:C002 {MAPPED}:10E1 01 00000000:00000000 00:00000000 00000000  1002  0 4 1",
]


@pytest.mark.skipif(sys.byteorder != "little", reason="the lines are of such a machine")
def test_the_owner_of_the_other_end_is_found() -> None:
    assert peer.uid_of(0xC001, 0x10E1, LINES) == 1001
    assert peer.uid_of(0xC002, 0x10E1, LINES) == 1002  # IPv4 through a socket of IPv6
    assert peer.uid_of(0xC001, 0x10E2, LINES) is None
    assert peer.uid_of(0xC003, 0x10E1, LINES) is None


def test_where_the_system_does_not_say_nobody_is_another_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(peer, "TABLES", (tmp_path / "tcp", tmp_path / "tcp6"))

    assert not peer.knows_users()
    assert not peer.is_other_user(1, 2)


@linux
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_this_user_is_no_other(family: socket.AddressFamily) -> None:
    with listening() as server, socket.socket(family) as client:
        prefix = "" if family == socket.AF_INET else "::ffff:"
        try:
            client.connect((f"{prefix}127.0.0.1", server.getsockname()[1]))
        except OSError:
            pytest.skip("there is no IPv6 here")

        assert not peer.is_other_user(client.getsockname()[1], server.getsockname()[1])


@linux
def test_who_is_not_connected_is_another() -> None:
    with listening() as server:
        assert peer.is_other_user(1, server.getsockname()[1])


@linux
@needs_root
def test_another_user_is_another() -> None:
    with listening() as server:
        port = server.getsockname()[1]
        words = [sys.executable, "-c", as_another_user(f"connect(('127.0.0.1', {port})).recv(1)")]
        with subprocess.Popen(words) as other:
            accepted, (_, peer_port) = server.accept()
            assert peer.is_other_user(peer_port, port)
            accepted.close()
            assert other.wait(300) == 0


def listening() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))
