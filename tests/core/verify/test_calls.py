import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.assessment import probability_beyond
from posturecam.core.verify.calls import DECIDED, Calls, count_calls
from posturecam.core.verify.compared import Pair, columns


def counted(*rows: tuple[float, float], limit: float = 8.0, sure: float = 0.5) -> Calls:
    """Each of `rows` is (front, side) for a second."""
    pairs = [Pair(float(t), front, 3.0, side, 2.0) for t, (front, side) in enumerate(rows)]
    return count_calls(columns(pairs), limit, sure)


def test_each_second_is_a_hit_a_miss_a_false_call_right_or_undecided() -> None:
    found = counted((-12, -14), (-5, -14), (-12, -14), (-9, -1), (0, 0), (-9, -8.5), (-1, -8))

    assert found == Calls(8.0, faults_s=3, hits_s=2, good_s=2, false_s=1, undecided_s=2)


def test_the_front_calls_when_it_is_as_sure_as_asked_for() -> None:
    assert counted((-8.1, -14)).hits_s == 1
    assert counted((-7.9, -14)).hits_s == 0
    assert counted((-9.0, -14), sure=0.9).hits_s == 0
    assert counted((-12.0, -14), sure=0.9).hits_s == 1


def test_a_fault_that_is_switched_off_is_not_decided() -> None:
    assert counted((-12, -14), (0, 0), limit=0.0) == Calls(0.0, 0, 0, 0, 0, undecided_s=2)


rows = st.lists(st.tuples(st.floats(-25, 5), st.floats(-25, 5)), min_size=1, max_size=12)


@given(rows, st.floats(3, 20), st.floats(0.3, 0.99))
def test_nothing_is_counted_twice_or_lost(
    seen: list[tuple[float, float]], limit: float, sure: float
) -> None:
    faults = [row for row in seen if probability_beyond(-row[1], 2.0, limit) >= DECIDED]
    hits = [row for row in faults if probability_beyond(-row[0], 3.0, limit) >= sure]

    found = counted(*seen, limit=limit, sure=sure)

    assert (found.faults_s, found.hits_s) == pytest.approx((len(faults), len(hits)))
    assert found.faults_s + found.good_s + found.undecided_s == pytest.approx(len(seen))
    assert found.false_s <= found.good_s
