"""Leading a set: in time, by what is seen, and never faster than the person."""

from dataclasses import replace

import pytest

from posturecam.core.coach import leading
from posturecam.core.coach.leading import (
    BY_TIME_S,
    SETTLE_S,
    UNDER_WAY_S,
    Ending,
    Lead,
    Stage,
    hurts,
    pause,
    resume,
    skip,
    step,
    stop,
)
from posturecam.core.coach.moments import Cue, moment_of, summary_of
from posturecam.core.coach.movements import Side
from posturecam.core.coach.seen import Form, Obstacle, Phase
from tests.support.leads import MOMENT_S, ONE_S, PACE, begun, moved, pass_time, plan, rep, seen

L, R, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH


# ------------------------------------------------------------------ by time


def test_without_a_camera_the_plan_takes_its_time() -> None:
    lead = begun(plan(2))

    lead = pass_time(lead, 2 * ONE_S - 1.2)
    assert len(lead.done) == 1
    lead = pass_time(lead, 0.4)

    assert lead.ending is Ending.DONE
    assert [one.seen for one in lead.done] == [False, False]
    assert [one.at_s for one in lead.done] == pytest.approx([8.0, 13.0])


def test_a_hold_is_part_of_a_repetition() -> None:
    lead = begun(plan(1, hold_s=5))

    for seconds, phase in ((1.0, Phase.GOING), (3.0, Phase.HOLD), (4.0, Phase.BACK)):
        lead = pass_time(lead, seconds)
        assert moment_of(lead).phase is phase
    assert pass_time(lead, 2.0).ending is Ending.DONE


def test_how_often_one_steps_changes_nothing() -> None:
    often, seldom = Lead(plan(3, hold_s=3, sides=2)), Lead(plan(3, hold_s=3, sides=2))
    for tenth in range(700):
        often = step(often, tenth / 10)
    for number in range(29):
        seldom = step(seldom, number * 2.5)

    assert [one.side for one in often.done] == [one.side for one in seldom.done]
    assert len(often.done) == 6


def test_sides_alternate_or_are_done_one_after_the_other() -> None:
    assert [one.side for one in pass_time(begun(plan(2, sides=2)), 25).done] == [L, R, L, R]

    blocks = pass_time(begun(plan(2, sides=2, alternate=False)), 25 + PACE.change_s)

    assert [one.side for one in blocks.done] == [L, L, R, R]


def test_between_sides_there_is_time_to_change() -> None:
    lead = pass_time(begun(plan(1, sides=2, alternate=False)), 4.5)

    now = moment_of(lead)

    assert (lead.stage, now.cue, now.side) == (Stage.REST, Cue.CHANGE_SIDE, R)
    assert now.left_s == pytest.approx(PACE.change_s - 0.5)
    assert pass_time(lead, PACE.change_s).stage is Stage.MOVE


def test_between_sets_there_is_a_rest() -> None:
    lead = pass_time(begun(plan(2, sets=2)), 10)

    now = moment_of(lead)
    assert (now.cue, now.set_number, now.sets) == (Cue.SET_REST, 2, 2)

    lead = pass_time(lead, PACE.set_rest_s)
    assert (moment_of(lead).number, moment_of(lead).of) == (1, 2)
    assert pass_time(lead, 2 * ONE_S).ending is Ending.DONE


def test_a_movement_no_camera_sees_is_led_by_time_even_before_one() -> None:
    lead = begun(plan(1, followed=False), seen(phase=Phase.SETTLING))

    assert lead.by_time
    assert pass_time(lead, ONE_S, seen(rep(0, 1), rep(2, 3))).done[0].seen is False


def test_an_observation_older_than_the_clock_makes_no_time_pass_twice() -> None:
    lead = Lead(plan(2))
    for tenth in range(40):
        lead = step(step(lead, tenth / 10, seen()), tenth / 10 - 0.08, seen())

    assert lead.lasted_s == pytest.approx(3.9)


def test_a_sleep_of_the_computer_does_not_count() -> None:
    lead = begun(plan(2))

    lead = step(lead, (lead.t_s or 0) + 3600)

    assert lead.done == ()
    assert lead.stage is Stage.MOVE


# ------------------------------------------------------------------ by what is seen


def test_the_lead_waits_for_the_person_and_counts_what_is_seen() -> None:
    lead = begun(plan(3), seen())

    lead = moved(lead, [BOTH, BOTH])
    assert [one.seen for one in lead.done] == [True, True]
    assert moment_of(lead).number == 3
    lead = pass_time(lead, BY_TIME_S - 1, seen(rep(0, 1), rep(1, 2)))

    assert len(lead.done) == 2
    assert not lead.by_time


def test_a_slow_repetition_is_not_overtaken() -> None:
    lead = begun(plan(3), seen())

    lead = pass_time(lead, UNDER_WAY_S - 0.5, seen(phase=Phase.HOLD))

    assert lead.done == ()
    assert not lead.by_time


