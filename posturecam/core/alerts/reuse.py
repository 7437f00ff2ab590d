"""How still a picture must be for the last result to stand: still enough to change no opinion."""

from dataclasses import dataclass

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.values import Assessment, Reuse, Verdict, Why

FOR_UNKNOWN = 0.5
"""Part of `SparePolicy.shift` within which somebody who cannot be measured has not moved."""


@dataclass(frozen=True, slots=True)
class ReusePolicy:
    """When looks may be spared."""

    calm_s: float  # for how long a result may stand while somebody sits well, or nobody is there
    busy_s: float  # and while something may be going on
    shift: float  # image heights by which a body moves at least when a fault grows by one limit


def reuse(policy: ReusePolicy, now: Assessment, state: AlertState, *, calm: bool) -> Reuse:
    """Return how still the next picture must be for the result of this look to stand.

    The nearer a fault is to its limit, from either side, the less may have moved.  `calm` says
    that looks are far apart, because all is well.
    """
    if state.camera.lost is not None:
        return Reuse()
    if state.presence.away:
        return Reuse(policy.calm_s, policy.shift)
    stands_s = policy.calm_s if calm else policy.busy_s
    sure = now.verdict is not Verdict.UNKNOWN or now.why is Why.CAMERA_MOVED
    return Reuse(stands_s, policy.shift * _margin(now), sure=sure)


def _margin(now: Assessment) -> float:
    """Say how far the nearest fault is from its limit, in limits; 1 at most."""
    if now.verdict is Verdict.UNKNOWN:
        return FOR_UNKNOWN
    margins = (abs(1.0 - fault.ratio) for fault in now.measured)
    return min(1.0, *margins) if now.measured else 0.0
