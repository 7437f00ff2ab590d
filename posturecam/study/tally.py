"""Counts what of a study is done, in bytes of the recordings and in recorded seconds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from posturecam.study.keeping import State
from posturecam.study.progress import Doing, Progress


@dataclass(slots=True)
class Tally:
    """Counts; `sizes` are those of the recordings, in bytes, by index."""

    sizes: Sequence[int]
    states: Counter[State] = field(default_factory=Counter)
    parts: dict[int, float] = field(default_factory=dict)  # shares of those under way
    settled_bytes: float = 0.0
    worked_bytes: float = 0.0
    recorded_s: float = 0.0
    total_bytes: int = field(init=False)

    def __post_init__(self) -> None:
        """Add up the sizes, once."""
        self.total_bytes = sum(self.sizes)

    def largest_first(self) -> list[int]:
        """Return the indices by size, those of equal size in their order."""
        return sorted(range(len(self.sizes)), key=lambda index: -self.sizes[index])

    def part(self, index: int, part_s: float, whole_s: float, *, worked: bool) -> None:
        """Count a section; `worked` if it was searched in this run."""
        part = part_s / whole_s if whole_s else 0.0
        self.parts[index] = self.parts.get(index, 0.0) + part
        self.settled_bytes += part * self.sizes[index]
        if worked:
            self.worked_bytes += part * self.sizes[index]
            self.recorded_s += part_s

    def settled(self, index: int, state: State, recorded_s: float, *, worked: bool) -> None:
        """Count what is left of a recording."""
        left = 1.0 - self.parts.pop(index, 0.0)
        self.states[state] += 1
        self.settled_bytes += left * self.sizes[index]
        if worked:
            self.worked_bytes += left * self.sizes[index]
            self.recorded_s += left * recorded_s

    def progress(self, doing: tuple[Doing, ...], elapsed_s: float) -> Progress:
        """Return all counts."""
        return Progress(
            recordings=len(self.sizes),
            total_bytes=self.total_bytes,
            done=self.states["done"],
            failed=self.states["failed"],
            skipped=self.states["skipped"],
            settled_bytes=self.settled_bytes,
            worked_bytes=self.worked_bytes,
            recorded_s=self.recorded_s,
            elapsed_s=elapsed_s,
            doing=doing,
        )
