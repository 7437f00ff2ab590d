"""Whether somebody sits straighter, and for long, than when they calibrated."""

from dataclasses import dataclass
from typing import Final

from posturecam.core.values import Reading, Unseen, View

STRAIGHTER_DEG: Final = 1.0
"""Tapes, bodies left out: who was calibrated upright and sits so again reads less, all of 62; of
those calibrated with the head forward, 25 % read more.  Habits hold the reading back: nobody's CVA
is expected to grow, so a true 15 degrees reads as 1, and its sd is no measure of it."""

MOST_LEANING_DEG: Final = 2.0
"""Leaning back raises CVA, too.  Tapes: of those who lean back 90 % lean further than this."""

MOST_NODDING_DEG: Final = 8.0
"""Head up or down by less is no looking up or down: twice what upright people read."""

MOST_MOVED: Final = 0.5
"""A camera that has moved by itself with this probability explains what is seen."""

HELD_S: Final = 180.0
STANDS_S: Final = 60.0  # the longest that one reading counts for: calm people are measured seldom


@dataclass(frozen=True, slots=True)
class Better:
    """For how many seconds net somebody has sat straighter, and when that was last seen."""

    better_s: float = 0.0
    t: float | None = None

    @property
    def held(self) -> bool:
        """Tell whether it has lasted."""
        return self.better_s >= HELD_S


def follow_better(state: Better, reading: Reading | Unseen) -> Better:
    """Return the state after one reading; one that cannot be compared stops the clock."""
    if isinstance(reading, Unseen) or not _comparable(reading):
        return Better(state.better_s)
    passed_s = 0.0 if state.t is None else min(reading.t - state.t, STANDS_S)
    straighter = (reading.cva_change_deg or 0.0) > STRAIGHTER_DEG
    return Better(max(0.0, state.better_s + (passed_s if straighter else -passed_s)), reading.t)


def _comparable(reading: Reading) -> bool:
    """Tell whether nothing but posture can raise the angle; without shoulders that is not known."""
    lean, pitch = reading.trunk_lean_change_deg, reading.head_pitch_change_deg
    if reading.view is View.SIDE or lean is None or pitch is None:
        return False
    level = abs(lean) < MOST_LEANING_DEG and abs(pitch) < MOST_NODDING_DEG
    return level and reading.camera_moved < MOST_MOVED and not reading.hand_at_head
