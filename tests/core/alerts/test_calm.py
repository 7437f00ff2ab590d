"""When looks may be far apart: a fault that is not over keeps them close."""

from dataclasses import replace

import pytest

from posturecam.app.policies import sampling_of
from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.sampling import is_calm, next_frame_s
from posturecam.core.values import Assessment, Cause, Why
from posturecam.settings import Settings
from tests.support.stories import (
    BETWEEN,
    HEAD,
    NOBODY,
    PATIENT,
    WELL,
    Measured,
    sitting,
    take,
)

POLICY = replace(sampling_of(Settings()), calm_every_s=1.0, away_every_s=1.5)
RECOVERING = {Cause.FORWARD_HEAD: 0.55}  # within the limit, and not yet corrected
assert BETWEEN[Cause.FORWARD_HEAD] > POLICY.calm_below > RECOVERING[Cause.FORWARD_HEAD]


def after(*parts: tuple[Measured | Why, float]) -> tuple[Assessment, AlertState]:
    state, now = AlertState(), None
    for moment in sitting(*parts, looks_per_s=4):
        state, _, now = take(PATIENT, state, now, moment)
    assert now is not None
    return now, state


@pytest.mark.parametrize(
    ("parts", "calm"),
    [
        pytest.param([(WELL, 20)], False, id="almost settled"),
        pytest.param([(WELL, 20.25)], True, id="settled"),
        pytest.param([(HEAD, 10), (RECOVERING, 25)], False, id="a fault that may come back"),
        pytest.param(
            [(HEAD, 70), (Why.TURNED, 12), (RECOVERING, 25)], False, id="an alert not taken back"
        ),
        pytest.param([(HEAD, 70), (RECOVERING, 55)], True, id="an alert taken back"),
    ],
)
def test_calm(parts: list[tuple[Measured | Why, float]], *, calm: bool) -> None:
    assert is_calm(POLICY, *after(*parts)) is calm


@pytest.mark.parametrize("why", [Why.PAUSED, Why.LOCKED, Why.ON_BATTERY, Why.OFF_HOURS])
def test_a_pause_needs_no_frequent_looks(why: Why) -> None:
    now, state = after((WELL, 21), (why, 1))
    assert next_frame_s(POLICY, now, state) == now.t + POLICY.away_every_s


@pytest.mark.parametrize("seen", [WELL, NOBODY], ids=["calm", "away"])
def test_no_look_comes_sooner_than_the_rate_says(seen: Measured | Why) -> None:
    now, state = after((seen, 30))
    assert next_frame_s(replace(POLICY, looks_per_s=0.5), now, state) == now.t + 2
