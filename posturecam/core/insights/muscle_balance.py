"""From the pattern of faults to the muscles that are often tight or weak with it.

The pattern is the upper crossed one (Janda): tight upper trapezius, levator scapulae and
pectorals; weak deep neck flexors, middle and lower trapezius, serratus anterior (Physiopedia,
"Upper-Crossed Syndrome").  Posture alone proves nothing about a muscle: visual and angular posture
explain little of anyone's strength, so everything here is a likelihood and says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from posturecam.core.history.dose import Exposure, Judged
from posturecam.core.values import Cause


class Muscle(StrEnum):
    """The muscles of the pattern, by their plain names."""

    UPPER_TRAPEZIUS = "upper trapezius"
    LEVATOR = "levator scapulae"
    SUBOCCIPITALS = "suboccipitals"
    PECTORALS = "pectorals"
    DEEP_NECK_FLEXORS = "deep neck flexors"
    MID_LOW_TRAPEZIUS = "middle and lower trapezius"
    SERRATUS = "serratus anterior"
    UPPER_BACK = "upper back extensors"


class State(StrEnum):
    """What a muscle often is with such a pattern."""

    TIGHT = "tight"
    WEAK = "weak"


class Likelihood(IntEnum):
    """How strongly the pattern points there."""

    NO_SIGN = 0
    POSSIBLE = 1
    LIKELY = 2


@dataclass(frozen=True, slots=True)
class BalancePolicy:
    """Which share of the time in which a fault could be judged is now and then, and often."""

    some_share: float
    much_share: float
    least_s: float  # judged time below which nothing is said


@dataclass(frozen=True, slots=True)
class Finding:
    """One muscle: tight or weak, how likely, and the causes that point there."""

    muscle: Muscle
    state: State
    likelihood: Likelihood
    causes: tuple[Cause, ...]


HEAD, ROUND, SLUMP, RAISED = (
    Cause.FORWARD_HEAD,
    Cause.ROUNDED_SHOULDERS,
    Cause.SLUMP,
    Cause.RAISED_SHOULDERS,
)
# The first of the causes is the main sign.
POINTERS: dict[tuple[Muscle, State], tuple[Cause, ...]] = {
    (Muscle.SUBOCCIPITALS, State.TIGHT): (HEAD,),
    (Muscle.LEVATOR, State.TIGHT): (HEAD, RAISED, Cause.HEAD_TILT),
    (Muscle.UPPER_TRAPEZIUS, State.TIGHT): (RAISED, HEAD, Cause.HEAD_TILT),
    (Muscle.PECTORALS, State.TIGHT): (ROUND, SLUMP),
    (Muscle.DEEP_NECK_FLEXORS, State.WEAK): (HEAD, SLUMP),
    (Muscle.MID_LOW_TRAPEZIUS, State.WEAK): (ROUND, RAISED),
    (Muscle.SERRATUS, State.WEAK): (ROUND,),
    (Muscle.UPPER_BACK, State.WEAK): (SLUMP,),
}


def balance(
    policy: BalancePolicy,
    exposures: Sequence[Exposure],
    judged: Judged,
    uncertain: Collection[Cause] = (),
) -> tuple[Finding, ...]:
    """Return what the pattern points to, likeliest first.

    Nothing follows from faults that were hardly judged, nor from `uncertain` ones, whose angle is
    not known well enough.
    """
    usable = {c for c in Cause if c not in uncertain and _enough(policy, c, judged)}
    levels = {e.cause: _level(policy, e, judged) for e in exposures if e.cause in usable}
    found = (_finding(key, usable, levels) for key in POINTERS)
    kept = (f for f in found if f.likelihood is not Likelihood.NO_SIGN)
    return tuple(sorted(kept, key=lambda f: -f.likelihood))


def upper_crossed(findings: Sequence[Finding]) -> bool:
    """Whether the whole pattern shows: head and shoulders forward, both at least now and then."""
    causes = {cause for finding in findings for cause in finding.causes}
    return {HEAD, ROUND} <= causes


def _enough(policy: BalancePolicy, cause: Cause, judged: Judged) -> bool:
    seconds = judged.of_cause(cause)
    return seconds > 0 and seconds >= policy.least_s


def _level(policy: BalancePolicy, exposure: Exposure, judged: Judged) -> Likelihood:
    share = exposure.held_s / judged.of_cause(exposure.cause)
    if share >= policy.much_share:
        return Likelihood.LIKELY
    return Likelihood.POSSIBLE if share >= policy.some_share else Likelihood.NO_SIGN


def _finding(
    key: tuple[Muscle, State],
    usable: Collection[Cause],
    levels: dict[Cause, Likelihood],
) -> Finding:
    none, pointers = Likelihood.NO_SIGN, POINTERS[key]
    causes = tuple(c for c in pointers if levels.get(c, none) > none)
    likelihood = max((levels[c] for c in causes), default=none)
    if len(causes) > 1:  # two faults that point to the same muscle make it likelier
        likelihood = Likelihood.LIKELY
    if pointers[0] not in usable:  # the main sign was not looked for, or not well enough
        likelihood = min(likelihood, Likelihood.POSSIBLE)
    return Finding(*key, likelihood, causes)
