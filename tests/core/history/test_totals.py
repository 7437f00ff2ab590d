import pytest

from posturecam.core.history.dose import NOTHING, Dose, Exposure, Judged
from posturecam.core.history.records import (
    AlertRecord,
    BreakRecord,
    Hour,
    Outcome,
    PainNote,
)
from posturecam.core.history.totals import (
    breaks_taken,
    effect,
    hourly,
    judged_share,
    minutes_per_hour,
    moves_per_hour,
    total,
)
from posturecam.core.parts import Part
from posturecam.core.values import Cause


def hour(number: int = 9, day: int = 20_003, dose: Dose = NOTHING) -> Hour:
    return Hour(day, number, "a", dose)


def alert(outcome: Outcome, after_s: float | None = None) -> AlertRecord:
    return AlertRecord(0, Cause.SLUMP, 60, 12, "deg", "notice", "chin_tuck", outcome, after_s)


def test_an_hour_with_a_third_twice_over_the_limit() -> None:
    head = Exposure(Cause.FORWARD_HEAD, held_s=1200, weighted_s=2400)
    dose = Dose(good_s=2400, poor_s=1200, moves=4, faults={head.cause: head})
    summed = total([hour(dose=dose)])

    (one,) = summed.exposures
    assert minutes_per_hour(one.held_s, summed.measured_s) == 20
    assert minutes_per_hour(one.weighted_s, summed.measured_s) == 40
    assert moves_per_hour(summed) == 4


def test_a_night_with_the_screen_locked_is_no_time_at_the_desk() -> None:
    """Nine hours of it diluted the moves of one hour, and everything else by the desk."""
    day = [Dose(good_s=3000, unknown_s=600, moves=6), Dose(away_s=9 * 3600), Dose(unwatched_s=900)]
    summed = total([hour(dose=dose) for dose in day])

    assert summed.at_desk_s == 3600
    assert moves_per_hour(summed) == 6


def test_three_hours_frozen_upright_show_as_still_and_without_moves() -> None:
    hours = [hour(n, dose=Dose(good_s=3600, longest_still_s=3600 * (n - 8))) for n in (9, 11, 10)]
    summed = total(hours)

    assert summed.longest_still_s == 3 * 3600
    assert moves_per_hour(summed) == 0


def test_nothing_measured_divides_by_nothing() -> None:
    empty = total([])

    assert empty == NOTHING
    assert minutes_per_hour(0, empty.measured_s) == 0
    assert moves_per_hour(empty) == 0
    assert (empty.cva, empty.fsa, empty.habits.distance_cm) == (None, None, None)


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


def test_a_fault_counts_by_the_time_in_which_it_could_be_judged() -> None:
    rounded = Exposure(Cause.ROUNDED_SHOULDERS, held_s=300, weighted_s=600)
    still = Exposure(Cause.STILL_TOO_LONG, held_s=60, weighted_s=60)
    summed = Dose(
        good_s=3300,
        poor_s=300,
        faults={one.cause: one for one in (rounded, still)},
        judged=Judged(neck_s=3600, shoulders_s=900),
    )

    assert judged_share(summed, Part.SHOULDERS) == 0.25
    by_name = {one.cause: one for one in hourly(summed)}
    one = by_name[Cause.ROUNDED_SHOULDERS]
    assert (one.held_min, one.weighted_min, one.share) == (20, 40, 0.25)
    assert by_name[Cause.STILL_TOO_LONG].held_min == 0


def test_nothing_measured_has_no_judged_share() -> None:
    assert judged_share(NOTHING, Part.SHOULDERS) is None
    away = Dose(faults={Cause.SLUMP: Exposure(Cause.SLUMP, 0, 0)})
    assert [one.share for one in hourly(away)] == [0.0]
