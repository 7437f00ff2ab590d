import numpy as np
import pytest
from bench.scores import coverage, error, forward_head_calls, rounded_calls, slope
from bench.table import Table, joined, table_of
from hypothesis import given
from hypothesis import strategies as st

NAN = float("nan")
CHANGES = st.lists(st.floats(-30, 30), min_size=2, max_size=30)


def observations(cva: list[float], true_cva: list[float]) -> Table:
    return Table({"cva": np.array(cva), "true_cva": np.array(true_cva)})


def test_only_what_was_measured_counts_as_error() -> None:
    found = error(np.array([1.0, NAN, -2.0]), np.array([0.0, 50.0, 0.0]))

    assert found.observations == 2
    assert found.share == pytest.approx(2 / 3)
    assert found.rmse == pytest.approx(np.sqrt(2.5))
    assert found.bias == pytest.approx(-0.5)
    assert found.median == pytest.approx(1.5)


def test_nothing_measured_has_no_error() -> None:
    found = error(np.array([NAN]), np.array([0.0]))

    assert found.observations == 0
    assert np.isnan(found.rmse)


@given(truth=CHANGES, gain=st.floats(-2, 2), offset=st.floats(-5, 5))
def test_error_is_made_of_bias_and_scatter(truth: list[float], gain: float, offset: float) -> None:
    true = np.array(truth)
    estimate = gain * true + offset
    found = error(estimate, true)

    assert found.rmse**2 == pytest.approx(found.bias**2 + np.var(estimate - true), abs=1e-6)


@given(truth=CHANGES.filter(lambda t: max(map(abs, t)) > 1), gain=st.floats(-2, 2))
def test_a_shrunken_estimate_shows_in_the_slope(truth: list[float], gain: float) -> None:
    assert slope(gain * np.array(truth), np.array(truth)) == pytest.approx(gain, abs=1e-9)


def test_a_slope_needs_a_change() -> None:
    assert np.isnan(slope(np.array([1.0]), np.array([0.0])))


def test_honest_intervals_hold_nine_of_ten() -> None:
    off = np.random.default_rng(3).normal(scale=2.0, size=20_000)

    held = coverage(off, np.full(len(off), 2.0), np.zeros(len(off)))

    assert held == pytest.approx(0.9, abs=0.01)


def test_losses_are_hits_and_unchanged_ones_false_calls() -> None:
    table = observations([-9.0, -2.0, -9.0, 0.0, -9.0, NAN], [-12.0, -12.0, 1.0, -2.0, -6.0, -15.0])

    found = forward_head_calls(table, table["cva"] <= -8)

    assert (found.hits, found.present) == (0.5, 2)
    assert (found.false, found.absent) == (0.5, 2)


def test_without_anything_present_there_are_no_hits() -> None:
    table = observations([0.0], [0.0])

    assert np.isnan(forward_head_calls(table, table["cva"] <= -8).hits)


def test_rounded_shoulders_go_by_the_travel_of_the_acromion() -> None:
    table = Table(
        {
            "fsa": np.array([20.0, 3.0, 14.0, NAN]),
            "true_acromion_cm": np.array([3.0, 2.5, 0.1, 4.0]),
        }
    )

    found = rounded_calls(table, table["fsa"] >= 12)

    assert (found.hits, found.present, found.false, found.absent) == (0.5, 2, 1.0, 1)


def test_what_was_not_measured_becomes_nan_in_a_table() -> None:
    table = table_of([{"cva": 1.0, "why": ""}, {"cva": None, "why": "turned"}])

    assert np.isnan(table["cva"][1])
    assert table["why"].tolist() == ["", "turned"]
    assert len(table) == 2


def test_tables_are_cut_and_joined() -> None:
    table = observations([1.0, 2.0], [3.0, 4.0])
    again = joined([table.where(table["cva"] < 2), table.where(table["cva"] >= 2)])

    assert again["true_cva"].tolist() == [3.0, 4.0]
    assert table.add(cva=np.zeros(2))["cva"].tolist() == [0.0, 0.0]
