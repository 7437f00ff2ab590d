import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.position_changes import MovementState
from posturecam.core.history.dose import Dose, Judged
from posturecam.core.history.minutes import MinuteState, add, off_centre, under_way
from posturecam.core.history.records import Minute
from posturecam.core.reasons import Presence
from posturecam.core.values import (
    BODY_POINTS,
    Activity,
    Assessment,
    Cause,
    Fault,
    Pose,
    Reading,
    Unseen,
    Verdict,
    View,
    Why,
)
from posturecam.monitor import Tick
from tests.support.history_world import following, frame, unseen

STANDS_S = 10.0


def reading(t: float, cva: float | None = -4.0, **others: float) -> Reading:
    fields = dict.fromkeys(Reading.__dataclass_fields__, None) | others
    fields |= {"t": t, "view": View.FRONT, "cva_change_deg": cva, "cva_change_sd_deg": 2.0}
    return Reading(**fields)


def good(t: float, **others: float) -> Tick:
    return frame(Assessment(t, Verdict.GOOD), reading(t, **others))


def poor(t: float, amount: float = 16.0, limit: float = 8.0) -> Tick:
    fault = Fault(Cause.FORWARD_HEAD, amount, limit, "deg")
    return frame(Assessment(t, Verdict.POOR, (fault,)), reading(t, -amount))


def minutes(*ticks: Tick) -> list[Minute]:
    state, found = MinuteState(), []
    for one in following(ticks, STANDS_S):
        state, done = add(state, one)
        found += done
    return [*found, *under_way(state)]


def dose(*ticks: Tick) -> Dose:
    (minute,) = minutes(*ticks)
    return minute.dose


def whole(one: Dose) -> float:
    return one.good_s + one.poor_s + one.unknown_s + one.away_s + one.unwatched_s


def test_each_frame_stands_until_the_next_one() -> None:
    minute = dose(good(0), poor(4), unseen(9, Why.NOBODY), unseen(11, Why.TURNED), good(14))

    times = (minute.good_s, minute.poor_s, minute.away_s, minute.unknown_s, minute.turned_s)
    assert times == (4, 5, 2, 3, 3)
    assert minute.measured_s == 9


@pytest.mark.parametrize("why", list(Why))
def test_time_without_a_verdict_belongs_to_whoever_was_there(why: Why) -> None:
    found = dose(unseen(0, why), good(4), good(7))

    times = {
        Presence.HERE: found.unknown_s,
        Presence.GONE: found.away_s,
        Presence.UNKNOWN: found.unwatched_s,
    }
    assert {where: seconds for where, seconds in times.items() if seconds} == {why.presence: 4}
    assert found.paused_s == (4 if why.paused and why.presence is Presence.UNKNOWN else 0)
    assert found.good_s == 3
    assert found.at_desk_s == (7 if why.presence is Presence.HERE else 3)


def test_time_at_the_side_of_the_desk_is_time_turned() -> None:
    minute = dose(unseen(0, Why.SIDEWAYS), good(3))
    assert (minute.turned_s, minute.unknown_s) == (3, 3)


def test_minutes_are_cut_where_they_end() -> None:
    first, second = minutes(good(55), good(63), good(65))

    assert (first.number, first.dose.good_s) == (0, 5)
    assert (second.number, second.dose.good_s) == (1, 5)


def test_the_rest_of_a_pause_belongs_to_nobody_and_its_minutes_are_not_there() -> None:
    first, second = minutes(good(0), good(5), good(600), good(603))

    assert (first.number, first.dose.good_s) == (0, 15)
    assert (second.number, second.dose.good_s) == (10, 3)


def test_twice_the_limit_weighs_twice() -> None:
    minute = dose(poor(0, amount=16, limit=8), poor(5, amount=8, limit=8), good(10))

    (exposure,) = minute.exposures
    assert exposure.cause is Cause.FORWARD_HEAD
    assert exposure.held_s == 10
    assert exposure.weighted_s == 15


def test_the_fault_that_weighs_most_comes_first() -> None:
    slump = Fault(Cause.SLUMP, 12.0, 4.0, "cm")
    tilt = Fault(Cause.HEAD_TILT, 30.0, 15.0, "deg")
    (*_, head) = poor(0, amount=8.0).assessment.faults
    observations = [
        frame(Assessment(t, Verdict.POOR, faults), reading(t))
        for t, faults in ((0.0, (head, slump)), (2.0, (head, tilt)), (8.0, (head,)), (14.0, ()))
    ]
    minute = dose(*observations)
    found = [(one.cause, one.held_s, one.weighted_s) for one in minute.exposures]
    assert found == [
        (Cause.FORWARD_HEAD, 14, 14),
        (Cause.HEAD_TILT, 6, 12),
        (Cause.SLUMP, 2, 6),
    ]


