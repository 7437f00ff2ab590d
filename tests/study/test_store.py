"""What is done of a study is kept whole, whatever ends the process, and found again."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.errors import StorageError
from posturecam.study.store import Store
from tests.support.study_folders import (
    PREPARED,
    data_set,
    job,
    killed_at,
    measured,
    opened,
)

KEYS = ("k1", "k2", "k3")
JOBS = {key: job(f"{key}.mp4") for key in KEYS}
MOST_STEPS = 130  # more than a run has


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """No test lets the power fail, so nobody waits for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


def run(path: Path, wanted: tuple[str, ...] = KEYS, made: Callable[[str], object] = str) -> None:
    """What a study does with its folder, from beginning to end."""
    with opened(path) as store:
        store.set_aside_but(wanted)
        for key in wanted:
            one = JOBS[key]
            if store.prepared(one.recording) is None:
                store.keep_prepared(one.recording, PREPARED)
            if not store.has(key):
                made(key)
                seen = [section_of(store, key, number) for number in range(2)]
                assert seen == [b"0", b"1"]
                store.keep(key, one, measured(one))
        for key in wanted:
            store.results.rename(key, replace(JOBS[key], person="new"))
        store.set_aside_but(wanted)


def test_what_is_forgotten_is_found_out_again(tmp_path: Path) -> None:
    one = JOBS["k1"].recording
    with opened(tmp_path) as store:
        store.keep_prepared(one, PREPARED)
        store.keep_section("k1", 0, b"0")
        store.keep_section("k2", 0, b"0")
        store.forget(one, "k1")
        assert store.prepared(one) is None
        assert store.section("k1", 0) is None
        assert store.section("k2", 0) == b"0"


def section_of(store: Store, key: str, number: int) -> bytes:
    found = store.section(key, number)
    if found is None:
        store.keep_section(key, number, str(number).encode())
        return str(number).encode()
    return found


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    one = JOBS["k1"]
    with opened(tmp_path) as store:
        assert store.prepared(one.recording) is None
        assert not store.has("k1")
        assert store.section("k1", 0) is None
        store.keep_prepared(one.recording, PREPARED)
        store.keep_section("k1", 0, b"seen")
        assert store.section("k1", 0) == b"seen"
        store.keep("k1", one, measured(one))
        assert store.section("k1", 0) is None  # it goes with the result

    with opened(tmp_path) as store:
        assert store.prepared(one.recording) == PREPARED
        assert store.prepared(replace(one.recording, version="2")) is None
        assert store.has("k1")
        assert not store.has("k2")
        result = store.results.result("k1")
        assert result is not None
        assert result.notes == ("3 frames",)
        assert result.row["recording"] == "k1.mp4"
        assert result.row["frames"] == 3
        assert store.results.made == set()
    with opened(tmp_path, "other settings") as store:
        assert store.prepared(one.recording) is None
    assert data_set(tmp_path) == {
        "readings/k1.parquet": measured(one).readings,
        "episodes/k1.parquet": measured(one).episodes,
        "recordings/k1.parquet": data_set(tmp_path)["recordings/k1.parquet"],
    }


def test_no_secret_of_an_address_is_in_the_folder(tmp_path: Path) -> None:
    one = job(address="ftp://me:geheim@host/a.mp4")
    with opened(tmp_path) as store:
        store.keep_prepared(one.recording, PREPARED)
        store.keep("k", one, measured(one))

    for path in tmp_path.rglob("*"):
        assert "geheim" not in path.name
        assert path.is_dir() or b"geheim" not in path.read_bytes()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The data set of a run that nothing ends."""
    folder = tmp_path_factory.mktemp("whole")
    run(folder, KEYS[:1])
    return data_set(folder)


def test_a_run_has_fewer_steps_than_are_tried(tmp_path: Path) -> None:
    with killed_at(0) as kill:
        run(tmp_path, KEYS[:1])

    assert MOST_STEPS / 2 < kill.steps < MOST_STEPS


@pytest.mark.parametrize("at", range(1, MOST_STEPS, 2))  # after one is before the next
def test_whenever_it_is_killed_nothing_is_lost_or_done_twice(
    tmp_path: Path, whole: dict[str, bytes], at: int
) -> None:
    made: list[str] = []

    with killed_at(at):
        run(tmp_path / "out", KEYS[:1], made.append)
    finished = [key for key in made if (tmp_path / "out" / "results" / f"{key}.json").exists()]
    made.clear()
    run(tmp_path / "out", KEYS[:1], made.append)

    assert data_set(tmp_path / "out") == whole
    assert not set(finished) & set(made)
    assert not list((tmp_path / "out" / "writing").iterdir())
    assert not list((tmp_path / "out" / "sections").iterdir())


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.sets(st.sampled_from(KEYS), min_size=1), st.integers(0, 3 * MOST_STEPS)),
        min_size=1,
        max_size=6,
    )
)
def test_other_settings_are_set_aside_and_taken_back(
    tmp_path_factory: pytest.TempPathFactory, runs: list[tuple[set[str], int]]
) -> None:
    folder = tmp_path_factory.mktemp("study")
    run(folder / "whole")
    whole, finished = data_set(folder / "whole"), set[str]()
    for wanted, at in [*runs, (set(KEYS), 0)]:
        made: list[str] = []
        with killed_at(at):
            run(folder / "out", tuple(sorted(wanted)), made.append)
        assert not finished & set(made)
        aside = folder / "out" / "set_aside" / "results"
        for place in (folder / "out" / "results", aside):
            if place.exists():
                finished |= {path.stem for path in place.iterdir()}

    assert data_set(folder / "out") == whole


@pytest.fixture(scope="module")
def half_aside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of which `k1` is set aside and `k2` in the data set."""
    folder = tmp_path_factory.mktemp("aside")
    run(folder, KEYS[:2])
    run(folder, KEYS[1:2])
    return folder


