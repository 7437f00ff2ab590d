"""The tables of a study, as DuckDB and pandas read them."""

import io
import json
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
    Table,
    episode_row,
    one_row,
    recordings,
    renamed,
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


@pytest.mark.parametrize("count", [0, 4, BATCH_ROWS + 1])
def test_with_other_names_the_bytes_are_as_if_they_had_been_those(count: int) -> None:
    assert renamed(readings(count), "b", "q") == readings(count, recording="b", person="q")


def test_episodes_can_be_renamed() -> None:
    def episodes(**of: str) -> bytes:
        table = Table(EPISODES, of)
        table.add([episode_row(Episode(0, 4, Verdict.UNKNOWN, why=Why.NOBODY))])
        return table.done()

    assert renamed(episodes(**OF), "b", "q") == episodes(recording="b", person="q")


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

    assert rows_of(one_row(row)) == rows_of(recordings([row, row]))[:1]
    assert list(rows_of(one_row(row))[0]) == list(RECORDINGS)
    assert rows_of(one_row(json.loads(json.dumps(row)))) == rows_of(one_row(row))
