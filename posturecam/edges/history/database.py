"""The history's file: open it, say what is wrong with it, set a damaged one aside."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from posturecam.edges.files.folders import data_dir, make_private
from posturecam.edges.history.schema import MIGRATIONS, migrate, refuse_newer, version_of
from posturecam.errors import HistoryDamagedError, HistoryError

WAIT_S = 0.25  # for another program's lock, since the camera must not wait
PATIENT_S = 5.0  # where no camera waits meanwhile
CACHE_KB = 65_536  # years are added up in memory
PARTS = ("", "-wal", "-shm")
ADVICE = {
    sqlite3.SQLITE_BUSY: "another program is using it; try again in a moment",
    sqlite3.SQLITE_LOCKED: "another program is using it; try again in a moment",
    sqlite3.SQLITE_READONLY: "no permission to write it; check the permissions of file and folder",
    sqlite3.SQLITE_PERM: "no permission to open it; check the permissions of file and folder",
    sqlite3.SQLITE_AUTH: "no permission to open it; check the permissions of file and folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the permissions of file and folder",
    sqlite3.SQLITE_FULL: "the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "the disk reports errors; check it, or set POSTURECAM_DATA_DIR to a "
    "folder on another disk",
}
UNSHARED = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
}
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def history_path() -> Path:
    """Where the history is kept."""
    return data_dir() / "history.db"


@contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into what a user can act on.

    Raises:
        HistoryDamagedError: the file is damaged.
        HistoryError: it cannot be used, with the reason and what to do.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in DAMAGE:
            msg = (
                f"The history {path} is damaged. The next `posturecam watch` sets it aside and "
                f"starts a new one."
            )
            raise HistoryDamagedError(msg) from error
        advice = ADVICE.get(code, f"{error}; try again, and report it if it persists")
        msg = f"Cannot use the history {path}: {advice}."
        raise HistoryError(msg) from error


@contextmanager
def open_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an existing history to read; one that is read-only or not up to date will do.

    An older one is brought up to date first: itself where it may be written, else a copy in memory.

    Raises:
        HistoryError: there is none, or it cannot be used.
    """
    if not path.exists():
        msg = (
            f"There is no history yet ({path}). Run `posturecam watch`, or "
            f"`posturecam replay --record` on a recording."
        )
        raise HistoryError(msg)
    with (
        speaking_of(path),
        closing(_connect_to_read(path)) as file,
        closing(_up_to_date(file)) as db,
    ):
        db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        db.execute("PRAGMA temp_store = MEMORY")
        yield db


@contextmanager
def open_to_write(path: Path, wait_s: float = PATIENT_S) -> Iterator[sqlite3.Connection]:
    """Open the history to write, making it if it is missing; only the user may read it.

    Raises:
        HistoryError: it cannot be made or used.
    """
    _make(path)
    with speaking_of(path), closing(_connect(path, "mode=rw", wait_s)) as db:
        refuse_newer(db)
        db.execute("PRAGMA journal_mode = WAL")
        migrate(db)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        yield db


def set_aside_if_damaged(path: Path) -> Path | None:
    """Check an existing history; move a damaged one out of the way and return its new name.

    Raises:
        HistoryError: it cannot be used.
        OSError: it cannot be moved.
    """
    try:
        if path.exists():
            with speaking_of(path), closing(_connect(path, "mode=rw", WAIT_S)) as db:
                _check(db)
    except HistoryDamagedError:
        return _set_aside(path)
    return None


def _check(db: sqlite3.Connection) -> None:
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise HistoryDamagedError(verdict)


def _set_aside(path: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}-damaged-{stamp}-{number}{path.suffix}")
    for part in PARTS:
        source = path.with_name(path.name + part)
        if source.exists():
            source.rename(aside.with_name(aside.name + part))
    return aside


def _make(path: Path) -> None:
    make_private(path.parent)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))
        path.chmod(path.stat().st_mode & 0o700)
    except OSError as error:
        msg = f"Cannot write the history {path} ({error.strerror}). Check the permissions."
        raise HistoryError(msg) from error


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect so that reading needs no room and no right to write, where that can be.

    SQLite makes files beside the history to share it with others.  Where it cannot, the history is
    read as one that nobody changes, unless there is something in those files.
    """
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    db = _connect(path, "mode=rw" if may_write else "mode=ro", PATIENT_S)
    try:
        version_of(db)
    except sqlite3.OperationalError as error:
        db.close()
        if error.sqlite_errorcode & 0xFF not in UNSHARED or _waiting(path):
            raise
        return _connect(path, "mode=ro&immutable=1", PATIENT_S)
    return db


def _up_to_date(db: sqlite3.Connection) -> sqlite3.Connection:
    """Return `db` with the newest tables, or a copy of it that has them."""
    refuse_newer(db)
    if version_of(db) < len(MIGRATIONS):
        with suppress(HistoryError):
            migrate(db)
    if version_of(db) == len(MIGRATIONS):
        return db
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.row_factory = sqlite3.Row
    db.backup(copy)
    migrate(copy)
    return copy


def _waiting(path: Path) -> bool:
    """Return whether something was written that is not yet in the history's own file."""
    beside = path.with_name(path.name + "-wal")
    return beside.exists() and beside.stat().st_size > 0


def _connect(path: Path, mode: str, wait_s: float) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?{mode}"
    db = sqlite3.connect(address, uri=True, timeout=wait_s, isolation_level=None)
    db.row_factory = sqlite3.Row
    return db
