"""Files, folders, globs and addresses become recordings: each once, named, without secrets."""

import gzip
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.errors import ListedError, MissingError
from posturecam.study import remote_files
from posturecam.study.kinds import is_recording
from posturecam.study.recordings import find_recordings
from posturecam.study.work import Recording

TAPE = b'{"format": "posturecam-tape", "version": 1}\n'
NOWHERE = Path("/nowhere")


def put(folder: Path, *names: str, data: bytes = b"x") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def names(found: tuple[Recording, ...]) -> list[str]:
    return [one.name for one in found]


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


def test_a_folder_holds_the_recordings_below_it_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, "b.mp4", "sub/a.MKV", "sub/deep/c.tape.jsonl.gz", "notes.txt", "desk.csv")
    put(tmp_path, ".hidden.mp4", "._a.mp4", ".git/x.mp4", "photo.jpg", "truth.json.gz")
    put(tmp_path, "events.jsonl", data=b'{"event": "alert"}\n')
    put(tmp_path, "tape.jsonl", data=TAPE)
    put(tmp_path, "packed.jsonl.gz", data=gzip.compress(TAPE))

    found = find_recordings([str(tmp_path)], NOWHERE)

    assert names(found) == [
        *("b.mp4", "packed.jsonl.gz", "sub/a.MKV", "sub/deep/c.tape.jsonl.gz", "tape.jsonl"),
    ]
    assert [one.address for one in found] == [str(tmp_path / one.name) for one in found]
    assert found[0].size_bytes == 1


def test_a_folder_of_pictures_is_a_recording_if_there_is_no_other(tmp_path: Path) -> None:
    put(tmp_path, "only/1.jpg", "only/2.jpg", "both/1.jpg", "both/a.mp4")

    found = find_recordings([str(tmp_path / "only"), str(tmp_path / "both")], NOWHERE)

    assert names(found) == ["a.mp4", "only"]
    assert found[1].address == str(tmp_path / "only")
    assert found[1].size_bytes == 2
    put(tmp_path, "only/2.jpg", data=b"another")
    assert find_recordings([str(tmp_path / "only")], NOWHERE)[0].version != found[1].version


def test_globs_need_no_shell(tmp_path: Path) -> None:
    put(tmp_path, "p1/a.mp4", "p1/b.mp4", "p2/a.mp4", "p2/a.csv", "p3/x/y/a.mp4")

    def found(pattern: str) -> list[str]:
        return names(find_recordings([str(tmp_path / pattern)], NOWHERE))

    assert found("p*/a.*") == ["p1/a.mp4", "p2/a.mp4"]
    assert found("p[12]") == ["p1/a.mp4", "p1/b.mp4", "p2/a.mp4"]
    assert found("**/*.mp4") == ["p1/a.mp4", "p1/b.mp4", "p2/a.mp4", "p3/x/y/a.mp4"]


def test_a_file_of_that_name_is_no_glob(tmp_path: Path) -> None:
    put(tmp_path, "[1].mp4", "1.mp4")

    assert names(find_recordings([str(tmp_path / "[1].mp4")], NOWHERE)) == ["[1].mp4"]


def test_what_is_named_itself_is_taken_whatever_it_is(tmp_path: Path) -> None:
    put(tmp_path, "odd.bin")

    assert names(find_recordings([str(tmp_path / "odd.bin")], NOWHERE)) == ["odd.bin"]


