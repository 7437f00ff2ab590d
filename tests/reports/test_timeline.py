"""The timeline, and the axes of time."""

import re
from dataclasses import replace
from typing import Any

import pytest

from posturecam.core.history.dose import Dose, Exposure
from posturecam.core.history.episodes import Episode
from posturecam.core.history.records import Hour
from posturecam.core.history.report_data import DAY_S, Stay
from posturecam.core.values import Cause, Verdict, Why
from posturecam.reports.amounts import h_mm_text
from posturecam.reports.figures_day import day_figure
from posturecam.reports.style import Figure
from posturecam.reports.ticks import clock_step_s, time_unit
from tests.support.history_world import faults

MONDAY = 20_003
POOR = (Verdict.POOR, Cause.FORWARD_HEAD, None)


def stay(*spells: tuple[float, float, tuple[Verdict, Cause | None, Why | None]]) -> Stay:
    """A sitting from nine o'clock, in seconds from then."""
    episodes = tuple(Episode(start, end, *what) for start, end, what in spells)
    return Stay(MONDAY * DAY_S + 9 * 3600, episodes)


def hour(number: int, *held: Exposure, day: int = MONDAY, calibration: str = "a") -> Hour:
    return Hour(day, number, calibration, Dose(faults=faults(*held)))


def drawn(*arguments: Any) -> Figure:
    figure = day_figure(*arguments)
    assert figure is not None
    return figure


def test_faults_that_are_never_the_worst_are_shown() -> None:
    """All spells name the head; the shoulders were beyond their limit as well."""
    head = Exposure(Cause.FORWARD_HEAD, 600, 900)
    shoulders = Exposure(Cause.ROUNDED_SHOULDERS, 420, 430)
    figure = drawn([stay((0, 600, POOR))], [hour(9, head, shoulders)])

    assert figure.rows == (
        ("beyond a limit", "10 min"), ("head forward", "10 min"), ("shoulders rounded", "7 min"),
    )  # fmt: skip
    assert ">shoulders rounded</text>" in figure.svg
    assert ">7 min</text>" in figure.svg
    assert "shoulders rounded 7 min" in figure.alt


def test_hours_of_two_calibrations_add_up_and_other_days_do_not() -> None:
    head = Exposure(Cause.FORWARD_HEAD, 300, 300)
    hours = [hour(9, head), hour(9, head, calibration="b"), hour(9, head, day=MONDAY - 1)]
    figure = drawn([stay((0, 600, POOR))], hours)

    assert figure.rows[-1] == ("head forward", "10 min")
    assert ">10 min</text>" in figure.svg


def test_cells_of_a_short_day_have_seconds_and_those_of_a_long_one_whole_minutes() -> None:
    head = Exposure(Cause.FORWARD_HEAD, 43, 43)

    assert ">43 s</text>" in drawn([stay((0, 120, POOR))], [hour(9, head)]).svg
    long = drawn([stay((0, 7200, POOR))], [hour(9, head), hour(10, replace(head, held_s=29))])
    assert ">1</text>" in long.svg
    assert ">0</text>" not in long.svg
    assert " s</text>" not in long.svg


def test_every_kind_of_spell_has_its_row() -> None:
    spells = [
        (0, 60, (Verdict.GOOD, None, None)),
        (60, 120, POOR),
        (120, 240, (Verdict.UNKNOWN, None, Why.TURNED)),
        (240, 600, (Verdict.UNKNOWN, None, Why.NOBODY)),
    ]
    figure = drawn([stay(*spells)], [])

    assert figure.rows == (
        ("within limits", "1 min"), ("beyond a limit", "1 min"), ("not measured", "2 min"),
        ("nobody there", "6 min"),
    )  # fmt: skip
    assert figure.note == ""
    assert ">9:05</text>" in figure.svg


def test_the_timeline_ends_with_the_period() -> None:
    """A sitting that goes on after the period counts in it until its end, as the totals do."""
    day, nine_s = stay((0, 600, POOR), (600, 1200, (Verdict.GOOD, None, None))), 9 * 3600
    start_s = MONDAY * DAY_S + nine_s

    assert drawn([day], [], start_s + 60, start_s + 300).rows == (("beyond a limit", "4 min"),)
    assert day_figure([day], [], start_s + 1200) is None
    late = drawn([day], [], start_s + 540).rows
    assert late == (("within limits", "10 min"), ("beyond a limit", "1 min"))


def test_gaps_are_closed_only_where_they_are_less_than_a_pixel_wide() -> None:
    good = (Verdict.GOOD, None, None)

    def bars(length_s: float) -> int:
        """The bars of `within limits`, two of which are 20 s apart."""
        svg = drawn([stay((0, 60, good), (80, length_s, good))], []).svg
        return max(path.count("z") for path in re.findall(r'd="([^"]*)"', svg))

    assert bars(600) == 2
    assert bars(30_000) == 1


def test_an_hour_outside_the_spells_has_no_cell() -> None:
    figure = drawn([stay((0, 600, POOR))], [hour(11, Exposure(Cause.FORWARD_HEAD, 43, 43))])

    assert "43 s" not in figure.svg
    assert figure.rows[-1] == ("head forward", "43 s")


def test_a_cell_that_is_too_narrow_has_no_number() -> None:
    head = Exposure(Cause.FORWARD_HEAD, 500, 500)
    day = stay((-600, 0, POOR), (0, 36_000, (Verdict.GOOD, None, None)))
    figure = drawn([day], [hour(8, head), hour(9, Exposure(Cause.FORWARD_HEAD, 700, 700))])

    assert ">8</text>" not in figure.svg  # ten minutes of an axis of ten hours
    assert ">12</text>" in figure.svg


@pytest.mark.parametrize(
    ("length_s", "step_min"),
    [(60, 1), (120, 1), (299, 1), (300, 2), (4 * 3600, 60), (9 * 3600, 120), (86_400, 360)],
)
def test_steps_of_the_clock(length_s: float, step_min: float) -> None:
    assert clock_step_s(length_s) == 60 * step_min


def test_a_very_long_day_has_the_longest_step() -> None:
    assert clock_step_s(3 * 86_400) == 6 * 3600


def test_clock_and_units() -> None:
    assert [h_mm_text(s) for s in (0, 59.9, 75_900, 86_400)] == [
        "0:00",
        "0:01",
        "21:05",
        "24:00",
    ]
    assert time_unit(7199) == (60.0, "minutes")
    assert time_unit(7200) == (3600.0, "hours")
