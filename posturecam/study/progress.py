"""How far a study has come, as values and as text."""

from dataclasses import dataclass, field

from posturecam.view.times import brief


@dataclass(frozen=True, slots=True)
class Doing:
    """What a worker does."""

    worker: str
    recording: str  # its name
    what: str  # such as "measures"
    since_s: float  # since the study began


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a study has come.

    Recordings that are done, failed or skipped count with all their bytes, those under way with
    the bytes of the parts that were searched.
    """

    recordings: int
    total_bytes: int
    done: int = 0  # those of earlier runs included
    failed: int = 0
    skipped: int = 0
    settled_bytes: float = 0.0
    worked_bytes: float = 0.0  # of those, by this run
    recorded_s: float = 0.0  # seconds of recordings that this run has measured
    elapsed_s: float = 0.0
    doing: tuple[Doing, ...] = field(default=())

    @property
    def settled(self) -> int:
        """The number of recordings of which it is known what became of them."""
        return self.done + self.failed + self.skipped

    @property
    def left_s(self) -> float | None:
        """The time left at the speed of this run; None until something is measured."""
        if not self.worked_bytes:
            return None
        return (self.total_bytes - self.settled_bytes) * self.elapsed_s / self.worked_bytes

    @property
    def speed(self) -> float | None:
        """Recorded seconds measured in a second, by all workers; None until there are some."""
        return self.recorded_s / self.elapsed_s if self.recorded_s and self.elapsed_s else None


def in_words(progress: Progress) -> str:
    """Return one line: what is done, failed, skipped and left."""
    parts = [f"{progress.settled} of {progress.recordings} recordings"]
    parts += [f"{progress.failed} failed"] if progress.failed else []
    parts += [f"{progress.skipped} skipped"] if progress.skipped else []
    if progress.speed is not None:
        parts.append(f"{progress.speed:.1f} times as fast as recorded")
    if progress.left_s is not None and progress.settled < progress.recordings:
        parts.append(f"{brief(progress.left_s)} left")
    return ", ".join(parts)


def share(progress: Progress) -> float:
    """Return how much is settled, from 0 to 1."""
    if not progress.total_bytes:
        return progress.settled / progress.recordings if progress.recordings else 1.0
    return min(1.0, progress.settled_bytes / progress.total_bytes)