@pytest.mark.parametrize("at", range(1, 100, 2))
def test_nothing_is_lost_on_the_way_aside_or_back(
    tmp_path: Path, half_aside: Path, at: int
) -> None:
    out = tmp_path / "out"
    shutil.copytree(half_aside, out)
    made: list[str] = []

    with killed_at(at) as kill:
        run(out, KEYS[:1], made.append)
    assert at < 90 or kill.steps < at  # all steps were tried
    run(out, KEYS[:2], made.append)

    assert made == []
    assert {Path(name).stem for name in data_set(out)} == set(KEYS[:2])
    assert not [path for path in (out / "set_aside").rglob("*") if path.is_file()]


def test_the_data_set_is_of_this_study_alone(tmp_path: Path) -> None:
    run(tmp_path)
    run(tmp_path, ("k2",))

    assert {Path(name).stem for name in data_set(tmp_path)} == {"k2"}
    made: list[str] = []
    run(tmp_path, made=made.append)
    assert made == []
    assert {Path(name).stem for name in data_set(tmp_path)} == set(KEYS)
    assert not [path for path in (tmp_path / "set_aside").rglob("*") if path.is_file()]


def test_a_result_is_renamed_without_being_measured(tmp_path: Path) -> None:
    run(tmp_path)
    other = replace(JOBS["k1"], person="q")
    with opened(tmp_path) as store:
        store.results.rename("k1", other)
        assert store.has("k1")
        store.results.rename("unknown", other)
        assert not store.has("unknown")
    with opened(tmp_path) as store:
        assert store.has("k1")

    assert data_set(tmp_path)["readings/k1.parquet"].startswith(b"k1.mp4 q\n")
    assert b'"person": "q"' in data_set(tmp_path)["recordings/k1.parquet"]


@settings(max_examples=25)
@given(st.data())
def test_damage_is_noticed_and_made_good(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("study")
    run(folder)
    whole = data_set(folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    kept = [path for path in files if path.parent.name in {*("results", "contents"), *TABLES}]
    path = data.draw(st.sampled_from(kept))
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    how = data.draw(st.sampled_from(["cut", "flipped", "gone"]))
    if how == "gone":
        path.unlink()
    else:
        flipped = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        path.write_bytes(content[:at] if how == "cut" else flipped)

    run(folder)

    assert data_set(folder) == whole


TABLES = ("readings", "episodes", "recordings")


def test_damage_is_reported_and_set_aside(tmp_path: Path) -> None:
    run(tmp_path)
    path = tmp_path / "data" / "readings" / "k1.parquet"
    path.write_bytes(b"half")
    with opened(tmp_path) as store:
        assert not store.has("k1")
        store.keep_section("k1", 3, b"seen")
        section = tmp_path / "sections" / "k1" / "0003"
        section.write_bytes(section.read_bytes()[:-1])
        assert store.section("k1", 3) is None
        notes = store.out.notes

    assert len(notes) == 2
    assert notes[0].startswith(f"{path} was damaged")
    assert (tmp_path / "set_aside" / "damaged" / "readings-k1.parquet").read_bytes() == b"half"
    assert not section.exists()


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "data" / "episodes" / "k2.parquet").unlink()
    with opened(tmp_path) as store:
        assert not store.has("k2")

        assert [note.endswith("is missing; it is made again") for note in store.out.notes] == [True]


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        (tmp_path / "sections").write_text("in the way")
        with pytest.raises(StorageError, match="Cannot write"):
            store.keep_section("k", 0, b"seen")
