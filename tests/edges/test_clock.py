"""The clock of live sources goes its own way."""

import time

import pytest

from posturecam.edges.clock import now_s


@pytest.mark.parametrize("jump_s", [-3600, 3600, -86_400])
def test_setting_the_wall_clock_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    before, real = now_s(), time.time
    monkeypatch.setattr(time, "time", lambda: real() + jump_s)
    assert 0 <= now_s() - before < 5
