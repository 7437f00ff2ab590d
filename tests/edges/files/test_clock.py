"""The clock of live sources goes its own way."""

import time

import pytest

from posturecam.edges.files.clock import now_s, wall_time


@pytest.mark.parametrize("jump_s", [-3600, 3600, -86_400])
def test_setting_the_wall_clock_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    before, real = now_s(), time.time
    monkeypatch.setattr(time, "time", lambda: real() + jump_s)
    assert 0 <= now_s() - before < 5


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no other time zone can be set here")
@pytest.mark.parametrize(("zone", "offset_s"), [("XYZ-5:30", 19_800), ("XYZ+3", -10_800)])
def test_the_clock_on_the_wall_shows_the_time_of_the_place(
    monkeypatch: pytest.MonkeyPatch, zone: str, offset_s: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        now = wall_time()
    time.tzset()
    assert now.utc_offset_s == offset_s
    assert 0 <= time.time() - now.unix_s < 60
