"""What processes have open, read from recorded files of /proc and from this very process."""

import os
import socket
import sys
from pathlib import Path

import pytest

from posturecam.edges.desktop.open_handles import (
    End,
    Family,
    Handles,
    Socket,
    end_of,
    family,
    handles_of,
    inet_sockets,
    is_ours,
    unix_sockets,
)

# Recorded on Linux 6.1, x86_64; addresses and inodes changed.
HEAD = (
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n"
)
TCP = HEAD + (
    "   0: 0100007F:A0B1 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 "
    "4001 1 0000000000000000 100 0 0 10 0\n"
    "   1: 0100007F:A0B1 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 "
    "4002 1 0000000000000000 20 4 30 10 -1\n"
    "   2: 1401A8C0:D431 2201A8C0:075B 01 00000000:00000000 02:000004E2 00000000  1000        0 "
    "4003 2 0000000000000000 20 4 30 10 -1\n"
    "   3: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 "
    "9999 1 0000000000000000 100 0 0 10 0\n"
)
TCP6 = HEAD + (
    "   0: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000     0        0 4004 1 0000000000000000 100 0 0 10 0\n"
    "   1: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C351 06 "
    "00000000:00000000 00:00000000 00000000  1000        0 4005 1 0000000000000000 100 0 0 10 0\n"
)
UNIX = """\
Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 5001 /run/user/1000/posturecam/control
0000000000000000: 00000003 00000000 00000000 0001 03 5002
0000000000000000: 00000002 00000000 00000000 0002 01 5003 @a name with spaces
"""
CONTROL = "/run/user/1000/posturecam/control"


def test_an_address_is_read_as_the_computer_keeps_it() -> None:
    assert end_of("2201A8C0:075B", "little") == End("192.168.1.34", 1883)
    assert end_of("C0A80122:075B", "big") == End("192.168.1.34", 1883)
    assert end_of("B80D01200000000000000000010000BB:01BB", "little") == (
        End("2001:db8::bb00:1", 443)
    )


def test_ends_say_whether_they_are_here() -> None:
    assert [End(one, 1).here for one in ("127.0.0.1", "::1", "192.168.1.34")] == [True, True, False]
    assert [End(one, 0).nowhere for one in ("0.0.0.0", "::", "10.0.0.1")] == [True, True, False]  # noqa: S104
    assert [str(End("127.0.0.1", 80)), str(End("::1", 80))] == ["127.0.0.1:80", "[::1]:80"]


def test_sockets_are_read_by_their_inode() -> None:
    found = inet_sockets(TCP, "tcp", "little")
    waiting = End("0.0.0.0", 0)  # noqa: S104
    assert found[4001] == Socket("tcp", End("127.0.0.1", 41137), waiting, "listening")
    assert found[4003] == Socket(
        "tcp", End("192.168.1.20", 54321), End("192.168.1.34", 1883), "connected"
    )
    assert [found[number].connected for number in (4001, 4002, 4003)] == [False, True, True]
    assert set(found) == {4001, 4002, 4003, 9999}


def test_an_old_address_in_a_new_coat_is_an_old_one() -> None:
    found = inet_sockets(TCP6, "tcp6", "little")
    assert found[4004] == Socket("tcp", End("::1", 631), End("::", 0), "listening")
    assert (found[4005].local, found[4005].state) == (End("127.0.0.1", 8080), "closing")


@pytest.mark.parametrize(
    "table", ["", HEAD, HEAD + "broken line\n", HEAD + TCP.splitlines()[1][:60]]
)
def test_lines_that_are_none_are_left_aside(table: str) -> None:
    assert inet_sockets(table, "tcp") == {}
    assert unix_sockets(table) == {}


def test_unix_sockets_have_a_name_or_none() -> None:
    assert unix_sockets(UNIX) == {5001: CONTROL, 5002: "", 5003: "@a name with spaces"}


