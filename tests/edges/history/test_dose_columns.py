"""Doses through the table of minutes and back."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.history.dose import NOTHING, Dose, Judged, Measure, Weighted
from posturecam.core.history.records import Minute
from posturecam.core.parts import Part
from posturecam.edges.history.dose_columns import SUMS, dose_of, minute_row
from posturecam.edges.history.schema import migrate

SECONDS = st.floats(0, 30, allow_nan=False)


def stored(doses: Sequence[Dose]) -> Dose:
    """Write each dose as a minute; read the sum of them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = OFF")
        migrate(db)
        for number, dose in enumerate(doses):
            row = {"sitting": 1} | minute_row(Minute(number, dose))
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            sql = f"INSERT INTO minutes ({names}) VALUES ({marks})"  # noqa: S608 - constants
            db.execute(sql, tuple(row.values()))
        return dose_of(dict(db.execute(f"SELECT {SUMS} FROM minutes").fetchone()))  # noqa: S608


@given(st.lists(st.tuples(SECONDS, SECONDS), min_size=1, max_size=20))
def test_what_was_never_measured_or_judged_comes_back_as_nothing(
    times: list[tuple[float, float]],
) -> None:
    found = stored([Dose(good_s=good, poor_s=poor) for good, poor in times])

    assert found.sums == {}
    assert [found.judged.of(part) for part in Part] == [0.0] * len(Part)


@given(st.lists(st.tuples(SECONDS, SECONDS, SECONDS), min_size=1, max_size=20))
def test_a_habit_weighs_by_the_time_it_was_measured_in(
    times: list[tuple[float, float, float]],
) -> None:
    doses = [
        Dose(
            good_s=good,
            poor_s=poor,
            judged=Judged(*[good + poor] * 6),
            sums={Measure.DISTANCE: Weighted.of(60.0, 0.0, seen)} if seen >= 0.1 else {},
        )
        for good, poor, seen in times
    ]
    found, expected = stored(doses), sum(doses, NOTHING)

    assert abs(found.judged.neck_s - expected.judged.neck_s) <= 0.1 * len(doses)
    measured = found.sums.get(Measure.DISTANCE)
    assert (measured is None) == (Measure.DISTANCE not in expected.sums)
    if measured is not None:
        assert measured.mean == pytest.approx(60.0)
        assert abs(measured.measured_s - expected.sums[Measure.DISTANCE].measured_s) <= 2.0
