"""What processes have open, as Linux says in /proc: files, devices, connections.

Documented in proc(5) and the kernel's Documentation/networking/proc_net_tcp.rst.
"""

import ipaddress
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
KINDS: Final = ("tcp", "udp", "udplite", "raw", "icmp")
TABLES: Final = (*KINDS, *(f"{kind}6" for kind in KINDS))
"""Every table of sockets that can lead to another computer."""
STATES: Final = {
    1: "connected",
    2: "connecting",
    3: "connecting",
    4: "closing",
    5: "closing",
    6: "closing",
    7: "not connected",
    8: "closing",
    9: "closing",
    10: "listening",
    11: "closing",
}
_SOCKET: Final = re.compile(r"socket:\[(\d+)\]")
_OURS: Final = "posturecam"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a connection."""

    address: str
    port: int

    @property
    def here(self) -> bool:
        """Whether it is this computer, and nothing else can be meant."""
        return ipaddress.ip_address(self.address).is_loopback

    @property
    def nowhere(self) -> bool:
        """Whether no computer is meant."""
        return ipaddress.ip_address(self.address).is_unspecified

    def __str__(self) -> str:
        """`127.0.0.1:80`, `[::1]:80`."""
        return (
            f"[{self.address}]:{self.port}"
            if ":" in self.address
            else (f"{self.address}:{self.port}")
        )


@dataclass(frozen=True, slots=True)
class Socket:
    """A socket that can lead to another computer."""

    kind: str
    local: End
    remote: End
    state: str

    @property
    def connected(self) -> bool:
        """Whether there is another end."""
        return not self.remote.nowhere


@dataclass(frozen=True, slots=True)
class Handles:
    """What one process has open; `paths` are files and devices, `local` names of Unix sockets."""

    process: str
    pid: int
    paths: tuple[str, ...]
    sockets: tuple[Socket, ...]
    local: tuple[str, ...]  # "" for one without a name
    other: int  # sockets that are in none of the tables, such as those to the kernel


def handles_of(pid: int, process: str, proc: Path = PROC) -> Handles | None:
    """Return what the process `pid` has open; None if it is gone or may not be looked into."""
    try:
        links = list(_links(proc / str(pid) / "fd"))
    except OSError:
        return None
    numbers = sorted(int(found[1]) for link in links if (found := _SOCKET.fullmatch(link)))
    tables = _sockets(proc / str(pid) / "net")
    named = unix_sockets(_text(proc / str(pid) / "net" / "unix"))
    known = tables.keys() | named.keys()
    return Handles(
        process,
        pid,
        tuple(sorted({link for link in links if link.startswith("/")})),
        tuple(tables[number] for number in numbers if number in tables),
        tuple(sorted(named[number] for number in numbers if number in named)),
        sum(number not in known for number in numbers),
    )


def _links(folder: Path) -> Iterator[str]:
    for link in folder.iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile, as what lists this folder is
            yield str(link.readlink())


def _sockets(net: Path) -> dict[int, Socket]:
    return {
        number: socket
        for table in TABLES
        for number, socket in inet_sockets(_text(net / table), table).items()
    }


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:  # the kernel has no such table
        return ""


def inet_sockets(table: str, kind: str, order: str = sys.byteorder) -> dict[int, Socket]:
    """Return the sockets of a `table` such as /proc/net/tcp, by inode; `order` is of its words."""
    found = {}
    for line in table.splitlines()[1:]:
        fields = line.split()
        if len(fields) > 9 and fields[9].isdecimal():
            local, remote = (end_of(field, order) for field in fields[1:3])
            state = STATES.get(int(fields[3], 16), "closing")
            found[int(fields[9])] = Socket(kind.removesuffix("6"), local, remote, state)
    return found


def end_of(field: str, order: str = sys.byteorder) -> End:
    """Read `0100007F:1F90`: words of four bytes as the computer keeps them, then the port."""
    address, _, port = field.partition(":")
    raw = bytes.fromhex(address)
    if order == "little":
        raw = b"".join(raw[at : at + 4][::-1] for at in range(0, len(raw), 4))
    found = ipaddress.ip_address(raw)
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return End(str(mapped or found), int(port, 16))


def unix_sockets(table: str) -> dict[int, str]:
    """Return the names in /proc/net/unix by inode; "" for a socket without one."""
    found = {}
    for line in table.splitlines()[1:]:
        fields = line.split(maxsplit=7)
        if len(fields) > 6 and fields[6].isdecimal():
            found[int(fields[6])] = fields[7] if len(fields) > 7 else ""
    return found


@dataclass(frozen=True, slots=True)
class Family:
    """The processes of posturecam by number, and the names of other programs they have started."""

    ours: Mapping[int, str]
    started: tuple[str, ...]


def family(pid: int, proc: Path = PROC) -> Family:
    """Return the processes of posturecam around `pid`: what started it, and what these started.

    Another program that it started, such as a browser or a hook, has its own affairs.
    """
    parents = dict(_parents(proc))
    top = pid
    while is_ours(_words(proc, parents.get(top, 0))):
        top = parents[top]
    ours = {top: _called(_words(proc, top))}
    while more := {one for one in _children(parents, ours) if is_ours(_words(proc, one))}:
        ours |= {one: _called(_words(proc, one)) for one in sorted(more)}
    others = {_called(_words(proc, one)) for one in _children(parents, ours)}
    return Family(ours, tuple(sorted(others)))


def _children(parents: Mapping[int, int], of: Mapping[int, str]) -> set[int]:
    return {one for one, parent in parents.items() if parent in of} - of.keys()


def _parents(proc: Path) -> Iterator[tuple[int, int]]:
    for folder in proc.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError, ValueError, IndexError):  # it has just ended
                fields = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                yield int(folder.name), int(fields[1])


def _words(proc: Path, pid: int) -> list[str]:
    return _text(proc / str(pid) / "cmdline").split("\0")[:-1]


def runs(pid: int, proc: Path = PROC) -> bool:
    """Return whether the process `pid` is one of posturecam's."""
    return is_ours(_words(proc, pid))


def is_ours(words: Sequence[str]) -> bool:
    """Return whether a command line starts posturecam: as module, script or frozen program."""
    return _begins(words) is not None


def _begins(words: Sequence[str]) -> int | None:
    """Return where in a command line posturecam's own words begin; None: it is another program's.

    It is the program itself, Python's script, or Python's module, after options such as -P.
    """
    for number, word in enumerate(words):
        if number == 0 and Path(word).stem == _OURS:
            return 1
        if number > 0 and words[number - 1] == "-m":
            return number + 1 if word == _OURS else None
        if number > 0 and not word.startswith("-"):
            return number + 1 if Path(word).stem == _OURS else None
    return None


def _called(words: Sequence[str]) -> str:
    """Name a process: `posturecam page-server`, or the program's name."""
    begins = _begins(words)
    if begins is None:
        first = words[0].split() if words else []
        return Path(first[0]).name if first else "a process that has ended"
    return " ".join([_OURS, *(word for word in words[begins:][:1] if not word.startswith("-"))])
