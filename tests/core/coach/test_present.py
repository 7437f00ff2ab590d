"""What goes on at each moment of a set."""

from itertools import groupby

import pytest

from posturecam.core.coach.coach import Coach, begin
from posturecam.core.coach.movements import Movement, Set, Side
from posturecam.core.coach.seen import Form, Phase
from tests.support.exercising import (
    Change,
    Rep,
    alone,
    alternating,
    coached,
    coached_by_look,
    poses,
    reps_of,
)

SHRUGS = Set(Movement.SHRUG, 3, 2.0)
BENDS = Set(Movement.SIDE_BEND, 2, 2.0, 2)


@pytest.fixture(scope="module")
def shrugs() -> list[Coach]:
    return coached_by_look(SHRUGS, alone(poses(Movement.SHRUG, reps_of(3, hold_s=2.0))))


def test_phases_follow_each_other(shrugs: list[Coach]) -> None:
    phases = [phase for phase, _ in groupby(coach.seen.phase for coach in shrugs)]

    once = [Phase.REST, Phase.GOING, Phase.HOLD, Phase.BACK]
    assert [phase for phase in phases if phase is not Phase.SETTLING] == [*once * 3, Phase.REST]
    assert phases[0] is Phase.SETTLING


def test_the_count_never_falls_and_the_first_is_held_back(shrugs: list[Coach]) -> None:
    counts = [len(coach.seen.reps) for coach in shrugs]

    assert counts == sorted(counts)
    first = next(coach for coach in shrugs if coach.seen.reps)
    assert first.t > reps_of(2, hold_s=2.0)[1].start_s + 1.4  # a second like it is held


def test_a_hold_is_timed_while_it_goes_on(shrugs: list[Coach]) -> None:
    held_s = [coach.seen.held_s for coach in shrugs if coach.seen.phase is Phase.HOLD]

    assert max(held_s) == pytest.approx(2.3, abs=0.4)
    assert all(coach.seen.held_s == 0 for coach in shrugs if coach.seen.phase is not Phase.HOLD)


def test_reach_is_a_share_of_the_own_range(shrugs: list[Coach]) -> None:
    later = [coach.seen.reach for coach in shrugs if coach.t > 7]

    assert max(later) == pytest.approx(1, abs=0.1)
    assert min(later) == pytest.approx(0, abs=0.1)


def test_a_long_hold_confirms_before_it_is_over() -> None:
    rep_and_half = list(poses(Movement.SIDE_BEND, alternating(reps_of(2, hold_s=20.0))))
    shown = [pose for pose in rep_and_half if pose.t < 43]

    assert len(coached(Set(Movement.SIDE_BEND, 1, 20.0, 2), shown).seen.reps) == 1


def test_the_side_of_the_movement_that_goes_on() -> None:
    shown = alone(poses(Movement.SIDE_BEND, alternating(reps_of(2, hold_s=2.0)), rate=4))
    sides = [side for side, _ in groupby(c.seen.side for c in coached_by_look(BENDS, shown))]

    assert sides == [Side.BOTH, Side.LEFT, Side.BOTH, Side.RIGHT, Side.BOTH]


def test_a_forgotten_side_is_noticed() -> None:
    one_side = coached(BENDS, poses(Movement.SIDE_BEND, reps_of(3, hold_s=2.0))).seen
    both = coached(BENDS, poses(Movement.SIDE_BEND, alternating(reps_of(4, hold_s=2.0)))).seen

    assert Form.OTHER_SIDE in one_side.form
    assert Form.OTHER_SIDE not in both.form


def form_of(movement: Movement, change: Change, **rep: float) -> set[Form]:
    """The form of repetitions in which something else moves along."""
    reps = reps_of(3, hold_s=2.0, **rep)
    reps = alternating(reps) if movement is Movement.SIDE_BEND else reps

    def along(t: float) -> Change:
        share = max(abs(one.at(t)) for one in reps)
        return {key: share * value for key, value in change.items()}

    seen = coached(Set(movement, 3, 2.0), poses(movement, reps, also=along)).seen
    assert len(seen.reps) == 3
    return {form for one in seen.reps for form in one.form}


def test_good_form_needs_no_word() -> None:
    assert form_of(Movement.SIT_TALL, {}) == set()
    assert form_of(Movement.SIDE_BEND, {}) == set()


@pytest.mark.parametrize(
    ("movement", "change", "form"),
    [
        (Movement.SIDE_BEND, {"yaw": 17.0}, Form.FACE_FRONT),
        (Movement.SIDE_BEND, {"acromion_up": 2.5}, Form.SHOULDERS_DOWN),
        (Movement.SIT_TALL, {"pitch": -7.0}, Form.CHIN_LEVEL),
        (Movement.SQUEEZE, {"acromion_up": 1.5}, Form.SHOULDERS_DOWN),
        (Movement.HEAD_TURN, {"half_width": -2.5}, Form.TRUNK_STILL),
    ],
)
def test_what_could_be_better(movement: Movement, change: Change, form: Form) -> None:
    assert form in form_of(movement, change)


def test_shoulders_may_sink() -> None:
    assert Form.SHOULDERS_DOWN not in form_of(Movement.SIDE_BEND, {"acromion_up": -2.5})


def test_jerks_should_be_slower() -> None:
    assert Form.SLOWER in form_of(Movement.SHRUG, {}, way_s=0.25)


def test_a_short_hold_should_be_longer() -> None:
    seen = coached(Set(Movement.SHRUG, 3, 5.0), poses(Movement.SHRUG, reps_of(3, hold_s=2.0))).seen

    assert all(Form.LONGER in rep.form for rep in seen.reps)


def test_form_is_said_while_and_after_it_was_bad() -> None:
    reps = reps_of(3, hold_s=2.0)

    def nodding(t: float) -> Change:
        return {"pitch": -7.0 * max(rep.at(t) for rep in reps)}

    shown = alone(poses(Movement.SIT_TALL, reps, also=nodding, until_s=24))
    coaches = coached_by_look(Set(Movement.SIT_TALL, 3, 2.0), shown)

    holding = next(c for c in coaches if c.seen.phase is Phase.HOLD and c.seen.held_s > 1)
    assert Form.CHIN_LEVEL in holding.seen.form
    after = {c.t: c.seen.form for c in coaches}
    assert Form.CHIN_LEVEL in after[17.0]
    assert after[22.0] == ()


def test_who_moves_from_the_first_moment_is_settling() -> None:
    seen = coached(SHRUGS, poses(Movement.SHRUG, [Rep(0.2, 0.2)], until_s=0.5)).seen

    assert seen.phase is Phase.SETTLING
    assert begin(SHRUGS).seen.phase is Phase.SETTLING