def test_nothing_seen_reminds_first_then_goes_on_by_time() -> None:
    lead = begun(plan(3), seen())

    assert moment_of(lead).cue is Cue.GO
    lead = pass_time(lead, leading.REMIND_S + 0.2, seen())
    assert moment_of(lead).cue is Cue.REMIND
    lead = pass_time(lead, BY_TIME_S - leading.REMIND_S, seen())
    assert lead.by_time
    lead = pass_time(lead, 3 * ONE_S, seen())

    assert lead.ending is Ending.DONE
    assert not any(one.seen for one in lead.done)


def test_a_movement_without_an_end_goes_on_by_time() -> None:
    lead = pass_time(begun(plan(1), seen()), UNDER_WAY_S + 0.5, seen(phase=Phase.GOING))

    assert lead.by_time
    assert pass_time(lead, ONE_S, seen(phase=Phase.GOING)).ending is Ending.DONE


def test_a_long_hold_has_the_time_it_asks_for() -> None:
    lead = begun(plan(1, hold_s=30), seen())

    assert not pass_time(lead, 70, seen(phase=Phase.HOLD)).by_time


def test_who_is_seen_moving_again_is_followed_again() -> None:
    lead = pass_time(begun(plan(3), seen()), BY_TIME_S + 1, seen())
    assert lead.by_time

    lead = pass_time(lead, 0.5, seen(phase=Phase.GOING))

    assert not lead.by_time
    assert pass_time(lead, 10, seen(phase=Phase.GOING)).done == ()


def test_a_repetition_counted_by_time_and_seen_late_is_one() -> None:
    lead = pass_time(begun(plan(3), seen()), BY_TIME_S, seen())
    lead = pass_time(lead, ONE_S - 0.5, seen())
    assert [one.seen for one in lead.done] == [False]
    counted_s = lead.done[0].at_s

    lead = step(lead, (lead.t_s or 0) + 0.1, seen(rep(counted_s - 2, counted_s + 0.5)))
    assert [one.seen for one in lead.done] == [True]
    end_s = lead.t_s or 0
    reps = rep(counted_s - 2, counted_s + 0.5), rep(end_s, end_s + 2)

    assert [one.seen for one in step(lead, end_s + 2, seen(*reps)).done] == [True, True]


def test_what_was_skipped_is_not_the_one_seen_next() -> None:
    lead = skip(begun(plan(3), seen()))
    t_s = lead.t_s or 0

    lead = step(lead, t_s + 3, seen(rep(t_s + 1, t_s + 3)))

    assert [(one.skipped, one.seen) for one in lead.done] == [(True, False), (False, True)]


def test_what_is_skipped_in_its_middle_and_ended_is_skipped() -> None:
    lead = pass_time(begun(plan(3), seen()), 1.0, seen(phase=Phase.GOING))
    t_s = lead.t_s or 0
    lead = step(skip(lead), t_s + 1, seen(rep(t_s - 1, t_s + 1)))

    assert [(one.skipped, one.seen) for one in lead.expected] == [(True, False)]


def test_a_repetition_while_getting_ready_counts_and_ends_it() -> None:
    lead = pass_time(Lead(plan(3)), 1.0, seen())

    lead = step(lead, 1.5, seen(rep(0.2, 1.4)))

    assert lead.stage is Stage.MOVE
    assert len(lead.done) == 1


def test_the_camera_may_look_at_the_rest_first_but_not_for_ever() -> None:
    settling = seen(phase=Phase.SETTLING)
    lead = pass_time(Lead(plan(3)), PACE.ready_s + 1, settling)
    assert (lead.stage, moment_of(lead).cue) == (Stage.SETTLE, Cue.SETTLE)

    followed = pass_time(lead, MOMENT_S, seen())
    assert (followed.stage, followed.by_time) == (Stage.MOVE, False)
    unsettled = pass_time(lead, SETTLE_S, settling)

    assert (unsettled.stage, unsettled.by_time) == (Stage.MOVE, True)


def test_a_camera_that_goes_leaves_the_time() -> None:
    lead = pass_time(begun(plan(1), seen()), 1.0, seen())

    lead = pass_time(lead, ONE_S + 0.5, None)

    assert lead.ending is Ending.DONE


def test_many_repetitions_in_one_step_are_all_counted_up_to_the_end() -> None:
    reps = [rep(number, number + 0.9) for number in range(5)]

    lead = step(begun(plan(3), seen()), 5.0, seen(*reps))

    assert lead.ending is Ending.DONE
    assert len(lead.done) == 3


def test_a_first_movement_that_is_not_counted_yet_is_not_asked_for_again() -> None:
    lead = begun(plan(3, sides=2), seen())
    left = replace(seen(phase=Phase.GOING), side=L)

    lead = pass_time(pass_time(lead, 1.0, left), MOMENT_S, seen())
    now = moment_of(lead)
    assert (now.side, now.number, now.cue, now.progress) == (R, 1, Cue.WAIT, 0)
    assert lead.done == ()

    both = pass_time(lead, 0.1, seen(rep(4, 5, L), rep(5, 6, R)))
    assert (moment_of(both).side, moment_of(both).number) == (L, 2)
    by_time = pass_time(lead, BY_TIME_S, seen())
    assert (by_time.by_time, by_time.side, by_time.done) == (True, L, ())


