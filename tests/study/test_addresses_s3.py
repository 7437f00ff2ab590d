"""Recordings in an S3 store: found, read, noticed when they change, and refused clearly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from posturecam.app.study.measuring import StudyWork
from posturecam.edges.sources.local_copy import local_copy
from posturecam.errors import ListedError, SourceError
from posturecam.study.recordings import find_recordings
from posturecam.study.work import Recording, Refusal
from tests.support.desk import UPRIGHT, tape
from tests.support.object_store import ACCOUNT, ObjectStore, object_store
from tests.support.studies import job, measured

NOWHERE = Path("/nowhere")
OBJECTS = {
    "p1/a.mp4": b"aaaa",
    "p1/b.mp4": b"bb",
    "p2/c d.mp4": b"cc",
    "notes.txt": b"x",
    "p1/.hidden.mp4": b"h",
}


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with object_store() as served:
        served.put("study", OBJECTS)
        yield served


@pytest.fixture
def store(server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    """The server, as this environment's own."""
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    return server


def found(*sources: str) -> tuple[Recording, ...]:
    return find_recordings(sources, NOWHERE)


def names(source: str) -> list[str]:
    return [one.name for one in found(source)]


def fetched(one: Recording) -> bytes:
    with local_copy(one.address, one.size_bytes) as path:
        return path.read_bytes()


@pytest.mark.usefixtures("store")
def test_buckets_folders_prefixes_and_globs_are_searched() -> None:
    assert names("s3://study") == ["p1/a.mp4", "p1/b.mp4", "p2/c d.mp4"]
    assert names("s3://study/p1") == names("s3://study/p1/") == ["a.mp4", "b.mp4"]
    assert names("s3://study/p") == ["p1/a.mp4", "p1/b.mp4", "p2/c d.mp4"]
    assert names("s3://study/*/[ac]*.mp4") == ["p1/a.mp4", "p2/c d.mp4"]
    assert names("s3://study/p1/a.mp4") == ["a.mp4"]


@pytest.mark.usefixtures("store")
def test_objects_are_read() -> None:
    one = found("s3://study/p2")[0]

    assert (one.address, one.size_bytes) == ("s3://study/p2/c d.mp4", 2)
    assert fetched(one) == b"cc"


def test_another_content_of_the_same_length_is_noticed(store: ObjectStore) -> None:
    for source in ("s3://changing", "s3://changing/x.mp4"):
        store.put("changing", {"x.mp4": b"1111"})
        before = found(source)[0]
        assert found(source)[0] == before

        store.put("changing", {"x.mp4": b"2222"})

        assert found(source)[0].version != before.version
        assert fetched(found(source)[0]) == b"2222"


def test_an_object_that_is_gone_after_it_was_listed_is_refused(store: ObjectStore) -> None:
    store.put("leaving", {"gone.mp4": b"x"})
    one = found("s3://leaving/gone.mp4")[0]
    store.client().delete_object(Bucket="leaving", Key="gone.mp4")

    with pytest.raises(SourceError, match=r"no recording s3://leaving/gone\.mp4 that may be read"):
        fetched(one)
    assert isinstance(StudyWork().prepare(one, {}), Refusal)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("s3://nowhere-of-ours", "there is no such file or folder"),
        ("s3://nowhere-of-ours/a.mp4", "there is no such file or folder"),
        ("s3://study/none.mp4", "holds no recording"),
        ("s3://study/none/*.mp4", "holds no recording"),
    ],
)
@pytest.mark.usefixtures("store")
def test_what_is_not_there_is_named(source: str, reason: str) -> None:
    with pytest.raises(ListedError) as refused:
        found(source)

    assert source in str(refused.value)
    assert reason in str(refused.value)


@pytest.mark.usefixtures("store")
def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ListedError) as refused:
        found("s3://study/none.mp4", "s3://study/p1", "s3://nowhere-of-ours/a.mp4")

    assert len(refused.value.problems) == 2


def test_no_access_is_named_without_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    with object_store(INITIAL_NO_AUTH_ACTION_COUNT="2") as guarded:
        guarded.put("closed", {"a.mp4": b"x"})  # two requests; later ones need a known key
        monkeypatch.setenv("AWS_ENDPOINT_URL", guarded.url)

        with pytest.raises(ListedError) as refused:
            found("s3://closed/a.mp4")
        with pytest.raises(SourceError) as unread:
            fetched(Recording("s3://closed/a.mp4", "a", "1", 1))

    for error in (refused, unread):
        assert "s3://closed/a.mp4" in str(error.value)
        assert not any(secret in str(error.value) for secret in ACCOUNT.values())


def test_it_is_measured_as_a_file_is(store: ObjectStore, tmp_path: Path) -> None:
    here = tape(tmp_path / "t.tape.jsonl", (4, UPRIGHT))
    store.put("own", {"t.tape.jsonl": here.read_bytes()})
    there = found("s3://own")[0]
    work, ask = StudyWork(), job(here)

    one = measured(work.measure(ask))
    other = measured(work.measure(job(there.address)))

    assert other.readings == one.readings
    assert other.row["content"] == one.row["content"]
