"""A long recording on a server is searched in parts, and measured whatever the server does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from posturecam.app import resources
from posturecam.app.study.measuring import StudyWork
from posturecam.study.work import Job, Prepared
from tests.support.film import film, steady
from tests.support.stateful import open_stateful
from tests.support.studies import job, measured
from tests.support.web_folder import WebFolder, web_folder

WORK = StudyWork(every_s=2.0)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("film") / "long.mp4", steady(9))


@pytest.fixture
def web(long: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebFolder]:
    monkeypatch.setattr(resources, "open_finder", open_stateful)
    with web_folder({"/long.mp4": long.read_bytes()}) as served:
        yield served


def there(long: Path, web: WebFolder) -> Job:
    here = job(long)
    return replace(here, recording=replace(here.recording, address=f"{web.url}/long.mp4"))


def prepared(task: Job) -> Prepared:
    found = WORK.prepare(task.recording, {})
    assert isinstance(found, Prepared)
    assert len(found.sections) > 2
    return found


def test_parts_read_there_are_those_read_here(long: Path, web: WebFolder) -> None:
    task = there(long, web)
    sections = prepared(task).sections

    seen = [WORK.search(task, section) for section in sections]

    assert seen == [WORK.search(job(long), section) for section in sections]
    assert all(seen)


def test_a_server_without_ranges_gives_the_whole(long: Path, web: WebFolder) -> None:
    task = there(long, web)
    sections = prepared(task).sections
    web.ranges = False

    seen = tuple(WORK.search(task, section) for section in sections)

    done = measured(WORK.join(task, prepared(task), seen))
    assert done.readings == measured(WORK.measure(job(long))).readings


@pytest.mark.parametrize("breaks", [1, 2, 3])
def test_a_connection_that_breaks_costs_a_section_and_no_reading(
    long: Path, web: WebFolder, breaks: int
) -> None:
    task = there(long, web)
    known = prepared(task)
    web.breaks = breaks

    seen = tuple(WORK.search(task, section) for section in known.sections)
    web.breaks = 0

    done = measured(WORK.join(task, known, seen))
    assert done.readings == measured(WORK.measure(job(long))).readings
