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
    links = _links(f"{proc}/{pid}/fd")
    if not links & wanted:
        return None
    exported = any(link.startswith(_DMABUF) for link in links)
    return Holder(pid, _name(proc, pid), exported or _maps(proc, pid, wanted))


def _links(folder: str) -> set[str]:
    """Return what the open files of a process are; those of others cannot be read."""
    try:
        numbers = os.listdir(folder)  # noqa: PTH208 (three times as quick: there are thousands)
    except OSError:
        return set()
    links = set()
    for number in numbers:
        try:
            links.add(os.readlink(f"{folder}/{number}"))  # noqa: PTH115 (the same)
        except OSError:  # closed meanwhile
            continue
    return links


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
