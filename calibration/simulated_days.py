"""Working days made up for the bench, for tests and for demonstrations; nobody sat like this.

Every sitting is marked as simulated, and reports of it say so.

    python calibration/simulated_days.py FOLDER [--days 14] [--seed 1]
    POSTURECAM_DATA_DIR=FOLDER posturecam report --open
"""

import argparse
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from posturecam.core.history.dose import Dose, Exposure, Judged, Measure, Weighted
from posturecam.core.history.episodes import Episode
from posturecam.core.history.journal import Page
from posturecam.core.history.records import (
    AlertRecord,
    BreakRecord,
    Minute,
    Origin,
    Outcome,
    PainNote,
    Sitting,
    StretchRecord,
)
from posturecam.core.values import Cause, Verdict, Why
from posturecam.edges.history.database import open_to_write
from posturecam.edges.history.writes import (
    put_note,
    put_page,
    put_sitting,
    transaction,
)

DAY_S = 86_400.0
OFFSET_S = 3600
BLOCKS = ((9.0, 210), (13.25, 240))  # hour of the local clock, minutes
LIMIT_CVA, LIMIT_FSA = 8.0, 12.0
STRETCHES = ("chin_tuck", "doorway_chest_stretch", "scapular_squeeze")
OUTCOMES = (
    Outcome.CORRECTED, Outcome.CORRECTED, Outcome.CORRECTED, Outcome.LEFT, Outcome.SNOOZED,
    Outcome.DISMISSED, Outcome.OPEN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Who is made up: angles at the start, and what a week of exercises changes."""

    cva_deg: float = -7.5
    fsa_deg: float = 9.0
    gain_deg_a_week: float = 0.6
    least_cva_deg: float = -3.0
    between_days_deg: float = 1.2


def simulate(
    path: Path, first_day: int, days: int, seed: int = 1, person: Person | None = None
) -> int:
    """Write `days` calendar days from `first_day` (days since 1970-01-01); return those worked."""
    rng = np.random.default_rng(seed)
    person = person or Person()
    worked = 0
    with open_to_write(path) as db:
        for day in range(first_day, first_day + days):
            if (day + 3) % 7 < 5:
                worked += 1
                with transaction(db):
                    _day(db, rng, person, day, (day - first_day) / 7)
    return worked


def _day(
    db: sqlite3.Connection, rng: np.random.Generator, person: Person, day: int, weeks: float
) -> None:
    gain = person.gain_deg_a_week * weeks
    level = min(person.cva_deg + gain, person.least_cva_deg) + rng.normal(
        0, person.between_days_deg
    )
    round_level = max(person.fsa_deg - gain, 5.0) + rng.normal(0, person.between_days_deg)
    midnight_s = day * DAY_S - OFFSET_S
    for hour, minutes in BLOCKS:
        start_s = midnight_s + 3600 * hour + float(rng.integers(-600, 600))
        sitting = Sitting(
            start_s, OFFSET_S, "desk", "2024-10-01 09:00", "simulated", "{}", Origin.SIMULATED
        )
        key = put_sitting(db, replace(sitting, end_t_s=60.0 * minutes))
        put_page(db, key, _block(rng, level, round_level, minutes))
    if rng.random() < 0.4:
        score = int(np.clip(rng.normal(4 - weeks / 4, 1), 0, 10))
        put_note(db, PainNote(midnight_s + 18 * 3600, score, "neck, right side"))
    for _ in range(int(rng.integers(0, 4))):
        at_s = midnight_s + 3600 * float(rng.uniform(9, 17))
        put_note(db, StretchRecord(at_s, str(rng.choice(STRETCHES)), int(rng.integers(5, 11))))


def _block(rng: np.random.Generator, level: float, round_level: float, minutes: int) -> Page:
    wander = _wander(rng, minutes, 2.2)
    tired = np.linspace(1.0, -1.5, minutes)
    cva = level + tired + wander
    fsa = round_level - tired + _wander(rng, minutes, 2.0)
    present = _present(rng, minutes)
    made = tuple(_minutes(rng, cva, fsa, present))
    return Page(
        made, tuple(_episodes(rng, made)), tuple(_alerts(rng, made)), tuple(_breaks(rng, minutes))
    )


def _wander(rng: np.random.Generator, minutes: int, size: float) -> np.ndarray:
    steps = rng.normal(0, size * 0.6, minutes)
    out = np.empty(minutes)
    value = rng.normal(0, size)
    for index, step in enumerate(steps):
        value = 0.8 * value + step
        out[index] = value
    return out


def _present(rng: np.random.Generator, minutes: int) -> np.ndarray:
    present = np.ones(minutes, dtype=bool)
    for start in rng.integers(0, minutes, minutes // 60):
        present[start : start + int(rng.integers(2, 8))] = False
    return present


def _minutes(
    rng: np.random.Generator, cva: np.ndarray, fsa: np.ndarray, present: np.ndarray
) -> Iterator[Minute]:
    still_s = 0.0
    for number, (head, shoulders, here) in enumerate(zip(cva, fsa, present, strict=True)):
        moves = int(rng.poisson(0.12)) if here else 0
        still_s = 30.0 if moves or not here else still_s + 60.0
        yield _minute(rng, number, float(head), float(shoulders), moves, still_s, here=bool(here))


def _minute(
    rng: np.random.Generator,
    number: int,
    head: float,
    shoulders: float,
    moves: int,
    still_s: float,
    *,
    here: bool,
) -> Minute:
    unknown_s = float(np.clip(rng.exponential(4.0), 0, 50)) if here else 0.0
    seen_s = 60.0 - unknown_s if here else 0.0
    faults = {fault.cause: fault for fault in _exposures(rng, head, shoulders, seen_s)}
    poor_s = min(seen_s, max((fault.held_s for fault in faults.values()), default=0.0))
    sums = _sums(rng, head, shoulders, seen_s) if here else {}
    dose = Dose(
        good_s=seen_s - poor_s,
        poor_s=poor_s,
        unknown_s=unknown_s,
        away_s=0.0 if here else 60.0,
        reading_s=seen_s * float(rng.random() < 0.2),
        turned_s=unknown_s / 2,
        moves=moves,
        longest_still_s=still_s,
        judged=Judged(*[seen_s] * 6),
        faults=faults,
        sums=sums,
    )
    return Minute(number, dose)


def _sums(
    rng: np.random.Generator, head: float, shoulders: float, seen_s: float
) -> dict[Measure, Weighted]:
    habits = {
        Measure.HEAD_PITCH: rng.normal(11, 3),
        Measure.HEAD_YAW: rng.normal(-2, 3),
        Measure.HEAD_TILT: rng.normal(1, 2),
        Measure.TRUNK_LEAN: rng.normal(2, 2),
        Measure.SHOULDER_ELEVATION: rng.normal(0.3, 0.4),
        Measure.DISTANCE: rng.normal(58 + head / 2, 2),
        Measure.OFF_CENTRE: rng.normal(0.04, 0.02),
    }
    return {
        Measure.CVA: Weighted.of(head, 2.1, seen_s),
        Measure.FSA: Weighted.of(shoulders, 2.6, seen_s),
        **{measure: Weighted.of(float(mean), 0.0, seen_s) for measure, mean in habits.items()},
    }


def _exposures(
    rng: np.random.Generator, head: float, shoulders: float, seen_s: float
) -> Iterator[Exposure]:
    for cause, amount, limit in (
        (Cause.FORWARD_HEAD, -head, LIMIT_CVA),
        (Cause.ROUNDED_SHOULDERS, shoulders, LIMIT_FSA),
    ):
        share = 1 / (1 + np.exp(-(amount - limit) / 1.2))
        held_s = round(seen_s * float(share), 1)
        if held_s > 1:
            yield Exposure(cause, held_s, held_s * max(1.0, amount / limit))
    if seen_s and rng.random() < 0.03:
        yield Exposure(Cause.LEANING_IN, seen_s / 2, seen_s * 0.6)


def _episodes(rng: np.random.Generator, minutes: tuple[Minute, ...]) -> Iterator[Episode]:
    for minute in minutes:
        t, dose = 60.0 * minute.number, minute.dose
        if dose.away_s:
            yield Episode(t, t + 60, Verdict.UNKNOWN, why=Why.NOBODY)
            continue
        for verdict, seconds in (
            (Verdict.GOOD, dose.good_s), (Verdict.POOR, dose.poor_s),
            (Verdict.UNKNOWN, dose.unknown_s),
        ):  # fmt: skip
            if seconds >= 2:
                yield _episode(rng, dose, verdict, t, t + seconds)
                t += seconds


def _episode(
    rng: np.random.Generator, dose: Dose, verdict: Verdict, start_t: float, end_t: float
) -> Episode:
    if verdict is not Verdict.POOR:
        why = Why.TURNED if verdict is Verdict.UNKNOWN else None
        return Episode(start_t, end_t, verdict, why=why)
    mean = float(rng.normal(11, 2))
    return Episode(
        start_t, end_t, verdict, dose.exposures[0].cause, None, mean, mean + 2, 2.1, "deg"
    )


def _alerts(rng: np.random.Generator, minutes: tuple[Minute, ...]) -> Iterator[AlertRecord]:
    quiet_until = 0
    for minute in minutes:
        if minute.dose.poor_s < 50 or minute.number < quiet_until:
            continue
        quiet_until = minute.number + 15
        outcome = OUTCOMES[int(rng.integers(len(OUTCOMES)))]
        after_s = None if outcome is Outcome.OPEN else float(rng.gamma(2, 20))
        cause = minute.dose.exposures[0].cause
        yield AlertRecord(
            60.0 * minute.number + 60, cause, 60.0, 11.0, "deg", "notice",
            str(rng.choice(STRETCHES)), outcome, after_s,
        )  # fmt: skip


def _breaks(rng: np.random.Generator, minutes: int) -> Iterator[BreakRecord]:
    for minute in range(30, minutes, 35):
        taken = rng.random() < 0.3
        yield BreakRecord(60.0 * minute, float(rng.uniform(20, 600)) if taken else None)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a history of the days up to yesterday into a folder that has none."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where history.db goes")
    parser.add_argument("--days", type=int, default=14, help="calendar days")
    parser.add_argument("--seed", type=int, default=1, help="another number, other days")
    options = parser.parse_args(arguments)
    path = options.folder / "history.db"
    if path.exists():
        parser.error(f"{path} is there already; name an empty folder")
    options.folder.mkdir(parents=True, exist_ok=True)
    today = int(time.time() // DAY_S)
    worked = simulate(path, today - options.days, options.days, seed=options.seed)
    print(f"{path}: {worked} working days")


if __name__ == "__main__":
    main()