def test_a_set_that_is_judged_again_counts_nothing_twice() -> None:
    lead = begun(plan(4, sides=2), seen())
    first, second = rep(4, 5, L), rep(6, 7, L)

    lead = pass_time(lead, 0.1, seen(first, second))
    lead = pass_time(lead, 0.1, seen(first))
    lead = pass_time(lead, 0.1, seen(first, rep(6, 7, R, partial=True)))

    assert [(one.side, one.partial) for one in lead.done] == [(L, False), (R, True)]


# ------------------------------------------------------------------ sides


def test_whoever_begins_with_the_right_goes_on_with_the_left() -> None:
    lead = moved(begun(plan(2, sides=2), seen()), [R])
    assert moment_of(lead).side is L

    assert moment_of(moved(lead, [L], lead.seen.reps if lead.seen else ())).side is R


def test_one_side_forgotten_is_noticed_and_nobody_is_stuck() -> None:
    lead = begun(plan(3, sides=2), seen())

    lead = moved(lead, [L, L])
    assert lead.hints.now is Form.OTHER_SIDE
    lead = moved(lead, [L] * 4, lead.seen.reps if lead.seen else ())

    assert lead.ending is Ending.DONE
    assert summary_of(lead).forgotten is R
    assert summary_of(lead).sides == {L: 6, R: 0}


def test_one_side_after_the_other_forgets_nothing_until_its_turn_is_over() -> None:
    lead = moved(begun(plan(3, sides=2, alternate=False), seen()), [R, R, R])
    assert summary_of(lead).forgotten is None

    lead = moved(lead, [R], lead.seen.reps if lead.seen else ())

    assert summary_of(lead).forgotten is L


def test_a_circle_over_both_sides_counts_for_both() -> None:
    lead = moved(begun(plan(2, sides=2), seen()), [BOTH, BOTH])

    assert lead.ending is Ending.DONE
    assert summary_of(lead).sides == {L: 2, R: 2}


# ------------------------------------------------------------------ wishes


def test_a_pause_stops_time_and_counting() -> None:
    lead = pause(begun(plan(3), seen()))
    during = moved(lead, [BOTH])
    assert during.done == ()
    assert moment_of(during).cue is Cue.PAUSED

    after = pass_time(resume(during), 1.0, seen(rep(0, 1)))

    assert after.done == ()
    assert after.lasted_s == pytest.approx(lead.lasted_s + 1.0)


def test_skipping_leaves_out_what_is_on() -> None:
    lead = skip(Lead(plan(2, sides=2, alternate=False)))
    assert lead.stage is Stage.MOVE

    lead = skip(skip(lead))
    assert (lead.stage, lead.side) == (Stage.REST, R)
    lead = skip(lead)
    assert lead.stage is Stage.MOVE
    lead = skip(skip(lead))

    assert lead.ending is Ending.DONE
    assert (summary_of(lead).done, summary_of(lead).skipped) == (0, 4)
    assert skip(lead) == lead


def test_skipping_goes_on_from_a_pause() -> None:
    assert not skip(pause(begun(plan(3)))).paused


def test_stopping_ends_it_with_what_was_done() -> None:
    lead = stop(moved(begun(plan(3), seen()), [BOTH]))

    assert (lead.ending, moment_of(lead).cue) == (Ending.STOPPED, Cue.STOPPED)
    assert summary_of(lead).seen == 1
    assert stop(replace(lead, ending=Ending.DONE)).ending is Ending.DONE
    assert not pause(lead).paused
    assert len(pass_time(lead, 2, seen(rep(0, 1), rep(1, 2))).done) == 1


def test_hurting_stops_at_once() -> None:
    lead = hurts(pause(begun(plan(3))))

    assert (lead.stage, lead.ending, lead.paused) == (Stage.OVER, Ending.HURT, False)
    assert moment_of(lead).cue is Cue.HURT
    assert hurts(lead) == lead
    assert pass_time(lead, 20).done == ()


# ------------------------------------------------------------------ hints


def test_hints_are_given_one_at_a_time_while_moving() -> None:
    form = (Form.CHIN_LEVEL, Form.SLOWER)
    ready = pass_time(Lead(plan(3)), 2, seen(form=form))
    assert moment_of(ready).hint is None

    lead = pass_time(ready, 3, seen(form=form))
    assert moment_of(lead).hint is Form.CHIN_LEVEL
    lead = pass_time(lead, 4, seen(form=form))

    assert moment_of(lead).hint is Form.SLOWER


def test_an_obstacle_is_said_while_waiting() -> None:
    hidden = seen(obstacle=Obstacle.NOBODY)

    lead = pass_time(begun(plan(3), seen()), 1, hidden)

    assert moment_of(lead).cue is Cue.OBSTACLE
    assert moment_of(lead).obstacle is Obstacle.NOBODY
