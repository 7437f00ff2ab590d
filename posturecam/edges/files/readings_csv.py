"""The table of readings: one row per frame, with the columns that docs/files.md explains."""

import csv
from collections.abc import Mapping
from typing import TextIO

from posturecam.core.alerts.judged_parts import reason
from posturecam.core.values import Assessment, Reading, Unseen
from posturecam.monitor import Tick
from posturecam.view.reading_row import COLUMNS, numbers

SECONDS_DIGITS = 3
VALUE_DIGITS = 2


class ReadingsCsv:
    """Writes ticks as rows to `sink`; with several sources the first column names the source."""

    def __init__(self, sink: TextIO, *, with_source: bool = False) -> None:
        """Write the head of the table."""
        columns = ("source", *COLUMNS) if with_source else COLUMNS
        self._writer = csv.DictWriter(sink, columns, lineterminator="\n", extrasaction="ignore")
        self._writer.writeheader()

    def write(self, tick: Tick, source: str = "") -> None:
        """Write one row."""
        self._writer.writerow({"source": source, **row(tick.reading, tick.assessment)})


def row(reading: Reading | Unseen, assessment: Assessment) -> Mapping[str, str]:
    """Return one frame as a row of the table; what was not measured is empty."""
    seen = isinstance(reading, Reading)
    written = {
        "t_s": seconds(reading.t),
        "seen": "1" if seen else "0",
        "reason": reason(assessment),
        "verdict": assessment.verdict.value,
        "causes": "+".join(assessment.causes),
        **{name: number(value) for name, value in numbers(reading, assessment).items()},
    }
    return {name: written[name] for name in COLUMNS}


def seconds(t: float) -> str:
    """Write a time."""
    return f"{t:.{SECONDS_DIGITS}f}"


def number(value: float | None) -> str:
    """Write what was measured; "" if nothing was."""
    return "" if value is None else f"{round(value, VALUE_DIGITS) + 0.0:.{VALUE_DIGITS}f}"
