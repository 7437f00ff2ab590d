import math

import numpy as np
import pytest

from posturecam.core.history.dose import Dose, Measure, Weighted
from posturecam.core.history.records import Hour
from posturecam.core.insights.trend import (
    Angles,
    Direction,
    Point,
    beyond_noise,
    compare,
    daily,
    latest_calibration,
    mean_of,
    progress,
    weekly,
)

MONDAY = 20_003  # 2024-10-07


def worked(
    day: int, cva: float, *, sd: float = 2.0, s: float = 3600, calibration: str = "a"
) -> Hour:
    return Hour(
        day=day,
        hour=9,
        calibration=calibration,
        total=Dose(
            good_s=s,
            sums={
                Measure.CVA: Weighted.of(cva, sd, s),
                Measure.FSA: Weighted.of(-cva, sd, s),
            },
        ),
    )


def weeks_of(*means: float) -> list[Hour]:
    return [worked(MONDAY + 7 * w + d, mean) for w, mean in enumerate(means) for d in range(5)]


@pytest.mark.parametrize(
    ("means", "direction", "weeks_better"),
    [
        pytest.param((-9, -8.5), Direction.SAME, 0, id="within the noise"),
        pytest.param((-9, -2), Direction.BETTER, 1, id="one week better"),
        pytest.param((-9, -3, -2), Direction.BETTER, 2, id="two weeks better"),
        pytest.param((-9, -2, -8, -2), Direction.BETTER, 1, id="a relapse between"),
        pytest.param((-2, -9), Direction.WORSE, 0, id="worse"),
        pytest.param((-9,), Direction.TOO_LITTLE, 0, id="one week only"),
        pytest.param((), Direction.TOO_LITTLE, 0, id="nothing"),
    ],
)
def test_stories(means: tuple[float, ...], direction: Direction, weeks_better: int) -> None:
    found = progress(Angles.CVA, weeks_of(*means))

    assert (found.direction, found.weeks_better) == (direction, weeks_better)
    assert found.keep_on == (weeks_better >= 2)


def test_rounder_shoulders_are_worse() -> None:
    assert progress(Angles.FSA, weeks_of(-2, -12)).direction is Direction.WORSE
    assert progress(Angles.FSA, weeks_of(-12, -2)).direction is Direction.BETTER


def test_a_new_calibration_starts_a_new_count() -> None:
    old = [worked(MONDAY + d, -9) for d in range(5)]
    new = [worked(MONDAY + 7 + d, 0, calibration="b") for d in range(5)]

    found = progress(Angles.CVA, old + new)

    assert found.direction is Direction.TOO_LITTLE
    assert len(found.weeks) == 1
    assert latest_calibration([]) == ()


def test_short_days_and_lonely_days_are_left_out() -> None:
    few = [worked(MONDAY, -4, s=60), worked(MONDAY + 1, -5), worked(MONDAY + 7, -5)]

    assert weekly(Angles.CVA, few) == ()
    assert [p.first_day for p in daily(Angles.CVA, few)] == [MONDAY + 1, MONDAY + 7]


def test_a_week_begins_on_monday() -> None:
    (week,) = weekly(Angles.CVA, [worked(MONDAY + 3, -5), worked(MONDAY + 6, -5)])

    assert (week.first_day, week.days, week.measured_s) == (MONDAY, 2, 7200)


def test_a_poorer_measurement_makes_a_larger_error() -> None:
    (exact,) = weekly(Angles.CVA, [worked(MONDAY + d, -5, sd=1) for d in range(5)])
    (rough,) = weekly(Angles.CVA, [worked(MONDAY + d, -5, sd=6) for d in range(5)])

    assert exact.error_deg < rough.error_deg
    assert rough.error_deg > 6 / math.sqrt(5)


def test_noise_alone_is_called_a_change_in_few_weeks_of_a_hundred() -> None:
    """Days that differ by 2.5 deg, each measured with an error of 2 deg of its own."""
    rng = np.random.default_rng(20261121)
    called = 0
    for _ in range(600):
        means = rng.normal(-5, math.hypot(2.5, 2.0), size=(2, 5))
        hours = [worked(MONDAY + 7 * w + d, float(means[w, d])) for w in range(2) for d in range(5)]
        called += progress(Angles.CVA, hours).direction is not Direction.SAME
    assert called / 600 < 0.05


def test_comparing_backwards_turns_the_direction_round() -> None:
    low, high = Point(0, -9, 0.5, 5, 1), Point(7, -2, 0.5, 5, 1)

    assert compare(Angles.CVA, low, high) is Direction.BETTER
    assert compare(Angles.CVA, high, low) is Direction.WORSE


@pytest.mark.parametrize(
    ("value", "error", "beyond"),
    [
        pytest.param(4.62, 4.57 / 1.96, False, id="reads as 4.6 +- 4.6"),
        pytest.param(-4.62, 4.57 / 1.96, False, id="reads as -4.6 +- 4.6"),
        pytest.param(4.66, 4.57 / 1.96, True, id="reads as 4.7 +- 4.6"),
        pytest.param(-4.66, 4.57 / 1.96, True, id="reads as -4.7 +- 4.6"),
        pytest.param(1.0, 0.0, True, id="no error"),
    ],
)
def test_what_reads_like_its_error_is_noise(value: float, error: float, beyond: bool) -> None:  # noqa: FBT001
    assert beyond_noise(value, error) is beyond


def test_a_mean_is_of_the_days_measured_long_enough() -> None:
    hours = [worked(MONDAY, -4), worked(MONDAY + 1, -6), worked(MONDAY + 9, -30, s=60)]
    mean = mean_of(Angles.CVA, hours)

    assert mean is not None
    assert (mean.first_day, mean.mean_deg, mean.days, mean.measured_s) == (MONDAY, -5, 2, 7200)
    assert mean_of(Angles.CVA, hours[2:]) is None
