"""Excursions of a plain signal."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.coach.excursions import find_excursions, turning_points
from posturecam.core.coach.trace import smooth
from tests.support.exercising import Rep


def signal(reps: list[Rep], rate: float, until_s: float) -> tuple[np.ndarray, np.ndarray]:
    t = np.arange(0, until_s, 1 / rate)
    return t, np.array([sum(rep.at(x) for rep in reps) for x in t])


def test_turning_points_are_apart_by_the_least() -> None:
    u = np.array([0, 0.2, 0, 1, 0.8, 1.1, 0.1, 0, 0.9, 0.9])

    assert turning_points(u, 0.5) == ([0, 7], [5, 8])


def test_what_falls_at_first_begins_where_it_is_lowest() -> None:
    assert turning_points(np.array([1.0, 0.5, 0.0, 1.0, 0.0]), 0.5) == ([2, 4], [3])


def test_nothing_moves() -> None:
    assert find_excursions(np.arange(5.0), np.zeros(5), 0.5, 0.2) == []


@pytest.mark.parametrize("way_s", [0.6, 0.9, 1.5])
def test_a_hold_begins_half_a_way_after_half_the_height(way_s: float) -> None:
    (one,) = find_excursions(*signal([Rep(1, 2, way_s=way_s)], 50, 9), 0.5, 0.0)

    assert one.height == pytest.approx(1, abs=0.01)
    assert one.out_s == pytest.approx(1 + way_s / 2, abs=0.03)
    assert one.back_s == pytest.approx(1 + way_s * 1.5 + 2, abs=0.03)
    assert one.ways_s2 == pytest.approx([way_s**2] * 2, abs=0.08)
    assert one.over


def test_sampling_does_not_lengthen_a_way_on_average() -> None:
    found = [
        find_excursions(*signal([Rep(1 + phase, 2)], 2, 9), 0.5, 0.0)[0]
        for phase in np.arange(0, 0.5, 0.05)
    ]

    assert np.mean([way for one in found for way in one.ways_s2]) == pytest.approx(0.81, abs=0.25)


def test_what_has_not_come_back_is_not_over() -> None:
    t, u = signal([Rep(1, 2)], 10, 4.0)

    assert [one.over for one in find_excursions(t, u, 0.5, 0.0)] == [False]


def test_a_dip_that_fell_between_two_looks_does_not_change_where_rest_is() -> None:
    t, u = signal([Rep(1 + 3.0 * k, 1) for k in range(5)], 10, 17)
    u[(t > 6.6) & (t < 7.2)] = np.maximum(u[(t > 6.6) & (t < 7.2)], 0.4)

    heights = [one.height for one in find_excursions(t, u, 0.5, 0.0)]

    assert heights == pytest.approx([1] * 5, abs=0.03)


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=40), st.floats(0.1, 2))
def test_valleys_and_peaks_take_turns(values: list[float], least: float) -> None:
    u = np.array(values)

    valleys, peaks = turning_points(u, least)

    assert len(valleys) - len(peaks) in (0, 1)
    order = [at for pair in zip(valleys, peaks, strict=False) for at in pair]
    assert order == sorted(set(order))
    assert all(u[high] - u[low] >= least for low, high in zip(valleys, peaks, strict=False))


def test_smoothing_is_over_time_not_over_samples() -> None:
    t = np.array([0.0, 0.1, 0.2, 5.0])
    values = np.array([0.0, 3.0, 0.0, 9.0])

    assert smooth(t, values, 0.15) == pytest.approx([3 / 4, 9 / 5, 3 / 4, 9])
    assert smooth(t[:1], values[:1], 0.2) == pytest.approx([0])
