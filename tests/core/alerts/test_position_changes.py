from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.elapsed import elapsed_since
from posturecam.core.alerts.position_changes import (
    MovementPolicy,
    MovementState,
    Position,
    apart,
    follow_position,
)
from posturecam.core.values import Assessment, Reading, Unseen, Verdict, View, Why

POLICY = MovementPolicy(moved_deg=5.0, moved_cm=3.0, moved_s=4.0, away_s=20.0)
STANDS_S = 10.0


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
    return [now.t for state, now in followed(observations) if state.moved]


def followed(
    observations: Iterable[Reading | Unseen],
) -> Iterator[tuple[MovementState, Reading | Unseen]]:
    state, last = MovementState(), None
    for now in observations:
        why = now.why if isinstance(now, Unseen) else None
        verdict = Verdict.GOOD if why is None else Verdict.UNKNOWN
        elapsed = elapsed_since(last, now.t, STANDS_S)
        state, last = (
            follow_position(POLICY, state, elapsed, now),
            Assessment(now.t, verdict, why=why),
        )
        yield state, now


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
        pytest.param(
            [at(0), *(Unseen(t, Why.TURNED) for t in range(1, 99, 5)), at(99)],
            [],
            id="turned away is not away",
        ),
        pytest.param([at(0), at(99)], [99], id="asleep is away"),
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


def still_s(*story: tuple[Why | None, float]) -> float:
    """Parts of a story, a frame a second: measured in one position, or unseen."""
    whys = [why for why, lasting_s in story for _ in range(round(lasting_s))]
    seen = [at(float(t)) if why is None else Unseen(t, why) for t, why in enumerate(whys)]
    return [state for state, _ in followed(seen)][-1].still_s


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param([(Why.NOBODY, 50)], 0, id="nobody seen yet"),
        pytest.param([(None, 61)], 60, id="measured"),
        pytest.param([(None, 30), (Why.TURNED, 31)], 60, id="there, though not measured"),
        pytest.param([(None, 30), (Why.PAUSED, 100), (None, 31)], 60, id="a pause is not counted"),
        pytest.param([(None, 30), (Why.CAMERA_LOST, 100), (None, 31)], 60, id="nor a lost camera"),
        pytest.param([(None, 30), (Why.NOBODY, 15), (None, 31)], 60, id="away for a moment"),
        pytest.param([(None, 30), (Why.STRANGER, 20), (None, 31)], 30, id="away"),
        pytest.param([(None, 30), (Why.PAUSED, 1801), (None, 31)], 30, id="too long ago"),
    ],
)
def test_time_in_one_position(story: list[tuple[Why | None, float]], expected: float) -> None:
    assert still_s(*story) == expected


positions = st.builds(
    Position, *[st.none() | st.floats(-20, 20, allow_nan=False, width=32) for _ in range(4)]
)


@given(positions, positions)
def test_apart_is_symmetric_and_nothing_is_apart_from_itself(a: Position, b: Position) -> None:
    assert apart(POLICY, a, b) == apart(POLICY, b, a)
    assert not apart(POLICY, a, a)


@given(st.lists(st.floats(-20, 20, width=32), max_size=60))
def test_moves_are_never_closer_than_settling_and_still_time_restarts(leans: list[float]) -> None:
    found = []
    for state, now in followed(at(float(t), lean) for t, lean in enumerate(leans)):
        if state.moved:
            found.append(now.t)
            assert state.still_s == 0
        assert 0 <= state.still_s <= now.t
    assert all(b - a >= POLICY.moved_s for a, b in pairwise(found))
