"""Offset and rate of two clocks from slopes that fit roughly."""

import numpy as np
import pytest

from posturecam.core.verify.clock_fit import ClockFit, fit_clocks, small_movement
from posturecam.core.verify.movement import LARGEST, Slopes

T = np.arange(0.0, 60.0, 0.05)
MIX = np.array([[1.0, 0.5, 0.0, 0.2], [-0.3, 1.0, 0.0, 0.0], [0.0, 0.4, 1.0, 0.1], [0, 0, 0, 1.0]])


def swaying(t, seed=0):
    """Four rows of smooth movement."""
    chance = np.random.default_rng(seed)
    rates, phases = chance.uniform(0.05, 0.4, (2, 4, 8))
    return np.sin(6.283 * rates[..., None] * t + 20 * phases[..., None]).sum(axis=1) / 2


def two(offset_s, rate, noise=0.0, seed=0):
    """What both cameras show; `t` of the side is `offset_s + rate * t` of the front."""
    chance = np.random.default_rng(seed)
    front = MIX @ swaying(T) + noise * smooth(chance.normal(size=(4, len(T))))
    side = swaying(offset_s + rate * T) + noise * smooth(chance.normal(size=(4, len(T))))
    return Slopes(T, front), Slopes(T, side)


def smooth(rows):
    """Noise of sd 1 as slopes over 0.3 s have it."""
    x = np.arange(-1.2, 1.21, 0.05)
    weights = x * np.exp(-np.square(x / 0.3) / 2)
    weights /= np.sqrt(np.square(weights).sum())
    return np.array([np.convolve(row, weights, "same") for row in rows])


@pytest.mark.parametrize(("offset_s", "rate"), [(0.0, 1.0), (3.2, 1.01), (-12.7, 0.985)])
def test_offset_rate_and_mixture_are_found(offset_s, rate):
    found = fit_clocks(*two(offset_s, rate), (offset_s + 0.5, rate + 0.004), 20.0)

    assert found.offset_s == pytest.approx(offset_s, abs=0.01)
    assert found.rate == pytest.approx(rate, abs=0.001)
    assert found.correlation > 0.99


def test_the_error_is_as_large_as_said():
    """Of 40 noisy copies, which makes the figures good to an eighth."""
    found = [fit_clocks(*two(2.0, 1.0, 0.7, seed), (2.1, 1.0), 20.0) for seed in range(40)]
    off = np.array([one.offset_s + one.rate * 28.0 - 30.0 for one in found])
    said = np.array([one.offset_sd_s for one in found])

    rate, rate_said = np.array([(one.rate, one.rate_sd) for one in found]).T

    assert abs(off.mean()) < said.mean()
    assert 0.7 < off.std() / said.mean() < 1.4
    assert 0.7 < rate.std() / rate_said.mean() < 1.4


def test_wild_frames_hardly_matter():
    front, side = two(2.0, 1.0)
    wild = front.rows.copy()
    wild[:, 300:360] = 3.0 * front.rows[:, 320:380]  # three seconds: too large, and too early

    found = fit_clocks(Slopes(T, wild), side, (2.1, 1.0), 20.0)

    assert found.offset_s + found.rate * 13.0 == pytest.approx(15.0, abs=0.035)


def test_a_rate_that_is_hardly_seen_stays_near_to_one():
    front, side = two(0.0, 1.0, 2.0)
    few = Slopes(T[:420], front.rows[:, :420])

    assert abs(fit_clocks(few, side, (0.0, 1.02), 20.0).rate - 1.0) < 0.02


def test_too_little_in_common_is_none():
    front, side = two(0.0, 1.0)

    assert fit_clocks(front, side, (45.0, 1.0), 20.0) is None
    assert fit_clocks(front, side, (90.0, 1.0), 20.0) is None


def test_holes_are_no_shared_time():
    front, side = two(0.0, 1.0)
    front.rows[1, 200:400] = np.nan
    front.rows[3] = np.nan  # shoulders are not needed

    found = fit_clocks(front, side, (0.1, 1.0), 20.0)

    assert found.shared_s == pytest.approx(50.0, abs=0.2)
    assert found.offset_s == pytest.approx(0.0, abs=0.02)


ALIKE = ClockFit(0.0, 1.0, 30.0, 0.02, 0.001, 60.0, 0.9)


def test_small_movement_is_compared_between_the_large():
    ours, theirs = Slopes(T, swaying(T) / 5), Slopes(T, swaying(T) / 5)
    others = Slopes(T, swaying(T, seed=9) / 5)
    for slopes in (ours, theirs, others):
        slopes.rows[:, 200:240] = LARGEST

    assert small_movement(ours, theirs, ALIKE) == pytest.approx(1.0, abs=0.01)
    assert abs(small_movement(ours, others, ALIKE)) < 0.3


def test_without_small_movement_there_is_nothing_to_compare():
    rows = swaying(T) / 5
    rows[:, ::40] = LARGEST

    assert small_movement(Slopes(T, rows), Slopes(T, rows), ALIKE) is None
