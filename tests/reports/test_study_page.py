"""The report of a study at 1, 4, 40 and 400 recordings: what it shows, and what it leaves out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from posturecam.reports.amounts import time_text
from posturecam.reports.study_figures import study_figures
from posturecam.reports.study_findings import PARTS, StudyFindings
from posturecam.reports.study_page import MOST_ROWS, study_page
from posturecam.reports.study_rows import ENDS, LONGEST_NAME, NAMED, short
from posturecam.reports.study_values import study_values
from posturecam.reports.study_words import NO_CLAIM, NO_NAMES, signed, study_lines
from posturecam.reports.style import Figure
from tests.support.browser import chromium, needs_chromium
from tests.support.study_findings import study_of

WIDTHS = (390, 820, 1440)
TAG = re.compile(r"<[^>]+>")


def drawn(found: StudyFindings) -> dict[str, Figure]:
    return {figure.name: figure for figure in study_figures(found)}


def words(page: str) -> str:
    """The text of a page, on one line."""
    return " ".join(unescape(TAG.sub(" ", page)).replace("\N{NO-BREAK SPACE}", " ").split())


def test_one_recording_compares_nobody() -> None:
    found = study_of(1)

    page = words(study_page(found))

    assert list(drawn(found)) == ["changes", "verdicts", "causes"]
    assert "1 recording of 1 person" in page
    assert "After recordings of another person: how far people differ." in page
    assert "After a second recording of somebody" in page
    assert "People differ by" not in page


def test_recordings_of_one_person_are_the_rows() -> None:
    found = study_of(1, 4)

    page = words(study_page(found))

    assert [row[0] for row in drawn(found)["means"].rows] != []
    assert {row[0] for row in drawn(found)["means"].rows} == {
        f"person-001/day{day}.mp4" for day in (1, 2, 3, 4)
    }
    assert "One person varies from recording to recording by" in page
    assert "After recordings of another person" in page
    assert "Band" not in drawn(found)["means"].note


def test_four_people_once_each() -> None:
    found = study_of(4)

    page = words(study_page(found))

    assert "and with it what one person varies" in page
    assert "After a second recording of somebody" in page
    assert "With fewer than 5 people the intervals lean on an assumption" in page


def test_forty_people_are_all_named_and_in_order() -> None:
    found = study_of(NAMED, 2)

    means = drawn(found)["means"]

    assert len(means.rows) == NAMED
    values = [float(row[1].replace("\N{MINUS SIGN}", "-")) for row in means.rows]
    assert values == sorted(values)
    assert "person-040" in means.svg
    page = words(study_page(found))
    assert re.search(r"Of the variance of recordings, \S+ % to \S+ % lies between people", page)
    assert "lean on an assumption" not in page


def test_of_four_hundred_the_ends_and_quantiles_are_named() -> None:
    found = study_of(400)

    figures = drawn(found)

    means = figures["means"].rows
    assert [row[0] for row in means[: len(PARTS)]] == [
        *("5 % lie below", "25 % lie below", "50 % lie below", "75 % lie below", "95 % lie below"),
    ]
    assert len(means) == len(PARTS) + 2 * ENDS
    assert all(len(figure.svg) < 150_000 for figure in figures.values())
    assert "person-001" not in figures["means"].svg
    assert "name the 10 people at either end of 400" in figures["means"].note
    assert {len(row) for row in figures["verdicts"].rows} == {5}


def test_the_most_time_beyond_a_limit_comes_first() -> None:
    rows = drawn(study_of(8))["verdicts"].rows

    shares = [int(row[-1].split()[0]) for row in rows if row[-1] != "under 1 %"]
    assert shares == sorted(shares, reverse=True)
    assert len(shares) > 3


def test_a_long_list_of_recordings_ends() -> None:
    page = words(study_page(study_of(MOST_ROWS + 3)))

    assert "3 more are in report.json" in page


def test_alerts_are_no_rate_before_an_hour() -> None:
    assert f"4 in {time_text(264)}" in words(study_page(study_of(4)))
    assert "1.0 an hour" in words(study_page(study_of(4, measured_s=3594.0)))


def test_what_nobody_measured_is_not_drawn() -> None:
    found = study_of(3, angle=False)

    assert drawn(found) == {}
    assert "No limit was exceeded" in words(study_page(found))
    assert study_values(found)["cva_change"] is None


def test_reasons_are_text_and_nothing_is_claimed() -> None:
    page = study_page(study_of(2))

    assert "the video has no picture &lt;b&gt;" in page
    assert NO_CLAIM in words(page)


def test_the_numbers_agree_between_figure_headline_and_values() -> None:
    found = study_of(5, 2)

    values = study_values(found)
    means = {row[0]: row[1] for row in drawn(found)["means"].rows}

    for person in values["people"]:
        assert means[person["name"]] == signed(person["cva_change_mean_deg"])
    assert f"{signed(values['cva_change']['mean']['value'])} degrees" in words(study_page(found))


def test_the_terminal_has_what_the_page_begins_with() -> None:
    found = study_of(3, 2)

    page = words(study_page(found))

    head, *others = study_lines(found)
    assert head.startswith("6 recordings of 3 people: ")
    assert [line for line in others if line not in page] == []
    assert len(others) == 5
    assert study_lines(study_of(0)) == ("No recording measured",)


def test_recordings_of_nobody_known_are_not_passed_off_as_people() -> None:
    found = study_of(3)
    nameless = [replace(one, person=one.name) for one in found.recordings]

    assert NO_NAMES in words(study_page(replace(found, recordings=tuple(nameless))))
    assert NO_NAMES not in words(study_page(found))


def test_notes_on_recordings_are_named() -> None:
    found = study_of(1)
    noted = replace(found.recordings[0], notes="The picture was mirrored.")

    page = words(study_page(replace(found, recordings=(noted,))))

    assert "Notes on recordings person-001/day1.mp4: The picture was mirrored." in page
    assert "Notes on recordings" not in study_page(found)


def test_a_long_name_keeps_its_end() -> None:
    assert short("p" * LONGEST_NAME) == "p" * LONGEST_NAME
    cut = short("folder/" * 9 + "day1.mp4")
    assert len(cut) == LONGEST_NAME
    assert cut.endswith("folder/day1.mp4")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_window_and_everybody_can_read_it(
    browser: Browser, scheme: str
) -> None:
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type] # one of two
        page = context.new_page()
        page.set_content(study_page(study_of(8, 2)))
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(page)
        assert [one["id"] for one in found.response["violations"]] == []