class Proc:
    """A folder like /proc."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, pid: int, parent: int, *words: str, handles: tuple[str, ...] = ()) -> None:
        process = self.folder / str(pid)
        (process / "fd").mkdir(parents=True)
        (process / "net").mkdir()
        command = "".join(f"{word}\0" for word in words)
        (process / "cmdline").write_text(command, encoding="utf-8")
        stat = f"{pid} (a name) with) ) S {parent} {pid} 0 0\n"
        (process / "stat").write_text(stat, encoding="utf-8")
        for name, text in {"tcp": TCP, "tcp6": TCP6, "unix": UNIX}.items():
            (process / "net" / name).write_text(text, encoding="utf-8")
        for number, handle in enumerate(handles):
            (process / "fd" / str(number)).symlink_to(handle)


@pytest.fixture
def proc(tmp_path: Path) -> Proc:
    (tmp_path / "self").mkdir()
    return Proc(tmp_path)


@pytest.mark.skipif(sys.byteorder != "little", reason="recorded on a little-endian computer")
def test_what_a_process_has_open(proc: Proc) -> None:
    handles = ("/dev/video0", "/home/me/history.db", "/home/me/history.db", "pipe:[77]")
    handles += ("socket:[4001]", "socket:[4003]", "socket:[5001]", "socket:[5002]")
    handles += ("socket:[6000]", "anon_inode:[eventpoll]")
    proc.add(7, 1, "posturecam", "start", handles=handles)
    assert handles_of(7, "posturecam start", proc.folder) == Handles(
        "posturecam start",
        7,
        ("/dev/video0", "/home/me/history.db"),
        tuple(inet_sockets(TCP, "tcp")[number] for number in (4001, 4003)),
        ("", CONTROL),
        1,
    )


def test_a_process_that_is_gone_has_nothing(proc: Proc) -> None:
    assert handles_of(8, "gone", proc.folder) is None


def test_all_processes_of_posturecam_are_found_and_no_others(proc: Proc) -> None:
    proc.add(1, 0, "/sbin/init")
    proc.add(10, 1, "/usr/bin/python3", "-m", "posturecam", "start")
    proc.add(11, 10, "/usr/bin/python3", "-P", "-m", "posturecam", "page-server")
    proc.add(12, 11, "/opt/posturecam/posturecam", "--help")
    proc.add(13, 10, "/usr/lib/chromium/chromium --type=renderer and more")
    proc.add(14, 13, "/usr/lib/chromium/chromium")
    proc.add(15, 10)
    proc.add(20, 1, "/usr/bin/python3", "/usr/bin/posturecam", "watch")
    found = family(11, proc.folder)
    ours = {10: "posturecam start", 11: "posturecam page-server", 12: "posturecam"}
    assert found == Family(ours, ("a process that has ended", "chromium"))
    assert family(10, proc.folder) == found


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        (("posturecam",), True),
        (("python", "/usr/bin/posturecam"), True),
        (("posturecam.exe", "start"), True),
        (("python", "-m", "posturecam", "start"), True),
        (("python", "-P", "-X", "-m", "posturecam"), True),
        (("python", "-m", "pytest"), False),
        (("python", "-m", "pytest", "posturecam"), False),
        (("bash", "script.sh", "posturecam"), False),
        (("python",), False),
        (("vim", "x", "posturecam"), False),
        ((), False),
    ],
)
def test_whose_a_command_line_is(words: tuple[str, ...], ours: bool) -> None:  # noqa: FBT001
    assert is_ours(words) is ours


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_this_very_process_shows_what_it_opens(tmp_path: Path) -> None:
    path = tmp_path / "open"
    with path.open("w", encoding="utf-8"), socket.socket() as waiting:
        waiting.bind(("127.0.0.1", 0))
        waiting.listen()
        found = handles_of(os.getpid(), "us")
        assert found is not None
        assert str(path) in found.paths
        port = waiting.getsockname()[1]
        assert End("127.0.0.1", port) in [one.local for one in found.sockets]
    again = handles_of(os.getpid(), "us")
    assert again is not None
    assert str(path) not in again.paths
    assert End("127.0.0.1", port) not in [one.local for one in again.sockets]
