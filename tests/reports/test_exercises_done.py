"""What the report says of each exercise."""

import math

import pytest

from posturecam.core.history.records import CountedBy, ExerciseEffect, StretchRecord
from posturecam.core.values import Cause
from posturecam.reports.exercises_done import (
    exercise_sentences,
    exercise_values,
    exercised,
)
from posturecam.stretches.catalogue import builtin

HEAD = Cause.FORWARD_HEAD


def tuck(
    back: float | None = None,
    stayed_s: float | None = None,
    *,
    stays: bool = False,
    repetitions: int | None = 8,
    partial: int | None = 0,
    hurt: bool = False,
    skipped: bool = False,
    key: str = "chin_tuck",
    unit: str = "deg",
) -> StretchRecord:
    effect = None if back is None else ExerciseEffect(back, 1.0, unit, stayed_s, stays)
    return StretchRecord(
        0.0,
        key,
        repetitions,
        partial=partial,
        counted_by=CountedBy.CAMERA,
        cause=HEAD,
        hurt=hurt,
        skipped=skipped,
        effect=effect,
    )


def said(*records: StretchRecord) -> tuple[str, ...]:
    return exercise_sentences(records, builtin())


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([tuck(repetitions=None)], "Chin tuck: once"),
        ([tuck(), tuck(repetitions=None)], "Chin tuck: 2 times; 8 repetitions seen"),
        ([tuck(repetitions=1, partial=None)], "Chin tuck: once; 1 repetition seen"),
        (
            [tuck(partial=2, hurt=True), tuck(skipped=True, repetitions=None)],
            "Chin tuck: once; 8 repetitions seen (2 not whole); it hurt once; skipped once",
        ),
        ([tuck(skipped=True, repetitions=None)], "Chin tuck: not done; skipped once"),
        (
            [tuck(4.0, 600), tuck(6.0, 1800)],
            (
                "Chin tuck: 2 times; 16 repetitions seen; your head came back by 5 degrees "
                "(+- 2, measured 2 times) and stayed so for 10 min"
            ),
        ),
        (
            [tuck(4.0, 600, stays=True)],
            (
                "Chin tuck: once; 8 repetitions seen; your head came back by 4 degrees (+- 2, "
                "measured once) and stayed so for at least 10 min"
            ),
        ),
        (
            [tuck(4.0)],
            (
                "Chin tuck: once; 8 repetitions seen; your head came back by 4 degrees (+- 2, "
                "measured once)"
            ),
        ),
        (
            [tuck(1.5), tuck(-1.0)],
            (
                "Chin tuck: 2 times; 16 repetitions seen; no change beyond the error "
                "(+0.2 +- 2.5 degrees)"
            ),
        ),
        ([tuck(key="my_own")], "my_own: once; 8 repetitions seen"),
    ],
)
def test_each_exercise_in_a_sentence(records: list[StretchRecord], expected: str) -> None:
    assert said(*records) == (expected,)


def test_repetitions_noted_by_hand_were_not_seen() -> None:
    assert said(StretchRecord(0.0, "chin_tuck", 8)) == ("Chin tuck: once",)


def test_the_most_frequent_comes_first() -> None:
    lines = said(tuck(key="wall_angel"), tuck(key="shoulder_rolls"), tuck(), tuck())
    assert [line.split(":")[0] for line in lines] == ["Chin tuck", "Shoulder rolls", "Wall angel"]
    assert said() == ()


def test_the_error_of_the_mean_is_the_larger_of_two() -> None:
    alike, apart = exercised([tuck(5.0), tuck(5.0)]), exercised([tuck(0.0), tuck(10.0)])
    assert alike[0].helped[0].error == pytest.approx(math.sqrt(2) / 2)
    assert apart[0].helped[0].error == pytest.approx(5.0)


def test_units_are_kept_apart() -> None:
    (one,) = exercised([tuck(5.0), tuck(2.0, unit="cm")])
    assert [(helped.unit, helped.back) for helped in one.helped] == [("cm", 2.0), ("deg", 5.0)]


def test_programs_get_the_same() -> None:
    (row,) = exercise_values([tuck(5.0, 600), tuck(hurt=True)])
    assert (row["exercise"], row["times"], row["repetitions"], row["hurt"]) == (
        "chin_tuck",
        2,
        16,
        1,
    )
    assert row["helped"][0]["stayed_s"] == 600
