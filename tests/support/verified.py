"""A comparison of two cameras, as if somebody had sat before them."""

import math
from dataclasses import replace
from typing import Any

from posturecam.core.measure.personal_gains import PersonalGains
from posturecam.core.values import Unseen, Why
from posturecam.core.verify.agreement import Agreement, Calls, Estimate, Pair
from posturecam.core.verify.alignment import Alignment
from posturecam.core.verify.verification import Filmed, Verification
from tests.support.calibrated import SIZE, profile_of, still

CALLS = Calls(10.0, faults_s=21.0, hits_s=18.0, good_s=47.5, false_s=1.5, undecided_s=8.0)
AGREEMENT = Agreement(
    pairs=240,
    rms_deg=Estimate(3.14, 2.41, 3.92),
    bias_deg=Estimate(0.42, -0.31, 1.15),
    slope=Estimate(0.85, 0.78, 0.92),
    raw_rms_deg=3.78,
    side_error_deg=2.12,
    within_90=0.874,
    calls=CALLS,
)
GAINS = PersonalGains(1.14, 0.21, 2.2, 0.63)


def pairs() -> tuple[Pair, ...]:
    """Two slouches that the front camera reads too small, and a while without a pair."""
    times = [t / 4 for t in range(320) if not 100 <= t < 120]
    true = [-18 * max(0.0, math.sin(t / 6)) for t in times]
    wobble = [0.8 * math.sin(7 * t) for t in times]
    return tuple(
        Pair(t, 0.85 * deg + w, 2.5, deg - w / 2, 2.0)
        for t, deg, w in zip(times, true, wobble, strict=True)
    )


def verified(**changes: Any) -> Verification:
    """What a comparison found, with these `changes`."""
    looks = (*still(), Unseen(1.5, Why.NOBODY))
    found = Verification(
        front=Filmed("desk.mp4", SIZE, looks),
        side=Filmed("side.mp4", SIZE, looks[:5]),
        profile=profile_of(),
        profile_name="default",
        upright_s=(0.0, 10.0),
        zero_deg=-0.34,
        alignment=Alignment(12.34, 0.03, 1.0004, 0.0002, 0.93, 88.0),
        pairs=pairs(),
        agreement=AGREEMENT,
        gains=GAINS,
    )
    return replace(found, **changes)
