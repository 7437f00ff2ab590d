"""What is done of a study, in its folder: contents, sections and results."""

import hashlib
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from posturecam.edges.files.atomic_write import remove
from posturecam.study.out_folder import CONTENTS, SECTIONS, OutFolder, keys_in
from posturecam.study.records import prepared_values, sealed, to_prepared, unsealed
from posturecam.study.results import Results
from posturecam.study.work import Job, Measured, Prepared, Recording

_SEAL_BYTES: Final = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Store:
    """What a study keeps between runs.

    `basis` says what contents depend on beside the recording (`keys.reading_key`).
    """

    out: OutFolder
    basis: str
    results: Results

    def prepared(self, recording: Recording) -> Prepared | None:
        """Return what an earlier run found out about the recording in this version."""
        return self.out.read(self._contents(recording), lambda data: to_prepared(unsealed(data)))

    def keep_prepared(self, recording: Recording, prepared: Prepared) -> None:
        """Keep what was found out.

        Raises:
            StorageError: It cannot be written.
        """
        self.out.put(self._contents(recording), sealed(prepared_values(prepared)))

    def forget(self, recording: Recording, key: str) -> None:
        """Drop what was found out, and what was seen in sections for the result `key`.

        Raises:
            StorageError: It cannot be removed.
        """
        remove(self._contents(recording))
        shutil.rmtree(self.out.path / SECTIONS / key, ignore_errors=True)

    def has(self, key: str) -> bool:
        """Return whether the result `key` is there, whole; one that was set aside is taken back.

        Raises:
            StorageError: What is damaged, or was set aside, cannot be moved.
        """
        return self.results.has(key)

    def section(self, key: str, number: int) -> bytes | None:
        """Return what was seen in a section of an unfinished recording, if it is there, whole."""
        return self.out.read(self._section(key, number), _seen)

    def keep_section(self, key: str, number: int, seen: bytes) -> None:
        """Keep what was seen in a section.

        Raises:
            StorageError: It cannot be written.
        """
        self.out.put(self._section(key, number), hashlib.sha256(seen).digest() + seen)

    def keep(self, key: str, job: Job, measured: Measured) -> None:
        """Keep a result, all of it or nothing; the recording's sections go.

        Raises:
            StorageError: It cannot be written.
        """
        self.results.keep(key, job, measured)
        shutil.rmtree(self.out.path / SECTIONS / key, ignore_errors=True)

    def set_aside_but(self, wanted: Collection[str]) -> None:
        """Leave nothing in the data set but whole results that are `wanted`; move others out.

        What was seen in sections of other recordings, or of finished ones, goes.

        Raises:
            StorageError: It cannot be moved.
        """
        unfinished = set(wanted) - self.results.set_aside_but(wanted)
        for key in keys_in(self.out.path / SECTIONS) - unfinished:
            shutil.rmtree(self.out.path / SECTIONS / key, ignore_errors=True)

    def _contents(self, recording: Recording) -> Path:
        """Return where the contents are: by a hash, since an address may hold a password."""
        index = f"{self.basis}\0{recording.address}\0{recording.version}"
        digest = hashlib.sha256(index.encode("utf-8", "surrogateescape")).hexdigest()
        return self.out.path / CONTENTS / f"{digest}.json"

    def _section(self, key: str, number: int) -> Path:
        return self.out.path / SECTIONS / key / f"{number:04d}"


def _seen(data: bytes) -> bytes:
    """Return what was seen.

    Raises:
        ValueError: It is damaged.
    """
    seal, seen = data[:_SEAL_BYTES], data[_SEAL_BYTES:]
    if hashlib.sha256(seen).digest() != seal:
        msg = "it does not agree with its hash"
        raise ValueError(msg)
    return seen