def test_each_recording_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "rec/a.mp4", "rec/b.mp4")
    monkeypatch.chdir(tmp_path)
    sources = ["rec", "rec/a.mp4", str(tmp_path / "rec" / "a.mp4"), "rec/*.mp4", "rec/../rec"]
    sources.append(f"file://{tmp_path}/rec/a.mp4")

    assert names(find_recordings(sources, NOWHERE)) == ["a.mp4", "b.mp4"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_a_name_that_is_no_text_can_be_written(tmp_path: Path) -> None:
    put(tmp_path, os.fsdecode(b"a\xff.mp4"), "b\nc.mp4")

    found = find_recordings([str(tmp_path)], NOWHERE)

    assert names(found) == ["a\\udcff.mp4", "b\\nc.mp4"]
    assert Path(found[0].address).is_file()


def test_the_results_are_no_recordings(tmp_path: Path) -> None:
    put(tmp_path, "rec/a.mp4", "rec/out/b.mp4")
    for source in ("rec", "rec/*", "r*/*/*.mp4"):
        sources = [str(tmp_path / "rec" / "a.mp4"), str(tmp_path / source)]
        if source == "r*/*/*.mp4":
            with pytest.raises(ListedError, match="holds no recording"):
                find_recordings(sources, tmp_path / "rec" / "out")
        else:
            assert names(find_recordings(sources, tmp_path / "rec" / "out")) == ["a.mp4"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    put(tmp_path, "rec/a.mp4")
    (tmp_path / "rec" / "loop").symlink_to(tmp_path / "rec")

    assert names(find_recordings([str(tmp_path / "rec")], NOWHERE)) == ["a.mp4"]


def test_recordings_of_one_name_are_called_by_their_place(tmp_path: Path) -> None:
    put(tmp_path, "p1/a.mp4", "p2/a.mp4", "p2/b.mp4")

    found = find_recordings([str(tmp_path / "p1"), str(tmp_path / "p2")], NOWHERE)

    assert names(found) == ["b.mp4", "p1/a.mp4", "p2/a.mp4"]
    put(tmp_path, "x/p1/a.mp4")
    sources = [str(tmp_path / part) for part in ("p1", "x/p1", "p2")]
    assert names(find_recordings(sources, NOWHERE)) == [
        "b.mp4",
        "p2/a.mp4",
        f"{tmp_path.name}/p1/a.mp4",
        "x/p1/a.mp4",
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcd")), min_size=1))
def test_names_and_order_depend_on_what_is_found_only(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("rec")
    files = [folder / one / f"{other}.mp4" for one, other in places]
    for file in files:
        put(file.parent, file.name)

    found = find_recordings([str(file) for file in files], NOWHERE)

    assert found == find_recordings([str(file) for file in reversed(files)], NOWHERE)
    assert len({one.name for one in found}) == len(found) == len(set(files))


def test_another_content_is_another_version(tmp_path: Path) -> None:
    put(tmp_path, "a.mp4")
    first = find_recordings([str(tmp_path)], NOWHERE)[0]
    assert find_recordings([str(tmp_path)], NOWHERE)[0] == first

    os.utime(tmp_path / "a.mp4", ns=(1, 1))

    assert find_recordings([str(tmp_path)], NOWHERE)[0].version != first.version


def test_all_that_finds_nothing_is_named_at_once(tmp_path: Path) -> None:
    put(tmp_path, "a.mp4", "empty/notes.txt")
    sources = ["missing.mp4", str(tmp_path / "a.mp4"), str(tmp_path / "empty"), "no*such", "-", "0"]

    with pytest.raises(ListedError) as caught:
        find_recordings([*sources, "rtsp://me:geheim@host/live"], NOWHERE)

    text = str(caught.value)
    assert "missing.mp4 cannot be read: there is no such file or folder" in text
    assert "empty holds no recording" in text
    assert "no*such holds no recording" in text
    assert "- cannot be read: a study takes files, folders and addresses" in text
    assert "rtsp" in text
    assert "geheim" not in text
    assert "a.mp4" not in text.replace("missing.mp4", "")
    assert len(caught.value.problems) == 6


def test_a_folder_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    put(tmp_path, "a.mp4")
    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(ListedError, match="Permission denied"):
        find_recordings([str(tmp_path)], NOWHERE)


def test_any_address_that_fsspec_knows(memory: Any) -> None:
    for name in ("/rec/p1/a.mp4", "/rec/p2/b.mp4", "/rec/p2/notes.txt", "/rec/.x/c.mp4"):
        memory.pipe(name, b"x")
    memory.pipe("/rec/t.jsonl", TAPE)
    memory.pipe("/rec/e.jsonl", b"{}")

    def found(source: str) -> list[tuple[str, str]]:
        return [(one.name, one.address) for one in find_recordings([source], NOWHERE)]

    assert found("memory://rec") == [
        ("p1/a.mp4", "memory:///rec/p1/a.mp4"),
        ("p2/b.mp4", "memory:///rec/p2/b.mp4"),
        ("t.jsonl", "memory:///rec/t.jsonl"),
    ]
    assert found("memory://rec/") == found("memory://rec")
    assert found("memory://rec/*/b.mp4") == [("p2/b.mp4", "memory:///rec/p2/b.mp4")]
    assert found("memory://rec/p1/a.mp4") == [("a.mp4", "memory:///rec/p1/a.mp4")]
    assert found("memory://rec/p") == [
        ("p1/a.mp4", "memory:///rec/p1/a.mp4"),
        ("p2/b.mp4", "memory:///rec/p2/b.mp4"),
    ]
    with pytest.raises(ListedError, match="holds no recording"):
        find_recordings(["memory://nothing"], NOWHERE)
    with pytest.raises(ListedError, match="holds no recording"):
        find_recordings(["memory://rec/none.mp4"], NOWHERE)


def test_the_version_is_what_the_server_says(memory: Any) -> None:
    memory.pipe("/a.mp4", b"x")
    first = find_recordings(["memory://a.mp4"], NOWHERE)[0]
    assert find_recordings(["memory://a.mp4"], NOWHERE)[0] == first
    memory.pipe("/a.mp4", b"y")
    assert find_recordings(["memory://a.mp4"], NOWHERE)[0].version != first.version


def test_where_nothing_is_known_of_the_version_it_is_read_again() -> None:
    versions = {remote_files._version(5, {"name": "a", "size": 5}) for _ in range(2)}

    assert len(versions) == 2
    assert remote_files._version(5, {"ETag": '"e"'}) == remote_files._version(5, {"ETag": '"e"'})


def test_a_login_stays_in_the_address_and_out_of_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ftp:
        def invalidate_cache(self) -> None:
            pass

        def glob(self, _pattern: str) -> list[str]:
            return ["/rec/a.mp4"]

        def find(self, start: str, detail: bool) -> dict[str, Any]:  # noqa: FBT001 - as fsspec has it
            assert detail
            return {start: {"size": 3, "modify": "20260101"}}

    monkeypatch.setattr(fsspec, "url_to_fs", lambda _source: (Ftp(), "/rec/*.mp4"))

    (found,) = find_recordings(["ftp://me:geheim@host/rec/*.mp4"], NOWHERE)

    assert found.address == "ftp://me:geheim@host/rec/a.mp4"
    assert found.name == "a.mp4"
    assert found.version == "3-modify=20260101"


def test_names_without_secrets_are_distinct(monkeypatch: pytest.MonkeyPatch) -> None:
    class Web:
        def invalidate_cache(self) -> None:
            pass

        def unstrip_protocol(self, path: str) -> str:
            return path

        def isfile(self, _path: str) -> bool:
            return True

        def info(self, _path: str) -> dict[str, Any]:
            return {"size": 3, "ETag": "1"}

    monkeypatch.setattr(fsspec, "url_to_fs", lambda source: (Web(), source))
    sources = [f"https://host/a.mp4?token=geheim{number}" for number in range(3)]

    found = find_recordings(sources, NOWHERE)

    assert len(set(names(found))) == 3
    assert "geheim" not in "".join(names(found))
    assert {one.address for one in found} == set(sources)


@pytest.mark.parametrize(
    ("source", "missing", "needs"),
    [
        ("s3://bucket/a.mp4", ImportError("Install s3fs to access S3"), "pip install s3fs"),
        ("sftp://host/a.mp4", ImportError("paramiko", name="paramiko"), "pip install paramiko"),
    ],
)
def test_a_missing_package_is_named(
    monkeypatch: pytest.MonkeyPatch, source: str, missing: ImportError, needs: str
) -> None:
    def refuse(_source: str) -> object:
        raise missing

    monkeypatch.setattr(fsspec, "url_to_fs", refuse)

    with pytest.raises(MissingError, match=needs):
        find_recordings([source], NOWHERE)


def test_without_fsspec_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(remote_files, "import_module", refuse)

    with pytest.raises(MissingError, match=r"posturecam\[study\]"):
        find_recordings(["s3://bucket/a.mp4"], NOWHERE)


def test_a_broken_gz_is_no_tape() -> None:
    assert not is_recording("a.jsonl.gz", lambda _count: b"\x1f\x8bbroken")
    assert not is_recording("a.jsonl", lambda _count: b"")
