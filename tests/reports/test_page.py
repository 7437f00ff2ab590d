import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from posturecam.core.history.dose import Dose
from posturecam.core.history.records import Hour
from posturecam.core.history.report_data import DAY_S, Period, ReportData
from posturecam.reports.amounts import h_mm_text
from posturecam.reports.fault_shares import faults
from posturecam.reports.figures import figures
from posturecam.reports.findings import Findings, findings
from posturecam.reports.page import report_html
from posturecam.reports.policy import policy_of
from posturecam.reports.style import Figure
from posturecam.reports.text import report_text
from posturecam.reports.values import report_csv, report_values
from posturecam.reports.words import (
    EMPTY,
    SIMULATED,
    outcomes,
    overview,
    soon_text,
    still_remark,
)
from posturecam.settings import Settings
from posturecam.stretches.catalogue import Catalogue, load_catalogue

VOID = {"meta", "link", "input"}


class Tags(HTMLParser):
    """Follows the tags of a page, which must all be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def one(name: str, found: Findings) -> Figure:
    """The figure of that name; those after it are not drawn."""
    return next(figure for figure in figures(found) if figure.name == name)


def test_the_page_is_whole_and_asks_for_nothing(page: str) -> None:
    tags = Tags()
    tags.feed(page)

    assert tags.open == []
    ids = [attributes["id"] for _, attributes in tags.attributes if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert not {tag for tag, _ in tags.attributes} & {"script", "img", "iframe", "object"}
    for _, attributes in tags.attributes:
        for name in ("href", "xlink:href", "src"):
            assert (attributes.get(name) or "#").startswith(("#", "data:,"))
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_every_figure_is_there_in_words_and_numbers(page: str, drawn: dict[str, Figure]) -> None:
    assert set(drawn) == {
        "limits", "day", "heat", "days", "spread-cva", "trend-cva", "spread-fsa", "trend-fsa",
        "alerts",
    }  # fmt: skip
    tags = Tags()
    tags.feed(page)
    images = [a for tag, a in tags.attributes if tag == "div" and a.get("role") == "img"]
    assert len(images) == len(drawn)
    assert all(len(image["aria-label"] or "") > 20 for image in images)
    for figure in drawn.values():
        assert figure.rows
        assert all(len(row) == len(figure.header) for row in figure.rows)


def test_the_figures_carry_the_numbers_in_the_data(
    found: Findings, drawn: dict[str, Figure]
) -> None:
    hours = found.report_data.hours
    held = sum(e.held_s for h in hours for e in h.total.exposures if e.cause == "forward_head")
    measured = sum(h.total.measured_s for h in hours)
    assert drawn["limits"].rows[0][:2] == ("head forward", f"{100 * held / measured:.0f} %")
    outcomes = dict(drawn["alerts"].rows)
    assert sum(map(int, outcomes.values())) == len(found.report_data.alerts)
    for count in outcomes.values():
        assert re.search(rf">{count}</text>", drawn["alerts"].svg)
    minutes = sum(seconds for _, seconds in found.report_data.cva_histogram) / 60
    reported = sum(float(row[1]) for row in drawn["spread-cva"].rows)
    assert reported == pytest.approx(minutes, abs=0.5 * len(drawn["spread-cva"].rows))
    assert len(drawn["trend-cva"].rows) == 4
    assert drawn["trend-cva"].rows[0][0] == "7 Oct 2024"
    cells = [cell for row in drawn["heat"].rows for cell in row[1:] if cell]
    assert all(re.search(rf">{cell}</text>", drawn["heat"].svg) for cell in cells)
    day = [h for h in hours if h.day == hours[-1].day]
    assert drawn["days"].rows[-1][1] == h_mm_text(sum(h.total.good_s for h in day))


def test_figures_take_their_colours_from_the_page(drawn: dict[str, Figure]) -> None:
    for figure in drawn.values():
        used = set(re.findall(r"(?:fill|stroke): (#\w+)", figure.svg))
        assert not used, figure.name
        assert "var(--ink)" in figure.svg


def test_the_same_data_give_the_same_page(found: Findings, catalogue: Catalogue, page: str) -> None:
    assert report_html(found, catalogue) == page


def test_made_up_data_are_marked_in_every_form(
    page: str, found: Findings, catalogue: Catalogue
) -> None:
    assert SIMULATED in page
    assert SIMULATED in report_text(found, catalogue)
    assert report_values(found)["simulated"] is True


def test_nothing_recorded(empty: Findings, catalogue: Catalogue) -> None:
    assert EMPTY in report_html(empty, catalogue)
    assert EMPTY in report_text(empty, catalogue)
    assert report_csv(empty).count("\n") == 1
    assert report_values(empty)["progress"][0]["direction"] == "too_little"


def test_a_single_hour_without_angles_or_faults(empty: Findings, catalogue: Catalogue) -> None:
    hour = Hour(day=20_003, hour=9, calibration="a", total=Dose(good_s=60))
    report_data = replace(empty.report_data, hours=(hour,), longer=(hour,))
    alone = findings(report_data, policy_of(Settings()), catalogue)

    assert [figure.name for figure in figures(alone)] == []
    page = report_html(alone, catalogue)
    assert "7 Oct 2024" in page
    (row,) = csv.DictReader(io.StringIO(report_csv(alone)))
    assert (row["good_s"], row["cva_change_deg"]) == ("60.0", "")
    assert "Nothing went beyond your limits." in report_text(alone, catalogue)


def test_limits_switched_off_are_not_drawn(report_data: ReportData, catalogue: Catalogue) -> None:
    policy = replace(policy_of(Settings()), cva_limit_deg=0.0)
    spread = one("spread-cva", findings(report_data, policy, catalogue))

    assert "limit" not in spread.svg
    assert spread.note == "The limit is switched off."


def test_long_periods_are_shown_by_week(report_data: ReportData, catalogue: Catalogue) -> None:
    hours = tuple(replace(report_data.hours[1], day=20_003 + 7 * week) for week in range(70))
    long = findings(
        replace(report_data, hours=hours, longer=hours), policy_of(Settings()), catalogue
    )

    days = one("days", long)
    assert days.header[0] == "week"
    assert len(days.rows) == 70


def test_alerts_are_told_apart_by_how_soon_they_were_corrected(found: Findings) -> None:
    counted = dict(outcomes(found))

    effect = found.effect
    assert counted["corrected soon"] + counted["corrected later"] == effect.corrected
    assert counted["corrected soon"] <= effect.followed
    assert "The typical time to correct was" in soon_text(found)
    untimed = replace(found, effect=replace(effect, typical_s=None))
    assert soon_text(untimed) == "Soon is within 2 min."
    few = replace(found, effect=replace(effect, corrected=2))
    assert soon_text(few) == "Soon is within 2 min."


def test_frozen_upright_is_not_praised(empty: Findings) -> None:
    frozen = Dose(good_s=10_000.0, longest_still_s=10_000.0)

    assert "Moving counts as much" in still_remark(replace(empty, total=frozen))
    assert still_remark(empty) == ""


def test_json_and_csv_hold_the_same_totals(found: Findings) -> None:
    values = json.loads(json.dumps(report_values(found)))
    rows = list(csv.DictReader(io.StringIO(report_csv(found))))

    assert len(rows) == 10
    assert sum(float(row["good_s"]) for row in rows) == pytest.approx(
        values["total"]["good_s"], abs=1
    )
    assert rows[0]["day"] == "2024-10-21"
    assert values["alerts"]["alerts"] == len(found.report_data.alerts)
    assert {hint["advice"] for hint in values["hints"]} == {h.advice for h in found.hints}


def test_json_holds_the_comparison_and_what_is_not_shown(
    found: Findings, two_minutes: Findings, empty: Findings
) -> None:
    values = json.loads(json.dumps(report_values(found)))

    weeks = values["weeks"]
    assert weeks["difference"] == "same"
    assert (weeks["now"]["first_day"], weeks["now"]["last_day"]) == ("2024-10-26", "2024-11-01")
    assert weeks["now"]["share"] == pytest.approx(found.weeks.now.share)
    assert weeks["error"] == pytest.approx(found.weeks.error)
    assert [one["enough"] for one in values["angle_errors"]] == [True, True]
    (missing,) = values["not_shown_yet"]
    assert missing == {
        "after": "1 more pain note", "figures": ["Pain beside time beyond your limits"],
    }  # fmt: skip
    little = report_values(two_minutes)
    assert little["weeks"]["before"]["share"] is None
    assert little["weeks"]["now"]["share"] is not None
    assert report_values(empty)["weeks"] is None


def test_a_report_of_two_days_compares_two_days(found: Findings, catalogue: Catalogue) -> None:
    data = found.report_data
    short = replace(data.period, since_s=data.period.until_s - 1.5 * DAY_S)
    two = findings(replace(data, period=short), found.policy, catalogue)

    now = two.weeks.now
    assert now.last_day - now.first_day == 1


def test_text_says_everything(found: Findings, catalogue: Catalogue) -> None:
    said = report_text(found, catalogue)

    for heading in (
        "The whole period", "What went beyond your limits", "When it happened", "Head", "Shoulders",
        "Time at the desk, alerts and breaks", "Muscle balance", "Exercises for you", "Workplace",
        "Pain notes", "Warning signs",
    ):  # fmt: skip
        assert f"\n{heading}" in said
    assert "Not measured" in said
    assert re.search(r"^Chin tuck: \d+ times$", said, flags=re.MULTILINE)
    assert re.search(r"^\d+ Oct 2024: \d of 10, neck, right side$", said, flags=re.MULTILINE)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(a: str, b: str) -> float:
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "paper"])
def test_contrast(theme: int) -> None:
    css = files("posturecam.reports").joinpath("page.css").read_text()
    block = re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)[theme]
    colours = dict(re.findall(r"--(\w+): (#\w{6});", block))

    for ground in ("page", "card"):
        for words in ("ink", "faint", "accent", "limit"):
            assert _contrast(colours[words], colours[ground]) >= 4.5, (words, ground)
        for shape in ("good", "poor"):
            assert _contrast(colours[shape], colours[ground]) >= 3, (shape, ground)


def seldom(found: Findings, shoulders: float, trunk: float = 1.0) -> Findings:
    """The same with shoulders and trunk judged in these shares of the measured time."""
    hours = tuple(_judged(hour, shoulders, trunk) for hour in found.report_data.hours)
    return findings(replace(found.report_data, hours=hours), found.policy, load_catalogue())


def _judged(hour: Hour, shoulders: float, trunk: float) -> Hour:
    total, measured_s = hour.total, hour.total.measured_s
    times = replace(total.judged, shoulders_s=shoulders * measured_s, trunk_s=trunk * measured_s)
    return replace(hour, total=replace(total, judged=times))


def test_the_time_in_which_the_shoulders_were_judged_is_told_in_every_form(
    found: Findings, catalogue: Catalogue
) -> None:
    part = seldom(found, 0.35)

    assert re.search(
        r"^Shoulders judged +\d+ h \d+ min \(35 %\)$", report_text(part, catalogue), re.MULTILINE
    )
    assert "(35\N{NO-BREAK SPACE}%)" in report_html(part, catalogue)
    assert report_values(part)["shoulders_judged_share"] == pytest.approx(0.35)
    (row, *_) = csv.DictReader(io.StringIO(report_csv(part)))
    measured_s = float(row["good_s"]) + float(row["poor_s"])
    assert float(row["shoulders_judged_s"]) == pytest.approx(0.35 * measured_s, abs=0.2)


def test_rounded_shoulders_are_counted_by_the_time_in_which_they_were_judged(
    found: Findings, catalogue: Catalogue
) -> None:
    whole, half = ({d.name: d for d in faults(seldom(found, share))} for share in (1.0, 0.5))

    name = "shoulders rounded"
    assert half[name].share == pytest.approx(2 * whole[name].share)
    assert half[name].weighted == pytest.approx(2 * whole[name].weighted)
    said = "judged in 50 % of the time"
    assert report_text(seldom(found, 0.5), catalogue).count(said) == 1
    assert said not in report_text(seldom(found, 1.0), catalogue)
    assert "Shoulders rounded: judged in 50 %" in one("limits", seldom(found, 0.5)).note
    assert "judged in" not in one("limits", seldom(found, 1.0)).note


def test_nothing_is_concluded_of_shoulders_that_were_hardly_judged(
    found: Findings, catalogue: Catalogue
) -> None:
    never = report_text(seldom(found, 0.0), catalogue)

    assert "(shoulders rounded)" not in never
    later = "After 60 more minutes of time in which the shoulders are judged: where your shoulders"
    assert later in never
    assert "(shoulders rounded)" in report_text(seldom(found, 1.0), catalogue)


def test_shoulders_that_nobody_asks_for_are_not_missed(
    found: Findings, catalogue: Catalogue
) -> None:
    off = replace(found, policy=replace(found.policy, fsa_limit_deg=0.0))

    nothing = replace(off.report_data, fsa_histogram=())
    text = report_text(seldom(replace(off, report_data=nothing), 0.0), catalogue)
    assert "Shoulders judged" not in text
    assert "shoulders are judged" not in text


def test_time_with_the_head_alone_is_told(found: Findings) -> None:
    assert "Only the head judged" not in dict(overview(seldom(found, 1.0)))
    assert dict(overview(seldom(found, 0.0, 0.75)))["Only the head judged"].endswith("(25 %)")
    nobody_asks = replace(found, policy=replace(found.policy, trunk=False))
    assert "Only the head judged" not in dict(overview(seldom(nobody_asks, 0.0, 0.0)))


def test_a_day_of_two_calibrations_has_a_row_for_each(found: Findings) -> None:
    (first, *_) = found.report_data.hours
    hours = tuple(
        replace(first, hour=number, calibration="ab"[number % 2]) for number in range(9, 13)
    )
    part = replace(found, report_data=replace(found.report_data, hours=hours))
    rows = list(csv.DictReader(io.StringIO(report_csv(part))))

    assert [row["calibration"] for row in rows] == ["a", "b"]


def test_time_not_watched_is_in_every_form(catalogue: Catalogue) -> None:
    dark = Hour(20_003, 9, "a", Dose(away_s=120.0, unwatched_s=3000.0, paused_s=600.0))
    data = ReportData(Period(0, DAY_S), (), (dark,), (), (), (), (), (), (), (), ())
    part = findings(data, policy_of(Settings()), catalogue)
    (row,) = csv.DictReader(io.StringIO(report_csv(part)))

    assert (row["unwatched_s"], row["paused_s"], row["away_s"]) == ("3000.0", "600.0", "120.0")
    assert report_values(part)["total"]["unwatched_s"] == 3000.0
    assert ("Not watched (paused, dark, no camera)", "50 min") in list(overview(part))
    assert ("Away from the desk", "2 min") in list(overview(part))
