"""Records <-> rows of whole numbers; the units are those of `history_schema`."""

from collections.abc import Iterator
from typing import Any

from posturecam.core.history.episodes import Run
from posturecam.core.history.records import (
    AlertRecord,
    Angle,
    BreakRecord,
    Minute,
    Origin,
    Outcome,
    PainNote,
    Sitting,
    StretchRecord,
)
from posturecam.core.history.spells import Spell
from posturecam.core.parts import Part
from posturecam.core.values import Cause, Verdict, Why

Row = tuple[Any, ...]

SITTING = "start_s, utc_offset_s, profile, calibration, version, settings, origin, end_t_s, id"
ALERT = "t_ds, cause, held_ds, amount_dd, unit, level, stretch, outcome, after_ds"
RUN = "start_ds, end_ds, verdict, cause, why, mean_dd, worst_dd, sd_dd, unit"
BREAK = "t_ds, taken_after_ds"
STRETCH = "at_s, exercise, repetitions"
PAIN = "at_s, score, place, signs"
SIGNS = "|"  # between warning signs


def judged_ds(part: Part) -> str:
    """Return the expression for the time in which `part` was judged, in a row of minutes."""
    return f"(good_ds + poor_ds - {part}_unjudged_ds)"


def tenths(value: float | None) -> int | None:
    """Return `value` in whole tenths."""
    return None if value is None else round(10 * value)


def of_tenths(value: int | None) -> float | None:
    """Return whole tenths as a number."""
    return None if value is None else value / 10


def sitting_row(sitting: Sitting) -> Row:
    """Return the columns of `SITTING`."""
    return (
        sitting.start_s,
        sitting.utc_offset_s,
        sitting.profile,
        sitting.calibration,
        sitting.version,
        sitting.settings,
        sitting.origin.value,
        sitting.end_t_s,
        sitting.key,
    )


def to_sitting(row: Row) -> Sitting:
    """Read the columns of `SITTING`."""
    start_s, offset_s, profile, calibration, version, settings, origin, end_t_s, key = row
    where = Origin(origin)
    return Sitting(start_s, offset_s, profile, calibration, version, settings, where, end_t_s, key)


def minute_row(sitting: int, minute: Minute) -> Row:
    """Return all columns of a minute."""
    habits = minute.habits
    return (
        sitting,
        minute.number,
        tenths(minute.good_s),
        tenths(minute.poor_s),
        tenths(minute.unknown_s),
        tenths(minute.away_s),
        *_angle(minute.cva),
        *_angle(minute.fsa),
        tenths(habits.head_pitch_deg),
        tenths(habits.head_yaw_deg),
        tenths(habits.head_tilt_deg),
        tenths(habits.trunk_lean_deg),
        tenths(habits.shoulder_elevation_cm),
        tenths(habits.distance_cm),
        None if habits.off_centre is None else round(1000 * habits.off_centre),
        tenths(minute.reading_s),
        tenths(minute.turned_s),
        minute.moves,
        round(minute.still_s),
        *(tenths(max(0.0, minute.measured_s - minute.judged.of(part))) for part in Part),
    )


def exposure_rows(sitting: int, minute: Minute) -> Iterator[Row]:
    """Return the time in each fault of a minute."""
    for one in minute.exposures:
        held, weighted = tenths(one.held_s), tenths(one.weighted_s)
        yield sitting, minute.number, one.cause.value, held, weighted


def run_row(sitting: int, run: Run) -> Row:
    """Return the sitting and the columns of `RUN`."""
    spell = run.spell
    return (
        sitting,
        tenths(spell.start_t),
        tenths(spell.end_t),
        spell.verdict.value,
        None if spell.cause is None else spell.cause.value,
        None if spell.why is None else spell.why.name.lower(),
        tenths(run.mean),
        tenths(run.worst),
        tenths(run.sd),
        run.unit,
    )


def to_run(row: Row) -> Run:
    """Read the columns of `RUN`."""
    start_ds, end_ds, verdict, cause, why, mean_dd, worst_dd, sd_dd, unit = row
    spell = Spell(
        start_ds / 10,
        end_ds / 10,
        Verdict(verdict),
        None if cause is None else Cause(cause),
        None if why is None else Why[why.upper()],
    )
    return Run(spell, of_tenths(mean_dd), of_tenths(worst_dd), of_tenths(sd_dd), unit)


def alert_row(sitting: int, alert: AlertRecord) -> Row:
    """Return the sitting and the columns of `ALERT`."""
    return (
        sitting,
        tenths(alert.t_s),
        alert.cause.value,
        tenths(alert.held_s),
        tenths(alert.amount),
        alert.unit,
        alert.level,
        alert.stretch,
        alert.outcome.value,
        tenths(alert.after_s),
    )


def to_alert(row: Row) -> AlertRecord:
    """Read the columns of `ALERT`."""
    t_ds, cause, held_ds, amount_dd, unit, level, stretch, outcome, after_ds = row
    return AlertRecord(
        t_ds / 10,
        Cause(cause),
        held_ds / 10,
        of_tenths(amount_dd),
        unit,
        level,
        stretch,
        Outcome(outcome),
        of_tenths(after_ds),
    )


def break_row(sitting: int, pause: BreakRecord) -> Row:
    """Return the sitting and the columns of `BREAK`."""
    return sitting, tenths(pause.t_s), tenths(pause.taken_after_s)


def to_break(row: Row) -> BreakRecord:
    """Read the columns of `BREAK`."""
    t_ds, taken_ds = row
    return BreakRecord(t_ds / 10, of_tenths(taken_ds))


def stretch_row(stretch: StretchRecord) -> Row:
    """Return the columns of `STRETCH`."""
    return stretch.at_s, stretch.exercise, stretch.repetitions


def to_stretch(row: Row) -> StretchRecord:
    """Read the columns of `STRETCH`."""
    return StretchRecord(*row)


def pain_row(note: PainNote) -> Row:
    """Return the columns of `PAIN`."""
    return note.at_s, note.score, note.where, SIGNS.join(note.warning_signs)


def to_pain(row: Row) -> PainNote:
    """Read the columns of `PAIN`."""
    at_s, score, place, signs = row
    return PainNote(at_s, score, place, tuple(filter(None, signs.split(SIGNS))))


def to_angle(
    weighted: int | None, weighted_sd: int | None, measured_ds: int | None
) -> Angle | None:
    """Read sums over tenths of a second of tenths of degrees; None where nothing was measured."""
    if not measured_ds or weighted is None or weighted_sd is None:
        return None
    ds = measured_ds
    return Angle(weighted / ds / 10, weighted_sd / ds / 10, ds / 10)


def _angle(angle: Angle | None) -> Row:
    if angle is None:
        return None, None, None
    return tenths(angle.mean_deg), tenths(angle.sd_deg), tenths(angle.measured_s)
