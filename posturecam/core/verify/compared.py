"""The moments that both cameras measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.pose.pinhole import Floats

STANDS_S: Final = 1.0
"""For how long a moment stands when the next one is late; by judgement, as in pairing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One moment as both cameras measured it: changes of CVA (deg) with their sd."""

    t: float  # of the front camera's clock
    front_deg: float
    front_sd_deg: float
    side_deg: float
    side_sd_deg: float


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Pairs as columns, in the order of time."""

    t: Floats
    front: Floats
    front_sd: Floats
    side: Floats
    side_sd: Floats

    @property
    def apart(self) -> Floats:
        """Front minus side."""
        return self.front - self.side

    @property
    def stands_s(self) -> Floats:
        """For how long each moment stands."""
        usual_s = float(np.median(np.diff(self.t))) if len(self.t) > 1 else STANDS_S
        return np.asarray(np.minimum(STANDS_S, np.append(np.diff(self.t), usual_s)))

    def part(self, chosen: NDArray[np.bool_]) -> "Compared":
        """Return the moments chosen by a mask."""
        columns = (self.t, self.front, self.front_sd, self.side, self.side_sd)
        return Compared(*(column[chosen] for column in columns))


def columns(pairs: Sequence[Pair]) -> Compared:
    """Return `pairs` as columns."""
    rows = [(p.t, p.front_deg, p.front_sd_deg, p.side_deg, p.side_sd_deg) for p in pairs]
    return Compared(*np.array(sorted(rows)).reshape(-1, 5).T)
