import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.elapsed import elapsed_since
from posturecam.core.history.minutes import Glance, MinuteState, add, under_way
from posturecam.core.history.records import Judged, Minute
from posturecam.core.values import (
    Activity,
    Assessment,
    Cause,
    Fault,
    Reading,
    Unseen,
    Verdict,
    View,
    Why,
)

STANDS_S = 10.0


def reading(t: float, cva: float | None = -4.0, **others: float) -> Reading:
    fields = dict.fromkeys(Reading.__dataclass_fields__, None) | others
    fields |= {"t": t, "view": View.FRONT, "cva_change_deg": cva, "cva_change_sd_deg": 2.0}
    return Reading(**fields)


def good(t: float, **others: float) -> Glance:
    return Glance(Assessment(t, Verdict.GOOD), reading(t, **others))


def poor(t: float, amount: float = 16.0, limit: float = 8.0) -> Glance:
    fault = Fault(Cause.FORWARD_HEAD, amount, limit, "deg")
    return Glance(Assessment(t, Verdict.POOR, (fault,)), reading(t, -amount))


def unseen(t: float, why: Why) -> Glance:
    return Glance(Assessment(t, Verdict.UNKNOWN, why=why), Unseen(t, why))


def minutes(*glances: Glance) -> list[Minute]:
    state, found, last = MinuteState(), [], None
    for glance in glances:
        state, done = add(state, elapsed_since(last, glance.t, STANDS_S), glance)
        found += done
        last = glance.assessment
    last = under_way(state)
    return found if last is None else [*found, last]


def test_each_look_stands_until_the_next_one() -> None:
    (minute,) = minutes(good(0), poor(4), unseen(9, Why.NOBODY), unseen(11, Why.TURNED), good(14))

    times = (minute.good_s, minute.poor_s, minute.away_s, minute.unknown_s, minute.turned_s)
    assert times == (4, 5, 2, 3, 3)
    assert minute.measured_s == 9


def test_time_at_the_side_of_the_desk_is_time_turned() -> None:
    (minute,) = minutes(unseen(0, Why.SIDEWAYS), good(3))
    assert (minute.turned_s, minute.unknown_s) == (3, 3)


def test_time_of_somebody_else_in_the_chair_is_time_away() -> None:
    (minute,) = minutes(good(0), unseen(2, Why.STRANGER), good(5))
    assert (minute.good_s, minute.unknown_s, minute.away_s) == (2, 0, 3)


def test_minutes_are_cut_where_they_end() -> None:
    first, second = minutes(good(55), good(63), good(65))

    assert (first.number, first.good_s) == (0, 5)
    assert (second.number, second.good_s) == (1, 5)


def test_the_rest_of_a_pause_belongs_to_nobody_and_its_minutes_are_not_there() -> None:
    first, second = minutes(good(0), good(5), good(600), good(603))

    assert (first.number, first.good_s) == (0, 15)
    assert (second.number, second.good_s) == (10, 3)


def test_twice_the_limit_weighs_twice() -> None:
    (minute,) = minutes(poor(0, amount=16, limit=8), poor(5, amount=8, limit=8), good(10))

    (exposure,) = minute.exposures
    assert exposure.cause is Cause.FORWARD_HEAD
    assert exposure.held_s == 10
    assert exposure.weighted_s == 15


def test_the_fault_that_weighs_most_comes_first() -> None:
    slump = Fault(Cause.SLUMP, 12.0, 4.0, "cm")
    tilt = Fault(Cause.HEAD_TILT, 30.0, 15.0, "deg")
    (*_, head) = poor(0, amount=8.0).assessment.faults
    observations = [
        Glance(Assessment(t, Verdict.POOR, faults), reading(t))
        for t, faults in ((0.0, (head, slump)), (2.0, (head, tilt)), (8.0, (head,)), (14.0, ()))
    ]
    (minute,) = minutes(*observations)
    found = [(one.cause, one.held_s, one.weighted_s) for one in minute.exposures]
    assert found == [
        (Cause.FORWARD_HEAD, 14, 14),
        (Cause.HEAD_TILT, 6, 12),
        (Cause.SLUMP, 2, 6),
    ]


def test_a_fault_without_a_limit_counts_plainly() -> None:
    (minute,) = minutes(poor(0, amount=16, limit=0), good(5))

    assert minute.exposures[0].weighted_s == 5


def test_means_are_weighted_by_time_and_leave_out_what_was_not_measured() -> None:
    (minute,) = minutes(
        good(0, cva=-2, distance_cm=60), good(6, cva=-8), good(8, cva=None), good(12)
    )

    assert minute.cva is not None
    assert minute.cva.mean_deg == pytest.approx(-3.5)
    assert (minute.cva.sd_deg, minute.cva.measured_s) == (2.0, 8)
    assert minute.fsa is None
    assert minute.habits.distance_cm == 60
    assert minute.habits.head_yaw_deg is None


def test_a_head_tilted_on_the_telephone_is_no_habit() -> None:
    on_the_phone = {"head_tilt_deg": 25, "shoulder_elevation_change_cm": 3, "hand_at_head": True}
    (minute,) = minutes(
        good(0, head_tilt_deg=2, shoulder_elevation_change_cm=0.5),
        good(6, **on_the_phone),
        good(30),
    )
    habits = minute.habits
    assert (habits.head_tilt_deg, habits.shoulder_elevation_cm) == (2, 0.5)


def test_activities_and_moves_are_counted_once_even_across_a_minute() -> None:
    down = Glance(Assessment(58, Verdict.GOOD, activity=Activity.READING), reading(58), moved=True)
    first, second = minutes(down, good(64))

    assert (first.moves, second.moves) == (1, 0)
    assert (first.reading_s, second.reading_s) == (2, 4)


def test_nothing_yet_is_no_minute() -> None:
    assert under_way(MinuteState()) is None


KINDS = {
    "good": good,
    "poor": poor,
    "turned": lambda t: unseen(t, Why.TURNED),
    "away": lambda t: unseen(t, Why.NOBODY),
}


@given(st.lists(st.tuples(st.floats(0.03, 15), st.sampled_from(sorted(KINDS))), max_size=80))
def test_the_four_times_add_up_to_the_time_watched(steps: list[tuple[float, str]]) -> None:
    t, glances, watched = 0.0, [], 0.0
    for wait, kind in steps:
        watched += min(wait, STANDS_S) if glances else 0.0
        t += wait
        glances.append(KINDS[kind](t))

    found = minutes(*glances)

    total = sum(m.good_s + m.poor_s + m.unknown_s + m.away_s for m in found)
    assert math.isclose(total, watched, abs_tol=1e-6)
    assert [m.number for m in found] == sorted({m.number for m in found})
    assert all(m.good_s + m.poor_s + m.unknown_s + m.away_s <= 60 + 1e-6 for m in found)


def test_each_part_has_its_own_judged_time() -> None:
    neck = Fault(Cause.FORWARD_HEAD, 1.0, 8.0, "deg")
    shoulders = Fault(Cause.ROUNDED_SHOULDERS, 1.0, 12.0, "deg")

    def judged(t: float, *measured: Fault) -> Glance:
        return Glance(Assessment(t, Verdict.GOOD, measured=measured), reading(t))

    (minute,) = minutes(
        judged(0, neck, shoulders), judged(4, neck), unseen(9, Why.TURNED), good(11)
    )

    assert minute.judged == Judged(neck_s=9, shoulders_s=4)
    assert minute.judged.of_cause(Cause.ROUNDED_SHOULDERS) == 4
    assert minute.judged.of_cause(Cause.STILL_TOO_LONG) == 0
