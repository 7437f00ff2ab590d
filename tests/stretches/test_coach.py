"""Repetitions are counted from readings: stories, then a slow count as the oracle."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.values import Reading, Unseen, View, Why
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.coach import (
    LOST_S,
    MOVES,
    REST_S,
    CoachState,
    Move,
    count,
    is_done,
    progress_text,
)

TILT = Move(lambda reading: reading.head_tilt_deg, reach=12.0, release=6.0, sides=2)
Looks = list[tuple[float, float | None]]


def tilted(t: float, deg: float | None) -> Reading:
    measured = dict.fromkeys(Reading.__dataclass_fields__, None)
    return Reading(**measured | {"t": t, "view": View.FRONT, "head_tilt_deg": deg})  # type: ignore[arg-type]


def story(*parts: tuple[float | None, float]) -> Looks:
    """Four looks a second: (degrees, seconds) one after the other, after two seconds of rest."""
    values = [0.0] * 9 + [deg for deg, seconds in parts for _ in range(round(4 * seconds))]
    return [(n / 4, value) for n, value in enumerate(values)]


def coached(looks: Looks, hold_s: float = 1.0, move: Move = TILT) -> CoachState:
    state = CoachState()
    for t, deg in looks:
        reading = Unseen(t, Why.TURNED) if deg is None else tilted(t, deg)
        state = count(move, hold_s, state, reading)
    return state


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(20, 2), (0, 1)], (1, 0), id="out and back"),
        pytest.param([(20, 2)], (0, 0), id="not back yet"),
        pytest.param([(20, 0.5), (0, 1)], (0, 0), id="not held"),
        pytest.param([(20, 2), (8, 1), (20, 2), (0, 1)], (1, 0), id="half-way back is not back"),
        pytest.param([(20, 2), (-20, 2), (0, 1)], (1, 1), id="straight to the other side"),
        pytest.param([(9, 5), (0, 1)], (0, 0), id="not far enough"),
        pytest.param([(20, 1), (None, 2), (0, 1)], (1, 0), id="a short loss of sight"),
        pytest.param([(20, 1), (None, 6), (20, 0.5), (0, 1)], (0, 0), id="a long loss of sight"),
    ],
)
def test_stories(parts: list[tuple[float | None, float]], expected: tuple[int, int]) -> None:
    state = coached(story(*parts))
    assert (state.left, state.right) == expected


def test_a_one_sided_move_counts_one_way_only() -> None:
    shrug = Move(lambda reading: reading.head_tilt_deg, reach=12.0, release=6.0)
    state = coached(story((-20, 2), (0, 1), (20, 2), (0, 1)), move=shrug)
    assert (state.left, state.right) == (1, 0)


def test_the_rest_position_is_the_users_own() -> None:
    looks = [(n / 4, 10.0) for n in range(9)] + [(2.25 + n / 4, 21.0) for n in range(8)]
    assert coached(looks).side == 0  # 11 degrees from rest
    assert coached(looks).rest == pytest.approx(10)


def test_what_is_not_measured_changes_nothing() -> None:
    state = coached(story((20, 2)))
    assert count(TILT, 1.0, state, tilted(99.0, None)) == state


@pytest.mark.parametrize("key", list(MOVES))
def test_every_move_belongs_to_an_exercise_and_measures_a_reading(key: str) -> None:
    move, reading = MOVES[key], tilted(1.0, 3.0)
    assert builtin()[key].dose.repetitions
    assert builtin()[key].dose.sides == move.sides
    assert 0 < move.release < move.reach
    assert move.measure(reading) == (3.0 if key == "upper_trapezius_stretch" else None)


def test_progress_in_words() -> None:
    tuck, stretch = builtin()["chin_tuck"], builtin()["upper_trapezius_stretch"]
    assert progress_text(tuck, CoachState()) == "sit as usual for a moment"
    assert progress_text(tuck, CoachState(rest=0.0, left=3)) == "3 of 8"
    assert progress_text(stretch, CoachState(rest=0.0, left=2)) == "left 2 of 2, right 0 of 2"


def test_it_is_done_when_every_side_is() -> None:
    tuck, stretch = builtin()["chin_tuck"], builtin()["upper_trapezius_stretch"]
    assert is_done(tuck, CoachState(left=8))
    assert not is_done(tuck, CoachState(left=7))
    assert not is_done(stretch, CoachState(left=4, right=1))
    assert is_done(stretch, CoachState(left=2, right=2))


@given(
    parts=st.lists(st.tuples(st.sampled_from([-20.0, 0.0, 20.0]), st.integers(1, 12)), max_size=20),
    rate=st.sampled_from([0.5, 1.0, 4.0]),
    hold_s=st.integers(0, 6),
)
def test_the_count_agrees_with_a_slow_one(
    parts: list[tuple[float, int]], rate: float, hold_s: int
) -> None:
    values = [0.0] * (round(REST_S * rate) + 1) + [
        deg for deg, looks in parts for _ in range(looks)
    ]
    state = coached([(n / rate, deg) for n, deg in enumerate(values)], hold_s)

    runs = [(deg, len(list(run))) for deg, run in groupby(values)][:-1]  # the last is not over
    long = [deg for deg, looks in runs if looks / rate >= hold_s]
    assert (state.left, state.right) == (long.count(20.0), long.count(-20.0))
    assert 1 / rate <= LOST_S
