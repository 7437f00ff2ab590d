"""What a study hands to its workers, and gets back.  Plain values, so that they travel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording at an address."""

    address: str  # for fsspec; of a local file or folder of pictures its absolute path
    name: str  # shown, and the study's own: no two recordings share one
    version: str  # another one when the content is: size and time of a file, tag of an object
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Job:
    """One recording to be measured, with all that its result depends on.

    Either `profile` (the text of a profile's file) or `spans` (guided poses of the recording
    itself, such as `upright=0:10`) says what it is measured against.
    """

    recording: Recording
    person: str  # results are gathered by person; of whom nothing is known, by recording
    profile: str | None
    profile_name: str
    spans: tuple[str, ...]
    settings: Mapping[str, Mapping[str, object]]  # those that matter, by section


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a recording that is searched for people by itself: from `start_s` until `end_s`.

    `times_s` are the frames that a replay would look at.
    """

    number: int
    start_s: float
    end_s: float
    times_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What has to be known of a recording before it is measured."""

    content: str  # SHA-256 of its bytes
    duration_s: float | None
    sections: tuple[Section, ...]  # empty: it is measured as a whole


@dataclass(frozen=True, slots=True)
class Measured:
    """The result of one recording: Parquet files as bytes, and its row of the recordings."""

    readings: bytes
    episodes: bytes
    row: Mapping[str, str | int | float | None]
    notes: tuple[str, ...] = field(default=())  # for the user: what was missing, damaged or odd


@dataclass(frozen=True, slots=True)
class Refusal:
    """A recording that cannot be measured, and why: no fault of the worker's."""

    reason: str


class Work(Protocol):
    """What workers do; each method runs in a worker, and what it gets and returns is pickled."""

    def prepare(
        self, recording: Recording, settings: Mapping[str, Mapping[str, object]]
    ) -> Prepared | Refusal:
        """Read the recording once."""
        ...

    def measure(self, job: Job) -> Measured | Refusal:
        """Measure the whole recording."""
        ...

    def search(self, job: Job, section: Section) -> bytes:
        """Search one section for people; return what was seen, compressed."""
        ...

    def join(self, job: Job, prepared: Prepared, seen: tuple[bytes, ...]) -> Measured | Refusal:
        """Measure what was seen in all sections, as one recording."""
        ...
