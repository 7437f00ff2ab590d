"""Where one movement fits another, and where else."""

import numpy as np
import pytest

from posturecam.core.verify.offset_search import STEP_S, search
from tests.core.verify.test_clock_fit import swaying

RATES = np.array([0.99, 1.0, 1.01])
ALIKE = np.array([1.0])


def rows(from_s, to_s, rate=1.0, seed=0):
    return swaying(from_s + rate * np.arange(0.0, (to_s - from_s) / rate, STEP_S), seed)


@pytest.mark.parametrize("ahead_s", [-25.0, 0.0, 31.7])
def test_the_offset_is_found(ahead_s):
    found = search(rows(0, 60), rows(ahead_s, ahead_s + 60), ALIKE, 20.0)

    assert found.best.offset_s == pytest.approx(ahead_s, abs=0.05)
    assert found.best.correlation == pytest.approx(1.0, abs=0.01)
    assert found.best.shared_s == pytest.approx(60 - abs(ahead_s), abs=0.2)
    assert found.other_weight < 0.6 * found.best.weight
    assert found.best.weight > 4 * found.scatter


@pytest.mark.parametrize("rate", [0.99, 1.01])
def test_the_rate_is_found(rate):
    found = search(rows(0, 120), rows(10, 110, rate), RATES, 20.0)

    assert found.best.rate == rate
    assert found.best.offset_s == pytest.approx(10.0, abs=0.15)


def test_what_was_not_seen_does_not_count():
    front, side = rows(0, 60), rows(5, 65)
    front[:, 100:200] = np.nan
    side[:, 300:350] = 1e3
    side[:, 300:350] = np.nan

    found = search(front, side, ALIKE, 20.0)

    assert found.best.offset_s == pytest.approx(5.0, abs=0.05)
    assert found.best.correlation == pytest.approx(1.0, abs=0.01)
    assert found.best.shared_s == pytest.approx(40.0, abs=0.3)


def test_a_row_that_one_camera_does_not_see_says_nothing():
    front = rows(0, 60)
    front[3] = np.nan

    found = search(front, rows(5, 65), ALIKE, 20.0)

    assert found.best.offset_s == pytest.approx(5.0, abs=0.05)
    assert found.best.correlation == pytest.approx(0.75, abs=0.01)


def test_what_repeats_itself_fits_elsewhere_too():
    both = np.sin(np.arange(0, 60, STEP_S) * 1.0)[None].repeat(4, axis=0)

    found = search(both, both, ALIKE, 20.0)

    assert found.other_weight > 0.9 * found.best.weight


def test_too_little_in_common_is_none():
    assert search(rows(0, 15), rows(0, 60), ALIKE, 20.0) is None


def test_offsets_beyond_ten_minutes_are_not_tried():
    side = rows(0, 1400)

    found = search(rows(650, 700), side, ALIKE, 40.0)

    assert abs(found.best.offset_s) <= 600.0
    assert found.best.correlation < 0.6


def test_one_offset_only_has_no_other():
    still = np.ones((4, 201))

    found = search(still, still, ALIKE, 20.1)

    assert found.other_weight == 0.0
    assert found.scatter == 0.0
