"""No output takes the place of a file that is read, or of one of posturecam's own."""

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from posturecam.edges.files import folders
from posturecam.edges.files.learned_file import ENDING
from posturecam.edges.files.text_output import STDOUT
from posturecam.edges.history.database import PARTS, history_path
from posturecam.edges.history.retention import set_aside_files
from posturecam.errors import InputError

ELSEWHERE: Final = "Write to another file."
Read = tuple[Path, str]  # a file that is read, and what it is


def refuse_clashes(outputs: Iterable[Path | None], reads: Iterable[Read] = ()) -> None:
    """Refuse outputs that would take the place of what is read, of our own files or of each other.

    The same file is the same under every name: through links, and in another case where the
    system makes no difference.

    Raises:
        InputError: An output is one of these.
    """
    files = [path.expanduser() for path in outputs if path is not None and path != STDOUT]
    for number, path in enumerate(files):
        if any(same_file(path, other) for other in files[:number]):
            msg = "Two outputs would be the same file. Give each its own name."
            raise InputError(msg)
    taken = [*reads, *own_files()] if files else []
    for path in files:
        for other, what in taken:
            if same_file(path, other):
                msg = f"{path} is {what}. {ELSEWHERE}"
                raise InputError(msg)


def same_file(one: Path, other: Path) -> bool:
    """Return whether both names lead to one file, or would if there were one."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return _key(one) == _key(other)


def own_files() -> Iterator[Read]:
    """Yield every file that posturecam keeps for the user, there or not, and what it is."""
    yield folders.settings_path(), "your settings file"
    history = history_path()
    for part in PARTS:
        yield history.with_name(history.name + part), "your history"
    yield from ((path, "the log") for path in folders.log_paths())
    yield from ((path, "a damaged history") for path in _listed(set_aside_files, history))
    profiles = folders.profiles_dir()
    yield from ((path, _kept_as(path)) for path in _listed(_in, profiles))
    yield from ((path, "a lock") for path in _listed(_in, folders.data_dir() / "locks"))


def source_files(source: str, outputs: Iterable[Path | None]) -> Iterator[Read]:
    """Yield the files that `source` is read from: itself, or what lies in it if it is a folder."""
    path = Path(source).expanduser()
    yield path, "the recording itself"
    for output in outputs:
        if output is not None and output != STDOUT and path.is_dir():
            yield path / output.name, "in the folder being read"


def _listed(list_: Callable[[Path], Sequence[Path]], folder: Path) -> Sequence[Path]:
    try:
        return list_(folder)
    except OSError:
        return ()


def _kept_as(path: Path) -> str:
    learned = ENDING in path.name
    return "the learned data of a profile" if learned else "one of your calibration profiles"


def _in(folder: Path) -> Sequence[Path]:
    return tuple(folder.iterdir())


def _key(path: Path) -> str:
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()
