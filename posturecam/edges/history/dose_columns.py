"""The columns of a dose in the table of minutes: written from one, read back as sums of many."""

from collections.abc import Iterable, Iterator
from typing import Final

from posturecam.core.history.dose import Dose, Exposure, Judged, Measure, Weighted
from posturecam.core.history.records import Minute
from posturecam.core.parts import Part
from posturecam.edges.history.tables import Cell, Row, natural, whole

TIMES: Final = ("good", "poor", "unknown", "away", "unwatched", "paused", "reading", "turned")
"""Columns `good_ds` and so on hold attributes `good_s` and so on."""
ANGLES: Final = {Measure.CVA: "cva", Measure.FSA: "fsa"}
"""Mean `cva_dd`, its error `cva_sd_dd`, and the time it was measured in, `cva_ds`; and so on."""
HABITS: Final = {
    Measure.HEAD_PITCH: "pitch_dd",
    Measure.HEAD_YAW: "yaw_dd",
    Measure.HEAD_TILT: "tilt_dd",
    Measure.TRUNK_LEAN: "lean_dd",
    Measure.SHOULDER_ELEVATION: "elevation_mm",
    Measure.DISTANCE: "distance_mm",
    Measure.OFF_CENTRE: "off_centre_pm",
}
MEASURED_DS: Final = "(good_ds + poor_ds)"


def judged_ds(part: Part) -> str:
    """Return the expression for the time in which `part` was judged, in a row of minutes."""
    return f"({MEASURED_DS} - {part}_unjudged_ds)"


def more_ds(habit: str) -> str:
    """Return the column of the time in which a habit was measured, less that with a verdict."""
    return f"{habit.rpartition('_')[0]}_more_ds"


def minute_row(minute: Minute) -> Row:
    """Return the cells of a minute by column."""
    dose = minute.dose
    row: dict[str, Cell] = {"minute": minute.number, "moves": dose.moves}
    row["still_s"] = round(dose.longest_still_s)
    row |= {f"{name}_ds": whole("ds", getattr(dose, f"{name}_s")) for name in TIMES}
    # Differences are of what is written: those of the seconds would round to a tenth more or less.
    with_verdict_ds = _tenths(dose.good_s) + _tenths(dose.poor_s)
    for measure, name in ANGLES.items():
        one = dose.sums.get(measure)
        row[f"{name}_dd"] = None if one is None else whole("dd", one.mean)
        row[f"{name}_sd_dd"] = None if one is None else whole("dd", one.sd)
        row[f"{name}_ds"] = None if one is None else whole("ds", one.measured_s)
    for measure, name in HABITS.items():
        one = dose.sums.get(measure)
        row[name] = None if one is None else whole(name, one.mean)
        row[more_ds(name)] = 0 if one is None else _tenths(one.measured_s) - with_verdict_ds
    for part in Part:
        short_ds = with_verdict_ds - _tenths(dose.judged.of(part))
        row[f"{part}_unjudged_ds"] = max(0, short_ds)
    return row


def _tenths(seconds: float) -> int:
    return round(10 * seconds)


def exposure_rows(minute: Minute) -> Iterator[Row]:
    """Return the cells of each fault of a minute by column."""
    for one in minute.dose.exposures:
        yield {
            "minute": minute.number,
            "cause": one.cause.value,
            "held_ds": whole("ds", one.held_s),
            "weighted_ds": whole("ds", one.weighted_s),
        }


def _sums() -> Iterator[str]:
    for name in TIMES:
        yield f"SUM({name}_ds) AS {name}_ds"
    for name in ANGLES.values():
        yield f"SUM({name}_dd * {name}_ds) AS {name}_total"
        yield f"SUM({name}_sd_dd * {name}_ds) AS {name}_error"
        yield f"SUM({name}_ds) AS {name}_ds"
    for name in HABITS.values():
        measured_ds = f"({MEASURED_DS} + {more_ds(name)})"
        yield f"SUM({name} * {measured_ds}) AS {name}"
        yield f"SUM({measured_ds} * ({name} IS NOT NULL)) AS {more_ds(name)}"
    for part in Part:
        yield f"SUM({part}_unjudged_ds) AS {part}_unjudged_ds"
    yield "SUM(moves) AS moves, MAX(still_s) AS still_s"


SUMS: Final = ", ".join(_sums())
"""What a query of minutes selects for `dose_of`."""


def dose_of(row: Row, exposures: Iterable[Exposure] = ()) -> Dose:
    """Return the dose of a row of `SUMS`, of at least one minute."""
    times = {f"{name}_s": row[f"{name}_ds"] / 10 for name in TIMES}
    measured_ds: int = row["good_ds"] + row["poor_ds"]
    judged_ds = {part: max(0, measured_ds - row[f"{part}_unjudged_ds"]) for part in Part}
    return Dose(
        **times,
        moves=row["moves"],
        longest_still_s=float(row["still_s"]),
        judged=Judged(**{f"{part}_s": ds / 10 for part, ds in judged_ds.items()}),
        faults={one.cause: one for one in exposures},
        sums=dict(_read_sums(row)),
    )


def _read_sums(row: Row) -> Iterator[tuple[Measure, Weighted]]:
    """Read sums of tenths of a second times the unit of the column."""
    for measure, name in ANGLES.items():
        if row[f"{name}_ds"]:
            total, error = row[f"{name}_total"], row[f"{name}_error"]
            yield measure, Weighted(total / 100, error / 100, row[f"{name}_ds"] / 10)
    for measure, name in HABITS.items():
        measured_ds, total = row[more_ds(name)], natural(name, row[name])
        if total is not None and measured_ds > 0:
            yield measure, Weighted(total / 10, 0.0, measured_ds / 10)
