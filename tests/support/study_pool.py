"""Workers that are no processes: a task is done when the study waits for it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from posturecam.study.pool import Died, Ended, Raised, Returned, Task
from posturecam.study.work import Job, Recording, Section


def about(task: Task) -> str:
    """Return what a task is about, such as `search long-4 2`."""
    first, *others = task.arguments
    assert isinstance(first, Job | Recording)
    name = (first.recording if isinstance(first, Job) else first).name
    numbers = [str(other.number) for other in others if isinstance(other, Section)]
    return " ".join([task.method, name, *numbers])


@dataclass(slots=True)
class FakePool:
    """Does the task that was given first, or the last one with `last_first`.

    `deaths` says how often a task ends its worker, which is there again at once.
    """

    workers: tuple[str, ...] = ("one", "two")
    deaths: dict[str, int] = field(default_factory=dict)
    last_first: bool = False
    before: Callable[[str], None] = lambda _: None  # called before each task
    description: str = "two workers"
    dashboard: str = "no dashboard"
    given: list[tuple[str, int, Task]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    died: Counter[str] = field(default_factory=Counter)

    def idle(self) -> list[str]:
        busy = {worker for worker, _, _ in self.given}
        return [worker for worker in self.workers if worker not in busy]

    def give(self, worker: str, ticket: int, task: Task) -> None:
        assert worker in self.idle()
        self.given.append((worker, ticket, task))

    def next(self, wait_s: float) -> tuple[int, Ended] | None:
        assert wait_s > 0
        if not self.given:
            return None
        _, ticket, task = self.given.pop(-1 if self.last_first else 0)
        return ticket, self._end(task)

    def _end(self, task: Task) -> Ended:
        what = about(task)
        self.before(what)
        self.done.append(what)
        if self.died[what] < self.deaths.get(what, 0):
            self.died[what] += 1
            return Died("its worker ended")
        try:
            return Returned(getattr(task.work, task.method)(*task.arguments), 2.0)
        except ValueError as error:
            return Raised(f"Traceback\nValueError: {error}")
