"""Jobs of a study, and what its tables hold."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from posturecam.edges.files.profile_toml import to_text
from posturecam.edges.files.readings_csv import number, seconds
from posturecam.study.work import Job, Measured, Recording, Refusal
from posturecam.view.reading_row import COLUMNS
from tests.support.desk import calibrated

Settings = Mapping[str, Mapping[str, object]]


def recording(path: Path | str, name: str = "one") -> Recording:
    size = Path(path).stat().st_size if Path(path).is_file() else 0
    return Recording(str(path), name, "1", size)


def job(
    path: Path | str,
    *,
    profile: str = "",
    spans: tuple[str, ...] = (),
    settings: Settings | None = None,
) -> Job:
    """A job against `profile`, that of the person at the desk, or the recording's own poses."""
    text = None if spans else profile or to_text(calibrated())
    return Job(recording(path), "p", text, "desk", spans, settings or {})


def measured(result: Measured | Refusal) -> Measured:
    """The result, where a recording can be measured."""
    assert isinstance(result, Measured), result
    return result


def rows_of(table: bytes) -> list[dict[str, Any]]:
    """The rows of a Parquet file."""
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(table)).to_pylist()
    return rows


def as_csv(readings: bytes) -> str:
    """The readings as `replay --readings` writes them."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows_of(readings):
        writer.writerow({name: _written(name, row[name]) for name in COLUMNS})
    return text.getvalue()


def _written(name: str, value: Any) -> str:
    if name == "t_s":
        return seconds(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "+".join(value)
    if isinstance(value, bool):
        return str(int(value))
    return (value or "") if isinstance(value, str | None) and name == "reason" else _number(value)


def _number(value: Any) -> str:
    return value if isinstance(value, str) else number(value)
