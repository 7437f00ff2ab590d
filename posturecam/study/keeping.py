"""What a study's client keeps between runs; workers never see it."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from posturecam.study.work import Job, Measured, Prepared, Recording

State = Literal["done", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one recording."""

    name: str
    address: str
    key: str | None  # None: it was never read
    state: State
    reason: str = ""  # of a failure, or why it was skipped
    tries: int = 0
    worked_s: float = 0.0  # by workers, all its tasks together
    notes: tuple[str, ...] = field(default=())  # for the user
    fault: bool = False  # a failure that is posturecam's, not the recording's


class Keeping(Protocol):
    """Where a study keeps what is done.  Each method returns after it is safe on the disk."""

    def prepared(self, recording: Recording) -> Prepared | None:
        """Return what an earlier run found out about the recording in this version."""
        ...

    def keep_prepared(self, recording: Recording, prepared: Prepared) -> None:
        """Keep what was found out.

        Raises:
            StorageError: It cannot be written.
        """
        ...

    def forget(self, recording: Recording, key: str) -> None:
        """Drop what was found out, and what was seen in sections for the result `key`."""
        ...

    def has(self, key: str) -> bool:
        """Return whether the result `key` is there, whole, and part of the data set."""
        ...

    def section(self, key: str, number: int) -> bytes | None:
        """Return what was seen in a section of an unfinished recording, if it is there, whole."""
        ...

    def keep_section(self, key: str, number: int, seen: bytes) -> None:
        """Keep what was seen in a section.

        Raises:
            StorageError: It cannot be written.
        """
        ...

    def keep(self, key: str, job: Job, measured: Measured) -> None:
        """Keep a result, all of it or nothing; the recording's sections go.

        Raises:
            StorageError: It cannot be written.
        """
        ...
