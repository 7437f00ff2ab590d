"""Whose a folder is, and that one process at a time writes into it."""

import json
from pathlib import Path

import pytest

from posturecam.edges.files.process_lock import only_one
from posturecam.errors import InputError, RunningError, StorageError
from posturecam.study.out_folder import FORMAT, open_out
from tests.support.full_disk import full_disk


def test_a_new_or_an_empty_folder_becomes_a_study(tmp_path: Path) -> None:
    with open_out(tmp_path / "new" / "out", {"sources": ["a"]}) as out:
        assert out.notes == []
        asked = json.loads((out.path / "study.json").read_text())

    assert asked == {"posturecam_study": FORMAT, "sources": ["a"]}
    (tmp_path / "empty").mkdir()
    with open_out(tmp_path / "empty", {}), open_out(tmp_path / "other", {}):
        pass
    with open_out(tmp_path / "empty", {}) as again:
        assert again.path == tmp_path / "empty"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("thesis.docx", "years of work"),
        ("study.json", "{}"),
        ("study.json", "[1]"),
        ("study.json", "not JSON"),
        ("study.json", '{"posturecam_study": "x"}'),
    ],
)
def test_a_folder_with_something_else_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)

    with pytest.raises(InputError, match="holds no study"), open_out(tmp_path, {}):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_newer_study_is_refused(tmp_path: Path) -> None:
    (tmp_path / "study.json").write_text(json.dumps({"posturecam_study": FORMAT + 1}))

    with pytest.raises(InputError, match="newer posturecam"), open_out(tmp_path, {}):
        pass


def test_a_damaged_study_goes_on(tmp_path: Path) -> None:
    with open_out(tmp_path, {}):
        pass
    (tmp_path / "study.json").write_bytes(b'{"posture')
    with open_out(tmp_path, {}):
        pass

    assert json.loads((tmp_path / "study.json").read_text()) == {"posturecam_study": FORMAT}


def test_two_processes_do_not_write_at_once(tmp_path: Path) -> None:
    with (
        open_out(tmp_path, {}),
        pytest.raises(RunningError, match=r"Another posturecam .* \(process \d+\)"),
        open_out(tmp_path, {}),
    ):
        pass
    with only_one(tmp_path, "study"), pytest.raises(RunningError), open_out(tmp_path, {}):
        pass


def test_half_written_files_of_a_killed_process_go(tmp_path: Path) -> None:
    (tmp_path / "writing").mkdir()
    (tmp_path / "writing" / "readings-k.parquet").write_bytes(b"half")
    (tmp_path / "study.lock").touch()

    with open_out(tmp_path, {}) as out:
        assert not list((out.path / "writing").iterdir())


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").touch()

    with pytest.raises(StorageError, match="Cannot write"), open_out(tmp_path / "out", {}):
        pass


def test_a_full_disk_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    with open_out(tmp_path, {}) as out:
        path = out.path / "data" / "k.parquet"
        out.put(path, b"whole")
        with full_disk(100), pytest.raises(StorageError, match=r"Cannot write .*k\.parquet"):
            out.put(path, b"x" * 1000)

        assert path.read_bytes() == b"whole"


def test_where_there_are_no_locks_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "study.lock").mkdir()

    with open_out(tmp_path, {}) as out:
        assert out.notes == [
            f"There can be no lock in {tmp_path}. Make sure that no other study writes into it."
        ]
