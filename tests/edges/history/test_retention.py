import csv
import json
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from posturecam.core.history.records import PainNote, StretchRecord
from posturecam.core.history.report_data import Period
from posturecam.edges.history import export
from posturecam.edges.history.database import open_to_write
from posturecam.edges.history.export import TABLES, export_csv, export_json, export_parquet
from posturecam.edges.history.queries import read_report_data
from posturecam.edges.history.retention import delete
from posturecam.edges.history.writes import put_note, transaction
from posturecam.errors import HistoryError
from tests.support.history_world import START_S, half_an_hour, record, tick

EVER = Period(0, 2 * START_S)
NOTE = PainNote(START_S + 60, 3, "between the shoulder blades", ("night pain", "fever"))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recorded") / "history.db"
    record(path, half_an_hour())
    return path


@pytest.fixture
def path(recorded: Path, tmp_path: Path) -> Path:
    """A history of half an hour, a stretch and a pain note."""
    path = shutil.copy(recorded, tmp_path / "history.db")
    with open_to_write(path) as db, transaction(db):
        put_note(db, NOTE)
        put_note(db, StretchRecord(START_S + 120, "chin_tuck", 8))
    return path


def test_notes_come_back(path: Path) -> None:
    report_data = read_report_data(path, EVER)

    assert report_data.pain == (NOTE,)
    assert report_data.stretches == (StretchRecord(START_S + 120, "chin_tuck", 8),)


def test_what_is_deleted_is_gone_from_the_file(path: Path) -> None:
    record(path, [tick(10.0 * n) for n in range(1000)], every_s=1e9)
    assert b"shoulder blades" in path.read_bytes()
    size = path.stat().st_size

    assert delete(path, None) == 2

    left = path.read_bytes()
    assert b"shoulder blades" not in left
    assert b"chin_tuck" not in left
    assert len(left) < size
    report_data = read_report_data(path, EVER)
    assert (report_data.sittings, report_data.hours, report_data.pain) == ((), (), ())


def test_deleting_before_a_time_keeps_the_rest(path: Path) -> None:
    assert delete(path, START_S + 600) == 0

    report_data = read_report_data(path, EVER)
    (hour,) = report_data.hours
    assert (hour.total.good_s, hour.total.poor_s) == (0, 600)
    assert report_data.pain == ()
    assert [one.verdict for one in report_data.last_day[0].episodes] == ["poor", "unknown"]


def test_a_failed_change_leaves_everything(path: Path) -> None:
    def fail() -> None:
        with open_to_write(path) as db, transaction(db):
            db.execute("DELETE FROM pain")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert read_report_data(path, EVER).pain == (NOTE,)


def test_csv_has_plain_units(path: Path, tmp_path: Path) -> None:
    export_csv(path, "minutes", tmp_path / "minutes.csv")

    with (tmp_path / "minutes.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 30
    assert rows[0]["local_time"] == "2024-10-07T10:00:00"
    assert (rows[0]["good_s"], rows[0]["cva_change_deg"], rows[0]["head_yaw_deg"]) == (
        "60.0",
        "-1.0",
        "",
    )


def test_json_has_every_table(path: Path, tmp_path: Path) -> None:
    export_json(path, tmp_path / "all.json")

    everything = json.loads((tmp_path / "all.json").read_text())
    assert list(everything) == list(TABLES)
    assert len(everything["minutes"]) == 30
    assert everything["alerts"] == []
    assert everything["pain"][0]["place"] == "between the shoulder blades"
    assert everything["sittings"][0]["profile"] == "desk"


def test_parquet_without_pyarrow_says_what_to_do(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(HistoryError, match="pip install pyarrow"):
        export_parquet(path, "minutes", tmp_path / "minutes.parquet")


def test_parquet_gets_the_rows(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = SimpleNamespace(Table=SimpleNamespace(from_pylist=list))
    writer = SimpleNamespace(write_table=lambda rows, to: Path(to).write_text(str(len(rows))))
    modules = {"pyarrow": table, "pyarrow.parquet": writer}
    monkeypatch.setattr(export.importlib, "import_module", modules.__getitem__)

    export_parquet(path, "minutes", tmp_path / "minutes.parquet")

    assert (tmp_path / "minutes.parquet").read_text() == "30"


def test_parquet_with_the_real_thing(path: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")

    export_parquet(path, "minutes", tmp_path / "minutes.parquet")

    assert parquet.read_table(tmp_path / "minutes.parquet").num_rows == 30


def test_a_recording_is_filed_with_the_rest(path: Path) -> None:
    record(path, [tick(0), tick(5)])

    assert len(read_report_data(path, EVER).sittings) == 2
