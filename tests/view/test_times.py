"""Times are worded in one place, for a terminal, a tray and a status line alike."""

import pytest

from posturecam.view.glance import Glance, Light, lines
from posturecam.view.times import brief, upcoming_text
from posturecam.view.tray import tray_of


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1.0, "1 min"), (60.0, "1 min"), (61.0, "2 min"), (3600.0, "1 h"), (3601.0, "1 h 1 min")],
)
def test_a_time_to_come_counts_the_minute_that_has_begun(seconds: float, text: str) -> None:
    glance = Glance(Light.WELL, "sitting well", break_in_s=seconds, snoozed_s=seconds)

    assert upcoming_text(seconds) == text
    assert brief(max(60.0, seconds)) == upcoming_text(max(60.0, seconds))
    assert lines(glance)[1:] == [f"break in {text}, 0 alerts", f"no alerts for {text}"]
    assert {f"Next break in {text}", f"Alerts snoozed for {text}"} <= set(tray_of(glance).lines)


def test_less_than_a_minute_is_in_seconds_where_it_is_brief() -> None:
    assert brief(45.4) == "45 s"
