"""When to take the next frame: seldom while all is well, often when an alert may be due."""

from dataclasses import dataclass

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.values import Assessment, Cause, Verdict


@dataclass(frozen=True, slots=True)
class SamplingPolicy:
    """How often to take a frame.  Intervals in seconds."""

    looks_per_s: float  # frames in a second while an alert may soon be due
    watchful_every_s: float  # between frames while anything else may be going on
    calm_every_s: float  # between frames of somebody who sits well
    away_every_s: float  # between frames of an empty chair
    calm_after_s: float  # of good posture
    calm_below: float  # part of every limit, 0 to 1
    deciding_s: float  # a fault that has lasted this long may soon be reported


def next_frame_s(policy: SamplingPolicy, assessment: Assessment, state: AlertState) -> float:
    """Return the stream time before which no frame is needed."""
    often_s = 1 / policy.looks_per_s
    paused = assessment.why is not None and assessment.why.paused
    if paused or state.attendance.away or state.camera.lost is not None:
        return assessment.t + max(often_s, policy.away_every_s)
    if is_calm(policy, assessment, state):
        return assessment.t + max(often_s, policy.calm_every_s)
    if is_deciding(policy, state):
        return assessment.t + often_s
    return assessment.t + max(often_s, policy.watchful_every_s)


def is_deciding(policy: SamplingPolicy, state: AlertState) -> bool:
    """Whether a fault that has not been reported yet may soon have to be."""
    reported = {one.cause for one in state.alert_log.reported}
    return any(
        cause not in reported and hold.lasted_s >= policy.deciding_s
        for cause, hold in state.holds.items()
    )


def is_calm(policy: SamplingPolicy, assessment: Assessment, state: AlertState) -> bool:
    """Whether all has been well for long enough to take few frames."""
    return (
        assessment.verdict is Verdict.GOOD
        and state.good_s >= policy.calm_after_s
        and all(fault.ratio < policy.calm_below for fault in assessment.measured)
        and all(one.cause is Cause.STILL_TOO_LONG for one in state.alert_log.reported)
        and not any(hold.lasted_s > 0 for hold in state.holds.values())
    )
