"""The facts at the foot, and times as short texts."""

from dataclasses import replace

import pytest

from posturecam.app.policies import alert_policy_of
from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.breaks import NextBreak, Sitting
from posturecam.core.measure.measuring import UNSEEN_CAMERA
from posturecam.core.values import Assessment, Observation, Unseen, Verdict, Why
from posturecam.edges.files.settings_file import checked
from posturecam.monitor import Tick
from posturecam.view.footer import Footer, break_text, footer_of
from posturecam.view.times import brief, clock_text


def test_a_snooze_comes_first_and_is_one_of_the_facts() -> None:
    assert Footer("snoozed for 9 min", ("2 alerts",)).facts == ("snoozed for 9 min", "2 alerts")
    assert Footer(others=("2 alerts",)).facts == ("2 alerts",)
    assert Footer().facts == ()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0, "0:00"), (65.9, "1:05"), (3599.0, "59:59"), (3723.0, "1:02:03")],
)
def test_a_time_of_the_stream(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(45.2, "45 s"), (59.9, "60 s"), (60.0, "1 min"), (61.0, "2 min")]
)
def test_the_minute_that_has_begun_counts(seconds: float, text: str) -> None:
    assert brief(seconds) == text


@pytest.mark.parametrize(
    ("coming", "text"),
    [
        (NextBreak(700.0, micro=False), "break in 12 min"),
        (NextBreak(290.0, micro=True), "short break in 5 min"),
        (NextBreak(0.0, micro=False), "break due now"),
        (NextBreak(0.0, micro=True), "short break due now"),
    ],
)
def test_the_next_break(coming: NextBreak, text: str) -> None:
    assert break_text(coming) == text


@pytest.mark.parametrize(
    ("sitting", "text"),
    [
        (Sitting(sat_s=600), "short break in 10 min"),
        (Sitting(sat_s=1230, micro_from_s=1200), "break in 10 min"),
        (Sitting(sat_s=1200, micro_from_s=1200, micro_s=4), "short break now"),
    ],
)
def test_either_kind_of_break_is_at_the_foot(sitting: Sitting, text: str, tick: Tick) -> None:
    policy = alert_policy_of(checked({"breaks": {"micro_every_min": 20}}, "test"))
    now = replace(tick, state=AlertState(sitting=sitting))
    assert footer_of(now, policy, 0).others[0] == text


def test_without_reminders_there_is_no_next_break(tick: Tick) -> None:
    policy = alert_policy_of(checked({"breaks": {"every_min": 0}}, "test"))
    assert footer_of(tick, policy, 0).others[0] == "0 alerts"


@pytest.fixture
def tick() -> Tick:
    unseen = Unseen(0.0, Why.NOBODY)
    seen = Observation(0.0, (), Why.NOBODY)
    now = Assessment(0.0, Verdict.UNKNOWN, why=Why.NOBODY)
    return Tick(seen, unseen, unseen, now, (), UNSEEN_CAMERA)
