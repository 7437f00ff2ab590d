"""The folder of a study: whose it is, one client at a time, and files that appear whole."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeVar

from posturecam.edges.files.atomic_write import move, naming
from posturecam.edges.files.process_lock import holder, only_one
from posturecam.errors import InputError, RunningError

Value = TypeVar("Value")
FORMAT: Final = 1
STUDY: Final = "study.json"
CONTENTS: Final = "contents"
SECTIONS: Final = "sections"
DATA: Final = "data"
RESULTS: Final = "results"
WRITING: Final = "writing"
SET_ASIDE: Final = "set_aside"
DAMAGED: Final = "damaged"
MANIFEST: Final = "manifest.json"
REPORT: Final = "report.html"
LOCK: Final = "study"
_BEGUN: Final = frozenset({f"{LOCK}.lock", WRITING})  # of a study that was ended at its first step


@dataclass(frozen=True, slots=True)
class OutFolder:
    """The folder of a study that this process alone writes into."""

    path: Path
    notes: list[str] = field(default_factory=list)  # what was found damaged, for the user

    def put(self, path: Path, data: bytes) -> None:
        """Write `data` to `path`: a reader sees what was there before, or all of it.

        Raises:
            StorageError: It cannot be written.
        """
        half = self.path / WRITING / f"{path.parent.name}-{path.name}"
        with naming(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            half.parent.mkdir(exist_ok=True)
            with half.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())  # the name must not be there before the content
            half.replace(path)

    def read(self, path: Path, parse: Callable[[bytes], Value]) -> Value | None:
        """Return what is in the file `path`; None if it is not there, or damaged.

        Raises:
            StorageError: It is damaged, and cannot be moved.
        """
        try:
            return parse(path.read_bytes())
        except OSError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.set_damaged(path)
            return None

    def set_damaged(self, path: Path) -> None:
        """Move a damaged file out of the way, over an earlier one of its name, and note it.

        Raises:
            StorageError: It cannot be moved.
        """
        if not path.exists():
            self.notes.append(f"{path} is missing; it is made again")
            return
        target = self.path / SET_ASIDE / DAMAGED / f"{path.parent.name}-{path.name}"
        with naming(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        move(path, target)
        self.notes.append(f"{path} was damaged; it was moved to {target} and is made again")


@contextmanager
def open_out(path: Path, asked: Mapping[str, object]) -> Iterator[OutFolder]:
    """Be the only one that writes into the study in `path` for the length of the block.

    `study.json` says what was `asked`.

    Raises:
        InputError: The folder holds something else, or a newer version wrote it.
        RunningError: Another process works on this study.
        StorageError: It cannot be made or written.
    """
    _refuse_others(path)
    with ExitStack() as stack:
        try:
            note = stack.enter_context(only_one(path, LOCK))
        except RunningError:
            raise RunningError(_running(path)) from None
        out = OutFolder(path, [_unlocked(path)] if note else [])
        _begin(out, asked)
        yield out


def _running(path: Path) -> str:
    number = holder(path, LOCK)
    process = f" (process {number})" if number else ""
    return f"Another posturecam works on the study in {path}{process}. Wait for it, or end it."


def _unlocked(path: Path) -> str:
    return f"There can be no lock in {path}. Make sure that no other study writes into it."


def _refuse_others(path: Path) -> None:
    with naming(path):
        names = {one.name for one in path.iterdir()} if path.exists() else set()
    if names <= _BEGUN:
        return
    what = whose(path)
    if what == "newer":
        msg = f"A newer posturecam wrote the study in {path}. Upgrade posturecam to go on with it."
        raise InputError(msg)
    if what == "other":
        msg = (
            f"The folder {path} is not empty and holds no study. Give --out a new folder, so that "
            "nothing of yours is mixed up with the results."
        )
        raise InputError(msg)


def whose(path: Path) -> Literal["ours", "newer", "other", "damaged"]:
    """Return whose the folder is by its `study.json`; a damaged one beside results is ours."""
    try:
        asked = json.loads((path / STUDY).read_bytes())
    except (OSError, ValueError):
        is_ours = (path / RESULTS).is_dir() and (path / DATA).is_dir()
        return "damaged" if is_ours else "other"
    if not isinstance(asked, Mapping) or not isinstance(asked.get("posturecam_study"), int):
        return "other"
    return "newer" if asked["posturecam_study"] > FORMAT else "ours"


def _begin(out: OutFolder, asked: Mapping[str, object]) -> None:
    """Drop what a process that was killed had begun to write, say whose it is, make the folders."""
    shutil.rmtree(out.path / WRITING, ignore_errors=True)
    out.put(out.path / STUDY, as_json({"posturecam_study": FORMAT, **asked}))
    for name in (CONTENTS, RESULTS, DATA):
        with naming(out.path / name):
            (out.path / name).mkdir(exist_ok=True)


def as_json(value: object) -> bytes:
    """Return `value` as JSON that people read."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def keys_in(folder: Path) -> set[str]:
    """Return the keys that have a file or folder in `folder`."""
    return {path.name.partition(".")[0] for path in folder.iterdir()} if folder.is_dir() else set()
