from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.position_changes import (
    MovementPolicy,
    MovementState,
    Position,
    apart,
    move,
    still_s,
)
from posturecam.core.values import Reading, Unseen, View, Why

POLICY = MovementPolicy(angle_deg=5.0, shift_cm=3.0, settle_s=4.0, away_s=20.0)


def at(t: float, lean: float | None = 0.0, approach: float | None = 0.0) -> Reading:
    return Reading(
        t=t,
        view=View.FRONT,
        cva_change_deg=None,
        cva_change_sd_deg=None,
        fsa_change_deg=None,
        fsa_change_sd_deg=None,
        trunk_lean_change_deg=lean,
        head_pitch_change_deg=None,
        head_yaw_deg=None,
        shoulder_elevation_change_cm=None,
        head_tilt_deg=None,
        distance_cm=None,
        approach_cm=approach,
        sink_cm=None,
    )


def moves(observations: list[Reading | Unseen]) -> list[float]:
    state, found = MovementState(), []
    for observation in observations:
        state, moved = move(POLICY, state, observation)
        if moved:
            found.append(observation.t)
    return found


def leaning(*spells: tuple[float, int]) -> list[Reading | Unseen]:
    """One look a second: `(lean, seconds)`, one after the other."""
    leans = [lean for lean, seconds in spells for _ in range(seconds)]
    return [at(float(t), lean) for t, lean in enumerate(leans)]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(leaning((0, 100)), [], id="nobody frozen has moved"),
        pytest.param(leaning((0, 10), (8, 10)), [14.0], id="leaned and stayed"),
        pytest.param(leaning((0, 10), (8, 3), (0, 20)), [], id="reached for a cup"),
        pytest.param(leaning((0, 10), (4, 20)), [], id="too little to count"),
        pytest.param(leaning((0, 10), (8, 10), (0, 10)), [14.0, 24.0], id="there and back"),
        pytest.param([at(0), Unseen(1, Why.NOBODY), at(40)], [40], id="got up and came back"),
        pytest.param([at(0), Unseen(1, Why.NOBODY), at(9)], [], id="out of view for a moment"),
        pytest.param([at(0), Unseen(1, Why.TURNED), at(99)], [], id="turned away is not away"),
        pytest.param(
            [at(0), Unseen(1, Why.NOBODY), Unseen(9, Why.NOBODY), at(22)], [22], id="long absence"
        ),
        pytest.param([at(0, None, 0), at(1, 9, 0), at(9, 9, 0)], [], id="not measured, no move"),
        pytest.param([at(0), at(1, 0, -4), at(9, 0, -4)], [9], id="slid back"),
        pytest.param([Unseen(0, Why.NOBODY), Unseen(50, Why.NOBODY)], [], id="never there"),
    ],
)
def test_stories(story: list[Reading | Unseen], expected: list[float]) -> None:
    assert moves(story) == expected


def test_nobody_seen_yet_has_not_been_still() -> None:
    assert still_s(MovementState(), 50.0) == 0.0


positions = st.builds(
    Position, *[st.none() | st.floats(-20, 20, allow_nan=False, width=32) for _ in range(4)]
)


@given(positions, positions)
def test_apart_is_symmetric_and_nothing_is_apart_from_itself(a: Position, b: Position) -> None:
    assert apart(POLICY, a, b) == apart(POLICY, b, a)
    assert not apart(POLICY, a, a)


@given(st.lists(st.floats(-20, 20, width=32), max_size=60))
def test_moves_are_never_closer_than_settling_and_still_time_restarts(leans: list[float]) -> None:
    state, found = MovementState(), []
    for t, lean in enumerate(leans):
        state, moved = move(POLICY, state, at(float(t), lean))
        if moved:
            found.append(t)
            assert still_s(state, t) == 0
        assert 0 <= still_s(state, t) <= t
    assert all(b - a >= POLICY.settle_s for a, b in pairwise(found))
