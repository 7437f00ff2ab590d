"""A recording somewhere else is copied for as long as it is read; nothing of it stays."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from posturecam.edges.files.own_folder import LOCK
from posturecam.edges.files.process_lock import only_one
from posturecam.edges.sources.local_copy import PREFIX, local_copy
from posturecam.errors import SourceError

THERE = "memory://desk/a b.mp4"
BYTES = bytes(range(256)) * 100


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where copies go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with fsspec.open(THERE, "wb") as file:
        file.write(BYTES)
    yield tmp_path
    fsspec.filesystem("memory").rm("/desk", recursive=True)


def left(place: Path) -> list[str]:
    return [path.name for path in place.glob(f"{PREFIX}*")]


@pytest.mark.parametrize("size", [len(BYTES), 0])
def test_a_copy_is_there_while_it_is_read(place: Path, size: int) -> None:
    with local_copy(THERE, size) as path:
        assert path.name == "a b.mp4"
        assert path.read_bytes() == BYTES
        assert len(left(place)) == 1
    assert left(place) == []


def test_a_long_name_is_cut_so_that_it_can_be_a_file() -> None:
    there = f"memory://desk/{'名' * 120}.mp4"
    with fsspec.open(there, "wb") as file:
        file.write(BYTES)
    with local_copy(there, 0) as path:
        assert path.name.endswith("名.mp4")


def test_a_worker_that_cannot_open_such_addresses_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        message = "Install s3fs to access S3"
        raise ImportError(message)

    monkeypatch.setattr("fsspec.core.url_to_fs", missing)
    with pytest.raises(SourceError, match="this worker: Install s3fs"), local_copy(THERE, 0):
        pass


def test_a_local_file_is_itself(place: Path) -> None:
    for address in (f"{place}/a.mp4", f"file://{place}/a.mp4"):
        with local_copy(address, 5) as path:
            assert path == place / "a.mp4"
    assert left(place) == []


@pytest.mark.parametrize("size", [len(BYTES) - 1, len(BYTES) + 1])
def test_a_recording_that_has_changed_is_refused(place: Path, size: int) -> None:
    with pytest.raises(SourceError, match="has changed"), local_copy(THERE, size):
        pass
    assert left(place) == []


def test_no_more_is_copied_than_was_listed(place: Path) -> None:
    with fsspec.open(THERE, "wb") as file:
        file.write(bytes(9 << 20))
    copied: list[int] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "shutil.rmtree" and str(arguments[0]).startswith(str(place)):
            copied.extend(path.stat().st_size for path in Path(str(arguments[0])).glob("*.mp4"))

    sys.addaudithook(note)
    with pytest.raises(SourceError), local_copy(THERE, 10):
        pass
    assert max(copied) <= 4 << 20


@pytest.mark.parametrize(
    ("address", "reason"),
    [("memory://desk/gone.mp4", "There is no recording"), ("rtsp://camera/1", "cannot be fetched")],
)
def test_what_is_not_there_is_refused(address: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason), local_copy(address, 1):
        pass


def test_nothing_stays_whatever_happens(place: Path) -> None:
    with pytest.raises(KeyboardInterrupt), local_copy(THERE, len(BYTES)):
        raise KeyboardInterrupt
    assert left(place) == []


DIES = """
import os, sys, tempfile
import fsspec
from posturecam.edges.sources.local_copy import local_copy
tempfile.tempdir = sys.argv[1]
with fsspec.open("memory://desk/a.mp4", "wb") as file:
    file.write(b"recording")
with local_copy("memory://desk/a.mp4", 9):
    os._exit(9)
"""


def test_what_a_worker_that_died_has_left_is_removed_by_the_next(place: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", DIES, str(place)], check=False, timeout=600)
    assert ran.returncode == 9
    (remains,) = place.glob(f"{PREFIX}*")
    os.utime(remains, (0, 0))

    with local_copy(THERE, len(BYTES)):
        assert not remains.exists()


def test_what_another_worker_reads_stays(place: Path) -> None:
    young, held = place / f"{PREFIX}young", place / f"{PREFIX}held"
    for folder in (young, held):
        folder.mkdir()
    with only_one(held, LOCK):
        os.utime(held, (0, 0))
        with local_copy(THERE, len(BYTES)):
            pass
    assert sorted(left(place)) == [f"{PREFIX}held", f"{PREFIX}young"]
