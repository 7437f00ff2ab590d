"""The CSV of a study is that of a replay, and reads back as the data set."""

import csv
import os
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from posturecam.app.study.measuring import StudyWork
from posturecam.cli.main import cli
from posturecam.core.values import Why
from posturecam.study.csv_export import write_csv
from posturecam.study.dataset import EPISODES, RECORDINGS, recordings
from posturecam.study.work import Job
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile
from tests.support.made_studies import made_study
from tests.support.studies import job, measured

STORIES = {
    "a.tape.jsonl": ((4, UPRIGHT), (8, FORWARD), (2, Why.NOBODY)),
    "b.tape.jsonl": ((5, UPRIGHT), (1, Why.TURNED)),
}


def kept(out: Path, work: Job, key: str) -> None:
    """Keep what is measured as the store does."""
    done = measured(StudyWork().measure(work))
    row = recordings([{**done.row, "key": key}])
    for table, data in (
        ("readings", done.readings), ("episodes", done.episodes), ("recordings", row),
    ):  # fmt: skip
        path = out / "data" / table / f"{key}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def data_set(out: Path, table: str) -> duckdb.DuckDBPyRelation:
    """A table of the study, as DuckDB reads it."""
    return duckdb.read_parquet(f"{out}/data/{table}/*.parquet")


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_the_study_may_be_in_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    out = tmp_path / os.fsdecode(b"study \xff")
    kept(out, job(tape(tmp_path / "a.tape.jsonl", *STORIES["a.tape.jsonl"])), "k")
    readings, _, _ = write_csv(out)
    assert len(readings.read_text().splitlines()) > 1


def test_the_readings_are_the_file_that_replay_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with_profile()
    for number, (name, story) in enumerate(STORIES.items()):
        tape(tmp_path / name, *story)
        one = job(tmp_path / name)
        kept(
            tmp_path / "out",
            replace(one, recording=replace(one.recording, name=name)),
            f"key{9 - number}",
        )

    readings, _, _ = write_csv(tmp_path / "out")

    result = CliRunner().invoke(cli, ["replay", *STORIES, "--readings", "-"])
    assert result.exit_code == 0, result.output
    assert readings.read_text(encoding="utf-8") == result.stdout


def test_all_three_tables_read_back(tmp_path: Path) -> None:
    made = made_study(tmp_path, 2, 2)

    files = write_csv(made.out)

    assert [file.name for file in files] == ["readings.csv", "episodes.csv", "recordings.csv"]
    for file, columns in zip(files[1:], (EPISODES, RECORDINGS), strict=True):
        with file.open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
        assert list(rows[0]) == list(columns)
        assert len(rows) == len(data_set(made.out, file.stem))
    with files[2].open(encoding="utf-8", newline="") as text:
        means = {
            row["recording"]: float(row["cva_change_mean_deg"]) for row in csv.DictReader(text)
        }
    kept = data_set(made.out, "recordings").project("recording, cva_change_mean_deg")
    assert means == dict(kept.fetchall())


def test_a_second_export_takes_the_place_of_the_first(tmp_path: Path) -> None:
    made = made_study(tmp_path, 1)

    first = [file.read_bytes() for file in write_csv(made.out)]

    assert [file.read_bytes() for file in write_csv(made.out)] == first
    assert sorted(path.name for path in (made.out / "csv").iterdir()) == [
        "episodes.csv", "readings.csv", "recordings.csv",
    ]  # fmt: skip
