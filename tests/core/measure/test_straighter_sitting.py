"""Sitting straighter than calibrated, for long."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from posturecam.core.measure.straighter_sitting import HELD_S, Better, follow_better
from posturecam.core.values import Reading, Unseen, View, Why
from tests.support.stories import NEUTRAL

STRAIGHT = replace(NEUTRAL, cva_change_deg=1.3)


def held(readings: Sequence[Reading | Unseen], step_s: float = 10.0) -> list[float]:
    """Return the times at which sitting straighter counts as held."""
    state, times = Better(), []
    for number, reading in enumerate(readings):
        state = follow_better(state, replace(reading, t=number * step_s))
        times += [number * step_s] if state.held else []
    return times


def test_sitting_straighter_counts_once_it_has_lasted() -> None:
    assert held([STRAIGHT] * 60)[0] == HELD_S


def test_sitting_as_calibrated_never_counts() -> None:
    assert held([NEUTRAL, replace(NEUTRAL, cva_change_deg=0.9)] * 60) == []


def test_sitting_as_calibrated_in_between_takes_away_as_much() -> None:
    assert held([STRAIGHT, NEUTRAL] * 60) == []
    assert held([STRAIGHT, STRAIGHT, STRAIGHT, NEUTRAL] * 20)[0] > 1.8 * HELD_S


@pytest.mark.parametrize(
    "now",
    [
        replace(STRAIGHT, trunk_lean_change_deg=-2.5),
        replace(STRAIGHT, trunk_lean_change_deg=2.5),
        replace(STRAIGHT, trunk_lean_change_deg=None),
        replace(STRAIGHT, head_pitch_change_deg=-9.0),
        replace(STRAIGHT, head_pitch_change_deg=9.0),
        replace(STRAIGHT, head_pitch_change_deg=None),
        replace(STRAIGHT, cva_change_deg=None),
        replace(STRAIGHT, camera_moved=0.5),
        replace(STRAIGHT, hand_at_head=True),
        replace(STRAIGHT, view=View.SIDE),
        Unseen(0.0, Why.NOBODY),
    ],
)
def test_what_may_be_something_else_never_counts(now: Reading | Unseen) -> None:
    assert held([now] * 60) == []


def test_what_cannot_be_compared_stops_the_clock() -> None:
    gone = Unseen(0.0, Why.TURNED)
    before = held([STRAIGHT] * 60)[0]
    assert held([STRAIGHT] * 10 + [gone] * 100 + [STRAIGHT] * 60)[0] == before + 101 * 10.0


def test_a_look_counts_for_a_minute_at_most() -> None:
    assert held([STRAIGHT] * 9, step_s=600.0)[0] == 3 * 600.0
