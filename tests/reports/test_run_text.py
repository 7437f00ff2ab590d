import json
from dataclasses import replace

import pytest

from posturecam.core.history.run_summary import Summary
from posturecam.core.parts import NoShoulders, Part
from posturecam.core.values import Assessment, Cause, EventKind, Fault, Verdict, Why
from posturecam.reports.amounts import time_text
from posturecam.reports.run_text import run_rows, run_text, run_values, runs_text

SUMMARY = Summary(
    observations=400,
    newest=Assessment(110.0, Verdict.GOOD),
    first_t=10.0,
    verdict_s={Verdict.GOOD: 60.0, Verdict.POOR: 25.0, Verdict.UNKNOWN: 10.0},
    cause_s={Cause.SLUMP: 5.0, Cause.FORWARD_HEAD: 25.0},
    unknown_s={Why.TURNED: 10.0},
    blank_s=5.0,
    alerts={Cause.FORWARD_HEAD: 2, Cause.SLUMP: 1},
    events={EventKind.ALERT: 3, EventKind.BREAK_DUE: 1},
    judged_s=dict.fromkeys(Part, 85.0),
)
BLIND = replace(
    SUMMARY,
    cause_s={Cause.ROUNDED_SHOULDERS: 5.0, Cause.FORWARD_HEAD: 25.0},
    judged_s=SUMMARY.judged_s | {Part.SHOULDERS: 17.0},
    limited_s={
        ("head only", NoShoulders.OUT): 8.0,
        ("neck and trunk only", NoShoulders.UNCLEAR): 60.0,
    },
)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (2.46, "2.5 s"),
        (9.96, "10 s"),
        (45.4, "45 s"),
        (60, "1 min"),
        (725, "12 min 5 s"),
        (3600, "1 h"),
        (12000, "3 h 20 min"),
    ],
)
def test_times_are_brief(seconds: float, text: str) -> None:
    assert time_text(seconds) == text


def test_the_table_puts_the_largest_first_and_shares_beside() -> None:
    assert run_rows(SUMMARY) == (
        ("watched", "1 min 40 s (400 frames)"),
        ("sat well", "1 min (60 %)"),
        ("beyond a limit", "25 s (25 %)"),
        ("  head forward", "25 s (25 %)"),
        ("  slumped", "5 s (5 %)"),
        ("not measured", "15 s (15 %)"),
        ("  face turned away", "10 s (10 %)"),
        ("  not watched", "5 s (5 %)"),
        ("alerts", "3 (head forward 2, slumped 1)"),
        ("break reminders", "1"),
    )


def test_time_without_the_shoulders_is_told_and_their_share_is_of_the_rest() -> None:
    rows = run_rows(BLIND)

    assert rows[3:8] == (
        ("  head forward", "25 s (25 %)"),
        ("  shoulders rounded", "5 s (29 % of 17 s judged)"),
        ("shoulders judged", "17 s (20 % of the measured time)"),
        ("  neck and trunk only", "1 min (71 %): shoulders not clear in this frame"),
        ("  head only", "8 s (9 %): shoulders out of the picture"),
    )
    assert "shoulders judged" not in dict(run_rows(SUMMARY))


def test_programs_get_the_time_in_which_each_part_was_judged() -> None:
    values = json.loads(json.dumps(run_values(BLIND)))

    assert values["judged_s"]["shoulders"] == 17.0
    assert values["shoulders_unjudged_by_reason_s"] == {
        "head only: shoulders out of the picture": 8.0,
        "neck and trunk only: shoulders not clear in this frame": 60.0,
    }


def test_a_share_that_is_not_quite_nothing_is_no_zero() -> None:
    little = replace(SUMMARY, cause_s={Cause.FORWARD_HEAD: 0.4}, verdict_s={Verdict.GOOD: 85.0})
    assert dict(run_rows(little))["  head forward"] == "0.4 s (under 1 %)"


def test_a_run_without_a_look() -> None:
    assert "watched          0 s (0 frames)" in run_text(Summary())
    assert "alerts           none" in run_text(Summary())


def test_programs_get_seconds_and_names() -> None:
    values = json.loads(json.dumps(run_values(SUMMARY)))

    assert values["lasted_s"] == 100.0
    assert values["unmeasured_s"] == 15.0
    assert values["poor_by_cause_s"] == {"slump": 5.0, "forward_head": 25.0}
    assert values["alerts"] == 3


def test_several_runs_stand_under_their_names() -> None:
    text = runs_text({"a.mp4": SUMMARY, "b.mp4": Summary()})

    assert text.startswith("a.mp4\nwatched")
    assert "\n\nb.mp4\n" in text


def test_one_look_is_one_look() -> None:
    assert "(1 frame)" in run_text(replace(SUMMARY, observations=1))
    assert "(400 frames)" in run_text(SUMMARY)


@pytest.mark.parametrize(
    ("observation", "says"),
    [
        (Assessment(0.0, Verdict.GOOD), "sat well"),
        (
            Assessment(0.0, Verdict.GOOD, no_shoulders=NoShoulders.OUT),
            "sat well (head only: shoulders out of the picture)",
        ),
        (Assessment(0.0, Verdict.UNKNOWN, why=Why.TURNED), "face turned away"),
        (Assessment(0.0, Verdict.POOR, (Fault(Cause.SLUMP, 9.0, 5.0, "deg"),)), "slumped"),
    ],
)
def test_a_single_picture_says_what_it_shows(observation: Assessment, says: str) -> None:
    rows = dict(run_rows(Summary(observations=1, newest=observation)))

    assert rows["this frame"] == says
    assert "this frame" not in dict(run_rows(SUMMARY))
