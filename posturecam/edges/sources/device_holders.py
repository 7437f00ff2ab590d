"""Which other processes have a device file open, and whether pictures flow to them (Linux, /proc).

What the kernel does not show of other users' processes is not found.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
_DMABUF: Final = ("/dmabuf:", "anon_inode:dmabuf")  # buffers that a driver shares; drivers/dma-buf


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has the file open."""

    pid: int
    name: str
    streams: bool  # its buffers are mapped or exported: pictures flow, or are about to


def holders(
    paths: Collection[Path], pids: Iterable[int] | None = None, proc: Path = PROC
) -> tuple[Holder, ...]:
    """Return who, of `pids` or of all, has any of `paths` open; this process is left out."""
    wanted = {str(path) for path in paths}
    if not wanted:
        return ()
    asked = _processes(proc) if pids is None else pids
    found = (_holder(pid, wanted, proc) for pid in asked if pid != os.getpid())
    return tuple(one for one in found if one is not None)


def _processes(proc: Path) -> Iterator[int]:
    return (int(name) for name in os.listdir(proc) if name.isdigit())  # noqa: PTH208 (quicker)


def _holder(pid: int, wanted: set[str], proc: Path) -> Holder | None:
    links = links_of(pid, proc)
    if wanted.isdisjoint(links):
        return None
    exported = any(link.startswith(_DMABUF) for link in links)
    return Holder(pid, _name(proc, pid), exported or _maps(proc, pid, wanted))


def links_of(pid: int, proc: Path = PROC) -> tuple[str, ...]:
    """Return what each open file of a process is; nothing for one that cannot be read."""
    folder = f"{proc}/{pid}/fd"
    try:
        numbers = os.listdir(folder)  # noqa: PTH208 (three times as quick: there are thousands)
    except OSError:
        return ()
    return tuple(link for number in numbers if (link := _link(f"{folder}/{number}")))


def _link(path: str) -> str:
    try:
        return os.readlink(path)  # noqa: PTH115 (quicker)
    except OSError:  # closed meanwhile
        return ""


def _maps(proc: Path, pid: int, wanted: set[str]) -> bool:
    """Return whether the file is mapped; where that cannot be read, it is believed to be."""
    try:
        maps = (proc / str(pid) / "maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
    return any(line.endswith(tuple(f" {path}" for path in wanted)) for line in maps.splitlines())


def _name(proc: Path, pid: int) -> str:
    try:
        return (proc / str(pid) / "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
