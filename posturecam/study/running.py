"""A study's run: which recording is measured when, and what became of each."""

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from posturecam.errors import StorageError
from posturecam.study.keeping import Keeping, Outcome, State
from posturecam.study.pool import Died, Ended, Method, Pool, Raised, Returned, Task
from posturecam.study.progress import Doing, Progress
from posturecam.study.tally import Tally
from posturecam.study.time_limits import limit_s
from posturecam.study.work import Job, Measured, Prepared, Refusal, Section, Work

WAIT_S: Final = 1.0
"""After which the progress is shown again when nothing has happened."""
TRIES: Final = 2
"""A task that has ended its worker so often is not tried again."""
CHANGED: Final = "it has changed since it was first read; run the study again"
_UNREAD: Final = Prepared("", None, ())
_log = logging.getLogger(__name__)

KeyOf = Callable[[Job, str], str]
OnProgress = Callable[[Progress], None]


def run(
    pool: Pool,
    work: Work,
    jobs: Sequence[Job],
    keeping: Keeping,
    key_of: KeyOf,
    on_progress: OnProgress,
) -> tuple[Outcome, ...]:
    """Measure the jobs of which `keeping` has no result; return what became of each, in order.

    The largest recordings are begun first, so that at the end no worker is left alone with a
    long one.  No more recordings are under way than there are workers, however many jobs there
    are.  A task that ends its worker is tried once more, after all others.

    Raises:
        ClusterError: The connection to the workers is lost, or there are none any more.
        StorageError: A result cannot be written.
    """
    return _Run(pool, work, jobs, keeping, key_of, on_progress).all()


@dataclass(slots=True)
class _Recording:
    """A recording under way."""

    index: int
    job: Job
    key: str = ""  # and `prepared`: once it is read
    prepared: Prepared = _UNREAD
    searches: int = 0  # that have not ended
    tries: int = 0  # of the task that was tried most often
    worked_s: float = 0.0
    settled: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    """A task of a recording that is to be given to a worker."""

    recording: _Recording
    method: Method
    section: Section | None = None
    tries: int = 1

    @property
    def words(self) -> str:
        if self.section is not None:
            return f"part {self.section.number + 1} of {len(self.recording.prepared.sections)}"
        return {"prepare": "reads", "join": "joins the parts"}.get(self.method, "measures")


