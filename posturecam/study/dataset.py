"""The data set of a study as Parquet: what its tables hold, and how they are written.

docs/dataset.md explains each column.  The same values on the same versions give the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from posturecam.core.alerts.judged_parts import reason
from posturecam.core.history.episodes import Episode
from posturecam.core.history.records import AlertRecord, BreakRecord
from posturecam.core.values import Cause, Reading
from posturecam.monitor import Tick
from posturecam.view.reading_row import MEASURES, MORE, PROBABILITIES, numbers

if TYPE_CHECKING:
    from pyarrow import Schema

Row = Mapping[str, Any]
BATCH_ROWS: Final = 5_000  # 25 minutes of readings, 10 MB; what is written at once

TEXT: Final = "text"
CODE: Final = "code"  # one of few texts
NUMBER: Final = "number"
WHOLE: Final = "whole"
FLAG: Final = "flag"
CODES: Final = "codes"  # several of few texts

Columns = Mapping[str, str]

OF: Final = {"recording": CODE, "person": CODE}
READINGS: Final[Columns] = {
    **OF,
    "t_s": NUMBER,
    "seen": FLAG,
    "reason": CODE,
    "why": CODE,
    "view": CODE,
    **dict.fromkeys(MEASURES, NUMBER),
    "verdict": CODE,
    "causes": CODES,
    "activity": CODE,
    **dict.fromkeys((*MORE, *PROBABILITIES), NUMBER),
}
EPISODES: Final[Columns] = {
    **OF,
    "kind": CODE,
    "start_s": NUMBER,
    "end_s": NUMBER,
    "verdict": CODE,
    "why": CODE,
    "cause": CODE,
    "mean": NUMBER,
    "worst": NUMBER,
    "sd": NUMBER,
    "unit": CODE,
    "held_s": NUMBER,
    "level": CODE,
    "exercise": CODE,
    "outcome": CODE,
    "after_s": NUMBER,
}
FAULTS: Final = tuple(cause.value for cause in Cause if cause is not Cause.STILL_TOO_LONG)
RECORDINGS: Final[Columns] = {
    "recording": TEXT,
    "person": TEXT,
    "address": TEXT,
    "content": TEXT,
    "key": TEXT,
    "profile": TEXT,
    "duration_s": NUMBER,
    "frames": WHOLE,
    "seen_share": NUMBER,
    "width": WHOLE,
    "height": WHOLE,
    "good_min": NUMBER,
    "poor_min": NUMBER,
    "unknown_min": NUMBER,
    "gap_min": NUMBER,
    **{f"{cause}_min": NUMBER for cause in FAULTS},
    "cva_change_mean_deg": NUMBER,
    "cva_change_sd_deg": NUMBER,
    "cva_change_median_deg": NUMBER,
    "cva_change_error_deg": NUMBER,
    "alerts": WHOLE,
    "breaks": WHOLE,
    "posturecam": TEXT,
    "mediapipe": TEXT,
    "notes": TEXT,
}


def reading_row(tick: Tick) -> Row:
    """Return one frame as a row of the readings, but for recording and person."""
    reading, now = tick.reading, tick.assessment
    return {
        "t_s": reading.t,
        "seen": isinstance(reading, Reading),
        "reason": reason(now) or None,
        "why": now.why and now.why.name.lower(),
        "view": reading.view.value if isinstance(reading, Reading) else None,
        "verdict": now.verdict.value,
        "causes": [cause.value for cause in now.causes],
        "activity": now.activity and now.activity.value,
        **numbers(reading, now),
    }


def episode_row(one: Episode | AlertRecord | BreakRecord) -> Row:
    """Return an episode, an alert or a break that was due as a row of the episodes."""
    if isinstance(one, Episode):
        return {
            "kind": "episode",
            "start_s": one.start_t,
            "end_s": one.end_t,
            "verdict": one.verdict.value,
            "why": one.why and one.why.name.lower(),
            "cause": one.cause and one.cause.value,
            "mean": one.mean,
            "worst": one.worst,
            "sd": one.sd,
            "unit": one.unit,
        }
    if isinstance(one, BreakRecord):
        return {"kind": "break", "start_s": one.t_s, "after_s": one.taken_after_s}
    return {
        "kind": "alert",
        "start_s": one.t_s,
        "cause": one.cause.value,
        "mean": one.amount,
        "unit": one.unit,
        "held_s": one.held_s,
        "level": one.level,
        "exercise": one.stretch,
        "outcome": one.outcome.value,
        "after_s": one.after_s,
    }


class Table:
    """Takes rows of one kind, and gives them as a Parquet file; memory holds the compressed."""

    def __init__(self, columns: Columns, same: Row | None = None) -> None:
        """Begin an empty table; what is the `same` in all rows need not be in them."""
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - 40 MB that only studies need

        self._schema, self._same = schema(columns), same or {}
        self._waiting: list[Row] = []
        self._file = BytesIO()
        self._writer = ParquetWriter(self._file, self._schema, compression="zstd")

    def add(self, rows: Iterable[Row]) -> None:
        """Take in `rows`; what is not in one is null."""
        for row in rows:
            self._waiting.append({**self._same, **row})
            if len(self._waiting) == BATCH_ROWS:
                self._write()

    def done(self) -> bytes:
        """Return the file; nothing can be added any more."""
        self._write()
        self._writer.close()
        return self._file.getvalue()

    def _write(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - as above

        if self._waiting:
            self._writer.write_table(pa.Table.from_pylist(self._waiting, self._schema))
            self._waiting = []


def recordings(rows: Sequence[Row]) -> bytes:
    """Return the table of the recordings, in the order of `rows`, as a Parquet file."""
    table = Table(RECORDINGS)
    table.add(rows)
    return table.done()


def schema(columns: Columns) -> "Schema":
    """Return the Arrow schema of `columns`."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    code = pa.dictionary(pa.int32(), pa.string())
    types = {
        TEXT: pa.string(),
        CODE: code,
        NUMBER: pa.float64(),
        WHOLE: pa.int64(),
        FLAG: pa.bool_(),
        CODES: pa.list_(pa.string()),
    }
    return pa.schema([pa.field(name, types[kind]) for name, kind in columns.items()])
