"""What one reading says about the posture.  No memory: the same reading, the same opinion."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from posturecam.core.alerts.fault_amounts import (
    READING_PITCH_DEG,
    closer_cm,
    head_loss_deg,
    pitch_deg,
    raised_cm,
    rounding_deg,
    slump_cm,
    tilt_deg,
)
from posturecam.core.parts import NoShoulders
from posturecam.core.values import (
    Activity,
    Assessment,
    Cause,
    Fault,
    Reading,
    Unseen,
    Verdict,
    Why,
)

CVA_PER_LEAN = 0.4  # rendered bodies: leaning by 12 to 16 deg, neck following, lowers it by 4 to 7
SLUMP_LOSS = 0.6  # part of its limit that the neck gives way by beyond it in a slump (by judgement)
MOVED = 0.5  # more likely than not; from here on a doubtful fault is put down to the camera
DOUBTFUL = 0.25  # how probable a fault must be for that; wrong verdicts on tapes: 6 % instead of 15
FAR = 2.5  # usual moves (sd): a camera in another place, as in `viewpoint_shift.MOVES`
SURE = (
    0.9  # of a fault, or of none, before such a camera; tapes, other cameras: 33 % wrong become 9
)
FARTHEST = 6.0  # beyond that nothing is said: no lid and no chair moves that far (by judgement)


@dataclass(frozen=True, slots=True)
class Tolerances:
    """The limit of each fault, in the unit of its name; 0 switches that fault off."""

    forward_head_deg: float
    rounded_shoulders_deg: float
    slump_cm: float  # how far the base of the neck may sink
    slump_lean_deg: float  # how far the trunk may lean while the head is forward as well
    leaning_in_deg: float
    raised_shoulders_cm: float
    head_tilt_deg: float  # to either side
    too_close_cm: float  # nearer to the screen than calibrated
    sure: float  # how probable it must be that a limit is exceeded


def assess(reading: Reading | Unseen, tolerances: Tolerances) -> Assessment:
    """Judge one reading.  What could not be measured is never a fault, and never good either."""
    if isinstance(reading, Unseen):
        activity = Activity.TURNED if reading.why.aside else None
        return Assessment(reading.t, Verdict.UNKNOWN, why=reading.why, activity=activity)
    tolerances = _by_camera(reading, tolerances)
    measured = tuple(_measured(reading, tolerances))
    faults = _named(fault for fault in measured if fault.ratio >= 1)
    if _unsure(reading, measured, faults):
        return Assessment(reading.t, Verdict.UNKNOWN, why=Why.CAMERA_MOVED, doubted=measured)
    activity = _activity(reading)
    if not measured and reading.cva_change_deg is None and reading.trunk_lean_change_deg is None:
        return Assessment(reading.t, Verdict.UNKNOWN, why=Why.SHOULDERS_HIDDEN, activity=activity)
    unseen = _no_shoulders(reading, tolerances)
    if not measured and unseen is not None:  # nothing else is wanted
        return Assessment(reading.t, Verdict.UNKNOWN, why=_WHY[unseen], activity=activity)
    verdict = Verdict.POOR if faults else Verdict.GOOD
    return Assessment(
        t=reading.t,
        verdict=verdict,
        faults=faults,
        activity=activity,
        measured=measured,
        no_shoulders=unseen,
    )


def _by_camera(reading: Reading, tolerances: Tolerances) -> Tolerances:
    """Ask for more certainty from a camera that stands somewhere else."""
    if reading.camera_far < FAR:
        return tolerances
    return replace(tolerances, sure=max(SURE, tolerances.sure), too_close_cm=0.0)


def _unsure(reading: Reading, measured: Sequence[Fault], faults: Sequence[Fault]) -> bool:
    """Tell whether something may be a fault or come from a camera that has moved."""
    if reading.camera_far >= FARTHEST:
        return True
    least = 1 - SURE if reading.camera_far >= FAR else DOUBTFUL
    doubtful = any(fault.probability >= least for fault in measured)
    return not faults and doubtful and reading.camera_moved >= MOVED


def probability_beyond(amount: float, sd: float | None, limit: float) -> float:
    """How probable it is that the true amount reaches `limit`; 0 or 1 where no error is known."""
    if not sd:
        return float(amount >= limit)
    return 0.5 * (1.0 + math.erf((amount - limit) / (sd * math.sqrt(2.0))))


def _no_shoulders(reading: Reading, tolerances: Tolerances) -> NoShoulders | None:
    """Return why rounded shoulders could not be judged; None if they were, or are not wanted."""
    if tolerances.rounded_shoulders_deg <= 0 or reading.fsa_change_deg is not None:
        return None
    return reading.no_shoulders or NoShoulders.UNCLEAR


_WHY = {
    NoShoulders.NOT_HERE: Why.SHOULDERS_UNJUDGED,
    NoShoulders.UNCLEAR: Why.SHOULDERS_UNJUDGED,
    NoShoulders.OUT: Why.SHOULDERS_OUT,
    NoShoulders.HIDDEN: Why.SHOULDERS_HIDDEN,
}


def _activity(reading: Reading) -> Activity | None:
    if pitch_deg(reading) > READING_PITCH_DEG:
        return Activity.READING
    return Activity.HAND_AT_HEAD if reading.hand_at_head else None


def _measured(reading: Reading, tolerances: Tolerances) -> Iterator[Fault]:
    limits, sds = tolerances, reading
    lean, rise_sd = reading.trunk_lean_change_deg, sds.shoulder_elevation_change_sd_cm
    head, rounded, rounded_sd = head_loss_deg(reading), rounding_deg(reading), sds.fsa_change_sd_deg
    amounts = (
        (Cause.FORWARD_HEAD, head, sds.cva_change_sd_deg, limits.forward_head_deg, "deg"),
        (Cause.ROUNDED_SHOULDERS, rounded, rounded_sd, limits.rounded_shoulders_deg, "deg"),
        (Cause.LEANING_IN, lean, sds.trunk_lean_change_sd_deg, limits.leaning_in_deg, "deg"),
        (Cause.RAISED_SHOULDERS, raised_cm(reading), rise_sd, limits.raised_shoulders_cm, "cm"),
        (Cause.HEAD_TILT, tilt_deg(reading), None, limits.head_tilt_deg, "deg"),
        (
            Cause.TOO_CLOSE,
            closer_cm(reading),
            reading.camera_nearer_sd_cm,
            limits.too_close_cm,
            "cm",
        ),
    )
    for cause, amount, sd, limit, unit in amounts:
        if amount is not None and limit > 0:
            yield _fault(cause, _Estimate(amount, sd or 0.0, limit), unit, limits.sure)
    slumps = tuple(_slumps(reading, tolerances))
    if slumps:
        yield max(slumps, key=_ratio)


@dataclass(frozen=True, slots=True)
class _Estimate:
    """An amount with its standard deviation and its limit."""

    amount: float
    sd: float
    limit: float

    def probability(self) -> float:
        """How probable it is that the limit is exceeded."""
        return probability_beyond(self.amount, self.sd, self.limit)

    def exceeded(self, sure: float) -> float:
        """The part of the limit that is exceeded with the probability `sure`."""
        return (self.amount - NormalDist().inv_cdf(sure) * self.sd) / self.limit


def _fault(cause: Cause, seen: _Estimate, unit: str, sure: float) -> Fault:
    counted = seen.exceeded(sure) * seen.limit
    return Fault(cause, seen.amount, seen.limit, unit, seen.probability(), counted)


def _slumps(reading: Reading, tolerances: Tolerances) -> Iterator[Fault]:
    """A slump shows in the neck that sinks, or in a lean in which the neck gives way as well."""
    limits, sunk = tolerances, slump_cm(reading)
    if sunk is not None and limits.slump_cm > 0:
        seen = _Estimate(sunk[0], sunk[1] or 0.0, limits.slump_cm)
        yield _fault(Cause.SLUMP, seen, "cm", limits.sure)
    lean, loss = reading.trunk_lean_change_deg, head_loss_deg(reading)
    lean_limit, loss_limit = limits.slump_lean_deg, SLUMP_LOSS * limits.forward_head_deg
    if lean is not None and loss is not None and min(lean_limit, loss_limit) > 0:
        given = loss - CVA_PER_LEAN * max(0.0, lean)
        parts = (
            _Estimate(lean, reading.trunk_lean_change_sd_deg or 0.0, lean_limit),
            _Estimate(given, reading.cva_change_sd_deg or 0.0, loss_limit),
        )
        yield Fault(
            Cause.SLUMP,
            lean_limit * min(part.amount / part.limit for part in parts),
            lean_limit,
            "deg",
            min(part.probability() for part in parts),
            lean_limit * min(part.exceeded(limits.sure) for part in parts),
        )


def _named(faults: Iterator[Fault]) -> tuple[Fault, ...]:
    """Worst first, without those that another one explains."""
    worst_first = sorted(faults, key=_ratio, reverse=True)
    causes = {fault.cause for fault in worst_first}
    return tuple(fault for fault in worst_first if not causes & _EXPLAINED_BY[fault.cause])


_EXPLAINED_BY = {cause: frozenset[Cause]() for cause in Cause} | {
    Cause.LEANING_IN: frozenset({Cause.SLUMP}),
    Cause.TOO_CLOSE: frozenset({Cause.SLUMP, Cause.LEANING_IN}),
}


def _ratio(fault: Fault) -> float:
    return fault.ratio
