"""A study from beginning to end, but for the workers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from posturecam.app.study.asked import Study, jobs_of
from posturecam.app.study.ending import Ended, ending_text, ending_values
from posturecam.app.study.study import Conclude, measure_all, study
from posturecam.errors import InputError, MissingError, RunningError, StorageError
from posturecam.settings import Settings
from posturecam.study.keys import Basis
from tests.support.study_folders import Lines, data_set
from tests.support.study_workers import Workers

BASIS = Basis({"posturecam": "1"}, {})
SETTINGS = Settings()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        (tmp_path / "rec").mkdir(exist_ok=True)
        (tmp_path / "rec" / f"{name}.mp4").write_bytes(name.encode())
    return tmp_path


def no_report(_out: Path, _told: Mapping[str, Any]) -> tuple[str, ...]:
    """What is measured here is no Parquet."""
    return ()


def run(
    folder: Path,
    workers: Workers,
    settings: Settings = SETTINGS,
    source: str = "rec",
    conclude: Conclude = no_report,
) -> Ended:
    wish = Study((str(folder / source),), folder / "out", spans=("upright=0:4",))
    return measure_all(wish, jobs_of(wish, settings), BASIS, Lines(), workers, conclude)


def states(ended: Ended) -> dict[str, tuple[str, str]]:
    return {one.outcome.name: (one.outcome.state, one.outcome.reason) for one in ended.settled}


def test_the_report_is_made_of_the_whole_data_set_while_nobody_else_may_change_it(
    folder: Path,
) -> None:
    told: list[Mapping[str, Any]] = []

    def conclude(out: Path, manifest: Mapping[str, Any]) -> tuple[str, ...]:
        assert len(data_set(out)) == 3 * len(manifest["done"])
        with pytest.raises(RunningError):
            run(folder, Workers())
        told.append(manifest)
        return ("People differ.",)

    ended = run(folder, Workers(), conclude=conclude)

    assert told == [ended.manifest]
    assert "People differ." in ending_text(ended).splitlines()


def test_what_an_earlier_study_ended_with_is_gone_while_another_runs(folder: Path) -> None:
    run(folder, Workers())
    old = ("manifest.json", "report.html", "report.json", "csv/readings.csv")
    (folder / "out" / "csv").mkdir()
    for name in old:
        (folder / "out" / name).write_text("old")
    (folder / "rec" / "d.mp4").write_bytes(b"d")
    workers = Workers()

    def old_are_gone(_count: int) -> None:
        assert not [name for name in old if (folder / "out" / name).exists()]

    workers.ends = old_are_gone

    run(folder, workers)

    assert workers.measured == ["d.mp4"]


def test_a_study_ends_with_a_data_set_and_a_manifest(folder: Path) -> None:
    ended = run(folder, workers := Workers())

    assert workers.measured == ["a.mp4", "b.mp4", "c.mp4"]
    assert ended.exit_code == 0
    assert len(data_set(folder / "out")) == 9
    manifest = json.loads((folder / "out" / "manifest.json").read_text())
    assert manifest == ended.manifest
    assert manifest["totals"]["done"] == 3
    asked = json.loads((folder / "out" / "study.json").read_text())
    assert asked["poses"] == ["upright=0.0:4.0"]
    assert asked["settings"]["limits"]["sure"] == 0.5
    assert ending_text(ended).startswith("3 recordings: 3 measured.\nData set:")


def test_a_second_run_measures_what_is_missing(folder: Path) -> None:
    run(folder, Workers())
    whole = data_set(folder / "out")
    (folder / "rec" / "d.mp4").write_bytes(b"d")

    ended = run(folder, workers := Workers())

    assert workers.measured == ["d.mp4"]
    assert states(ended)["a.mp4"] == ("skipped", "already there")
    assert whole.items() < data_set(folder / "out").items()
    assert ending_text(ended).startswith("4 recordings: 1 measured, 3 measured before.")


def test_what_is_no_more_asked_for_is_set_aside(folder: Path) -> None:
    run(folder, Workers())
    whole = data_set(folder / "out")
    strict = Settings.model_validate({"limits": {"forward_head_deg": 5}})

    run(folder, workers := Workers(), strict)
    assert len(workers.measured) == 3
    assert len(data_set(folder / "out")) == 9
    assert not data_set(folder / "out").keys() & whole.keys()
    (folder / "rec" / "b.mp4").unlink()
    run(folder, workers := Workers())

    assert workers.measured == []
    assert data_set(folder / "out").items() < whole.items()
    assert len(data_set(folder / "out")) == 6


def test_a_setting_of_how_to_interrupt_changes_nothing(folder: Path) -> None:
    run(folder, Workers())
    loud = Settings.model_validate({"notifications": {"sound": True}, "hooks": {"at_once": 3}})

    run(folder, workers := Workers(), loud)

    assert workers.measured == []


def test_a_renamed_recording_is_not_measured_again(folder: Path) -> None:
    run(folder, Workers())
    (folder / "rec" / "a.mp4").rename(folder / "rec" / "z.mp4")

    ended = run(folder, workers := Workers())

    assert workers.measured == []
    assert states(ended)["z.mp4"] == ("skipped", "already there")
    tables = data_set(folder / "out")
    assert len(tables) == 9
    assert any(table.startswith(b"z.mp4 z.mp4\n") for table in tables.values())
    assert not any(b"a.mp4" in table for table in tables.values())


def test_copies_are_named_by_the_first(folder: Path) -> None:
    (folder / "rec" / "0.mp4").write_bytes(b"c")

    ended = run(folder, Workers())

    assert states(ended)["0.mp4"] == ("done", "")
    assert states(ended)["c.mp4"] == ("skipped", "same content as 0.mp4")
    assert "1 with the same content as another" in ending_text(ended)


def test_failures_are_named_tried_again_and_set_the_exit_code(folder: Path) -> None:
    for number in range(22):
        (folder / "rec" / f"bad{number:02d}.mp4").write_bytes(b"bad")

    ended = run(folder, Workers())

    assert ended.exit_code == 2
    text = ending_text(ended)
    assert "25 recordings: 3 measured, 22 failed." in text
    assert "  bad00.mp4  no - person\n" in text
    assert "  and 2 more, which the manifest names" in text
    assert ending_values(ended)["exit_code"] == 2
    (folder / "rec" / "bad00.mp4").write_bytes(b"good")
    (folder / "rec" / "bad01.mp4").write_bytes(b"bad bug")
    ended = run(folder, workers := Workers())
    assert workers.measured == ["bad00.mp4"]
    assert ended.exit_code == 1


@pytest.mark.parametrize("after", range(3))
def test_a_study_that_is_stopped_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    def end(count: int) -> None:
        if count == after:
            raise KeyboardInterrupt

    workers = Workers()
    workers.ends = end
    monkeypatch.setattr("posturecam.app.study.study._with_workers", lambda _wish, *a: workers(*a))
    monkeypatch.setattr("posturecam.app.study.study.ParquetFiles", Lines)
    monkeypatch.setattr("posturecam.app.study.study._conclude", lambda _wish, *_: ())
    wish = Study((str(folder / "rec"),), folder / "out", spans=("upright=0:4",))
    whole = replace(wish, out=folder / "whole")

    with pytest.raises(InputError, match=r"stopped.*same command goes on"):
        study(wish, SETTINGS)
    assert not (folder / "out" / "manifest.json").exists()
    workers.ends = lambda _count: None
    study(wish, SETTINGS)
    assert workers.measured == ["a.mp4", "b.mp4", "c.mp4"]
    study(whole, SETTINGS)

    assert data_set(folder / "out") == data_set(folder / "whole")


def test_a_fault_of_the_disk_keeps_what_is_done(folder: Path) -> None:
    def full(count: int) -> None:
        if count == 2:
            msg = "Cannot write: No space left on device."
            raise StorageError(msg)

    workers = Workers()
    workers.ends = full
    with pytest.raises(StorageError, match="No space"):
        run(folder, workers)

    run(folder, again := Workers())
    assert again.measured == ["c.mp4"]


def test_damage_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folder, Workers())
    next((folder / "out" / "data" / "episodes").iterdir()).write_bytes(b"")

    run(folder, workers := Workers())

    assert len(workers.measured) == 1
    assert "was damaged" in capsys.readouterr().err


@pytest.fixture
def without() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("posturecam.app.study.asked.find_spec", lambda _name: None)
        yield


@pytest.mark.usefixtures("without")
def test_without_its_packages_the_extra_is_named(folder: Path) -> None:
    with pytest.raises(MissingError, match=r"pip install 'posturecam\[study\]'"):
        study(Study((str(folder / "rec"),), folder / "out"), SETTINGS)
