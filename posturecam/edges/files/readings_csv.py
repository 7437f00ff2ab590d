"""The table of readings: one row per frame, with the columns that docs/files.md explains."""

import csv
from collections.abc import Mapping
from typing import TextIO

from posturecam.core.alerts.judged_parts import reason
from posturecam.core.values import Assessment, Cause, Reading, Unseen
from posturecam.monitor import Tick

SECONDS_DIGITS = 3
VALUE_DIGITS = 2
MEASURES = (
    "cva_change_deg",
    "cva_change_sd_deg",
    "fsa_change_deg",
    "fsa_change_sd_deg",
    "trunk_lean_change_deg",
    "head_pitch_change_deg",
    "head_yaw_deg",
    "shoulder_elevation_change_cm",
    "head_tilt_deg",
    "distance_cm",
)
MORE = ("sink_cm", "approach_cm", "camera_shift_deg")
PROBABILITIES = {
    f"{cause.value}_probability": cause for cause in Cause if cause is not Cause.STILL_TOO_LONG
}
COLUMNS = ("t_s", "seen", "reason", *MEASURES, "verdict", "causes", *MORE, *PROBABILITIES)


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
    judged = (*assessment.measured, *assessment.doubted)
    known = {fault.cause: fault.probability for fault in judged}
    measures = {name: _number(getattr(reading, name, None)) for name in MEASURES}
    return {
        "t_s": f"{reading.t:.{SECONDS_DIGITS}f}",
        "seen": "1" if seen else "0",
        "reason": reason(assessment),
        **measures,
        "verdict": assessment.verdict.value,
        "causes": "+".join(assessment.causes),
        **{name: _number(getattr(reading, name, None)) for name in MORE},
        **{name: _number(known.get(cause)) for name, cause in PROBABILITIES.items()},
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, VALUE_DIGITS) + 0.0:.{VALUE_DIGITS}f}"
