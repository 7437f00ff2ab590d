"""The laws of doses, against adding up every single piece the slow way."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.history.dose import (
    HABITS,
    NOTHING,
    Angle,
    Dose,
    Exposure,
    Habits,
    Judged,
    Measure,
    Weighted,
)
from posturecam.core.parts import Part
from posturecam.core.values import Cause

TIMES = [
    "good_s", "poor_s", "unknown_s", "away_s", "unwatched_s", "paused_s", "reading_s", "turned_s",
]  # fmt: skip
whole = st.integers(0, 3600)  # whole numbers add up exactly
doses = st.builds(
    Dose,
    **dict.fromkeys([*TIMES, "moves", "longest_still_s"], whole),
    judged=st.builds(Judged, *[whole] * len(Part)),
    faults=st.dictionaries(st.sampled_from(Cause), st.tuples(whole, whole), max_size=4).map(
        lambda faults: {cause: Exposure(cause, *times) for cause, times in faults.items()}
    ),
    sums=st.dictionaries(
        st.sampled_from(Measure),
        st.builds(Weighted, st.integers(-9000, 9000), whole, st.integers(1, 3600)),
        max_size=5,
    ),
)


@given(doses, doses, doses)
def test_order_and_grouping_do_not_matter(a: Dose, b: Dose, c: Dose) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + NOTHING == NOTHING + a == a


@given(st.lists(doses, max_size=8))
def test_sums_are_those_of_all_the_pieces(many: list[Dose]) -> None:
    summed = sum(many, NOTHING)

    for name in (*TIMES, "moves"):
        assert getattr(summed, name) == sum(getattr(one, name) for one in many)
    assert summed.longest_still_s == max([one.longest_still_s for one in many], default=0)
    for part in Part:
        assert summed.judged.of(part) == sum(one.judged.of(part) for one in many)
    for cause in Cause:
        pieces = [one.faults[cause] for one in many if cause in one.faults]
        found = [e for e in summed.exposures if e.cause is cause]
        times = [(sum(p.held_s for p in pieces), sum(p.weighted_s for p in pieces))]
        assert [(e.held_s, e.weighted_s) for e in found] == (times if pieces else [])
    assert summed.measured_s == sum(one.good_s + one.poor_s for one in many)
    assert summed.at_desk_s == sum(one.good_s + one.poor_s + one.unknown_s for one in many)


@given(
    st.sampled_from(Measure),
    st.lists(st.tuples(st.floats(-30, 30), st.floats(0, 9), st.floats(0.1, 3600)), min_size=1),
)
def test_a_mean_is_weighted_by_the_time_it_was_measured_in(
    measure: Measure, pieces: list[tuple[float, float, float]]
) -> None:
    many = [Dose(sums={measure: Weighted.of(*piece)}) for piece in pieces]
    one = sum(many, NOTHING).sums[measure]

    seconds = sum(s for _, _, s in pieces)
    assert one.measured_s == pytest.approx(seconds)
    assert one.mean == pytest.approx(sum(mean * s for mean, _, s in pieces) / seconds, abs=1e-9)
    assert one.sd == pytest.approx(sum(sd * s for _, sd, s in pieces) / seconds, abs=1e-9)


def test_a_minute_at_nought_outweighs_two_seconds_at_thirty() -> None:
    """The mean of the two minutes' means would be 15 degrees."""
    minutes = [(0.0, 60.0), (30.0, 2.0)]
    summed = sum(
        (Dose(sums={Measure.HEAD_YAW: Weighted.of(deg, 0, s)}) for deg, s in minutes), NOTHING
    )

    assert summed.habits == Habits(head_yaw_deg=pytest.approx(60 / 62))


def test_every_habit_has_its_mean_under_its_own_name() -> None:
    sums = {measure: Weighted.of(n, 0.5, 60) for n, measure in enumerate(Measure)}
    found = Dose(sums=sums)

    assert found.cva == Angle(0, 0.5, 60)
    assert found.fsa == Angle(1, 0.5, 60)
    assert [field.name for field in fields(Habits)] == list(HABITS)
    assert found.habits == Habits(2, 3, 4, 5, 6, 7, 8)
    assert NOTHING.cva is NOTHING.fsa is None
    assert NOTHING.habits == Habits()


def test_the_fault_that_weighs_most_comes_first_and_ties_go_by_name() -> None:
    held = [(Cause.SLUMP, 60, 90), (Cause.HEAD_TILT, 50, 90), (Cause.FORWARD_HEAD, 10, 200)]
    many = [Dose(faults={one[0]: Exposure(*one)}) for one in held]

    for order in (many, many[::-1]):
        causes = [one.cause for one in sum(order, NOTHING).exposures]
        assert causes == [Cause.FORWARD_HEAD, Cause.HEAD_TILT, Cause.SLUMP]


def test_each_cause_is_judged_with_its_part() -> None:
    judged = Judged(*range(6))

    assert [judged.of(part) for part in Part] == list(range(6))
    assert judged.of_cause(Cause.ROUNDED_SHOULDERS) == 1
    assert judged.of_cause(Cause.STILL_TOO_LONG) == 0
