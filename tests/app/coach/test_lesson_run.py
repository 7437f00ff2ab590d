"""An exercise from getting ready to its end, with observations that somebody scripted."""

from dataclasses import replace

import pytest

from posturecam.app.coach.lesson_run import LessonRun
from posturecam.core.coach.coach import Coach
from posturecam.core.coach.leading import Ending, Stage
from posturecam.core.coach.seen import Obstacle, Phase, Seen
from posturecam.core.values import Observation
from posturecam.errors import InputError
from posturecam.stretches.catalogue import builtin
from posturecam.stretches.exercises import Exercise
from posturecam.view.lesson import Wish
from tests.support.altered_poses import small
from tests.support.leads import rep, seen
from tests.support.lessons import FOLLOWED, Script, at
from tests.support.synthetic import Person, pose_of


def test_observations_are_followed_at_their_time() -> None:
    run = LessonRun(FOLLOWED, follow=Script({7.0: seen(), 8.0: seen(phase=Phase.GOING)}))
    for t in (0.0, 4.0, 7.0):
        run.observe(at(t))

    lesson = run.observe(at(8.0))

    assert (lesson.stage, lesson.phase, lesson.by_time) == (Stage.MOVE, Phase.GOING, False)


def test_time_passes_between_observations_but_not_without_them() -> None:
    run = LessonRun(FOLLOWED, follow=Script({0.0: seen()}))
    run.observe(at(0.0))

    assert run.observe(at(5.0)).stage is Stage.READY
    assert run.step(6.4).stage is Stage.MOVE
    assert run.step(60.0).stage is Stage.MOVE
    assert run.observe(at(6.9)).stage is Stage.MOVE
    assert run.results[0].lead.lasted_s == pytest.approx(6.9)


def test_an_exercise_no_camera_sees_is_not_followed() -> None:
    def follow(_coach: Coach, _observation: Observation) -> Coach:
        pytest.fail("there is nothing to follow")

    run = LessonRun(builtin()["cat_cow"], follow=follow)

    run.observe(at(0.0))

    assert run.results[0].seen == Seen()


def test_nothing_is_followed_during_a_pause() -> None:
    script = Script({0.0: seen(), 5.0: seen(rep(3, 5))})
    run = LessonRun(FOLLOWED, follow=script)
    run.observe(at(0.0))

    assert run.do(Wish.PAUSE).paused
    run.observe(at(5.0))
    assert not run.do(Wish.PAUSE).paused

    assert script.times == [0.0]
    assert run.results[0].summary.seen == 0


def test_without_the_camera_it_goes_on_by_time_and_says_why() -> None:
    run = LessonRun(FOLLOWED, follow=Script({0.0: seen()}))
    run.observe(at(0.0))
    run.observe(at(7.0))

    run.unseen("The camera has gone.")
    lesson = run.step(8.0)

    assert (lesson.by_time, lesson.note) == (True, "The camera has gone.")


def test_how_well_it_could_be_seen_is_kept() -> None:
    run = LessonRun(FOLLOWED, follow=Script({0.0: seen(obstacle=Obstacle.NOBODY)}))
    (before,) = run.results
    assert before.visibility is None

    for t in (0.0, 3.0, 6.0):
        run.observe(at(t))

    (after,) = run.results
    visibility = after.visibility
    assert visibility is not None
    assert visibility.worst is Obstacle.NOBODY


def test_skip_stop_and_remarks() -> None:
    run = LessonRun(FOLLOWED)
    run.remark("Opening ...")

    assert run.do(Wish.SKIP).stage is Stage.MOVE
    assert run.lesson.note == "Opening ..."
    assert run.do(Wish.STOP).finished


def offering(one: Exercise) -> Exercise:
    assert one is FOLLOWED
    return builtin()["slow_breathing"]


def test_what_hurts_ends_and_another_exercise_follows() -> None:
    run = LessonRun(FOLLOWED, instead=offering)
    run.step(0.0)
    run.step(5.0)
    assert run.do(Wish.HURTS).asking
    run.do(Wish.NO)
    offered = run.do(Wish.NO)
    assert offered.offer == "slow_breathing"
    assert "Slow breathing" in offered.say

    lesson = run.do(Wish.YES)

    assert (lesson.exercise, lesson.stage) == ("slow_breathing", Stage.READY)
    assert not lesson.finished
    first, second = run.results
    assert (first.exercise.key, first.lead.ending) == ("neck_rotation", Ending.HURT)
    assert second.lead.ending is None


def test_with_nothing_to_offer_it_is_left_out() -> None:
    run = LessonRun(FOLLOWED)
    for wish in (Wish.HURTS, Wish.NO, Wish.NO):
        lesson = run.do(wish)

    assert lesson.finished
    assert lesson.say.startswith("Leave this exercise out today.")


def test_what_cannot_be_led_is_refused() -> None:
    with pytest.raises(InputError, match="Swimming"):
        LessonRun(builtin()["swimming"])


def test_who_steps_back_before_the_set_begins_is_followed() -> None:
    run = LessonRun(FOLLOWED)
    desk, wall = pose_of(Person()), small(pose_of(Person()), 0.4, 0.3)
    obstacles = []
    for second, pose in enumerate((desk, wall, wall, wall, desk)):
        if second == 3:
            run.do(Wish.SKIP)  # the rest of getting ready
        run.observe(Observation(second, (replace(pose, t=float(second)),)))
        obstacles.append(run.results[0].seen.obstacle)

    assert Obstacle.SOMEBODY_ELSE not in obstacles[:4]
    assert obstacles[4] is Obstacle.SOMEBODY_ELSE
