"""The least amount of data of every figure."""

from dataclasses import replace
from pathlib import Path

import pytest

from posturecam.core.history.dose import Judged
from posturecam.reports.figures import figures
from posturecam.reports.findings import Findings
from posturecam.reports.least_data import BY_NAME, LEAST, Unit, amount_text, enough, not_yet
from posturecam.reports.parts import parts
from posturecam.stretches.catalogue import Catalogue

DOCS = Path(__file__).resolve().parents[2] / "docs" / "report.md"


@pytest.mark.parametrize(
    ("unit", "missing", "said"),
    [
        (Unit.TIME, 1.0, "1 more minute of measured time"),
        (Unit.TIME, 61.0, "2 more minutes of measured time"),
        (Unit.TIME, 7140.0, "119 more minutes of measured time"),
        (Unit.TIME, 7200.0, "2 more hours of measured time"),
        (Unit.NECK, 7201.0, "3 more hours of time in which the neck is judged"),
        (Unit.DAY, 1, "1 more day with 15 minutes measured"),
        (Unit.DAY, 2, "2 more days with 15 minutes measured each"),
        (Unit.WEEK, 1, "1 more week with 2 measured days"),
        (Unit.ALERT, 3, "3 more alerts"),
        (Unit.NOTE, 1, "1 more pain note"),
    ],
)
def test_what_is_missing_in_words(unit: Unit, missing: float, said: str) -> None:
    assert amount_text(unit, missing) == said


def test_a_fortnight_lacks_a_pain_note_alone(found: Findings) -> None:
    assert len(found.report_data.pain) == 2
    assert not_yet(found) == {"1 more pain note": ["Pain beside time beyond your limits"]}


def test_every_figure_is_drawn_or_says_when_it_appears(
    found: Findings, two_minutes: Findings, catalogue: Catalogue
) -> None:
    for one in (found, two_minutes):
        shown = {figure.name for figure in figures(one)}
        later = {title for titles in not_yet(one).values() for title in titles}
        known = {name for part in parts(one, catalogue) for name in part.figures} & set(BY_NAME)
        assert not {BY_NAME[name].title for name in shown & set(BY_NAME)} & later
        missing = {BY_NAME[name].title for name in known - shown if BY_NAME[name].asked(one)}
        assert missing <= later


def test_the_figures_of_the_parts_are_all_the_figures(
    found: Findings, catalogue: Catalogue
) -> None:
    note = found.report_data.pain[0]
    noted = replace(found, report_data=replace(found.report_data, pain=(note,) * 3))

    named = {name for part in parts(noted, catalogue) for name in part.figures}
    assert {figure.name for figure in figures(noted)} == named


@pytest.mark.parametrize(("name", "count"), [("alerts", 6), ("pain", 3), ("typical", 3)])
def test_just_enough_and_one_too_few(found: Findings, name: str, count: int) -> None:
    def having(number: int) -> Findings:
        effect = replace(found.effect, alerts=number, corrected=number)
        note = found.report_data.pain[0]
        data = replace(found.report_data, pain=(note,) * number)
        return replace(found, effect=effect, report_data=data)

    assert enough(having(count), name)
    assert not enough(having(count - 1), name)


def test_shoulders_seldom_judged_have_no_histogram(found: Findings) -> None:
    judged = replace(found.total.judged, shoulders_s=3599.0)
    little = replace(found, total=replace(found.total, judged=judged))

    assert not enough(little, "spread-fsa")
    assert enough(little, "spread-cva")
    assert "spread-fsa" not in {figure.name for figure in figures(little)}


def test_switched_off_and_never_measured_is_not_waited_for(found: Findings) -> None:
    policy = replace(found.policy, cva_limit_deg=0.0, fsa_limit_deg=0.0)
    data = replace(found.report_data, cva_histogram=(), fsa_histogram=(), pain=())
    total = replace(found.total, judged=Judged())
    off = replace(found, policy=policy, report_data=data, total=total)
    effect = replace(off.effect, alerts=0, corrected=0)

    assert not_yet(replace(off, effect=effect)) == {}


def test_the_table_in_the_documentation_is_this_one() -> None:
    text = DOCS.read_text(encoding="utf-8")

    for least in LEAST:
        (row,) = [line for line in text.splitlines() if line.startswith(f"| {least.title} |")]
        assert least.reason in row
