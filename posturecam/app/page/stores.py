"""Everything that posturecam keeps on this computer: where, how large, and how to delete it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from posturecam.app.page.past import delete_history
from posturecam.app.page.profiles import forget
from posturecam.edges.files import folders
from posturecam.edges.files.atomic_write import remove
from posturecam.edges.files.folders import profiles_dir
from posturecam.edges.files.learned_file import ENDING
from posturecam.edges.history.database import PARTS, history_path
from posturecam.edges.history.retention import is_empty, set_aside_files
from posturecam.errors import HistoryError, InputError, PosturecamError, StorageError

ALL: Final = "all"
HISTORY: Final = "history"
BACKUP: Final = ".bak"


@dataclass(frozen=True, slots=True)
class Store:
    """One kind of data: its files, what they hold, and how they are deleted."""

    what: str
    name: str
    keeps: str
    where: Path
    files: Callable[[], Sequence[Path]]
    delete: Callable[[], list[str]]  # returns what stays, and why


def listed() -> list[dict[str, Any]]:
    """Return every store, and last what else is in posturecam's folders."""
    found = [(store, [path for path in store.files() if path.is_file()]) for store in stores()]
    known = {path for _, paths in found for path in paths}
    rows = [_row(store, paths) for store, paths in found]
    others = [path for path in _everything() if path not in known]
    if others:
        keeps = "lock files and whatever else is in posturecam's folders; not deleted here"
        rows.append(row_of("Other files", keeps, str(folders.data_dir()), others))
    return rows


def _row(store: Store, paths: Sequence[Path]) -> dict[str, Any]:
    only_history = store.what == HISTORY and list(paths) == [store.where]
    row = row_of(store.name, store.keeps, str(store.where), paths)
    return row | {"what": store.what, "empty": only_history and _is_empty(store.where)}


def row_of(
    name: str, keeps: str, where: str, files: Sequence[Path] | None = None
) -> dict[str, Any]:
    """Return one kind of data as a row, which cannot be deleted here; None: it is in no file."""
    return {
        "what": "",
        "name": name,
        "keeps": keeps,
        "where": where,
        "bytes": None if files is None else sum(_size(path) for path in files),
        "files": [str(path) for path in files or ()],
        "empty": False,
    }


def _is_empty(history: Path) -> bool:
    try:
        return is_empty(history)
    except HistoryError:  # what is in it, nobody knows
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it was deleted just now
        return 0


def delete(what: str) -> dict[str, Any]:
    """Delete one store, or all of them; return what was deleted, and what stays and why.

    Raises:
        InputError: There is no such store.
    """
    wanted = [store for store in stores() if what in (store.what, ALL)]
    if not wanted:
        known = ", ".join([*(store.what for store in stores()), ALL])
        msg = f"{what!r} is nothing that is stored. What can be deleted: {known}."
        raise InputError(msg)
    stays: list[str] = []
    deleted: list[str] = []
    for store in wanted:
        there = any(path.is_file() for path in store.files())
        left = _left_by(store)
        stays += left
        deleted += [store.name] if there and not left else []
    stays += _remains(what)
    return {"deleted": deleted, "stays": stays}


def _remains(what: str) -> Iterator[str]:
    """Say which files are still there although `what` was deleted."""
    history = history_path()
    if what in (HISTORY, ALL) and history.is_file() and _is_empty(history):
        yield f"The file of the history, with nothing in it: {history}."
    others = [str(path) for path in _everything() if path != history and _size(path)]
    if what == ALL and others:
        yield f"Not posturecam's to delete, or in use: {', '.join(others)}."


def _left_by(store: Store) -> list[str]:
    try:
        return store.delete()
    except PosturecamError as error:
        return [f"{store.name}: {error}"]


def stores() -> tuple[Store, ...]:
    """Return everything that is kept, with what is deleted first first."""
    return (*_about_the_user(), *_around_it())


def _about_the_user() -> tuple[Store, ...]:
    return (
        Store(
            "profiles",
            "Calibrations",
            "numbers of each calibration: distances, angles, proportions; no picture",
            profiles_dir(),
            _profile_files,
            _delete_profiles,
        ),
        Store(
            "learned",
            "Learned data",
            "numbers about your build and where the camera stands, learned while watching",
            profiles_dir(),
            _learned_files,
            _delete_learned,
        ),
        Store(
            HISTORY,
            "History",
            "each minute's angles and faults, alerts, breaks, exercises, answers of the self-check",
            history_path(),
            _history_files,
            _delete_history,
        ),
    )


def _around_it() -> tuple[Store, ...]:
    return (
        Store(
            "report",
            "Last report",
            "the report that `posturecam report` wrote last",
            folders.report_path(),
            lambda: (folders.report_path(),),
            lambda: _remove((folders.report_path(),)),
        ),
        Store(
            "log",
            "Log",
            "errors and technical details, without passwords; no picture and no angle",
            folders.log_path(),
            folders.log_paths,
            _empty_log,
        ),
        Store(
            "settings",
            "Settings",
            "what you changed from the defaults; may have the password of a network camera in it",
            folders.settings_path(),
            lambda: (folders.settings_path(),),
            lambda: _remove((folders.settings_path(),)),
        ),
    )


def _history_files() -> Sequence[Path]:
    path = history_path()
    whole = (path, *set_aside_files(path))
    return [one.with_name(one.name + part) for one in whole for part in PARTS]


def _profile_files() -> list[Path]:
    return _ending(".toml")


def _learned_files() -> list[Path]:
    return _ending(ENDING)


def _ending(ending: str) -> list[Path]:
    files = _in(profiles_dir())
    return [path for path in files if path.name.removesuffix(BACKUP).endswith(ending)]


def _in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _everything() -> list[Path]:
    places = dict.fromkeys((folders.config_dir(), folders.data_dir(), folders.cache_dir()))
    return list(dict.fromkeys(path for place in places for path in _in(place)))


def _delete_profiles() -> list[str]:
    return _remove((*_profile_files(), *_learned_files()))


def _delete_learned() -> list[str]:
    """Delete what was learned; a profile that is being watched with keeps it, and it is said."""
    stays = []
    names = {path.stem for path in _profile_files() if path.suffix != BACKUP}
    for name in sorted(names):
        try:
            forget(name)
        except PosturecamError as error:
            stays.append(str(error))
    _remove(path for path in _learned_files() if path.name.partition(ENDING)[0] not in names)
    return stays


def _delete_history() -> list[str]:
    delete_history(None)
    aside = set_aside_files(history_path())
    return _remove(one.with_name(one.name + part) for one in aside for part in PARTS)


def _empty_log() -> list[str]:
    """Empty the log rather than delete it: whoever runs goes on writing to the same file."""
    first, older = folders.log_paths()
    try:
        if first.is_file():
            first.open("wb").close()
    except OSError as error:
        msg = f"Cannot empty {first}: {error.strerror}. Check who may write it."
        raise StorageError(msg) from error
    return _remove((older,))


def _remove(paths: Iterable[Path]) -> list[str]:
    for path in paths:
        remove(path)
    return []
