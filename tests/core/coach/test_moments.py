"""What a screen shows of a set that is led."""

import pytest

from posturecam.core.coach.leading import Lead, Stage, skip
from posturecam.core.coach.moments import Cue, moment_of, summary_of
from posturecam.core.coach.movements import Side
from posturecam.core.coach.plan import Breath
from posturecam.core.coach.seen import Phase
from tests.support.leads import MOMENT_S, PACE, begun, moved, pass_time, plan, rep, seen


def test_getting_ready_counts_down() -> None:
    now = moment_of(pass_time(Lead(plan()), 1.0))

    assert (now.cue, now.phase, now.stage) == (Cue.READY, Phase.SETTLING, Stage.READY)
    assert now.left_s == pytest.approx(PACE.ready_s - 1)
    assert now.share == pytest.approx(1 / PACE.ready_s)
    assert (now.number, now.of, now.reach) == (1, 3, 0)


def test_by_time_the_movement_goes_evenly_to_its_end_and_back() -> None:
    lead = begun(plan(2, hold_s=3))
    shown = {}
    for t in (0.5, 1.5, 3.5, 6.0, 7.5):
        now = moment_of(pass_time(lead, t))
        shown[t] = now.cue, round(now.reach, 2), round(now.left_s or 0, 1)

    assert shown == {
        0.5: (Cue.GO, 0.25, 1.5),
        1.5: (Cue.GO, 0.75, 0.5),
        3.5: (Cue.HOLD, 1.0, 1.5),
        6.0: (Cue.BACK, 0.5, 1.0),
        7.5: (Cue.WAIT, 0.0, 0.5),
    }


def test_where_it_is_followed_the_seen_movement_is_shown() -> None:
    lead = begun(plan(2, hold_s=5), seen())

    now = moment_of(pass_time(lead, MOMENT_S, seen(phase=Phase.HOLD, held_s=2.0, reach=0.9)))

    assert (now.cue, now.reach, now.left_s, now.held_s) == (Cue.HOLD, 0.9, 3.0, 2.0)
    assert now.share == pytest.approx(0.4)
    assert not now.by_time
    assert moment_of(pass_time(lead, MOMENT_S, seen(phase=Phase.GOING))).left_s is None


def test_a_rest_seen_or_not_settled_again_is_a_rest() -> None:
    lead = begun(plan(2), seen())

    assert moment_of(pass_time(lead, MOMENT_S, seen(phase=Phase.SETTLING))).phase is Phase.REST


@pytest.mark.parametrize(("hold_s", "held_s"), [(None, 0.4), (5.0, 5.0), (5.0, 7.0)])
def test_what_is_held_for_long_enough_or_not_at_all_is_on_its_way_back(
    hold_s: float | None, held_s: float
) -> None:
    lead = begun(plan(2, hold_s=hold_s), seen())

    now = moment_of(pass_time(lead, MOMENT_S, seen(phase=Phase.HOLD, held_s=held_s, reach=1.0)))

    assert (now.cue, now.phase, now.reach) == (Cue.BACK, Phase.BACK, 1.0)


def test_after_a_repetition_there_is_a_moment_of_rest() -> None:
    lead = moved(begun(plan(3), seen()), [Side.BOTH])
    assert moment_of(lead).cue is Cue.WAIT

    assert moment_of(pass_time(lead, PACE.rest_s, lead.seen)).cue is Cue.GO


@pytest.mark.parametrize(
    ("going", "back"), [(Breath.OUT, Breath.IN), (Breath.IN, Breath.OUT), (Breath.FREE,) * 2]
)
def test_breath_changes_with_the_movement(going: Breath, back: Breath) -> None:
    lead = pass_time(begun(plan(2, breath=going)), 1)

    assert moment_of(lead).breath is going
    assert moment_of(pass_time(lead, 2)).breath is back
    assert moment_of(pass_time(lead, 3.5)).breath is Breath.FREE


def test_a_long_hold_says_how_to_breathe_and_a_short_one_does_not() -> None:
    long, short = begun(plan(1, hold_s=20)), begun(plan(1, hold_s=5))

    breaths = [moment_of(pass_time(long, 2 + t)).breath for t in (1, 4, 8, 11)]

    assert breaths == [Breath.IN, Breath.OUT, Breath.IN, Breath.OUT]
    assert moment_of(pass_time(short, 3)).breath is Breath.FREE


def test_the_number_is_of_the_set_and_the_side() -> None:
    lead = begun(plan(2, sides=2, sets=2), seen())

    lead = moved(lead, [Side.LEFT, Side.RIGHT, Side.LEFT, Side.RIGHT])

    now = moment_of(lead)
    assert (now.cue, now.number, now.set_number, now.progress) == (Cue.SET_REST, 1, 2, 0.5)


def test_at_the_end_all_is_done() -> None:
    lead = begun(plan(2), seen())
    first = rep(4, 6, held_s=2.5)

    lead = pass_time(lead, 0.2, seen(first, rep(6, 8, partial=True, held_s=1)))

    now, done = moment_of(lead), summary_of(lead)
    assert (now.cue, now.number, now.progress, now.left_s) == (Cue.DONE, 2, 1.0, None)
    assert (done.asked, done.done, done.seen, done.partial, done.held_s) == (2, 2, 2, 1, 2.5)
    assert done.lasted_s == pytest.approx(lead.lasted_s)


def test_nothing_done_is_nothing() -> None:
    done = summary_of(skip(Lead(plan(2))))

    assert (done.done, done.seen, done.held_s, done.sides) == (0, 0, 0.0, {Side.BOTH: 0})


def test_how_long_a_plan_lasts() -> None:
    assert plan(3, hold_s=5, sides=2, sets=2).lasts_s == PACE.ready_s + 12 * 10


def test_a_hold_that_was_seen_outlasts_the_camera() -> None:
    lead = begun(plan(3, hold_s=3), seen())
    t_s = lead.t_s or 0
    lead = pass_time(lead, 5, seen(rep(t_s, t_s + 5, held_s=3.2)))

    assert summary_of(pass_time(lead, 1)).held_s == 3.2