@dataclass(slots=True)
class _Run:
    pool: Pool
    work: Work
    jobs: Sequence[Job]
    keeping: Keeping
    key_of: KeyOf
    on_progress: OnProgress
    ready: deque[_Step] = field(default_factory=deque)
    again: deque[_Step] = field(default_factory=deque)  # what has ended a worker
    given: dict[int, tuple[_Step, Doing]] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # of the first recording with a key
    tickets: int = 0
    began_s: float = field(default_factory=time.monotonic)
    tally: Tally = field(init=False)
    waiting: deque[int] = field(init=False)

    def all(self) -> tuple[Outcome, ...]:
        self.tally = Tally([job.recording.size_bytes for job in self.jobs])
        self.waiting = deque(self.tally.largest_first())
        while len(self.outcomes) < len(self.jobs):
            self._give()
            self._show()
            if len(self.outcomes) < len(self.jobs):
                ended = self.pool.next(WAIT_S)
                if ended is not None:
                    self._take(*ended)
        self._show()
        return tuple(self.outcomes[index] for index in range(len(self.jobs)))

    def _show(self) -> None:
        doing = tuple(doing for _, doing in self.given.values())
        self.on_progress(self.tally.progress(doing, self._elapsed_s()))

    def _elapsed_s(self) -> float:
        return time.monotonic() - self.began_s

    def _give(self) -> None:
        """Give a task to each worker that has none, as long as there are tasks."""
        for worker in self.pool.idle():
            step = self._next()
            if step is None:
                return
            step.recording.tries = max(step.recording.tries, step.tries)
            self.tickets += 1
            self.pool.give(worker, self.tickets, self._task(step))
            name = step.recording.job.recording.name
            self.given[self.tickets] = step, Doing(worker, name, step.words, self._elapsed_s())

    def _next(self) -> _Step | None:
        """Return the next task: of recordings under way, then of others, then second tries."""
        while True:
            step = self.ready.popleft() if self.ready else None
            if step is None and self.waiting:
                index = self.waiting.popleft()
                self._begin(_Recording(index, self.jobs[index]))
                self._show()
                continue
            step = step or (self.again.popleft() if self.again else None)
            if step is None or not step.recording.settled:
                return step

    def _task(self, step: _Step) -> Task:
        recording, prepared = step.recording.job.recording, step.recording.prepared
        limit = limit_s(step.method, recording, prepared.duration_s)
        return Task(self.work, step.method, self._arguments(step), limit)

    def _arguments(self, step: _Step) -> tuple[object, ...]:
        recording = step.recording
        match step.method:
            case "prepare":
                return recording.job.recording, recording.job.settings
            case "measure":
                return (recording.job,)
            case "search":
                return recording.job, step.section
            case "join":
                return recording.job, recording.prepared, self._seen(recording)

    def _seen(self, recording: _Recording) -> tuple[bytes, ...]:
        """Return what was seen in all sections; until they are joined it is only on the disk."""
        numbers = (section.number for section in recording.prepared.sections)
        parts = [self.keeping.section(recording.key, number) for number in numbers]
        seen = tuple(part for part in parts if part is not None)
        if len(seen) < len(parts):
            name = recording.job.recording.name
            msg = f"What was seen of {name} is damaged or gone. Run the study again."
            raise StorageError(msg)
        return seen

    def _begin(self, recording: _Recording) -> None:
        prepared = self.keeping.prepared(recording.job.recording)
        if prepared is None:
            self.ready.append(_Step(recording, "prepare"))
        else:
            self._go_on(recording, prepared)

    def _go_on(self, recording: _Recording, prepared: Prepared) -> None:
        """Decide what is to be done with a recording whose content is known."""
        name = recording.job.recording.name
        key = self.key_of(recording.job, prepared.content)
        recording.key, recording.prepared = key, prepared
        first = self.names.setdefault(key, name)
        if first != name:
            self._settle(recording, "skipped", f"same content as {first}")
        elif self.keeping.has(key):
            self._settle(recording, "done")
        elif prepared.sections:
            self._search(recording)
        else:
            self.ready.append(_Step(recording, "measure"))

    def _search(self, recording: _Recording) -> None:
        """Search the sections that were not searched before."""
        for section in recording.prepared.sections:
            if self.keeping.section(recording.key, section.number) is None:
                recording.searches += 1
                self.ready.append(_Step(recording, "search", section))
            else:
                self._count(recording, section, worked=False)
        if not recording.searches:
            self.ready.append(_Step(recording, "join"))

    def _take(self, ticket: int, ended: Ended) -> None:
        step, _ = self.given.pop(ticket)
        if step.method != "prepare":
            self._give()  # so that the worker does not wait for what is written now
        if step.recording.settled:  # another section of it has failed
            return
        match ended:
            case Died(reason):
                self._died(step, reason)
            case Raised(traceback):
                self._raised(step, traceback)
            case Returned(value, worked_s):
                step.recording.worked_s += worked_s
                self._returned(step, value)

    def _died(self, step: _Step, reason: str) -> None:
        recording = step.recording
        _log.warning("%s of %s: %s", step.method, recording.job.recording.name, reason)
        if step.tries < TRIES:
            self.again.append(replace(step, tries=step.tries + 1))
        else:
            self._settle(recording, "failed", f"{reason} (tried {TRIES} times)")

    def _raised(self, step: _Step, traceback: str) -> None:
        _log.error("%s of %s: %s", step.method, step.recording.job.recording.name, traceback)
        last = traceback.strip().rpartition("\n")[2]
        reason = f"internal error, a bug in posturecam ({last}); see the log"
        self._settle(step.recording, "failed", reason, fault=True)

    def _returned(self, step: _Step, value: object) -> None:
        recording = step.recording
        match step.method, value:
            case _, Refusal(reason):
                self._settle(recording, "failed", reason)
            case "prepare", Prepared():
                self.keeping.keep_prepared(recording.job.recording, value)
                self._go_on(recording, value)
            case "search", bytes():
                self._searched(step, value)
            case "measure" | "join", Measured():
                self._measured(recording, value)
            case _:
                self._raised(step, f"{step.method} returned a {type(value).__name__}")

    def _measured(self, recording: _Recording, value: Measured) -> None:
        """Keep a result, unless it is that of another content than the one it is known by."""
        if value.row["content"] == recording.prepared.content:
            self.keeping.keep(recording.key, recording.job, value)
            self._settle(recording, "done", notes=value.notes)
        else:
            self.keeping.forget(recording.job.recording, recording.key)
            self._settle(recording, "failed", CHANGED)

    def _searched(self, step: _Step, seen: bytes) -> None:
        recording, section = step.recording, step.section
        if section is not None:
            self.keeping.keep_section(recording.key, section.number, seen)
            self._count(recording, section, worked=True)
        recording.searches -= 1
        if not recording.searches:
            self.ready.appendleft(_Step(recording, "join"))

    def _count(self, recording: _Recording, section: Section, *, worked: bool) -> None:
        whole_s = sum(part.end_s - part.start_s for part in recording.prepared.sections)
        self.tally.part(recording.index, section.end_s - section.start_s, whole_s, worked=worked)

    def _settle(
        self,
        recording: _Recording,
        state: State,
        reason: str = "",
        notes: tuple[str, ...] = (),
        *,
        fault: bool = False,
    ) -> None:
        """Say what became of a recording."""
        recording.settled = True
        worked_s, duration_s = recording.worked_s, recording.prepared.duration_s
        worked = state == "done" and worked_s > 0
        self.tally.settled(recording.index, state, duration_s or 0.0, worked=worked)
        self.outcomes[recording.index] = Outcome(
            recording.job.recording.name,
            recording.job.recording.address,
            recording.key or None,
            state,
            reason,
            recording.tries,
            worked_s,
            notes,
            fault,
        )
