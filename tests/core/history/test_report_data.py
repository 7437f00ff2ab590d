"""Periods and days of the history, in seconds of Unix time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.history.report_data import DAY_S, Period, Stay

WEEK = Period(since_s=10 * DAY_S, until_s=17 * DAY_S)


def test_a_week_has_seven_days() -> None:
    assert WEEK.days == 7


@pytest.mark.parametrize(
    ("days", "since_day"),
    [pytest.param(28, -11, id="longer reaches back"), pytest.param(2, 10, id="never shorter")],
)
def test_back_keeps_the_end(days: float, since_day: float) -> None:
    assert WEEK.back(days) == Period(since_day * DAY_S, WEEK.until_s)


@given(days=st.floats(0, 10_000))
def test_back_is_at_least_as_long_as_asked_for(days: float) -> None:
    assert WEEK.back(days).days >= max(7, days) - 1e-6


@pytest.mark.parametrize(
    ("start_s", "day"),
    [(0.0, 0), (DAY_S - 1, 0), (DAY_S, 1), (-1.0, -1)],
    ids=["midnight 1970", "its last second", "the next midnight", "the evening before"],
)
def test_the_day_of_a_sitting_begins_at_midnight(start_s: float, day: int) -> None:
    assert Stay(start_s, ()).day == day
