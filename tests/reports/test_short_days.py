"""Hours and days judged for less than a quarter of an hour say nothing of themselves."""

from posturecam.core.history.dose import Dose
from posturecam.core.history.records import Hour, PainNote
from posturecam.core.history.report_data import DAY_S
from posturecam.reports.figures_cause import pain_figure
from posturecam.reports.figures_time import days_figure, heat_cells, heat_figure

MONDAY = 20_003


def hour(day: int, number: int, poor_s: float, judged_s: float) -> Hour:
    times = Dose(poor_s=poor_s, good_s=judged_s - poor_s, moves=3)
    return Hour(day, number, "a", times)


def test_a_cell_of_the_week_takes_a_quarter_of_an_hour() -> None:
    hours = [hour(MONDAY, 9, 300, 900), hour(MONDAY, 10, 300, 899)]

    assert heat_cells(hours) == {(0, 9): 300 / 900}


def test_only_weekdays_with_a_cell_have_a_row() -> None:
    figure = heat_figure([hour(MONDAY + 1, 9, 450, 1800), hour(MONDAY + 5, 10, 900, 1800)])

    assert figure.rows == (("Tue", "25", ""), ("Sat", "", "50"))
    assert ">Wed</text>" not in figure.svg
    assert "The largest is on Sat from 10 to 11: 50 %." in figure.alt


def test_a_long_day_has_no_room_for_numbers_in_its_cells() -> None:
    hours = [hour(MONDAY, number, 1188, 3600) for number in range(14)]

    assert ">33</text>" in heat_figure(hours[:13]).svg
    assert ">33</text>" not in heat_figure(hours).svg


def test_pain_stands_beside_the_share_of_days_judged_long_enough() -> None:
    hours = [hour(MONDAY, 9, 450, 900), hour(MONDAY + 1, 9, 450, 899)]
    notes = [PainNote((MONDAY + day) * DAY_S, day + 2) for day in range(3)]

    assert pain_figure(hours, notes, 0).rows == (
        ("7 Oct 2024", "50 %", "2"), ("8 Oct 2024", "", "3"), ("9 Oct 2024", "", "4"),
    )  # fmt: skip


def test_a_day_of_minutes_is_drawn_in_minutes_and_has_no_rate_an_hour() -> None:
    figure = days_figure([hour(MONDAY, 9, 300, 1200), hour(MONDAY + 1, 9, 600, 1800)])

    assert ">minutes</text>" in figure.svg
    assert figure.rows[0] == ("7 Oct 2024", "0:15", "0:05", "0:00", "")
    longer = days_figure([hour(MONDAY, 9, 300, 3600), hour(MONDAY, 10, 300, 3600)])
    assert ">hours</text>" in longer.svg
    assert longer.rows[0][-1] == "3.0"
