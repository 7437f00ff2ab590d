"""The digest of a recording depends on its bytes alone."""

import hashlib
from pathlib import Path

import pytest

from posturecam.edges.sources.content import content_of
from posturecam.errors import SourceError


def test_it_is_the_sha_256_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"pictures")
    assert content_of(path) == hashlib.sha256(b"pictures").hexdigest()


def test_of_a_folder_it_depends_on_names_and_bytes(tmp_path: Path) -> None:
    def folder(name: str, **files: bytes) -> Path:
        (tmp_path / name / "further").mkdir(parents=True)
        for file, data in files.items():
            (tmp_path / name / f"{file}.png").write_bytes(data)
        return tmp_path / name

    one = content_of(folder("one", a=b"1", b=b"2"))
    assert one == content_of(folder("two", b=b"2", a=b"1"))
    (tmp_path / "two" / "notes.txt").touch()
    assert one == content_of(tmp_path / "two"), "only pictures are measured"
    others = (folder("three", a=b"2", b=b"1"), folder("four"), folder("five", a=b"1", c=b"2"))
    assert len({one, *map(content_of, others)}) == 4


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.mp4 cannot be read"):
        content_of(tmp_path / "gone.mp4")
