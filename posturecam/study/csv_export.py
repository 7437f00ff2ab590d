"""The data set of a study as CSV: the readings as `replay --readings` writes those of several."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from posturecam.edges.files.atomic_write import naming, replacing, text_file
from posturecam.edges.files.readings_csv import number, seconds
from posturecam.study.dataset import EPISODES, RECORDINGS, Row
from posturecam.study.reading_back import batches, recording_rows
from posturecam.view.reading_row import COLUMNS

CSV: Final = "csv"
FILES: Final = tuple(f"{CSV}/{table}.csv" for table in ("readings", "episodes", "recordings"))
SOURCE: Final = "source"


def write_csv(out: Path) -> tuple[Path, ...]:
    """Write the three tables of the study in `out` as CSV, and return the files.

    Rows follow each other by the recording's name, and pass through one after another.

    Raises:
        StorageError: A file cannot be written, or the data set not be read.
    """
    with naming(out / CSV):
        (out / CSV).mkdir(exist_ok=True)
        rows = recording_rows(out)
    names = {row["key"]: row["recording"] for row in rows}
    readings, episodes, recordings = (out / name for name in FILES)
    _write(readings, (SOURCE, *COLUMNS), _readings(out, names))
    _write(episodes, tuple(EPISODES), _episodes(out, names))
    _write(recordings, tuple(RECORDINGS), map(_plain, rows))
    return readings, episodes, recordings


def _write(path: Path, columns: tuple[str, ...], rows: Iterator[Row]) -> None:
    with replacing(path) as half, closing(text_file(half, path)) as sink:
        writer = csv.DictWriter(sink, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _readings(out: Path, names: Mapping[str, str]) -> Iterator[Row]:
    columns = list(COLUMNS)
    for key, name in names.items():
        for row in _rows(out, "readings", key, columns):
            yield {
                SOURCE: name,
                **{column: reading_text(column, row[column]) for column in columns},
            }


def _episodes(out: Path, names: Mapping[str, str]) -> Iterator[Row]:
    for key in names:
        yield from map(_plain, _rows(out, "episodes", key))


def _rows(out: Path, table: str, key: str, columns: list[str] | None = None) -> Iterator[Row]:
    with naming(out / CSV):
        for batch in batches(out, table, key, columns):
            for values in zip(*batch.values(), strict=True):
                yield dict(zip(batch, values, strict=True))


def reading_text(column: str, value: Any) -> str:
    """Write a value of the readings as `replay` does."""
    match value:
        case None | str():
            return value or ""
        case bool():
            return str(int(value))
        case list():
            return "+".join(value)
        case _:
            return seconds(value) if column == "t_s" else number(value)


def _plain(row: Row) -> Row:
    """Write texts and whole numbers unchanged, and other numbers so that they read back exactly."""
    return {name: "" if value is None else value for name, value in row.items()}
