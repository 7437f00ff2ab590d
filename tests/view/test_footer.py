"""The facts at the foot, and times as short texts."""

import pytest

from posturecam.view.footer import Footer
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
