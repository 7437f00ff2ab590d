"""The coach over a whole set: what it sees, and what it says when it does not."""

from dataclasses import replace

import pytest

from posturecam.core.coach.coach import MOST_S, begin, follow
from posturecam.core.coach.movements import Movement, Set
from posturecam.core.coach.seen import Obstacle, Seen
from posturecam.core.values import Observation, Why
from tests.support.altered_poses import SHOULDERS, faceless, faint
from tests.support.exercising import alone, coached, coached_by_look, poses, reps_of
from tests.support.synthetic import Person, pose_of

UPRIGHT = pose_of(Person())


def test_without_a_movement_nothing_is_followed() -> None:
    coach = follow(begin(Set(None, 5, 3.0)), Observation(0.0, (UPRIGHT,)))

    assert coach.seen == Seen()
    assert coach.signs == ()


@pytest.mark.parametrize(
    ("movement", "pose", "obstacle"),
    [
        (Movement.SIDE_BEND, faceless(UPRIGHT), Obstacle.FACE_OUT),
        (Movement.SHRUG, faint(UPRIGHT, SHOULDERS, 0.1), Obstacle.SHOULDERS_OUT),
        (Movement.ARM_RAISE, faint(UPRIGHT, [15, 16], 0.1), Obstacle.ARMS_OUT),
    ],
)
def test_what_must_be_in_the_picture(movement, pose, obstacle) -> None:
    looks = [Observation(t, (replace(pose, t=t),)) for t in (0.0, 0.5, 1.0)]

    seen = coached_by_look(Set(movement, 5), looks)[-1].seen

    assert seen.obstacle is obstacle
    assert seen.unseen_s == 1.0


def test_an_obstacle_goes_and_time_unseen_stays() -> None:
    looks = [
        Observation(0.0, (UPRIGHT,)),
        Observation(1.0, (), Why.NOBODY),
        Observation(2.5, (replace(UPRIGHT, t=2.5),)),
    ]

    _, away, back = coached_by_look(Set(Movement.SHRUG, 5), looks)

    assert (away.seen.obstacle, away.seen.unseen_s) == (Obstacle.NOBODY, 1.0)
    assert (back.seen.obstacle, back.seen.unseen_s) == (None, 1.0)


def test_what_was_counted_stays_while_nobody_is_there() -> None:
    shown = [*poses(Movement.SHRUG, reps_of(3))]
    coach = coached(Set(Movement.SHRUG, 5), shown)

    coach = follow(coach, Observation(shown[-1].t + 1, (), Why.NOBODY))

    assert len(coach.seen.reps) == 3
    assert coach.seen.held_s == 0


def test_a_set_may_last_longer_than_is_kept() -> None:
    reps = reps_of(16, hold_s=7.0, pause_s=5.0)
    shown = alone(poses(Movement.SHRUG, reps, rate=2))

    coaches = coached_by_look(Set(Movement.SHRUG, 16), shown)

    starts = [rep.start_s for rep in coaches[-1].seen.reps]
    assert starts == pytest.approx([rep.start_s for rep in reps], abs=0.5)
    assert max(c.signs[-1].t - c.signs[0].t for c in coaches) <= MOST_S
    counts = [len(coach.seen.reps) for coach in coaches]
    assert counts == sorted(counts)


def test_an_hour_of_nothing_is_not_kept() -> None:
    looks = [Observation(t, (replace(UPRIGHT, t=float(t)),)) for t in range(0, 600, 2)]

    coach = coached_by_look(Set(Movement.SHRUG, 5), looks)[-1]

    assert coach.seen.reps == ()
    assert len(coach.signs) <= MOST_S / 2 + 1
