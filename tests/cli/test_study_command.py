"""`posturecam study`, but for the workers."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posturecam.cli.main import cli
from tests.support.study_folders import Lines
from tests.support.study_workers import Workers


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> Workers:
    """Stand-ins for processes of dask, and for Arrow."""
    workers = Workers()
    monkeypatch.setattr("posturecam.app.study.study._with_workers", lambda _wish, *a: workers(*a))
    monkeypatch.setattr("posturecam.app.study.study.ParquetFiles", Lines)
    monkeypatch.setattr("posturecam.app.study.study._conclude", lambda *_: ())
    return workers


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        (tmp_path / f"{name}.mp4").write_bytes(name.encode())
    return tmp_path


def study(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["study", *arguments])


@pytest.mark.usefixtures("folder")
def test_the_end_says_what_was_done_and_where_it_is() -> None:
    result = study("a.mp4", "*.mp4", "--out", "out", "--calibrate", "upright=0:4")

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "2 recordings: 2 measured.",
        "Data set: out/data",
        "Report:   out/report.html",
        "Manifest: out/manifest.json",
    ]


@pytest.mark.parametrize(("content", "code"), [(b"bad", 2), (b"bad bug", 1)])
def test_the_exit_code_says_whose_fault_a_failure_is(
    folder: Path, content: bytes, code: int
) -> None:
    (folder / "b.mp4").write_bytes(content)

    result = study(".", "--out", "out", "--calibrate", "upright=0:4", "--json")

    assert result.exit_code == code
    values = json.loads(result.stdout)
    assert values["exit_code"] == code
    assert values["totals"]["done"] == 1
    assert values["failed"][0]["recording"] == "b.mp4"
    assert values["data"] == "out/data"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("a.mp4", "--calibrate", "upright=0:4"), 2, "--out"),
        (("--out", "out"), 2, "SOURCE"),
        (("a.mp4", "--out", "out", "--profile", "nobody"), 3, "no calibration profile 'nobody'"),
        (("x.mp4", "--out", "out", "--calibrate", "upright=0:4"), 2, "x.mp4 cannot be read"),
        (("a.mp4", "--out", ".", "--calibrate", "upright=0:4"), 2, "holds no study"),
        (("a.mp4", "--out", "o", "--calibrate", "upright=4"), 2, "write NAME=START:END"),
        (("a.mp4", "--out", "o", "--profiles", "w", "--profile", "p"), 2, "contradict"),
        (("a.mp4", "--out", "o", "--workers", "0"), 2, "--workers"),
    ],
)
def test_what_cannot_be_is_said_at_once(
    arguments: tuple[str, ...], code: int, says: str, workers: Workers
) -> None:
    result = study(*arguments)

    assert result.exit_code == code
    assert says in result.output
    assert "Traceback" not in result.output
    assert workers.measured == []


@pytest.mark.usefixtures("folder")
def test_ctrl_c_keeps_what_is_done(workers: Workers) -> None:
    def end(count: int) -> None:
        if count == 1:
            raise KeyboardInterrupt

    workers.ends = end

    result = study(".", "--out", "out", "--calibrate", "upright=0:4")

    assert result.exit_code == 2
    assert "What is done, 1 recording, is kept in out; the same command goes on" in result.output
    workers.ends = lambda _count: None
    assert study(".", "--out", "out", "--calibrate", "upright=0:4").exit_code == 0
    assert workers.measured == ["a.mp4", "b.mp4"]
