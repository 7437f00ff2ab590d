"""How far the change of craniovertebral angle seen from the front is from that seen at the side."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """One moment as both cameras measured it: changes of CVA (deg) with their sd."""

    t: float  # of the front camera's clock
    front_deg: float
    front_sd_deg: float
    side_deg: float
    side_sd_deg: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 90 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calls:
    """Forward head at the user's limit: what the front camera called, by what the side one saw."""

    limit_deg: float
    faults_s: float  # beyond the limit by the side camera
    hits_s: float  # of them, called by the front one
    good_s: float  # within the limit by the side camera
    false_s: float  # of them, called by the front one
    undecided_s: float  # too near to the limit for the side camera to say


@dataclass(frozen=True, slots=True)
class Agreement:
    """The error of the front camera, the side camera's own error taken off."""

    pairs: int
    rms_deg: Estimate
    bias_deg: Estimate  # front minus side; positive: a forward head is read too small
    slope: Estimate  # of front against true; 0.85: a forward head is read 15 % too small
    raw_rms_deg: float  # of the difference of both cameras
    side_error_deg: float  # what was taken off
    within_90: float  # share of the front's 90 % intervals that hold the side's angle
    calls: Calls
