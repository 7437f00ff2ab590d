"""How far a fault came back, from its amounts before an exercise and after it.

A difference of two means, with its standard error from three parts:

- How much the amount wanders by itself: the scatter of means over `BATCH_S` each.  Neighbouring
  ones resemble each other, so that only every second one counts.
- What of the measurement error does not cancel in a difference within one sitting: `APART` of the
  standard deviation of one reading.
- That a change is measured too small or too large by `GAIN` of itself.

It is a difference that was measured, not a proof that the exercise made it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, variance
from typing import Final

from posturecam.core.history.records import ExerciseEffect
from posturecam.core.values import Cause, Fault, Reading

BATCH_S: Final = 10.0
"""Measured: the error of the head's angle on six rendered desk sittings resembles itself (at 2.5 s
by .50 to .69, at 5 s by .2 to .45, at 10 s by nothing)."""

COUNT: Final = 0.5
"""Part of the batches that counts as independent: 1 - r over 1 + r with r = .3 to .45 is .38 to .54
(the same sittings)."""

APART: Final = 0.5
"""Part of a reading's standard deviation that does not cancel.  Measured in those sittings: where
posture had not changed (23 pairs of times, true change below 1.5 deg), .3 claims a change in 9 %,
.5 in none."""

GAIN: Final = 0.2
"""Measured there too: changes of the head's angle are read as .7 of the true ones.  With .2, twice
the error holds the true change in 97 % of 64 pairs of times in which posture was kept; with .1 in
73 %."""

TILT_SD_DEG: Final = 1.1
"""Of the head's tilt, which has no error of its own.  Measured on rendered exercises."""

SURE: Final = 2.0
"""Standard errors that a difference must exceed: 95 %."""

LEAST_S: Final = 20.0
"""Least time measured before and after: two batches, below which there is no scatter."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A fault's amount in one frame, with its standard deviation, and for how long it stood."""

    t: float
    stood_s: float
    amount: float  # in the bad direction
    sd: float
    unit: str


def sample_of(reading: Reading, fault: Fault, stood_s: float) -> Sample:
    """Return the amount of `fault`, as `reading` measured it."""
    sd = _sd(reading, fault.cause, fault.unit)
    return Sample(reading.t, stood_s, fault.amount, sd, fault.unit)


def difference(before: Sequence[Sample], after: Sequence[Sample]) -> ExerciseEffect | None:
    """Return how far the amount came back; None where too little of it was measured.

    Amounts in another unit than the first one are left out.
    """
    unit = before[0].unit if before else ""
    first, second = (tuple(one for one in part if one.unit == unit) for part in (before, after))
    if min(measured_s(first), measured_s(second)) < LEAST_S:
        return None
    batches = (_batches(first), _batches(second))
    if min(map(len, batches)) < 2:
        return None  # looks far apart: no scatter to judge by
    wander = sum(map(_wander, batches))
    apart = APART * math.sqrt((_mean_sd(first) ** 2 + _mean_sd(second) ** 2) / 2)
    back = _mean(first) - _mean(second)
    return ExerciseEffect(back, math.hypot(math.sqrt(wander), apart, GAIN * back), unit)


def measured_s(samples: Iterable[Sample]) -> float:
    """Return for how long the amount was measured."""
    return sum(one.stood_s for one in samples)


def is_sure(effect: ExerciseEffect) -> bool:
    """Whether the fault came back by more than the error."""
    return effect.back > SURE * effect.error


def _mean(samples: Sequence[Sample]) -> float:
    return sum(one.amount * one.stood_s for one in samples) / measured_s(samples)


def _mean_sd(samples: Sequence[Sample]) -> float:
    return sum(one.sd * one.stood_s for one in samples) / measured_s(samples)


def _wander(batches: Sequence[Sequence[Sample]]) -> float:
    """Return the variance of the mean, from the scatter of two batches or more."""
    means = tuple(map(_mean, batches))
    return variance(means, fmean(means)) / (COUNT * len(means))


def _batches(samples: Sequence[Sample]) -> list[list[Sample]]:
    """Cut `samples` into parts of `BATCH_S` measured time; a short rest joins the last one."""
    parts: list[list[Sample]] = [[]]
    filled_s = 0.0
    for one in samples:
        if filled_s >= BATCH_S:
            parts.append([])
            filled_s = 0.0
        parts[-1].append(one)
        filled_s += one.stood_s
    if len(parts) > 2 and measured_s(parts[-1]) < BATCH_S / 2:
        parts[-2].extend(parts.pop())
    return parts


def _sd(reading: Reading, cause: Cause, unit: str) -> float:
    sds = {
        Cause.FORWARD_HEAD: reading.cva_change_sd_deg,
        Cause.ROUNDED_SHOULDERS: reading.fsa_change_sd_deg,
        Cause.LEANING_IN: reading.trunk_lean_change_sd_deg,
        Cause.SLUMP: reading.sink_sd_cm if unit == "cm" else reading.trunk_lean_change_sd_deg,
        Cause.RAISED_SHOULDERS: reading.shoulder_elevation_change_sd_cm,
        Cause.HEAD_TILT: TILT_SD_DEG,
        Cause.TOO_CLOSE: reading.camera_nearer_sd_cm,
    }
    return sds.get(cause) or 0.0
