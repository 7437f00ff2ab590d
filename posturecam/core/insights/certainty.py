"""Which faults rest on an angle that is too uncertain to conclude anything about muscles.

An angle is known well enough where its error, `SURE` standard errors of the mean of the period, is
at most half the limit: then the interval around the calibration and the one around the limit do
not overlap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posturecam.core.history.records import Hour
from posturecam.core.insights.trend import SURE, Angles, mean_of
from posturecam.core.values import Cause

ANGLE_OF = {Cause.FORWARD_HEAD: Angles.CVA, Cause.ROUNDED_SHOULDERS: Angles.FSA}


@dataclass(frozen=True, slots=True)
class Certainty:
    """How well the angle behind a fault is known.  `error_deg` is 95 of 100; None: not measured."""

    cause: Cause
    error_deg: float | None
    needed_deg: float

    @property
    def enough(self) -> bool:
        """Whether anything may be concluded from the fault."""
        return self.error_deg is not None and self.error_deg <= self.needed_deg


def certainties(hours: Sequence[Hour], limits: Mapping[Cause, float]) -> tuple[Certainty, ...]:
    """Return how well the angle of every fault is known that has a limit, in degrees, above 0."""
    return tuple(
        Certainty(cause, _error_deg(angle, hours), limits[cause] / 2)
        for cause, angle in ANGLE_OF.items()
        if limits[cause] > 0
    )


def _error_deg(angle: Angles, hours: Sequence[Hour]) -> float | None:
    mean = mean_of(angle, hours)
    return None if mean is None else SURE * mean.error_deg
