"""What a process takes of Linux: memory, threads, open files; and its parts."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Taken:
    """What one process takes at one time."""

    memory_mb: float  # resident
    threads: int
    files: int


def taken_by(process: int) -> Taken:
    """Return what `process` takes.

    Raises:
        OSError: It has ended.
    """
    home = Path(f"/proc/{process}")
    status = (home / "status").read_text(encoding="utf-8")
    files = sum(1 for _ in (home / "fd").iterdir())
    numbers = dict(re.findall(r"^(\w+):\s+(\d+)", status, re.MULTILINE))
    return Taken(int(numbers["VmRSS"]) / 1024, int(numbers["Threads"]), files)


def part_of(process: int, word: str) -> int | None:
    """Return the child of `process` that was started with `word`; None: there is none."""
    children = Path(f"/proc/{process}/task").glob("*/children")
    for child in " ".join(path.read_text(encoding="ascii") for path in children).split():
        words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        if word.encode() in words:
            return int(child)
    return None
