"""A recording that is cut and joined gives what reading it as a whole gives, bit by bit."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import av
import fsspec
import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import posturecam.app.replay.replay as replay_module
import posturecam.app.study.measuring as work_module
from posturecam.app import resources
from posturecam.app.resources import open_seen
from posturecam.app.study.cutting import joined, search, sections_of
from posturecam.app.study.measuring import StudyWork
from posturecam.core.values import Observation
from posturecam.ports import Observations
from posturecam.settings import Settings
from posturecam.study.work import Prepared, Refusal, Section
from tests.app.study.test_measuring import replayed
from tests.support.film import corners, film, photo, steady, tracks
from tests.support.stateful import open_stateful
from tests.support.studies import as_csv, job, measured, recording, rows_of

USUAL = Settings()


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "open_finder", open_stateful)


def parts_of(path: Path, every_s: float, camera: Settings = USUAL) -> tuple[Section, ...]:
    return sections_of(str(path), camera, None, every_s)


def listed(observations: Observations) -> list[Any]:
    """Everything that was seen, as plain values."""
    return list(_plain(observations))


def _plain(observations: Observations) -> Iterator[Any]:
    wanted_s = 0.0
    while (one := observations.next(wanted_s)) is not None:
        wanted_s = one.t + 1 / USUAL.sampling.looks_per_s
        yield (
            one.t,
            one.why,
            one.reused,
            _bits(one.grey),
            [_person(one, n) for n in range(len(one.people))],
        )


def _person(one: Observation, number: int) -> Any:
    person = one.people[number]
    arrays = (person.points, person.visibility, person.world, person.face, person.depth)
    return person.t, person.aspect, [_bits(array) for array in arrays]


def _bits(array: Any) -> Any:
    return None if array is None else (array.dtype.str, array.shape, array.tobytes())


def in_one(path: Path, every_s: float) -> list[Any]:
    with resources.open_seen(str(path), USUAL, real_time=False, renew_every_s=every_s) as (seen, _):
        return listed(seen)


def in_parts(path: Path, every_s: float) -> list[Any]:
    parts = parts_of(path, every_s)
    assert len(parts) > 1
    seen = tuple(search(str(path), USUAL, part) for part in reversed(parts))[::-1]
    whole = joined(Prepared("", None, parts), seen)
    assert whole is not None
    return listed(whole)


ODD = st.lists(st.integers(1, 40), min_size=20, max_size=40)  # hundredths between two frames


@given(ODD, st.sampled_from((0.7, 1.0, 2.3)), st.sampled_from(("mpeg4", "libx264")))
@settings(max_examples=10, phases=(Phase.explicit, Phase.generate))
def test_wherever_it_is_cut_it_is_joined_without_a_seam(
    steps: list[int], every_s: float, codec: str
) -> None:
    times = np.concatenate(([0], np.cumsum(steps))) / 100
    with tempfile.TemporaryDirectory() as folder:
        path = film(Path(folder) / "a.mkv", [*times, times[-1] + every_s], codec=codec)
        assert in_parts(path, every_s) == in_one(path, every_s)


def with_references(path: Path, options: str) -> Path:
    """Write a recording whose pictures refer to each other in both directions."""
    with av.open(path, "w") as container:
        stream = container.add_stream(
            "libx264", rate=Fraction(10), options={"x264-params": options}
        )
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(60):
            image = np.roll(corners(shade=number), number, axis=1)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode())
    return path


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts", "a.mov"])
@pytest.mark.parametrize(
    "options",
    [
        "keyint=15:bframes=3:b-pyramid=normal:ref=4",
        "keyint=15:bframes=3:open-gop=1:ref=4",
        "keyint=15:intra-refresh=1:ref=4",
    ],
)
def test_whatever_pictures_refer_to_the_result_is_that_of_the_whole(
    tmp_path: Path, name: str, options: str
) -> None:
    path, work = with_references(tmp_path / name, options), StudyWork(every_s=2.0)
    task = job(path)
    prepared = work.prepare(task.recording, {})
    assert isinstance(prepared, Prepared)

    seen = tuple(work.search(task, section) for section in prepared.sections)

    assert work.join(task, prepared, seen) == work.measure(task)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return film(tmp_path / "long.mp4", steady(9))


def test_a_cut_recording_is_measured_as_replay_does(
    long: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, task = StudyWork(every_s=2.0), job(long)
    prepared = work.prepare(task.recording, {})
    assert isinstance(prepared, Prepared)
    assert [len(section.times_s) for section in prepared.sections] == [7, 7, 6, 7, 3]
    seen = tuple(work.search(task, section) for section in prepared.sections)
    monkeypatch.setattr(work_module, "open_seen", None)  # the recording is not looked at again

    done = measured(work.join(task, prepared, seen))

    monkeypatch.setattr(replay_module, "open_seen", partial(open_seen, renew_every_s=2.0))
    assert as_csv(done.readings) == replayed(long)
    assert rows_of(done.readings)[4]["cva_change_deg"] is not None


def test_poses_of_the_recording_itself_are_looked_at_when_it_is_joined(long: Path) -> None:
    work, task = StudyWork(every_s=2.0), job(long, spans=("upright=0:9",))
    prepared = work.prepare(task.recording, {})
    assert isinstance(prepared, Prepared)
    seen = tuple(work.search(task, section) for section in prepared.sections)

    assert work.join(task, prepared, seen) == work.measure(task)


def test_of_a_recording_somewhere_else_a_section_is_read_there(
    long: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = "memory://desk/long.mp4"
    with fsspec.open(there, "wb") as file:
        file.write(long.read_bytes())
    work, here = StudyWork(every_s=2.0), job(long)
    far = replace(here, recording=replace(here.recording, address=there))
    monkeypatch.setattr("posturecam.edges.sources.read_in_part.local_copy", None)

    for section in parts_of(long, 2.0):
        assert work.search(far, section) == work.search(here, section)


def spoilt(seen: tuple[bytes, ...], how: str) -> tuple[bytes, ...]:
    return {"empty": (b"", *seen[1:]), "missing": seen[1:], "mixed": (seen[1], seen[0], *seen[2:])}[
        how
    ]


@pytest.mark.parametrize("how", ["empty", "missing", "mixed"])
def test_sections_that_do_not_fit_are_measured_as_a_whole(long: Path, how: str) -> None:
    work, task = StudyWork(every_s=2.0), job(long)
    prepared = work.prepare(task.recording, {})
    assert isinstance(prepared, Prepared)
    seen = tuple(work.search(task, section) for section in prepared.sections)

    assert joined(prepared, spoilt(seen, how)) is None
    assert work.join(task, prepared, spoilt(seen, how)) == work.measure(task)


def test_a_recording_that_is_changed_before_it_is_joined_is_noticed(long: Path) -> None:
    work, task = StudyWork(every_s=2.0), job(long)
    prepared = work.prepare(task.recording, {})
    assert isinstance(prepared, Prepared)
    seen = tuple(work.search(task, section) for section in prepared.sections)
    assert measured(work.join(task, prepared, seen)).row["content"] == prepared.content
    long.write_bytes(long.read_bytes() + b"more")

    assert measured(work.join(task, prepared, seen)).row["content"] != prepared.content


def test_a_frame_that_is_not_where_it_should_be_is_noticed(long: Path) -> None:
    work, section = StudyWork(every_s=2.0), parts_of(long, 2.0)[1]
    shifted = replace(section, times_s=tuple(t + 0.01 for t in section.times_s))

    assert work.search(job(long), section)
    assert work.search(job(long), shifted) == b""


def test_a_recording_that_is_gone_is_refused_in_the_end(long: Path) -> None:
    work, task = StudyWork(every_s=2.0), job(long)
    prepared = work.prepare(task.recording, {})
    assert isinstance(prepared, Prepared)
    long.unlink()

    assert work.search(task, prepared.sections[0]) == b""
    assert isinstance(work.join(task, prepared, (b"",) * 5), Refusal)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: film(path / "a.mp4", steady(2)), id="short"),
        pytest.param(lambda path: film(path / "a.h264", steady(9), codec="libx264"), id="no times"),
        pytest.param(lambda path: tracks(path / "a.mkv", (64, 48), (32, 24)), id="several tracks"),
        pytest.param(lambda path: film(path / "a.mp4", [*steady(3), *(70, 71)]), id="a long gap"),
        pytest.param(lambda path: photo(path / "a.jpg"), id="a picture"),
    ],
)
def test_what_is_short_or_odd_is_not_cut(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    prepared = StudyWork(every_s=2.0).prepare(recording(path), {})

    assert isinstance(prepared, Prepared)
    assert prepared.sections == ()
    assert parts_of(path, 2.0) == ()


def test_where_nothing_is_to_be_seen_for_long_there_is_no_section(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", [*steady(3), *(9 + t for t in steady(3))])

    parts = parts_of(path, 2.0)

    assert [(part.start_s, part.end_s) for part in parts] == [(0, 2), (2, 8), (8, 10), (10, 12)]
    assert in_parts(path, 2.0) == in_one(path, 2.0)


@pytest.mark.model
def test_the_real_model_sees_the_same_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    path = Path("samples/slouch_p1_laptop.mp4").resolve()

    assert in_parts(path, 8.0) == in_one(path, 8.0)
