"""A screen as a message is plain values, and the page finds what it shows."""

import json
from dataclasses import replace

from posturecam.core.values import Cause
from posturecam.view.gauges import Gauge
from posturecam.view.screen_row import gauge_row, screen_row
from tests.support.screens import POOR


def test_it_survives_json_with_every_name_the_page_knows() -> None:
    screen = replace(
        POOR, cause=Cause.FORWARD_HEAD, stretch="chin_tuck", unit="deg", note="n", answer="a"
    )
    row = json.loads(json.dumps(screen_row(screen)))

    assert (row["t"], row["heading"]) == (12.0, "camera 0, profile default")
    assert row["headline"]["verdict"] == "poor"
    assert row["headline"]["level"] == "notice"
    assert row["headline"]["detail"] == "head forward by 11° (limit 8°)"
    assert row["card"]["title"] == "Head forward"
    assert row["card"]["steps"] == list(POOR.card.steps if POOR.card else ())
    assert (row["card"]["cause"], row["card"]["stretch"]) == ("forward_head", "chin_tuck")
    assert row["footer"]["others"][1] == "break in 17 min"
    assert row["card"]["unit"] == row["unit"] == "deg"
    assert (row["note"], row["answer"]) == ("n", "a")


def test_a_card_says_whether_its_break_is_a_micro_break() -> None:
    rows = [screen_row(replace(POOR, micro=micro))["card"] for micro in (True, False)]

    assert [row["micro"] for row in rows] == [True, False]


def test_without_an_alert_there_is_no_card() -> None:
    assert screen_row(replace(POOR, card=None))["card"] is None


def test_all_gauges_are_in_it_those_of_a_small_screen_first() -> None:
    more = (Gauge("Slump", 4.0, 4.0, None, 3.0, unit="cm", cause=Cause.SLUMP),)
    labels = [row["label"] for row in screen_row(replace(POOR, more=more))["gauges"]]

    assert labels == ["Neck angle (CVA)", "Shoulders (FSA)", "Slump"]


def test_a_gauge_brings_its_texts() -> None:
    row = gauge_row(Gauge("Slump", 4.4, 4.4, 1.2, 3.0, unit="cm", cause=Cause.SLUMP))

    assert (row["text"], row["amount"], row["unit"]) == ("+4 ± 1 cm", "4 ± 1 cm", "cm")
    assert (row["span"], row["is_beyond"]) == ([-2.25, 7.5], True)
