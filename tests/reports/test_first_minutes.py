"""The report of the first two minutes: nothing that they cannot carry."""

import re

from posturecam.reports import headline, words
from posturecam.reports.figures import figures
from posturecam.reports.findings import Findings
from posturecam.reports.page import report_html
from posturecam.reports.text import report_text
from posturecam.stretches.catalogue import Catalogue


def test_no_share_is_shown_of_two_minutes(two_minutes: Findings, catalogue: Catalogue) -> None:
    assert two_minutes.total.poor_s > 0.25 * two_minutes.total.measured_s > 0
    body = report_html(two_minutes, catalogue).split("<body>")[1]

    assert not re.search(r"\d.?%", body)
    assert "%" not in report_text(two_minutes, catalogue)


def test_only_the_timeline_is_drawn(two_minutes: Findings) -> None:
    assert [figure.name for figure in figures(two_minutes)] == ["day"]


def test_everything_else_says_when_it_appears(two_minutes: Findings, catalogue: Catalogue) -> None:
    said = report_text(two_minutes, catalogue)

    for later in (
        "After 59 more minutes of measured time: share of the time beyond your limits; time",
        "; muscle balance; workplace hints.",
        "After 2 more weeks with 2 measured days each: comparison with the week before; your head",
        "After 58 more minutes of time at the desk: changes of position an hour.",
        "After 2 more days with 15 minutes measured each: by weekday and hour; time at the desk",
        "After 59 more minutes of time in which the neck is judged: where your head was.",
        "After 59 more minutes of time in which the shoulders are judged: where your shoulders",
    ):
        assert later in said
        assert later in report_html(two_minutes, catalogue)


def test_the_headline_is_the_time_judged(two_minutes: Findings) -> None:
    assert re.fullmatch(r"1 min \d+ s", headline.number(two_minutes))
    assert headline.label(two_minutes) == "judged, which is too little for a share"
    assert headline.sentence(two_minutes).endswith(
        "the share beyond your limits appears after 59 more minutes of measured time."
    )


def test_no_rate_is_extrapolated_from_two_minutes(two_minutes: Findings) -> None:
    facts = dict(words.overview(two_minutes))

    assert facts["Changes of position"] == f"{two_minutes.total.moves} in 2 min"
    assert facts["Breaks taken"] == "none was due"


def test_the_clock_is_read_in_hours_and_minutes(two_minutes: Findings) -> None:
    (day,) = figures(two_minutes)
    labels = re.findall(r">([\d:.]+)</text>", day.svg)

    clock = [label for label in labels if ":" in label]
    assert len(clock) >= 2
    assert all(re.fullmatch(r"2[01]:\d\d", label) for label in clock)
    assert not [label for label in labels if "." in label]


def test_nothing_is_concluded_of_muscles_or_the_workplace(
    two_minutes: Findings, catalogue: Catalogue
) -> None:
    said = report_text(two_minutes, catalogue)

    assert "\nMuscle balance" not in said
    assert "\nWorkplace" not in said
    assert "No programme follows yet." in said
    assert two_minutes.programme == ()
