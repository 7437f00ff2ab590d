"""For how much of a set the camera could not follow, and what was in the way."""

from dataclasses import dataclass, replace
from typing import Final

from posturecam.core.coach.seen import Obstacle

LEAST_S, LEAST_SHARE = 2.0, 0.1
"""Below this much of the time, or this long, nothing was missed: a hand passes the face.  By
judgement: shorter than a repetition."""

GAP_S: Final = 10.0
"""A longer time between two observations, such as a computer asleep, belongs to neither."""


@dataclass(frozen=True, slots=True)
class Visibility:
    """What was added up until `t_s`."""

    t_s: float | None = None
    whole_s: float = 0.0
    hidden: tuple[tuple[Obstacle, float], ...] = ()
    now: Obstacle | None = None

    def follow(self, t_s: float, obstacle: Obstacle | None) -> "Visibility":
        """Take in what is in the way at `t_s`; until then it was what was in the way before."""
        passed_s = 0.0 if self.t_s is None else t_s - self.t_s
        passed_s = passed_s if passed_s <= GAP_S else 0.0
        sums = dict(self.hidden)
        if self.now is not None:
            sums[self.now] = sums.get(self.now, 0.0) + passed_s
        whole_s = self.whole_s + passed_s
        return replace(self, t_s=t_s, whole_s=whole_s, hidden=tuple(sums.items()), now=obstacle)

    @property
    def hidden_s(self) -> float:
        """For how long something was in the way, in all."""
        return sum(seconds for _, seconds in self.hidden)

    @property
    def worst(self) -> Obstacle | None:
        """What was in the way for longest, if that matters."""
        if self.hidden_s < max(LEAST_S, LEAST_SHARE * self.whole_s):
            return None
        return max(self.hidden, key=lambda one: one[1])[0]
