"""The minutes of a day, one by one."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from posturecam.core.history.dose import Dose, Exposure
from posturecam.core.history.records import BreakRecord
from posturecam.core.history.report_data import DatedAlert, Period
from posturecam.core.values import Cause
from posturecam.edges.history.database import open_to_read
from posturecam.edges.history.dose_columns import SUMS, dose_of
from posturecam.edges.history.queries import MINUTES_OF, WITHIN_PERIOD, alerts, breaks, span_of

MINUTES: Final = f"""
    SELECT m.sitting, m.minute, s.start_s + 60.0 * m.minute AS at_s, s.utc_offset_s, {SUMS}
    FROM {WITHIN_PERIOD} s JOIN minutes m ON m.sitting = s.id
    WHERE {MINUTES_OF} GROUP BY m.sitting, m.minute ORDER BY at_s
"""  # noqa: S608 - constants
EXPOSURES: Final = f"""
    SELECT m.sitting, m.minute, m.cause, m.held_ds, m.weighted_ds
    FROM {WITHIN_PERIOD} s JOIN exposures m ON m.sitting = s.id WHERE {MINUTES_OF}
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class DatedMinute:
    """One minute: `at_s` is Unix time; `utc_offset_s`, east positive, is that of its sitting."""

    at_s: float
    utc_offset_s: int
    dose: Dose


@dataclass(frozen=True, slots=True)
class Day:
    """What was recorded in a period, minute by minute."""

    minutes: tuple[DatedMinute, ...]
    alerts: tuple[DatedAlert, ...]
    breaks: tuple[BreakRecord, ...]


def read_day(path: Path, period: Period) -> Day:
    """Return what was recorded in `period`.

    Raises:
        HistoryError: There is no history, or it cannot be read.
    """
    with open_to_read(path) as db:
        faults: defaultdict[tuple[int, int], list[Exposure]] = defaultdict(list)
        for row in db.execute(EXPOSURES, span_of(period)):
            one = Exposure(Cause(row["cause"]), row["held_ds"] / 10, row["weighted_ds"] / 10)
            faults[row["sitting"], row["minute"]].append(one)
        rows = [dict(row) for row in db.execute(MINUTES, span_of(period))]
        minutes = tuple(
            DatedMinute(
                row["at_s"],
                row["utc_offset_s"],
                dose_of(row, faults[row["sitting"], row["minute"]]),
            )
            for row in rows
        )
        return Day(minutes, alerts(db, period), breaks(db, period))
