"""How still a picture must be for the last result to stand: still enough to change no opinion."""

from dataclasses import dataclass

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.values import Assessment, Reuse, Verdict, Why

FOR_UNKNOWN = 0.5
"""Part of `ReusePolicy.still_below` within which somebody who cannot be measured has not moved.  By
judgement."""


@dataclass(frozen=True, slots=True)
class ReusePolicy:
    """When a result may be reused."""

    calm_stands_s: float  # for how long a result may stand while somebody sits well, or is away
    busy_stands_s: float  # and while something may be going on
    still_below: float  # image heights by which a body moves at least as a fault grows by one limit
    spares_search: bool = True  # for others, while the person wanted is measured


def reuse(policy: ReusePolicy, now: Assessment, state: AlertState, *, calm: bool) -> Reuse:
    """Return how still the next picture must be for this result to be used again.

    The nearer a fault is to its limit, from either side, the less may have moved.  `calm` says
    that frames are far apart, because all is well.
    """
    if state.camera.lost is not None:
        return Reuse()
    if state.attendance.away:
        return Reuse(policy.calm_stands_s, policy.still_below)
    stands_s = policy.calm_stands_s if calm else policy.busy_stands_s
    measured = now.verdict is not Verdict.UNKNOWN or now.why is Why.CAMERA_MOVED
    sure = policy.spares_search and measured
    return Reuse(stands_s, policy.still_below * _margin(now), sure=sure)


def _margin(now: Assessment) -> float:
    """Say how far the nearest fault is from its limit, in limits; 1 at most."""
    if now.verdict is Verdict.UNKNOWN:
        return FOR_UNKNOWN
    margins = (abs(1.0 - fault.ratio) for fault in now.measured)
    return min(1.0, *margins) if now.measured else 0.0
