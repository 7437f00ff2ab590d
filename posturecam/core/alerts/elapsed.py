"""The time between two observations: for how long the first one stood, and who was there.

Worked out once per observation by the monitor; holds, breaks, minutes, episodes and totals use it.
"""

from dataclasses import dataclass
from typing import Final

from posturecam.core.reasons import Presence
from posturecam.core.values import Assessment

FORGOTTEN_S: Final = 1800.0
"""After half an hour in which nobody knows who is there, what was counted before says nothing any
more.  By judgement: as long as most people sit between two breaks."""


def presence_of(assessment: Assessment) -> Presence:
    """Return where the calibrated person is; somebody else in the chair is not that person."""
    return Presence.HERE if assessment.why is None else assessment.why.presence


@dataclass(frozen=True, slots=True)
class Elapsed:
    """What went by since the observation before: it stood for `stood_s`, then nothing for `gap_s`.

    A gap is a computer asleep, or a recording with holes.  `last` is the assessment that stood;
    None before the first observation.
    """

    stood_s: float = 0.0
    gap_s: float = 0.0
    last: Assessment | None = None

    def here_s(self) -> float:
        """Return how long the person was seen to be there."""
        return self._stood(Presence.HERE)

    def gone_s(self) -> float:
        """Return how long the person was away; a gap counts as an absence."""
        return self._stood(Presence.GONE) + self.gap_s

    def unknown_s(self) -> float:
        """Return how long nothing showed whether the person was there."""
        return self._stood(Presence.UNKNOWN)

    def _stood(self, presence: Presence) -> float:
        there = self.last is not None and presence_of(self.last) is presence
        return self.stood_s if there else 0.0


def elapsed_since(last: Assessment | None, t: float, frame_stands_s: float) -> Elapsed:
    """Return the time from `last` to `t`; an observation stands for `frame_stands_s` at most."""
    if last is None:
        return Elapsed()
    stood_s = min(t - last.t, frame_stands_s)
    return Elapsed(stood_s, t - last.t - stood_s, last)
