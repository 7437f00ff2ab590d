import pytest

from posturecam.core.history.dose import Dose, Measure, Weighted
from posturecam.core.history.records import Hour
from posturecam.core.insights.certainty import Certainty, certainties
from posturecam.core.insights.trend import SURE, Angles, mean_of
from posturecam.core.values import Cause

MONDAY = 20_003
LIMITS = {Cause.FORWARD_HEAD: 8.0, Cause.ROUNDED_SHOULDERS: 12.0}


def day(number: int, *, cva_sd: float = 2.0, fsa_sd: float = 2.5, s: float = 3600) -> Hour:
    sums = {
        Measure.CVA: Weighted.of(-4 - number % 2, cva_sd, s),
        Measure.FSA: Weighted.of(5, fsa_sd, s),
    }
    return Hour(MONDAY + number, 9, "a", Dose(good_s=s, sums=sums))


def test_the_error_is_that_of_the_mean_of_the_period() -> None:
    hours = [day(n) for n in range(6)]
    head, shoulders = certainties(hours, LIMITS)

    mean = mean_of(Angles.CVA, hours)
    assert mean is not None
    assert mean.mean_deg == pytest.approx(-4.5)
    assert (head.cause, head.error_deg) == (Cause.FORWARD_HEAD, SURE * mean.error_deg)
    assert head.needed_deg == 4.0
    assert shoulders.needed_deg == 6.0
    assert head.enough
    assert shoulders.enough


def test_shoulders_of_which_nothing_is_known_are_not_known_well_enough() -> None:
    """3.7 +- 10.0 degrees, against a limit of 12."""
    _, shoulders = certainties([day(n, fsa_sd=9.0) for n in range(3)], LIMITS)

    assert shoulders.error_deg == pytest.approx(10.6, abs=0.5)
    assert not shoulders.enough


def test_more_days_make_it_known() -> None:
    enough = [certainties([day(n) for n in range(days)], LIMITS)[0].enough for days in (1, 2, 3, 4)]

    assert enough == [False, False, True, True]


def test_half_the_limit_is_just_enough() -> None:
    assert Certainty(Cause.FORWARD_HEAD, 4.0, 4.0).enough
    assert not Certainty(Cause.FORWARD_HEAD, 4.01, 4.0).enough
    assert not Certainty(Cause.FORWARD_HEAD, None, 4.0).enough


def test_without_a_day_measured_long_enough_nothing_is_known() -> None:
    assert [one.error_deg for one in certainties([day(0, s=60)], LIMITS)] == [None, None]
    assert [one.error_deg for one in certainties([], LIMITS)] == [None, None]


def test_a_fault_that_is_switched_off_is_left_out() -> None:
    (only,) = certainties([day(0)], {**LIMITS, Cause.FORWARD_HEAD: 0.0})

    assert only.cause is Cause.ROUNDED_SHOULDERS
