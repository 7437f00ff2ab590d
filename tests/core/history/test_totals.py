import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.history.records import (
    AlertRecord,
    Angle,
    BreakRecord,
    Exposure,
    Habits,
    Hour,
    Judged,
    Outcome,
    PainNote,
    Total,
)
from posturecam.core.history.totals import (
    breaks_taken,
    effect,
    hourly,
    judged_share,
    merge,
    minutes_per_hour,
    moves_per_hour,
    pool,
    total,
)
from posturecam.core.parts import Part
from posturecam.core.values import Cause


def hour(number: int = 9, day: int = 20_000, *, calibration: str = "a", **fields: object) -> Hour:
    plain: dict[str, object] = {
        "good_s": 0.0,
        "poor_s": 0.0,
        "unknown_s": 0.0,
        "away_s": 0.0,
        "cva": None,
        "fsa": None,
        "habits": Habits(),
        "reading_s": 0.0,
        "turned_s": 0.0,
        "moves": 0,
        "longest_still_s": 0.0,
    }
    return Hour(day, number, calibration, Total(**(plain | fields)))  # type: ignore[arg-type]


def alert(outcome: Outcome, after_s: float | None = None) -> AlertRecord:
    return AlertRecord(0, Cause.SLUMP, 60, 12, "deg", "notice", "chin_tuck", outcome, after_s)


def test_an_hour_with_a_third_twice_over_the_limit() -> None:
    head = Exposure(Cause.FORWARD_HEAD, held_s=1200, weighted_s=2400)
    summed = total([hour(good_s=2400, poor_s=1200, moves=4, exposures=(head,))])

    (dose,) = summed.exposures
    assert minutes_per_hour(dose.held_s, summed.measured_s) == 20
    assert minutes_per_hour(dose.weighted_s, summed.measured_s) == 40
    assert moves_per_hour(summed) == 4


def test_time_not_measured_stays_apart() -> None:
    summed = total([hour(good_s=60, unknown_s=30, away_s=900), hour(poor_s=40, away_s=100)])

    assert (summed.measured_s, summed.unknown_s, summed.away_s) == (100, 30, 1000)
    assert summed.at_desk_s == 130
    assert hour(good_s=1, unknown_s=2).total.at_desk_s == 3


def test_three_hours_frozen_upright_show_as_still_and_without_moves() -> None:
    summed = total([hour(n, good_s=3600, longest_still_s=3600 * (n - 8)) for n in (9, 10, 11)])

    assert summed.longest_still_s == 3 * 3600
    assert moves_per_hour(summed) == 0


def test_nothing_measured_divides_by_nothing() -> None:
    empty = total([])

    assert minutes_per_hour(0, empty.measured_s) == 0
    assert moves_per_hour(empty) == 0
    assert (empty.cva, empty.habits.distance_cm) == (None, None)


def test_habits_are_weighted_by_measured_time() -> None:
    near, far = Habits(distance_cm=40), Habits(distance_cm=70)
    summed = total([hour(good_s=100, habits=near), hour(poor_s=200, habits=far), hour(good_s=50)])

    assert summed.habits.distance_cm == pytest.approx(60)


def test_alerts_that_were_followed() -> None:
    found = effect(
        [
            alert(Outcome.CORRECTED, 20),
            alert(Outcome.CORRECTED, 40),
            alert(Outcome.CORRECTED, 500),
            alert(Outcome.LEFT, 30),
            alert(Outcome.SNOOZED, 2),
            alert(Outcome.DISMISSED, 2),
            alert(Outcome.OPEN),
        ],
        followed_within_s=120,
    )

    assert (found.alerts, found.followed, found.corrected, found.left) == (7, 3, 3, 1)
    assert (found.snoozed, found.dismissed, found.typical_s) == (1, 1, 40)
    assert effect([], 120).typical_s is None


def test_breaks() -> None:
    found = breaks_taken([BreakRecord(1800, 60), BreakRecord(3600), BreakRecord(5400, 0)])

    assert (found.due, found.taken) == (3, 2)


def test_a_monday_is_day_nought_of_the_week() -> None:
    assert hour(day=4).weekday == 0  # 1970-01-05 was a Monday
    assert hour(day=0).weekday == 3


def test_pain_has_a_scale() -> None:
    assert PainNote(0, 10).score == 10
    with pytest.raises(ValueError, match="0 to 10"):
        PainNote(0, 11)


angles = st.builds(Angle, st.floats(-30, 30), st.floats(0, 9), st.floats(1, 3600))


@given(st.lists(angles, min_size=1, max_size=9), st.integers(0, 9))
def test_pooling_in_parts_is_pooling_at_once(many: list[Angle], cut: int) -> None:
    whole = pool(many)
    parts = pool([pool(many[:cut]), pool(many[cut:])])

    assert whole is not None
    assert parts is not None
    assert parts.mean_deg == pytest.approx(whole.mean_deg, abs=1e-9)
    assert parts.measured_s == pytest.approx(whole.measured_s)
    low, high = min(a.mean_deg for a in many), max(a.mean_deg for a in many)
    assert low - 1e-9 <= whole.mean_deg <= high + 1e-9


exposures = st.builds(Exposure, st.sampled_from(Cause), st.integers(0, 3600), st.integers(0, 9000))


@given(st.lists(exposures, max_size=12))
def test_merging_loses_no_second_and_names_each_cause_once(many: list[Exposure]) -> None:
    merged = merge(many)

    assert sum(e.held_s for e in merged) == sum(e.held_s for e in many)
    assert len({e.cause for e in merged}) == len(merged)
    assert list(merged) == sorted(merged, key=lambda e: (-e.weighted_s, e.cause))
    assert merge(merged) == merged


def test_a_fault_is_told_by_the_time_in_which_it_could_be_judged() -> None:
    rounded = Exposure(Cause.ROUNDED_SHOULDERS, held_s=300, weighted_s=600)
    still = Exposure(Cause.STILL_TOO_LONG, held_s=60, weighted_s=60)
    hours = [
        hour(good_s=3000, poor_s=300, judged=Judged(neck_s=3300, shoulders_s=500)),
        hour(good_s=300, exposures=(rounded, still), judged=Judged(neck_s=300, shoulders_s=400)),
    ]
    summed = total(hours)

    assert summed.judged == Judged(neck_s=3600, shoulders_s=900)
    assert judged_share(summed, Part.SHOULDERS) == 0.25
    by_name = {one.cause: one for one in hourly(summed)}
    one = by_name[Cause.ROUNDED_SHOULDERS]
    assert (one.held_min, one.weighted_min, one.share) == (20, 40, 0.25)
    assert by_name[Cause.STILL_TOO_LONG].held_min == 0


def test_nothing_measured_has_no_judged_share() -> None:
    assert judged_share(total([]), Part.SHOULDERS) is None
    away = total([hour(exposures=(Exposure(Cause.SLUMP, 0, 0),))])
    assert [one.share for one in hourly(away)] == [0.0]
