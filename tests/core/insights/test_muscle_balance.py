"""Five invented patterns, and what they point to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.history.dose import Exposure, Judged
from posturecam.core.insights.muscle_balance import (
    BalancePolicy,
    Likelihood,
    Muscle,
    State,
    balance,
    upper_crossed,
)
from posturecam.core.values import Cause

POLICY = BalancePolicy(some_share=0.05, much_share=0.2, least_s=3600)
MEASURED_S = 36_000.0
ALL = Judged(*[MEASURED_S] * 6)


def pattern(**shares: float) -> tuple[Exposure, ...]:
    return tuple(
        Exposure(Cause(name), share * MEASURED_S, 2 * share * MEASURED_S)
        for name, share in shares.items()
    )


def test_nothing_is_concluded_where_nothing_was_measured() -> None:
    away = (Exposure(Cause.FORWARD_HEAD, 0.0, 0.0),)
    assert balance(replace(POLICY, least_s=0.0), away, Judged()) == ()


@pytest.mark.parametrize(
    ("shares", "likely", "crossed"),
    [
        pytest.param({}, set(), False, id="invented: upright"),
        pytest.param(
            {"forward_head": 0.3},
            {
                Muscle.SUBOCCIPITALS,
                Muscle.LEVATOR,
                Muscle.UPPER_TRAPEZIUS,
                Muscle.DEEP_NECK_FLEXORS,
            },
            False,
            id="invented: head forward",
        ),
        pytest.param(
            {"rounded_shoulders": 0.3},
            {Muscle.PECTORALS, Muscle.MID_LOW_TRAPEZIUS, Muscle.SERRATUS},
            False,
            id="invented: shoulders rounded",
        ),
        pytest.param(
            {"forward_head": 0.1, "rounded_shoulders": 0.1, "slump": 0.06},
            {Muscle.PECTORALS, Muscle.DEEP_NECK_FLEXORS},
            True,
            id="invented: a little of everything",
        ),
        pytest.param(
            {"raised_shoulders": 0.3, "head_tilt": 0.02},
            {Muscle.LEVATOR, Muscle.UPPER_TRAPEZIUS, Muscle.MID_LOW_TRAPEZIUS},
            False,
            id="invented: shoulders raised",
        ),
    ],
)
def test_patterns(shares: dict[str, float], likely: set[Muscle], crossed: bool) -> None:  # noqa: FBT001
    found = balance(POLICY, pattern(**shares), ALL)

    assert {f.muscle for f in found if f.likelihood is Likelihood.LIKELY} == likely
    assert upper_crossed(found) is crossed


def test_too_little_measured_says_nothing() -> None:
    assert balance(POLICY, pattern(forward_head=0.9), Judged(*[1800] * 6)) == ()


def test_weak_and_tight_are_told_apart() -> None:
    found = balance(POLICY, pattern(forward_head=0.3, rounded_shoulders=0.3), ALL)

    weak = {f.muscle for f in found if f.state is State.WEAK}
    assert weak == {Muscle.DEEP_NECK_FLEXORS, Muscle.MID_LOW_TRAPEZIUS, Muscle.SERRATUS}


@given(
    st.dictionaries(st.sampled_from(Cause), st.floats(0, 1)),
    st.sampled_from(Cause),
    st.floats(0, 1),
)
def test_more_of_a_fault_never_makes_a_muscle_less_likely(
    shares: dict[Cause, float], cause: Cause, more: float
) -> None:
    def likelihoods(given_shares: dict[Cause, float]) -> dict[Muscle, Likelihood]:
        held = pattern(**{c.value: s for c, s in given_shares.items()})
        return {f.muscle: f.likelihood for f in balance(POLICY, held, ALL)}

    before = likelihoods(shares)
    after = likelihoods(shares | {cause: max(more, shares.get(cause, 0))})

    assert all(after.get(m, Likelihood.NO_SIGN) >= likelihood for m, likelihood in before.items())


def test_shares_are_of_the_time_in_which_a_fault_could_be_judged() -> None:
    little = replace(ALL, shoulders_s=7200.0)
    rounded = (Exposure(Cause.ROUNDED_SHOULDERS, 1800.0, 1800.0),)  # a quarter of two hours

    found = balance(POLICY, rounded, little)

    assert {f.likelihood for f in found} == {Likelihood.LIKELY}


def test_shoulders_hardly_judged_make_nothing_likely() -> None:
    hardly = replace(ALL, shoulders_s=POLICY.least_s - 1)

    found = balance(POLICY, pattern(rounded_shoulders=0.5, slump=0.3), hardly)

    levels = {f.muscle: f.likelihood for f in found}
    assert levels[Muscle.PECTORALS] is Likelihood.POSSIBLE  # slumped, but the main sign is missing
    assert levels[Muscle.UPPER_BACK] is Likelihood.LIKELY  # whose main sign is the slump
    assert Muscle.SERRATUS not in levels
    assert all(Cause.ROUNDED_SHOULDERS not in f.causes for f in found)


def test_nothing_follows_from_a_fault_whose_angle_is_uncertain() -> None:
    held = pattern(rounded_shoulders=0.5, forward_head=0.3, slump=0.3)

    found = balance(POLICY, held, ALL, {Cause.ROUNDED_SHOULDERS})

    levels = {f.muscle: f.likelihood for f in found}
    assert Muscle.SERRATUS not in levels
    assert levels[Muscle.PECTORALS] is Likelihood.POSSIBLE  # slumped; the main sign is uncertain
    assert levels[Muscle.SUBOCCIPITALS] is Likelihood.LIKELY
    assert not upper_crossed(found)
    assert upper_crossed(balance(POLICY, held, ALL))
