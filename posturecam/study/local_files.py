"""Recordings in files and folders of this computer."""

import glob
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from posturecam.edges.sources.images import pictures_in
from posturecam.study.kinds import is_recording
from posturecam.study.work import Recording

WILD: Final = frozenset("*?[")  # what makes a name a glob


@dataclass(frozen=True, slots=True)
class Found:
    """A recording, and what it is called within the source it was found in."""

    recording: Recording  # its name is not known yet
    within: str


def find_here(source: str, but: Path) -> Iterator[Found]:
    """Yield the recordings of a file, a folder with all below it, or a glob; nothing below `but`.

    A folder that holds no recordings but pictures is one: its pictures.

    Raises:
        OSError: It cannot be read.
    """
    path = Path(os.path.abspath(Path(source).expanduser()))  # noqa: PTH100 - links stay as they are
    if path.is_dir():
        yield from _in_folder(path, but)
    elif path.exists() or not WILD & set(source):
        yield _found(path, path.name)
    else:
        yield from _matching(path, but)


def _matching(pattern: Path, but: Path) -> Iterator[Found]:
    fixed = Path(*_until_wild(pattern))
    for name in sorted(glob.glob(str(pattern), recursive=True)):  # noqa: PTH207 - of a whole path
        path = Path(name)
        if path.is_dir():
            found = _in_folder(path, but)
        else:
            inside = but in Path(os.path.realpath(path)).parents
            found = iter((_found(path, path.name),) if _taken(path) and not inside else ())
        for one in found:
            yield Found(one.recording, Path(one.recording.address).relative_to(fixed).as_posix())


def _until_wild(pattern: Path) -> Iterator[str]:
    for part in pattern.parts:
        if WILD & set(part):
            return
        yield part


def _in_folder(folder: Path, but: Path) -> Iterator[Found]:
    files = [path for path in _below(folder, but) if _taken(path)]
    for path in files:
        yield _found(path, path.relative_to(folder).as_posix())
    if not files and (pictures := pictures_in(folder)):
        yield Found(_pictures(folder, pictures), folder.name)


def _below(folder: Path, but: Path) -> Iterator[Path]:
    """Yield every file below `folder` by name; links are followed, but into no folder twice."""
    entered = {str(but)}
    for name, folders, files in os.walk(folder, onerror=_refuse, followlinks=True):
        real = os.path.realpath(name)
        folders[:] = [] if real in entered else sorted(f for f in folders if f[0] != ".")
        if real not in entered:
            yield from (Path(name, file) for file in sorted(files))
        entered.add(real)


def _refuse(error: OSError) -> None:
    raise error


def _taken(path: Path) -> bool:
    return path.is_file() and is_recording(path.name, partial(_start, path))


def _start(path: Path, count: int) -> bytes:
    with path.open("rb") as file:
        return file.read(count)


def _found(path: Path, within: str) -> Found:
    facts = path.stat()
    version = f"{facts.st_size}-{facts.st_mtime_ns}"
    return Found(Recording(str(path), "", version, facts.st_size), within)


def _pictures(folder: Path, pictures: list[Path]) -> Recording:
    facts = [(path.name, path.stat()) for path in pictures]
    lines = [f"{name}\0{fact.st_size}\0{fact.st_mtime_ns}" for name, fact in facts]
    version = hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
    return Recording(str(folder), "", version, sum(fact.st_size for _, fact in facts))