def test_a_fault_without_a_limit_counts_plainly() -> None:
    minute = dose(poor(0, amount=16, limit=0), good(5))

    assert minute.exposures[0].weighted_s == 5


def test_means_are_weighted_by_time_and_leave_out_what_was_not_measured() -> None:
    minute = dose(good(0, cva=-2, distance_cm=60), good(6, cva=-8), good(8, cva=None), good(12))

    assert minute.cva is not None
    assert minute.cva.mean_deg == pytest.approx(-3.5)
    assert (minute.cva.sd_deg, minute.cva.measured_s) == (2.0, 8)
    assert minute.fsa is None
    assert minute.habits.distance_cm == 60
    assert minute.habits.head_yaw_deg is None


def test_a_head_tilted_on_the_telephone_is_no_habit() -> None:
    on_the_phone = {"head_tilt_deg": 25, "shoulder_elevation_change_cm": 3, "hand_at_head": True}
    minute = dose(
        good(0, head_tilt_deg=2, shoulder_elevation_change_cm=0.5),
        good(6, **on_the_phone),
        good(30),
    )
    habits = minute.habits
    assert (habits.head_tilt_deg, habits.shoulder_elevation_cm) == (2, 0.5)


def test_activities_and_moves_are_counted_once_even_across_a_minute() -> None:
    moved = AlertState(movement=MovementState(moved=True))
    now = Assessment(58, Verdict.GOOD, activity=Activity.READING)
    first, second = minutes(frame(now, reading(58), state=moved), good(64))

    assert (first.dose.moves, second.dose.moves) == (1, 0)
    assert (first.dose.reading_s, second.dose.reading_s) == (2, 4)


def test_nothing_yet_is_no_minute() -> None:
    assert under_way(MinuteState()) == ()


KINDS = {
    "good": good,
    "poor": poor,
    "turned": lambda t: unseen(t, Why.TURNED),
    "away": lambda t: unseen(t, Why.NOBODY),
    "paused": lambda t: unseen(t, Why.PAUSED),
}


@given(st.lists(st.tuples(st.floats(0.03, 15), st.sampled_from(sorted(KINDS))), max_size=80))
def test_the_five_times_add_up_to_the_time_recorded(steps: list[tuple[float, str]]) -> None:
    t, ticks, watched = 0.0, [], 0.0
    for wait, kind in steps:
        watched += min(wait, STANDS_S) if ticks else 0.0
        t += wait
        ticks.append(KINDS[kind](t))

    found = minutes(*ticks)

    times = [whole(minute.dose) for minute in found]
    assert math.isclose(sum(times), watched, abs_tol=1e-6)
    assert [m.number for m in found] == sorted({m.number for m in found})
    assert all(0 < seconds <= 60 + 1e-6 for seconds in times)


def test_each_part_has_its_own_judged_time() -> None:
    neck = Fault(Cause.FORWARD_HEAD, 1.0, 8.0, "deg")
    shoulders = Fault(Cause.ROUNDED_SHOULDERS, 1.0, 12.0, "deg")

    def judged(t: float, *measured: Fault) -> Tick:
        return frame(Assessment(t, Verdict.GOOD, measured=measured), reading(t))

    minute = dose(judged(0, neck, shoulders), judged(4, neck), unseen(9, Why.TURNED), good(11))

    assert minute.judged == Judged(neck_s=9, shoulders_s=4)
    assert minute.judged.of_cause(Cause.ROUNDED_SHOULDERS) == 4
    assert minute.judged.of_cause(Cause.STILL_TOO_LONG) == 0


def test_off_centre_is_positive_to_the_users_left() -> None:
    points = np.zeros((BODY_POINTS, 2))
    points[7], points[8] = (1.2, 0.4), (0.8, 0.4)
    pose = Pose(0, points, np.ones(BODY_POINTS), np.zeros((BODY_POINTS, 3)), None, 4 / 3)

    assert off_centre(pose) == pytest.approx(0.25)
    assert off_centre(Unseen(0, Why.NOBODY)) is None
    seen = frame(Assessment(0, Verdict.GOOD), reading(0), pose=pose)
    assert dose(seen, good(5), good(8)).habits.off_centre == pytest.approx(0.25)
