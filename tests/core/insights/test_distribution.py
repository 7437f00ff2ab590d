"""Counts of an angle: they add, and give back quantiles."""

import numpy as np
import pytest

from posturecam.core.insights.distribution import REACH_DEG, STEP_DEG, counted, quantiles

PARTS = (0.05, 0.25, 0.5, 0.75, 0.95)


def test_quantiles_are_those_of_the_values() -> None:
    values = np.random.default_rng(1).normal(-6, 4, 4000)

    found = quantiles(counted([values]), PARTS)

    assert found == pytest.approx(np.quantile(values, PARTS), abs=STEP_DEG)


def test_a_single_value_is_found_again() -> None:
    assert quantiles(counted([np.array([-3.25])]), (0.5,)) == pytest.approx((-3.25,), abs=0.051)


def test_values_of_one_step_lie_evenly_in_it() -> None:
    counts = counted([np.full(100, STEP_DEG / 2)])

    assert quantiles(counts, (0.2, 0.9)) == pytest.approx((0.2 * STEP_DEG, 0.9 * STEP_DEG))


def test_batches_add() -> None:
    values = np.linspace(-20, 10, 501)

    whole = counted([values])

    assert (whole == counted([values[:200], values[200:]])).all()
    assert (whole == counted([values[:200]]) + counted([values[200:]])).all()
    assert whole.sum() == 501


def test_what_was_not_measured_counts_nowhere() -> None:
    assert counted([np.array([np.nan, 1.0, np.nan])]).sum() == 1


def test_what_is_out_of_reach_counts_at_the_end() -> None:
    low, high = quantiles(counted([np.array([-500.0, 500.0])]), (0.5, 1.0))

    assert (low, high) == pytest.approx((-REACH_DEG, REACH_DEG), abs=STEP_DEG)


def test_nothing_has_no_quantiles() -> None:
    with pytest.raises(ValueError, match="at least one value"):
        quantiles(counted([]), PARTS)
