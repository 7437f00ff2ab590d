"""Of a recording somewhere else only what is needed is fetched."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from posturecam.edges.sources import read_in_part as module
from posturecam.edges.sources.read_in_part import read_in_part
from posturecam.errors import SourceError

THERE = "memory://desk/a.mp4"
BYTES = bytes(range(256)) * 100


@pytest.fixture(autouse=True)
def _there() -> Iterator[None]:
    with fsspec.open(THERE, "wb") as file:
        file.write(BYTES)
    yield
    fsspec.filesystem("memory").rm("/desk", recursive=True)


def test_a_recording_there_is_read_from_any_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "local_copy", None)

    with read_in_part(THERE, len(BYTES)) as (path, file):
        assert path.endswith("a.mp4")
        assert file is not None
        file.seek(5000)
        assert file.read(10) == BYTES[5000:5010]


def test_what_breaks_off_in_the_middle_is_read_again_from_the_same_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    breaks = [True]
    opened = MemoryFileSystem.open

    def fragile(*arguments: Any, **options: Any) -> Any:
        file = opened(*arguments, **options)
        read = file.read

        def read_some(size: int) -> bytes:
            if breaks:
                breaks.clear()
                read(size // 2)
                raise ConnectionResetError
            return bytes(read(size))

        file.read = read_some
        return file

    monkeypatch.setattr(MemoryFileSystem, "open", fragile)
    with read_in_part(THERE, len(BYTES)) as (_, file):
        assert file is not None
        file.seek(5000)
        assert file.read(10) == BYTES[5000:5010]
        assert breaks == []


def test_a_recording_here_is_its_path(tmp_path: Path) -> None:
    with read_in_part(f"{tmp_path}/a.mp4", 5) as found:
        assert found == (f"{tmp_path}/a.mp4", None)


def test_what_cannot_be_had_in_parts_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = MemoryFileSystem.open

    def in_order(*arguments: Any, **options: Any) -> Any:
        file = opened(*arguments, **options)
        file.seekable = lambda: False
        return file

    monkeypatch.setattr(MemoryFileSystem, "open", in_order)
    with read_in_part(THERE, len(BYTES)) as (path, file):
        assert file is None
        assert Path(path).read_bytes() == BYTES


def test_where_the_size_cannot_be_asked_for_it_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        message = "no such header"
        raise KeyError(message)

    monkeypatch.setattr(MemoryFileSystem, "size", broken)
    with read_in_part(THERE, len(BYTES)) as (path, file):
        assert file is None
        assert Path(path).read_bytes() == BYTES


def test_of_unknown_size_it_is_copied() -> None:
    with read_in_part(THERE, 0) as (path, file):
        assert file is None
        assert Path(path).read_bytes() == BYTES


@pytest.mark.parametrize(("address", "size"), [(THERE, 7), ("memory://desk/gone.mp4", 7)])
def test_what_has_changed_or_is_gone_is_refused(address: str, size: int) -> None:
    with pytest.raises(SourceError), read_in_part(address, size):
        pass
