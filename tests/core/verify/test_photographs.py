"""A few marked photographs against what the front camera read."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.values import Reading, Unseen, Why
from posturecam.core.verify.photographs import (
    LEAST_CHANGES,
    USUAL_RATER_SD_DEG,
    Marked,
    Photographed,
    compare_photographs,
    problem_of,
)
from tests.support.history_world import reading

NECK_PX = 200.0


def marked(name: str, t: float, cva_deg: float, *, faces: int = 1, turn_deg: float = 0.0) -> Marked:
    """A photograph in which the neck is NECK_PX long."""
    angle = math.radians(cva_deg + turn_deg)
    c7 = (500.0, 600.0)
    across = faces * NECK_PX * math.cos(angle)
    return Marked(name, t, c7, (c7[0] + across, c7[1] - NECK_PX * math.sin(angle)))


def front(t: float, change_deg: float | None, sd_deg: float | None = 1.0) -> Reading:
    return replace(reading(t), cva_change_deg=change_deg, cva_change_sd_deg=sd_deg)


def compared(*marks: Marked, readings: object = (), rater: float | None = None) -> Photographed:
    assert problem_of(marks) is None
    return compare_photographs(marks, readings, rater)  # type: ignore[arg-type]


@given(st.floats(20, 80), st.sampled_from([1, -1]))
def test_the_angle_is_that_of_the_marks_whichever_way_one_faces(cva_deg: float, faces: int) -> None:
    assert marked("a", 0, cva_deg, faces=faces).cva_deg == pytest.approx(cva_deg)


def test_changes_are_against_the_earliest_photograph() -> None:
    found = compared(
        marked("bad", 30, 40),
        marked("upright", 0, 52),
        readings=[front(0, 1.0), front(30, -9.0, 2.0)],
    )

    (change,) = found.changes
    assert (change.name, change.t) == ("bad", 30)
    assert change.marked_deg == pytest.approx(-12)
    assert change.marked_sd_deg == pytest.approx(USUAL_RATER_SD_DEG * math.sqrt(2))
    assert change.front_deg == pytest.approx(-10)
    assert change.front_sd_deg == pytest.approx(2)
    assert change.holds is True


def test_a_camera_that_hangs_askew_changes_nothing() -> None:
    marks = (marked("a", 0, 52, turn_deg=4), marked("b", 9, 43, turn_deg=4))

    assert compared(*marks).changes[0].marked_deg == pytest.approx(-9)


@pytest.mark.parametrize(("front_deg", "holds"), [(-8.0, True), (-2.0, False), (-18.0, False)])
def test_the_interval_holds_the_marks_or_it_does_not(front_deg: float, holds: bool) -> None:  # noqa: FBT001
    readings = [front(0, 0.0), front(9, front_deg, 1.0)]

    (change,) = compared(marked("a", 0, 50), marked("b", 9, 40), readings=readings).changes

    assert change.holds is holds


def test_what_was_not_measured_is_left_out() -> None:
    readings = [
        front(0, 0.0),
        Unseen(9, Why.NOBODY),
        front(9.5, None, None),
        front(9.6, -3.0, None),
        front(10.5, -3.0),
    ]

    found = compared(marked("a", 0, 50), marked("b", 9, 40), readings=readings)

    (change,) = found.changes
    assert (change.front_deg, change.front_sd_deg, change.holds) == (None, None, None)
    assert found.rms_deg is None


def test_without_a_reading_of_the_upright_photograph_there_is_no_change() -> None:
    (change,) = compared(marked("a", 0, 50), marked("b", 9, 40), readings=[front(9, -3.0)]).changes

    assert (change.front_deg, change.front_sd_deg) == (None, None)


def test_readings_nearby_are_averaged() -> None:
    readings = [front(0, 0.0), front(8.5, -4.0), front(9.5, -8.0, 3.0)]

    (change,) = compared(marked("a", 0, 50), marked("b", 9, 44), readings=readings).changes

    assert change.front_deg == pytest.approx(-6)
    assert change.front_sd_deg == pytest.approx(2)


def test_photographs_marked_again_show_how_well_their_rater_marks() -> None:
    marks = [marked("a", 0, 50 + d) for d in (-1, 1)] + [marked("b", 9, 40 + d) for d in (-2, 2)]

    found = compared(*marks)

    assert found.rater_marked_again
    assert found.rater_sd_deg == pytest.approx(math.sqrt((1 + 1 + 4 + 4) / 2))
    assert found.changes[0].marked_deg == pytest.approx(-10)
    assert found.changes[0].marked_sd_deg == pytest.approx(found.rater_sd_deg)


def test_who_knows_the_raters_error_says_so() -> None:
    marks = [marked("a", 0, 50), marked("a", 0, 54), marked("b", 9, 40)]

    found = compared(*marks, rater=1.5)

    assert not found.rater_marked_again
    assert found.rater_sd_deg == 1.5


def test_photographs_marked_the_same_twice_are_no_proof_of_a_perfect_rater() -> None:
    found = compared(marked("a", 0, 50), marked("a", 0, 50), marked("b", 9, 40))

    assert found.rater_sd_deg == USUAL_RATER_SD_DEG
    assert not found.rater_marked_again


def test_the_raters_error_is_taken_off() -> None:
    marks = [marked("up", 0, 50), *(marked(str(n), 10.0 * n, 40) for n in range(1, 4))]
    readings = [
        front(0, 0.0),
        *(front(10.0 * n, -10.0 + off) for n, off in ((1, 3), (2, -3), (3, 3))),
    ]

    found = compared(*marks, readings=readings, rater=1.0)

    assert len(found.changes) == LEAST_CHANGES
    assert found.rms_deg == pytest.approx(math.sqrt(9 - 2))


def test_an_error_smaller_than_the_raters_is_none() -> None:
    marks = [marked("up", 0, 50), *(marked(str(n), 10.0 * n, 40) for n in range(1, 4))]
    readings = [front(0, 0.0), *(front(10.0 * n, -10.5) for n in range(1, 4))]

    assert compared(*marks, readings=readings, rater=2.0).rms_deg == 0.0


def test_two_changes_are_too_few_for_an_error() -> None:
    marks = [marked("up", 0, 50), *(marked(str(n), 10.0 * n, 40) for n in range(1, 3))]
    readings = [front(0, 0.0), *(front(10.0 * n, -6.0) for n in range(1, 3))]

    assert compared(*marks, readings=readings).rms_deg is None


def test_one_photograph_is_not_enough() -> None:
    said = problem_of([marked("a", 0, 50), marked("a", 0, 51)])

    assert said is not None
    assert "two photographs" in said
