from pathlib import Path

import pytest
from simulated_days import simulate

from posturecam.core.history.records import Origin
from posturecam.core.history.report_data import DAY_S, Period
from posturecam.edges.history.queries import read_report_data

FIRST_DAY = 20_003
WORKING_DAYS = 250  # in a year


def test_working_days_are_marked_and_small(tmp_path: Path) -> None:
    path = tmp_path / "history.db"

    assert simulate(path, FIRST_DAY, 14) == 10

    report_data = read_report_data(path, Period(FIRST_DAY * DAY_S, (FIRST_DAY + 14) * DAY_S))
    assert {sitting.origin for sitting in report_data.sittings} == {Origin.SIMULATED}
    assert len({hour.day for hour in report_data.hours}) == 10
    assert sum(hour.total.measured_s for hour in report_data.hours) > 10 * 5 * 3600
    assert path.stat().st_size / 10 * WORKING_DAYS < 27e6


def test_the_same_seed_makes_the_same_days(tmp_path: Path) -> None:
    span = Period(FIRST_DAY * DAY_S, (FIRST_DAY + 2) * DAY_S)
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        simulate(tmp_path / name, FIRST_DAY, 2, seed=seed)
    a, b, c = (read_report_data(tmp_path / name, span).hours for name in "abc")

    assert a == b
    assert a != c


@pytest.mark.parametrize("day", [FIRST_DAY + 5, FIRST_DAY + 6])
def test_nobody_works_at_the_weekend(tmp_path: Path, day: int) -> None:
    assert simulate(tmp_path / "h.db", day, 1) == 0
