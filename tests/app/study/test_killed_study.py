"""A study whose process is killed goes on, with real workers and Parquet."""

import subprocess
import sys
from pathlib import Path

import pytest

from posturecam.core.values import Why
from tests.support.desk import FORWARD, UPRIGHT, tape
from tests.support.patience import wait_until
from tests.support.study_folders import data_set

pytestmark = pytest.mark.slow
NUMBER = 4


def study(out: str) -> list[str]:
    words = ["study", "rec", "--out", out, "--calibrate", "upright=0:4", "--workers", "1"]
    return [sys.executable, "-m", "posturecam", *words]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rec").mkdir()
    for number in range(NUMBER):
        parts = (4 + number, UPRIGHT), (8, FORWARD), (2, Why.NOBODY), (6, UPRIGHT)
        tape(tmp_path / "rec" / f"{number}.tape.jsonl", *parts)
    return tmp_path


def test_the_data_set_is_the_same_as_without_the_end(folder: Path) -> None:
    results = folder / "out" / "results"
    with subprocess.Popen(study("out"), cwd=folder) as process:
        wait_until(lambda: results.is_dir() and len(list(results.iterdir())) > 1, "results")
        process.kill()
    before = {path: path.stat().st_mtime_ns for path in results.iterdir()}
    assert not (folder / "out" / "manifest.json").exists()

    subprocess.run(study("out"), cwd=folder, check=True)
    subprocess.run(study("whole"), cwd=folder, check=True)

    assert all(path.stat().st_mtime_ns == at for path, at in before.items())  # done once
    assert len(data_set(folder / "out")) == 3 * NUMBER
    assert data_set(folder / "out") == data_set(folder / "whole")
