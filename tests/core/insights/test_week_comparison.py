import math

import numpy as np
import pytest

from posturecam.core.history.dose import Dose
from posturecam.core.history.records import Hour
from posturecam.core.insights.week_comparison import (
    STUDENT_T,
    Comparison,
    Difference,
    compare_weeks,
    enough_days,
)

MONDAY = 20_003  # 2024-10-07
SUNDAY = MONDAY + 13  # of the second week
HOURS_6_S = 21_600.0


def sat(day: int, share: float, *, s: float = HOURS_6_S, calibration: str = "a") -> Hour:
    """A day with `share` of `s` judged seconds beyond the limits."""
    total = Dose(good_s=(1 - share) * s, poor_s=share * s, unknown_s=600)
    return Hour(day=day, hour=9, calibration=calibration, total=total)


def weeks(before: tuple[float, ...], now: tuple[float, ...]) -> list[Hour]:
    early = [sat(MONDAY + n, share) for n, share in enumerate(before)]
    return early + [sat(MONDAY + 7 + n, share) for n, share in enumerate(now)]


def compared(hours: list[Hour], least_s: float = 3600) -> Comparison:
    return compare_weeks(hours, SUNDAY, 7, least_s)


@pytest.mark.parametrize(
    ("before", "now", "difference"),
    [
        pytest.param((0.4, 0.42, 0.38), (0.2, 0.22, 0.18), Difference.LESS, id="clearly less"),
        pytest.param((0.2, 0.22, 0.18), (0.4, 0.42, 0.38), Difference.MORE, id="clearly more"),
        pytest.param((0.5, 0.1, 0.3), (0.1, 0.3, 0.2), Difference.SAME, id="as days differ"),
        pytest.param((0.3, 0.3), (0.3, 0.3), Difference.SAME, id="no difference at all"),
        pytest.param((0.302, 0.302), (0.304, 0.304), Difference.SAME, id="reported alike"),
        pytest.param((0.3,), (0.1, 0.1), Difference.TOO_LITTLE, id="one day before"),
        pytest.param((0.3, 0.3), (0.1,), Difference.TOO_LITTLE, id="one day now"),
        pytest.param((), (), Difference.TOO_LITTLE, id="nothing"),
    ],
)
def test_stories(before: tuple[float, ...], now: tuple[float, ...], difference: Difference) -> None:
    assert compared(weeks(before, now)).difference is difference


def test_the_share_is_that_of_all_time_together() -> None:
    hours = [sat(MONDAY + 7, 0.5, s=7200), sat(MONDAY + 8, 0.1, s=3600), sat(MONDAY + 9, 1, s=60)]
    now = compared(hours).now

    assert (now.first_day, now.last_day) == (MONDAY + 7, SUNDAY)
    assert now.judged_s == 7200 + 3600 + 60
    assert now.share == pytest.approx((3600 + 360 + 60) / 10_860)
    assert now.percent == 37
    assert now.days == 2  # the third is too short to say anything of its day
    assert compared([]).now.share == 0


def test_the_error_is_that_of_two_samples_of_days_where_they_are_of_one_length() -> None:
    found = compared(weeks((0.4, 0.3, 0.5, 0.4), (0.3, 0.2)))

    spread = (0.0 + 0.1**2 + 0.1**2 + 0.0 + 0.05**2 + 0.05**2) / 4
    expected = 2.776 * math.sqrt(spread * (1 / 4 + 1 / 2))
    assert found.error == pytest.approx(expected)
    assert found.points == -15
    assert compared([]).error is None


def test_a_longer_day_weighs_more_in_the_error() -> None:
    hours = weeks((0.3, 0.3), (0.3, 0.5))
    longer = [*hours[:-1], sat(MONDAY + 8, 0.5, s=4 * HOURS_6_S)]

    share = (0.3 + 4 * 0.5) / 5
    spread = ((0.3 - share) / 2.5) ** 2 + (4 * (0.5 - share) / 2.5) ** 2
    assert compared(longer).error == pytest.approx(4.303 * math.sqrt(spread / 2 * (1 / 2 + 1 / 2)))


def test_another_calibration_is_not_compared() -> None:
    old = [sat(MONDAY + n, 0.4, calibration="old") for n in range(3)]
    new = [sat(MONDAY + 7 + n, 0.1) for n in range(3)]
    away = sat(MONDAY + 7, 0.0, s=0.0, calibration="unused")

    assert compared(old + new).difference is Difference.RECALIBRATED
    assert compared([*weeks((0.4, 0.4), (0.1, 0.1)), away]).difference is Difference.LESS


def test_both_weeks_need_the_least_time() -> None:
    hours = weeks((0.4, 0.4), (0.1, 0.1))

    assert compared(hours, least_s=2 * HOURS_6_S).difference is Difference.LESS
    assert compared(hours, least_s=2 * HOURS_6_S + 1).difference is Difference.TOO_LITTLE
    less_before = [h for h in hours if h.day != MONDAY] + [sat(MONDAY, 0.4, s=3600)]
    assert compared(less_before, least_s=2 * HOURS_6_S).difference is Difference.TOO_LITTLE


@pytest.mark.parametrize(("days", "first"), [(2, SUNDAY - 1), (7, SUNDAY - 6), (90, SUNDAY - 6)])
def test_the_latest_days_are_a_week_at_most_and_the_week_before_ends_where_they_begin(
    days: int, first: int
) -> None:
    every = [sat(day, (day - MONDAY) / 100) for day in range(MONDAY - 7, SUNDAY + 3)]
    found = compare_weeks(every, SUNDAY, days, 0)

    assert (found.now.first_day, found.now.last_day) == (first, SUNDAY)
    assert (found.before.first_day, found.before.last_day) == (first - 7, first - 1)
    assert found.before.days == 7
    assert found.now.days == SUNDAY - first + 1


def test_days_are_counted_once_they_are_long_enough() -> None:
    halves = [sat(MONDAY, 0.1, s=450), sat(MONDAY, 0.1, s=450), sat(MONDAY + 1, 0.1, s=899)]

    assert enough_days(halves) == 1
    assert enough_days([]) == 0


def test_there_is_a_quantile_for_every_number_of_days() -> None:
    assert set(STUDENT_T) == {a + b - 2 for a in range(2, 8) for b in range(2, 8)}
    assert sorted(STUDENT_T.values(), reverse=True) == list(STUDENT_T.values())


@pytest.mark.parametrize("days", [2, 5])
def test_noise_alone_is_called_a_change_in_few_weeks_of_a_hundred(days: int) -> None:
    rng = np.random.default_rng(20261126)
    called = 0
    for _ in range(800):
        shares = np.clip(rng.normal(0.3, 0.08, size=(2, days)), 0, 1)
        hours = weeks(tuple(map(float, shares[0])), tuple(map(float, shares[1])))
        called += compared(hours).difference is not Difference.SAME
    assert 0.01 < called / 800 < 0.07
