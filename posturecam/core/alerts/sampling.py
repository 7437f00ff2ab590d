"""When to look next: seldom while all is well, most often when something may have to be told."""

from dataclasses import dataclass

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.values import Assessment, Cause, Verdict, Why

PAUSED = frozenset({Why.PAUSED, Why.LOCKED, Why.ON_BATTERY, Why.OFF_HOURS})


@dataclass(frozen=True, slots=True)
class SamplingPolicy:
    """How often to look.  Intervals in seconds."""

    looks_per_s: float  # while a fault may soon have to be told
    watchful_s: float  # between looks while something else may be going on
    deciding_s: float  # a fault that has lasted for so long may soon have to be told
    calm_s: float  # between looks at somebody who sits well
    away_s: float  # between looks at an empty chair
    settle_s: float  # good posture must have lasted this long to be calm
    near: float  # this part of a limit is no longer calm, 0 to 1


def next_frame_s(policy: SamplingPolicy, assessment: Assessment, state: AlertState) -> float:
    """Return the stream time before which no look is needed."""
    often_s = 1 / policy.looks_per_s
    if state.presence.away or state.camera.lost is not None or assessment.why in PAUSED:
        return assessment.t + max(often_s, policy.away_s)
    if is_calm(policy, assessment, state):
        return assessment.t + max(often_s, policy.calm_s)
    if is_deciding(policy, state):
        return assessment.t + often_s
    return assessment.t + max(often_s, policy.watchful_s)


def is_deciding(policy: SamplingPolicy, state: AlertState) -> bool:
    """Tell whether a fault that has not been told yet may soon have to be."""
    reported = {one.cause for one in state.alert_log.reported}
    return any(
        cause not in reported and hold.lasted_s >= policy.deciding_s
        for cause, hold in state.holds.items()
    )


def is_calm(policy: SamplingPolicy, assessment: Assessment, state: AlertState) -> bool:
    """Tell whether all has been well for long enough to look seldom."""
    return (
        assessment.verdict is Verdict.GOOD
        and state.good_s >= policy.settle_s
        and all(fault.ratio < policy.near for fault in assessment.measured)
        and all(one.cause is Cause.STILL_TOO_LONG for one in state.alert_log.reported)
        and not any(hold.lasted_s > 0 for hold in state.holds.values())
    )
