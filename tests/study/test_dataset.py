"""The tables of a study, as DuckDB and pandas read them."""

import io
import re
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from posturecam.core.history.episodes import Episode
from posturecam.core.history.records import AlertRecord, BreakRecord, Outcome
from posturecam.core.values import Cause, Verdict, Why
from posturecam.study.dataset import (
    BATCH_ROWS,
    EPISODES,
    READINGS,
    RECORDINGS,
    Columns,
    Table,
    episode_row,
    recordings,
)
from tests.support.studies import rows_of

OF = {"recording": "a", "person": "p"}


def readings(count: int, **of: str) -> bytes:
    table = Table(READINGS, of or OF)
    verdicts = ("good", "poor", "unknown")
    for number in range(count):
        row = {"t_s": number / 3, "verdict": verdicts[number % 3], "causes": ["slump"]}
        table.add([{**row, "seen": True, "cva_change_deg": -number / 7}])
    return table.done()


def test_numbers_come_back_as_they_were() -> None:
    rows = rows_of(readings(5))

    assert [row["t_s"] for row in rows] == [number / 3 for number in range(5)]
    assert [row["cva_change_deg"] for row in rows] == [-number / 7 for number in range(5)]
    assert rows[0]["recording"] == "a"
    assert rows[0]["fsa_change_deg"] is None
    assert list(rows[0]) == list(READINGS)


def test_many_rows_are_written_in_batches() -> None:
    file = pq.ParquetFile(io.BytesIO(readings(BATCH_ROWS + 1)))

    assert [file.metadata.row_group(n).num_rows for n in range(2)] == [BATCH_ROWS, 1]


def test_an_empty_table_has_its_columns() -> None:
    table = pq.read_table(io.BytesIO(Table(EPISODES).done()))

    assert (table.num_rows, table.schema.names) == (0, list(EPISODES))


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            Episode(1, 9, Verdict.POOR, Cause.SLUMP, mean=5.0, worst=7.0, unit="cm"),
            {"kind": "episode", "end_s": 9, "verdict": "poor", "cause": "slump", "worst": 7.0},
        ),
        (
            Episode(1, 2, Verdict.UNKNOWN, why=Why.TURNED),
            {"kind": "episode", "verdict": "unknown", "why": "turned", "cause": None},
        ),
        (
            AlertRecord(
                1, Cause.SLUMP, 60, 5.0, "cm", "card", "chin_tuck", Outcome.CORRECTED, 12.0
            ),
            {"kind": "alert", "cause": "slump", "exercise": "chin_tuck", "after_s": 12.0},
        ),
        (BreakRecord(1, 30.0), {"kind": "break", "after_s": 30.0, "verdict": None}),
    ],
)
def test_what_happened_is_an_episode(
    one: Episode | AlertRecord | BreakRecord, expected: dict[str, object]
) -> None:
    table = Table(EPISODES, OF)
    table.add([episode_row(one)])
    (row,) = rows_of(table.done())

    assert {name: row[name] for name in expected} == expected
    assert (row["start_s"], row["recording"]) == (1, "a")


def test_duckdb_reads_a_folder_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "1.parquet").write_bytes(readings(6))
    (tmp_path / "2.parquet").write_bytes(readings(3, recording="b", person="q"))

    files = str(tmp_path / "*.parquet")
    found = duckdb.read_parquet(files).aggregate("recording, count(*), min(verdict)").order("1")

    assert found.fetchall() == [("a", 6, "good"), ("b", 3, "good")]


def test_one_row_for_each_recording() -> None:
    row = {"recording": "a", "frames": 3, "seen_share": 0.5, "notes": None}

    rows = rows_of(recordings([row, {**row, "recording": "b"}]))

    assert [one["recording"] for one in rows] == ["a", "b"]
    assert list(rows[0]) == list(RECORDINGS)
    assert (rows[0]["frames"], rows[0]["seen_share"], rows[0]["key"]) == (3, 0.5, None)
    assert recordings([row]) == recordings([dict(row)])


@pytest.mark.parametrize("columns", [READINGS, EPISODES, RECORDINGS])
def test_every_column_is_described(columns: Columns) -> None:
    page = (Path(__file__).parents[2] / "docs" / "dataset.md").read_text()

    described = set(re.findall(r"`([a-z_]+)`", page))
    assert set(columns) - described == set()
