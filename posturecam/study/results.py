"""The data set of a study: results that appear whole, are checked, and found again.

A result is four files: three of the data set, and a record in `results/`, which is written last
and holds the hashes of the others.  What has no record was never finished; what does not agree
with its record is damaged.  Both are put right by measuring again.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from posturecam.edges.files.atomic_write import move, naming, remove
from posturecam.edges.sources.content import content_of
from posturecam.edges.sources.source_name import printable
from posturecam.errors import SourceError
from posturecam.study.out_folder import DATA, RESULTS, SET_ASIDE, OutFolder, keys_in
from posturecam.study.records import Result, Row, result_values, sealed, to_result, unsealed
from posturecam.study.work import Job, Measured

TABLES: Final = ("readings", "episodes", "recordings")


class Parquet(Protocol):
    """Makes the files of the data set."""

    def one_row(self, row: Row) -> bytes:
        """Return the file of the table `recordings` with this row."""
        ...

    def renamed(self, table: bytes, recording: str, person: str) -> bytes:
        """Return a file of readings or episodes with another name of its recording and person."""
        ...


@dataclass(frozen=True, slots=True)
class Results:
    """The results in the folder of a study."""

    out: OutFolder
    parquet: Parquet
    made: set[str] = field(default_factory=set)  # keys of those kept by this run
    _whole: set[str] = field(default_factory=set)  # those that were checked

    def has(self, key: str) -> bool:
        """Return whether the result `key` is there, whole; one that was set aside is taken back.

        Raises:
            StorageError: What is damaged, or was set aside, cannot be moved.
        """
        if key not in self._whole:
            self._take_back(key)
            if self._is_whole(key):
                self._whole.add(key)
        return key in self._whole

    def result(self, key: str) -> Result | None:
        """Return what is kept of a result beside its data."""
        return self.out.read(self._record(key), lambda data: to_result(unsealed(data)))

    def keep(self, key: str, job: Job, measured: Measured) -> None:
        """Keep a result, all of it or nothing.

        Raises:
            StorageError: It cannot be written.
        """
        row = {**measured.row, **labels(key, job)}
        files = {
            "readings": measured.readings,
            "episodes": measured.episodes,
            "recordings": self.parquet.one_row(row),
        }
        self._put_tables(key, files)
        self._put_record(key, Result(row, measured.notes, _hashes(files)))
        self._whole.add(key)
        self.made.add(key)

    def rename(self, key: str, job: Job) -> None:
        """Name recording, person and profile of a whole result as they are called now.

        Raises:
            StorageError: It cannot be written.
        """
        result = self.result(key)
        if result is None:
            return
        row = {**result.row, **labels(key, job)}
        if row == result.row and all(len(known) == 1 for known in result.hashes.values()):
            return
        files = self._renamed(key, job) | {"recordings": self.parquet.one_row(row)}
        new = _hashes(files)
        either = {table: (*result.hashes[table], *new[table]) for table in TABLES}
        self._put_record(key, Result(row, result.notes, either))
        self._put_tables(key, files)
        self._put_record(key, Result(row, result.notes, new))

    def set_aside_but(self, wanted: Collection[str]) -> set[str]:
        """Leave nothing in the data set but `wanted` results; return those that are there.

        Others are moved out; what was never finished goes.

        Raises:
            StorageError: It cannot be moved.
        """
        recorded = keys_in(self.out.path / RESULTS)
        for key in sorted(recorded - set(wanted)):
            self._whole.discard(key)
            self._move(key, self.out.path, self._aside, record_first=True)
        self._sweep(recorded & set(wanted))
        return recorded & set(wanted)

    @property
    def _aside(self) -> Path:
        return self.out.path / SET_ASIDE

    def _sweep(self, recorded: Collection[str]) -> None:
        """Clear the data set of files without a record; a move that was broken off is undone."""
        for table in TABLES:
            for key in keys_in(self.out.path / DATA / table) - set(recorded):
                name = _table(table, key)
                if (self._aside / RESULTS / f"{key}.json").exists():
                    self._move_file(name, self.out.path, self._aside)
                else:
                    remove(self.out.path / name)

    def _renamed(self, key: str, job: Job) -> dict[str, bytes]:
        """Return readings and episodes with other names."""
        tables = {}
        for table in TABLES[:2]:
            path = self.out.path / _table(table, key)
            with naming(path):
                old = path.read_bytes()
            tables[table] = self.parquet.renamed(old, job.recording.name, job.person)
        return tables

    def _put_tables(self, key: str, files: Mapping[str, bytes]) -> None:
        for table, data in files.items():
            self.out.put(self.out.path / _table(table, key), data)

    def _put_record(self, key: str, result: Result) -> None:
        self.out.put(self._record(key), sealed(result_values(result)))

    def _is_whole(self, key: str) -> bool:
        """Return whether the files of a result agree with its record; what does not is moved."""
        result = self.result(key)
        if result is None:
            return False
        paths = {table: self.out.path / _table(table, key) for table in TABLES}
        wrong = [path for table, path in paths.items() if _hash(path) not in result.hashes[table]]
        for path in wrong:
            self.out.set_damaged(path)
        if wrong:
            remove(self._record(key))
        return not wrong

    def _take_back(self, key: str) -> None:
        if not self._record(key).exists() and (self._aside / RESULTS / f"{key}.json").exists():
            self._move(key, self._aside, self.out.path, record_first=False)

    def _move(self, key: str, source: Path, target: Path, *, record_first: bool) -> None:
        names = [_table(table, key) for table in TABLES]
        record = Path(RESULTS, f"{key}.json")
        for name in [record, *names] if record_first else [*names, record]:
            self._move_file(name, source, target)

    def _move_file(self, name: Path, source: Path, target: Path) -> None:
        with naming(target / name):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
        move(source / name, target / name)

    def _record(self, key: str) -> Path:
        return self.out.path / RESULTS / f"{key}.json"


def labels(key: str, job: Job) -> dict[str, str]:
    """Return what a recording and what it is measured against are called, without secrets."""
    return {
        "recording": job.recording.name,
        "person": job.person,
        "address": printable(job.recording.address),
        "key": key,
        "profile": job.profile_name,
    }


def _table(table: str, key: str) -> Path:
    return Path(DATA, table, f"{key}.parquet")


def _hash(path: Path) -> str | None:
    try:
        return content_of(path)
    except SourceError:
        return None


def _hashes(files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    return {table: (hashlib.sha256(data).hexdigest(),) for table, data in files.items()}
