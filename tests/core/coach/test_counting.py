"""Counting of what somebody does before the camera, movement by movement."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.coach.movements import Movement, Set, Side
from posturecam.core.coach.seen import Form, Repetition
from posturecam.core.coach.signals import SIGNALS
from posturecam.core.values import Pose
from tests.support.altered_poses import small
from tests.support.exercising import (
    CHANGES,
    Change,
    Rep,
    alternating,
    circling,
    coached,
    poses,
    reps_of,
)
from tests.support.synthetic import Camera, mirrored

EVERY = list(Movement)
ONE_SIDED = [movement for movement, signal in SIGNALS.items() if not signal.sided]
SIDED = [Movement.HEAD_TURN, Movement.SIDE_BEND]
LOOK_ASIDE: Change = {"yaw": -40.0, "roll": -3.0}
CREEPING_S = 0.8  # shoulders of these poses do not creep to their place as the pose model's do
LEFT, RIGHT = Side.LEFT, Side.RIGHT


def reps_for(movement: Movement, count: int, hold_s: float = 1.6) -> list[Rep]:
    """A set as one does the movement: sides in turn, circles from one side over to the other."""
    reps = reps_of(count, hold_s=hold_s)
    if movement is Movement.HALF_CIRCLE:
        return circling(count)
    return alternating(reps) if movement in SIDED else reps


def seen(asked: Set, by: Iterable[Pose]) -> tuple[Repetition, ...]:
    return coached(asked, by).seen.reps


def counted(movement: Movement, by: Iterable[Pose], sides: int = 1) -> int:
    return len(seen(Set(movement, 4, sides=sides), by))


@pytest.mark.parametrize("rate", [2, 5, 10])
@pytest.mark.parametrize("movement", ONE_SIDED)
def test_every_repetition_counts(movement: Movement, rate: float) -> None:
    reps = seen(Set(movement, 4, 2.0), poses(movement, reps_of(4, hold_s=2.0), rate=rate))

    assert [rep.partial for rep in reps] == [False] * 4
    assert {rep.side for rep in reps} == {Side.BOTH}
    assert [rep.held_s for rep in reps] == pytest.approx([2.0] * 4, abs=CREEPING_S)
    assert [rep.start_s for rep in reps] == pytest.approx([3, 7.6, 12.2, 16.8], abs=0.4)
    assert [rep.end_s for rep in reps] == pytest.approx([6.8, 11.4, 16, 20.6], abs=0.4)


@pytest.mark.parametrize("rate", [2, 5, 10])
@pytest.mark.parametrize("movement", SIDED)
def test_sides_are_the_persons_own(movement: Movement, rate: float) -> None:
    reps = seen(
        Set(movement, 2, 2.0, 2), poses(movement, alternating(reps_of(4, hold_s=2.0)), rate=rate)
    )

    assert [rep.side for rep in reps] == [LEFT, RIGHT, LEFT, RIGHT]
    assert [rep.held_s for rep in reps] == pytest.approx([2.0] * 4, abs=0.5)
    assert [rep.peak_s for rep in reps] == pytest.approx([4.9, 9.5, 14.1, 18.7], abs=0.4)


@pytest.mark.parametrize("movement", SIDED)
def test_one_side_after_the_other(movement: Movement) -> None:
    left = reps_of(3)
    right = [replace(rep, sign=-1) for rep in reps_of(3, from_s=20)]

    reps = seen(Set(movement, 3, sides=2), poses(movement, [*left, *right]))

    assert [rep.side for rep in reps] == [LEFT] * 3 + [RIGHT] * 3


@pytest.mark.parametrize("rate", [2, 5, 10])
def test_a_half_circle_is_one_side_and_then_the_other(rate: float) -> None:
    reps = seen(Set(Movement.HALF_CIRCLE, 5), poses(Movement.HALF_CIRCLE, circling(4), rate=rate))

    assert [rep.side for rep in reps] == [Side.BOTH] * 4
    assert [rep.peak_s for rep in reps] == pytest.approx([4.7, 8.4, 12.1, 15.8], abs=0.4)


def test_half_a_circle_does_not_count() -> None:
    one_way = [Rep(3.0 + 4 * k, 0.0, way_s=1.2) for k in range(4)]

    assert counted(Movement.HALF_CIRCLE, poses(Movement.HALF_CIRCLE, one_way)) == 0


@pytest.mark.parametrize("movement", EVERY)
@pytest.mark.parametrize("camera", [Camera(distance=55, height=12, tilt=-4), Camera(direction=15)])
def test_the_camera_may_stand_anywhere(movement: Movement, camera: Camera) -> None:
    assert counted(movement, poses(movement, reps_for(movement, 4), camera=camera)) == 4


@pytest.mark.parametrize("movement", EVERY)
def test_noise_changes_nothing(movement: Movement) -> None:
    assert counted(movement, poses(movement, reps_for(movement, 4), noise=0.001)) == 4


@pytest.mark.parametrize("movement", EVERY)
def test_drift_changes_nothing(movement: Movement) -> None:
    def sinking(t: float) -> Change:
        return {"c7_up": -0.05 * t, "c7_ahead": 0.08 * t, "yaw": 0.2 * t}

    assert counted(movement, poses(movement, reps_for(movement, 4), also=sinking)) == 4


@pytest.mark.parametrize("movement", EVERY)
def test_a_half_hearted_one_is_judged_so(movement: Movement) -> None:
    reps = reps_for(movement, 5)
    part = [2] if movement is not Movement.HALF_CIRCLE else [4, 5]
    reps = [replace(rep, amplitude=0.6 if k in part else 1.0) for k, rep in enumerate(reps)]

    judged = seen(Set(movement, 5), poses(movement, reps))

    assert [rep.partial for rep in judged] == [False, False, True, False, False]
    assert [Form.FURTHER in rep.form for rep in judged] == [rep.partial for rep in judged]
    assert judged[2].reach == pytest.approx(0.6, abs=0.12)
    assert judged[0].reach == pytest.approx(1.0, abs=0.12)


@pytest.mark.parametrize("movement", EVERY)
def test_once_is_no_exercise(movement: Movement) -> None:
    assert counted(movement, poses(movement, reps_for(movement, 1), until_s=20)) == 0


@pytest.mark.parametrize("movement", ONE_SIDED)
def test_one_now_and_another_much_later_is_no_exercise(movement: Movement) -> None:
    assert counted(movement, poses(movement, [Rep(3, 1.6), Rep(20, 1.6)])) == 0


@pytest.mark.parametrize("movement", ONE_SIDED)
def test_without_a_rhythm_it_is_no_exercise(movement: Movement) -> None:
    assert counted(movement, poses(movement, [Rep(3, 0.2), Rep(6, 5.0)])) == 0


def test_two_looks_to_one_side_are_no_exercise() -> None:
    twice = reps_of(2)

    assert counted(Movement.HEAD_TURN, poses(Movement.HEAD_TURN, twice), sides=2) == 0
    assert counted(Movement.HEAD_TURN, poses(Movement.HEAD_TURN, alternating(twice)), sides=2) == 2


@pytest.mark.parametrize("movement", ONE_SIDED)
def test_half_a_movement_before_the_first_is_getting_into_position(movement: Movement) -> None:
    reps = reps_of(4)
    reps[0] = replace(reps[0], amplitude=0.6)

    assert counted(movement, poses(movement, reps)) == 3


@pytest.mark.parametrize("movement", EVERY)
def test_other_movements_of_a_desk_worker_do_not_count(movement: Movement) -> None:
    def restless(t: float) -> Change:
        moves = {
            3.0: {"pitch": 14.0, "cva": -2.0},
            6.0: {"pitch": 12.0, "cva": -2.0},
            9.0: LOOK_ASIDE,
            13.0: {"c7_ahead": 9.0, "c7_up": -1.0, "cva": -5.0},
            17.0: {"pitch": -12.0, "half_width": -1.0},
        }
        sums: Change = {}
        for start_s, changes in moves.items():
            share = Rep(start_s, 0.8, way_s=0.6).at(t)
            for key, value in changes.items():
                sums[key] = sums.get(key, 0.0) + share * value
        return sums

    assert counted(movement, poses(movement, [], until_s=24, also=restless), sides=2) == 0


@pytest.mark.parametrize("movement", EVERY)
def test_the_mirror_swaps_sides_and_nothing_else(movement: Movement) -> None:
    shown = list(poses(movement, reps_for(movement, 3)))
    swapped = {LEFT: RIGHT, RIGHT: LEFT, Side.BOTH: Side.BOTH}

    plain = seen(Set(movement, 3), shown)
    other = seen(Set(movement, 3), [mirrored(pose) for pose in shown])

    assert len(plain) == 3
    assert [rep.side for rep in other] == [swapped[rep.side] for rep in plain]
    assert [rep.peak_s for rep in other] == pytest.approx([rep.peak_s for rep in plain], abs=0.2)


@pytest.mark.parametrize("movement", [Movement.SHRUG, Movement.HEAD_TURN, Movement.SIT_TALL])
@given(by=st.floats(0.6, 1.1), x=st.floats(-0.05, 0.2))
@settings(max_examples=5, deadline=None)
def test_size_and_place_in_the_picture_change_nothing(
    movement: Movement, by: float, x: float
) -> None:
    shown = list(poses(movement, reps_for(movement, 3), rate=4))

    plain = seen(Set(movement, 3), shown)
    other = seen(Set(movement, 3), [small(pose, by, x) for pose in shown])

    assert len(plain) == 3
    assert [rep.side for rep in other] == [rep.side for rep in plain]
    assert [rep.reach for rep in other] == pytest.approx([rep.reach for rep in plain], abs=0.01)


@given(slower=st.floats(0.85, 1.8))
@settings(max_examples=8, deadline=None)
def test_a_slower_clock_keeps_the_count(slower: float) -> None:
    shown = list(poses(Movement.SHRUG, reps_of(4)))

    assert counted(Movement.SHRUG, [replace(pose, t=slower * pose.t) for pose in shown]) == 4


@given(seed=st.integers(0, 1000), rate=st.floats(2.5, 10.0))
@settings(max_examples=8, deadline=None)
def test_irregular_times_and_lost_looks_keep_the_count(seed: int, rate: float) -> None:
    random = np.random.default_rng(seed)
    shown = [
        pose
        for pose in poses(Movement.SIDE_BEND, alternating(reps_of(4, hold_s=2.0)), rate=20)
        if random.random() < rate / 20
    ]

    reps = seen(Set(Movement.SIDE_BEND, 2, 2.0, 2), shown)

    assert [rep.side for rep in reps] == [LEFT, RIGHT, LEFT, RIGHT]


@pytest.mark.parametrize("movement", ONE_SIDED)
def test_what_goes_on_out_of_the_picture_does_not_count(movement: Movement) -> None:
    reps = reps_of(4)
    gone = (reps[1].start_s + 0.6, reps[2].end_s - 0.6)

    shown = [pose for pose in poses(movement, reps) if not gone[0] < pose.t < gone[1]]

    assert counted(movement, shown) == 2


def test_how_far_each_movement_goes_here() -> None:
    assert set(CHANGES) == set(Movement) == set(SIGNALS)
