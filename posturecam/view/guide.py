"""What a guided calibration shows: what to do, the time left, what is seen, how good it is."""

from dataclasses import dataclass
from typing import Final

LONGEST_S: Final = 10.0  # upright is held this long; the time left is shown against it
KEYS: Final = "s skip this pose (upright cannot be skipped)   q stop without changes"


@dataclass(frozen=True, slots=True)
class Guide:
    """What to show at a moment of a calibration."""

    heading: str
    todo: str
    phase: str  # what the time is for: `get ready`, `hold still`; empty: none is running
    left_s: float
    seen: str
    quality: str
    answer: str = ""  # what the last key did
    pose: str = ""  # the guided pose; empty: none yet
    number: int = 0  # which of them, counted from 1
    count: int = 0  # how many there are
    of_s: float = 0.0  # how long the phase takes in all
    hints: tuple[str, ...] = ()  # what to change, such as `come 10 cm nearer`
    stage: str = "poses"  # then `checking`, `trial`, `done`; or `refused`
    problems: tuple[str, ...] = ()  # why it was refused
