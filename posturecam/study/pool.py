"""What a study needs of the processes that work for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from posturecam.study.work import Work

Method = Literal["prepare", "measure", "search", "join"]


@dataclass(frozen=True, slots=True)
class Task:
    """A call of one method of the work."""

    work: Work
    method: Method
    arguments: tuple[object, ...]
    limit_s: float  # a worker that takes longer hangs, and is ended


@dataclass(frozen=True, slots=True)
class Returned:
    """What the method returned, and how long it took."""

    value: object
    worked_s: float


@dataclass(frozen=True, slots=True)
class Died:
    """The worker's process ended before the method returned."""

    reason: str


@dataclass(frozen=True, slots=True)
class Raised:
    """The method raised an exception, which is a bug: what cannot be measured is returned."""

    traceback: str


Ended = Returned | Died | Raised


class Pool(Protocol):
    """Workers, each a process that does one task at a time."""

    description: str  # for the user: what works, and where
    dashboard: str  # an address, or why there is none

    def idle(self) -> Sequence[str]:
        """Return the names of the workers that have no task."""
        ...

    def give(self, worker: str, ticket: int, task: Task) -> None:
        """Let an idle worker do a task; `ticket` is another one for each task."""
        ...

    def next(self, wait_s: float) -> tuple[int, Ended] | None:
        """Wait until a task has ended and return its ticket and how it ended; None after `wait_s`.

        Raises:
            ClusterError: The connection to the workers is lost, or there are none any more.
        """
        ...
