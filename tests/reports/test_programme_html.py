"""The programme as cards, and what is folded."""

import re
from dataclasses import replace

from posturecam.core.history.records import PainNote
from posturecam.reports.findings import Findings
from posturecam.reports.page import report_html
from posturecam.reports.programme_html import programme_html
from posturecam.stretches.catalogue import Catalogue

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def test_every_exercise_has_a_box_for_each_of_its_days(found: Findings) -> None:
    cards = programme_html(found.programme).split("<article")[1:]

    assert len(cards) == len(found.programme) == 7
    for card, item in zip(cards, found.programme, strict=True):
        daily = item.often == "every working day"
        boxes = re.findall(r'type="checkbox"><span aria-hidden="true">(\w+)</span>', card)
        assert boxes == (["Mon", "Tue", "Wed", "Thu", "Fri"] if daily else ["Mon", "Wed", "Fri"])
        named = [day for day in DAYS if f"{item.exercise.name}, {day}</span>" in card]
        assert len(named) == len(boxes)
        assert all(step[:20] in card for step in item.exercise.steps)
        assert all(text[:20] in card for text in item.exercise.not_for)


def test_every_exercise_moves_and_has_a_strip_for_paper(found: Findings) -> None:
    html = programme_html(found.programme)

    assert html.count('<div class="drawing moves"><svg') == len(found.programme)
    assert html.count('<div class="drawing strip"><svg') == len(found.programme)
    assert html.count("<animate ") > len(found.programme)


def test_no_programme_is_a_sentence() -> None:
    assert programme_html(()) == (
        "<p>No programme follows yet. Moving often is the best start.</p>"
    )


def noted(found: Findings, *notes: PainNote) -> Findings:
    return replace(found, report_data=replace(found.report_data, pain=notes))


def test_warning_signs_are_folded_until_there_are_pain_notes(
    found: Findings, catalogue: Catalogue
) -> None:
    signs = '<details class="fold"{}><summary><h2>Warning signs</h2>'
    without = report_html(noted(found), catalogue)
    note = PainNote(found.report_data.period.since_s, 4, "neck", ("an arm that tingles",))
    with_pain = report_html(noted(found, note), catalogue)

    assert signs.format("") in without
    assert "<h2>Pain notes</h2>" not in without
    assert signs.format(" open") in with_pain
    assert '<details class="fold" open><summary><h2>Pain notes</h2>' in with_pain
    assert "4 of 10, neck; warning signs: an arm that tingles" in with_pain


def test_no_script_and_no_form_is_needed(page: str) -> None:
    assert "<script" not in page
    assert "<form" not in page
    assert " onclick" not in page
