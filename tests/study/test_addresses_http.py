"""Recordings on a web server: found, read, noticed when they change, and refused clearly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from posturecam.app.study.measuring import StudyWork
from posturecam.edges.sources.local_copy import TRIES, local_copy
from posturecam.errors import ListedError, SourceError
from posturecam.study.recordings import find_recordings
from posturecam.study.work import Recording, Refusal
from tests.support.desk import UPRIGHT, tape
from tests.support.studies import job, measured
from tests.support.web_folder import WebFolder, web_folder

NOWHERE = Path("/nowhere")
VIDEO = bytes(range(256)) * 1000
FILES = {
    "/rec/a.mp4": VIDEO,
    "/rec/p1/b.mp4": b"bb",
    "/rec/p1/c.tape.jsonl": b"c",
    "/rec/notes.txt": b"x",
}
SECRET = "swordfish"  # noqa: S105 - of nobody


@pytest.fixture
def web() -> Iterator[WebFolder]:
    with web_folder(FILES) as served:
        yield served


def found(source: str) -> tuple[Recording, ...]:
    return find_recordings([source], NOWHERE)


def names(source: str) -> list[str]:
    return [one.name for one in found(source)]


def fetched(one: Recording) -> bytes:
    with local_copy(one.address, one.size_bytes) as path:
        return path.read_bytes()


@pytest.mark.parametrize("ranges", [True, False])
@pytest.mark.parametrize("tags", [True, False])
def test_a_folder_is_listed_and_its_files_are_read(
    web: WebFolder, *, ranges: bool, tags: bool
) -> None:
    web.ranges, web.tags = ranges, tags

    all_ = found(f"{web.url}/rec/")

    assert [one.name for one in all_] == ["a.mp4", "p1/b.mp4", "p1/c.tape.jsonl"]
    assert [one.address for one in all_] == [f"{web.url}/rec/{one.name}" for one in all_]
    assert [one.size_bytes for one in all_] == [len(VIDEO), 2, 1]
    assert fetched(all_[0]) == VIDEO


def test_a_folder_needs_no_slash_and_globs_work(web: WebFolder) -> None:
    assert names(f"{web.url}/rec") == ["a.mp4", "p1/b.mp4", "p1/c.tape.jsonl"]
    assert names(f"{web.url}/rec/*.mp4") == ["a.mp4"]
    assert names(f"{web.url}/rec/**/*.mp4") == ["a.mp4", "p1/b.mp4"]
    assert names(f"{web.url}/rec/a.mp4") == ["a.mp4"]


def test_another_content_of_the_same_length_is_noticed(web: WebFolder) -> None:
    for source in (f"{web.url}/rec/a.mp4", f"{web.url}/rec/"):
        web.files["/rec/a.mp4"] = VIDEO
        before = found(source)[0]
        assert found(source)[0] == before

        web.files["/rec/a.mp4"] = bytes(len(VIDEO))

        assert found(source)[0].version != before.version


def test_what_no_server_says_the_version_of_is_read_each_time(web: WebFolder) -> None:
    web.tags = False

    assert found(f"{web.url}/rec/a.mp4")[0].version != found(f"{web.url}/rec/a.mp4")[0].version


def test_a_recording_that_changes_after_it_was_listed_is_refused(web: WebFolder) -> None:
    one = found(f"{web.url}/rec/a.mp4")[0]
    web.files["/rec/a.mp4"] = VIDEO + b"more"

    with pytest.raises(SourceError, match="has changed since it was listed"):
        fetched(one)


def test_a_connection_that_breaks_in_the_middle_is_tried_once_more(web: WebFolder) -> None:
    one = found(f"{web.url}/rec/a.mp4")[0]
    web.breaks = 1

    assert fetched(one) == VIDEO


def test_the_name_of_a_copy_holds_no_token(web: WebFolder) -> None:
    with local_copy(f"{web.url}/rec/p1/c.tape.jsonl?token={SECRET}", 1) as path:
        assert path.name == "c.tape.jsonl", "also its kind is known by it"


def test_one_that_breaks_again_fails_and_no_copy_stays(
    web: WebFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one = found(f"{web.url}/rec/a.mp4?token={SECRET}")[0]
    web.breaks = 2 * TRIES

    refused = StudyWork().prepare(one, {})

    assert isinstance(refused, Refusal)
    assert f"{web.url}/rec/a.mp4?token=*** cannot be fetched" in refused.reason
    assert f"tried {TRIES} times" in refused.reason
    assert SECRET not in refused.reason
    assert web.breaks == TRIES
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["none.mp4", "none/", "none/*.mp4", "rec/none*.mp4"])
def test_what_is_not_there_is_named(web: WebFolder, path: str) -> None:
    with pytest.raises(ListedError, match=path.replace("*", r"\*")):
        found(f"{web.url}/{path}")


def test_nobody_is_shown_the_secrets_of_an_address(web: WebFolder) -> None:
    web.refuses = True
    host = web.url.removeprefix("http://")
    sources = [f"{web.url}/rec/a.mp4?token={SECRET}", f"http://ann:{SECRET}@{host}/rec/"]

    with pytest.raises(ListedError) as refused:
        find_recordings(sources, NOWHERE)

    assert SECRET not in str(refused.value)
    assert f"{web.url}/rec/a.mp4?token=***" in str(refused.value)
    assert "403" in str(refused.value)
    with pytest.raises(SourceError) as unread:
        fetched(Recording(sources[0], "a", "1", len(VIDEO)))
    assert SECRET not in str(unread.value)
    assert "403" in str(unread.value)


def test_a_server_that_is_gone_is_named() -> None:
    with web_folder(FILES) as gone:
        url = gone.url

    with pytest.raises(ListedError, match=f"{url}/rec/a.mp4"):
        found(f"{url}/rec/a.mp4")


def test_a_login_goes_with_the_address_and_into_no_name(web: WebFolder) -> None:
    host = web.url.removeprefix("http://")

    one = found(f"http://ann:{SECRET}@{host}/rec/a.mp4")[0]

    assert one.address == f"http://ann:{SECRET}@{host}/rec/a.mp4"
    assert SECRET not in one.name
    assert fetched(one) == VIDEO


def test_it_is_measured_as_a_file_is(web: WebFolder, tmp_path: Path) -> None:
    here = tape(tmp_path / "t.tape.jsonl", (4, UPRIGHT))
    web.files["/rec/t.tape.jsonl"] = here.read_bytes()
    there = found(f"{web.url}/rec/t.tape.jsonl")[0]
    work, ask = StudyWork(), job(here)

    one = measured(work.measure(ask))
    other = measured(work.measure(job(there.address)))

    assert other.readings == one.readings
    assert other.row["content"] == one.row["content"]
    assert not [line for line in web.asked if not line.startswith(("GET", "HEAD"))]
