"""The data set of a study, read back one recording at a time: memory holds a part of one file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.insights.distribution import Counts, counted, quantiles
from posturecam.core.values import Cause, Why
from posturecam.reports.study_findings import PARTS, Person, Recorded
from posturecam.study.dataset import BATCH_ROWS, FAULTS, Row
from posturecam.study.out_folder import DATA

MINUTE_S: Final = 60.0
ANGLE: Final = "cva_change_deg"


def people_of(out: Path, *, own_poses: bool) -> Iterator[Person]:
    """Yield the people of the study in `out`, by name.

    With `own_poses` each recording was calibrated by itself.

    Raises:
        OSError: A file cannot be read.
    """
    held: dict[str, list[Row]] = defaultdict(list)
    for row in recording_rows(out):
        held[row["person"]].append(row)
    for _, rows in sorted(held.items()):
        yield _person(out, rows, own_poses=own_poses)


def recording_rows(out: Path) -> list[Row]:
    """Return the table of recordings, by name.

    Raises:
        OSError: A file cannot be read.
    """
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - 40 MB that only studies need

    rows: list[Row] = []
    for path in sorted((out / DATA / "recordings").glob("*.parquet")):
        with path.open("rb") as data, ParquetFile(data) as file:  # Arrow takes no name but UTF-8
            rows += file.read().to_pylist()
    return sorted(rows, key=lambda row: str(row["recording"]))


def batches(
    out: Path, table: str, key: str, columns: list[str] | None = None
) -> Iterator[Mapping[str, list[Any]]]:
    """Yield the table `readings` or `episodes` of a recording in parts, by column.

    Raises:
        OSError: The file cannot be read.
    """
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - as above

    path = out / DATA / table / f"{key}.parquet"
    with path.open("rb") as data, ParquetFile(data) as file:
        for batch in file.iter_batches(BATCH_ROWS, columns=columns):
            yield batch.to_pydict()


def _person(out: Path, rows: list[Row], *, own_poses: bool) -> Person:
    recordings: list[Recorded] = []
    whole: Counts | None = None
    for row in rows:
        counts = counted(_angles(out, row["key"]))
        whole = counts if whole is None else whole + counts
        calibration = row["recording"] if own_poses else row["profile"]
        recordings.append(_recorded(row, calibration, counts, _reasons(out, row["key"])))
    return Person(tuple(recordings), counted(()) if whole is None else whole)


def _angles(out: Path, key: str) -> Iterator[NDArray[np.float64]]:
    for batch in batches(out, "readings", key, [ANGLE]):
        yield np.array(batch[ANGLE], np.float64)


def _reasons(out: Path, key: str) -> Mapping[str, float]:
    """Return for how long there was no verdict, by the reason as people read it, in seconds."""
    reasons: dict[str, float] = defaultdict(float)
    for batch in batches(out, "episodes", key, ["why", "start_s", "end_s"]):
        for why, start_s, end_s in zip(*batch.values(), strict=True):
            if why is not None:
                reasons[Why[why.upper()].value] += end_s - start_s
    return reasons


def _recorded(row: Row, calibration: str, counts: Counts, reasons: Mapping[str, float]) -> Recorded:
    seconds = {
        name: MINUTE_S * (row[f"{name}_min"] or 0.0)
        for name in ("good", "poor", "unknown", "gap", *FAULTS)
    }
    return Recorded(
        name=row["recording"],
        person=row["person"],
        calibration=calibration,
        good_s=seconds["good"],
        poor_s=seconds["poor"],
        unknown_s=seconds["unknown"],
        gap_s=seconds["gap"],
        faults={Cause(fault): seconds[fault] for fault in FAULTS if seconds[fault] > 0},
        reasons=reasons,
        alerts=row["alerts"] or 0,
        mean_deg=row["cva_change_mean_deg"],
        error_deg=row["cva_change_error_deg"],
        quantiles_deg=quantiles(counts, PARTS) if counts.any() else None,
        notes=row["notes"] or "",
    )
