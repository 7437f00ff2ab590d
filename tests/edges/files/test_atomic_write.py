import os
import stat
from pathlib import Path

import pytest

from posturecam.edges.files.atomic_write import replacing, write_whole
from posturecam.edges.files.text_output import text_sink
from posturecam.errors import StorageError


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "hallo\n")

    assert (tmp_path / "a.txt").read_bytes() == b"hallo\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_the_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    with pytest.raises(RuntimeError):
        fail_half_way(path)

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def fail_half_way(path: Path) -> None:
    with text_sink(path) as sink:
        sink.write("half of the ne")
        raise RuntimeError


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_devices_stay_what_they_are(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with replacing(pipe) as half:
        assert half == pipe

    assert pipe.is_fifo()


def test_the_temporary_name_keeps_the_ending(tmp_path: Path) -> None:
    with replacing(tmp_path / "film.mp4") as half:
        assert half.suffix == ".mp4"
        assert half.parent == tmp_path


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(("private", "others"), [(True, False), (False, True)])
def test_private_files_are_for_the_user_only(
    tmp_path: Path, *, private: bool, others: bool
) -> None:
    old = os.umask(0o022)
    write_whole(tmp_path / "a.txt", "x", private=private)
    os.umask(old)

    assert bool((tmp_path / "a.txt").stat().st_mode & stat.S_IROTH) is others


def test_a_file_in_the_place_of_the_folder_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("not a folder")

    with pytest.raises(StorageError, match=r"^Cannot write .*out\.csv: Not a directory\.[^\n]*$"):
        write_whole(tmp_path / "folder" / "out.csv", "x")


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="it is a folder"):
        write_whole(tmp_path, "x")


def test_a_dash_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with text_sink(Path("-")) as sink:
        sink.write("hallo\n")

    assert capsys.readouterr().out == "hallo\n"
