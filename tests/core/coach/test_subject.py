"""Only who sat there when the set began is followed."""

import pytest

from posturecam.core.coach.coach import await_place, begin, follow
from posturecam.core.coach.movements import Movement, Set
from posturecam.core.coach.seen import Obstacle
from posturecam.core.coach.subject import Subject, find_subject
from posturecam.core.values import Observation, Pose, Why
from tests.support.altered_poses import at, small
from tests.support.exercising import alone, coached_by_look, poses, reps_of
from tests.support.synthetic import Person, pose_of

ME = pose_of(Person())


def followed(*observations: Observation) -> Pose | Obstacle:
    subject, found = Subject(), Obstacle.NOBODY
    for observation in observations:
        subject, found = find_subject(subject, observation)
    return found


def beside(t: float) -> Pose:
    return at(pose_of(Person(), t=t), -1.0)


def test_the_person_is_followed_beside_others() -> None:
    me = pose_of(Person(yaw=5.0), t=1)

    assert followed(Observation(0, (ME,)), Observation(1, (beside(1), me))) is me


def test_somebody_elsewhere_is_somebody_else_however_long_it_takes() -> None:
    assert followed(Observation(0, (ME,)), Observation(60, (beside(60),))) is Obstacle.SOMEBODY_ELSE


def test_somebody_in_the_background_is_somebody_else() -> None:
    far = small(pose_of(Person(), t=1), 0.3, 0.3)

    assert followed(Observation(0, (ME,)), Observation(1, (far,))) is Obstacle.SOMEBODY_ELSE


def test_whoever_takes_another_place_before_the_set_is_followed() -> None:
    coach = follow(begin(Set(Movement.SHRUG, 4)), Observation(0, (ME,)))
    there = Observation(1, (small(pose_of(Person(), t=1), 0.3, 0.3),))

    assert follow(coach, there).seen.obstacle is Obstacle.SOMEBODY_ELSE
    assert follow(await_place(coach), there).seen.obstacle is not Obstacle.SOMEBODY_ELSE


@pytest.mark.parametrize(
    ("why", "obstacle"),
    [
        (Why.NOBODY, Obstacle.NOBODY),
        (Why.TOO_DARK, Obstacle.TOO_DARK),
        (Why.CAMERA_LOST, Obstacle.NO_PICTURE),
        (Why.FACE_OUT, Obstacle.FACE_OUT),
    ],
)
def test_why_nobody_is_followed(why: Why, obstacle: Obstacle) -> None:
    assert followed(Observation(0, (ME,)), Observation(1, (), why)) is obstacle


def test_repetitions_of_somebody_else_do_not_count() -> None:
    shown = list(poses(Movement.SHRUG, reps_of(4)))
    theirs = [at(pose, -1.0) if pose.t > 6 else pose for pose in shown]

    coach = coached_by_look(Set(Movement.SHRUG, 4), alone(theirs))[-1]

    assert coach.seen.reps == ()
    assert coach.seen.obstacle is Obstacle.SOMEBODY_ELSE
    assert coach.seen.unseen_s == pytest.approx(shown[-1].t - 6, abs=0.2)
