"""What is shown of a movement that is seen: its phase, steady, and how long it is held."""

from dataclasses import dataclass
from typing import Final

from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Phase, Seen

STEADY_S: Final = 0.4
"""For which a phase lasts until it is shown: three looks at 8 a second.  At the end of a movement
the follower may go to and fro between holding and going back.  By judgement."""

MOVING: Final = (Phase.GOING, Phase.HOLD, Phase.BACK)


@dataclass(frozen=True, slots=True)
class Shown:
    """The phase that is shown; `side` is that of the last movement."""

    phase: Phase = Phase.SETTLING
    side: Side = Side.BOTH
    held_s: float = 0.0
    other_s: float = 0.0  # for how long another phase is seen

    @property
    def is_moving(self) -> bool:
        """Whether somebody is on the way, at the end of the movement, or on the way back."""
        return self.phase in MOVING

    def follow(self, seen: Seen, passed_s: float) -> "Shown":
        """Take in what is seen after `passed_s`."""
        other_s = 0.0 if seen.phase is self.phase else self.other_s + passed_s
        phase = seen.phase if other_s >= STEADY_S else self.phase
        side = seen.side if seen.phase in MOVING else self.side
        held_s = max(self.held_s, seen.held_s) if phase is Phase.HOLD else 0.0
        return Shown(phase, side, held_s, other_s if phase is self.phase else 0.0)
