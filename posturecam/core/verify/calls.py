"""Forward head at the user's limit: what the front camera called, by what the side one saw."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.alerts.assessment import probability_beyond
from posturecam.core.verify.compared import Compared

DECIDED: Final = 0.9
"""How sure the side camera must be of a fault, or of none; as `assessment.SURE` (by judgement)."""


@dataclass(frozen=True, slots=True)
class Calls:
    """Forward head at the user's limit: what the front camera called, by what the side one saw."""

    limit_deg: float
    faults_s: float  # beyond the limit by the side camera
    hits_s: float  # of them, called by the front one
    good_s: float  # within the limit by the side camera
    false_s: float  # of them, called by the front one
    undecided_s: float  # too near to the limit for the side camera to say


def count_calls(seen: Compared, limit_deg: float, sure: float) -> Calls:
    """Count the seconds; the front camera calls what is beyond the limit as probably as `sure`.

    A limit of 0 switches the fault off: nothing is decided.
    """
    if limit_deg <= 0.0:
        return Calls(limit_deg, 0.0, 0.0, 0.0, 0.0, float(seen.stands_s.sum()))
    beyond = np.array(
        [
            probability_beyond(-deg, sd, limit_deg)
            for deg, sd in zip(seen.side, seen.side_sd, strict=True)
        ]
    )
    called = np.array(
        [
            probability_beyond(-deg, sd, limit_deg) >= sure
            for deg, sd in zip(seen.front, seen.front_sd, strict=True)
        ]
    )
    fault, good, s = beyond >= DECIDED, beyond <= 1.0 - DECIDED, seen.stands_s
    return Calls(
        limit_deg=limit_deg,
        faults_s=float(s[fault].sum()),
        hits_s=float(s[fault & called].sum()),
        good_s=float(s[good].sum()),
        false_s=float(s[good & called].sum()),
        undecided_s=float(s[~fault & ~good].sum()),
    )
