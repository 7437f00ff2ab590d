"""The file of what was learned: whole or not there, and never in the way of watching."""

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from posturecam.core.body.sagittal import Fixed
from posturecam.core.measure.person_model import with_moved_camera
from posturecam.core.measure.profile import Shown
from posturecam.edges.files import learned_file
from posturecam.edges.files.atomic_write import backup_of
from posturecam.edges.files.learned_file import (
    beside,
    calibration_key,
    carry,
    forget,
    load,
    save,
)
from posturecam.edges.files.profile_toml import from_text, to_text
from posturecam.errors import LearnedError, StorageError
from tests.support.desk import calibrated
from tests.support.full_disk import full_disk
from tests.support.fuzzing import FEW, changes, cut, damaged
from tests.support.learned import FRONT, SINCE, some

SHOWN = Shown("slump", (1.0, 2.0, 3.0, 4.0, 5.0), 0.5, 0.25, 0.01)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.learned.json"


@FEW
@given(
    seed=st.integers(0, 2**32),
    most=st.floats(0.02, 5),
    away=st.floats(0, 2),
    observations=st.integers(1, 10**9),
)
def test_what_is_written_is_read_back(
    tmp_path: Path, seed: int, most: float, away: float, observations: int
) -> None:
    path, learned = tmp_path / "a.learned.json", some(seed, most, away, observations)
    save(path, FRONT, learned)
    found = load(path, FRONT)
    assert found is not None
    assert (found.person.mean == learned.person.mean).all()
    assert (found.person.covariance == learned.person.covariance).all()
    assert (found.observations, found.sittings, found.since) == (observations, 9, SINCE)
    assert found.since.utcoffset() == timedelta(hours=1)  # the day is that of the user's clock


def test_nothing_there(path: Path) -> None:
    assert load(path, FRONT) is None
    assert load(path.parent / "no folder" / path.name, FRONT) is None
    assert forget(path) is False


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        ("desk.toml", "desk.learned.json"),
        ("a.b.toml", "a.b.learned.json"),
        ("copy", "copy.learned.json"),
    ],
)
def test_it_lies_beside_the_profile(tmp_path: Path, profile: str, name: str) -> None:
    assert beside(tmp_path / profile) == tmp_path / name


def test_it_holds_numbers_only_and_says_what_it_is(path: Path) -> None:
    save(path, FRONT, some())
    reported = json.loads(path.read_text())
    assert list(reported)[:3] == ["format", "version", "posturecam"]
    assert (reported["format"], reported["version"]) == ("posturecam-learned", 1)
    assert (len(reported["mean"]), len(reported["covariance"])) == (52, 52 * 53 // 2)
    assert all(isinstance(number, float) for number in reported["mean"] + reported["covariance"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_it_is_for_the_user_only(path: Path) -> None:
    save(path, FRONT, some())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def changed(**values: object) -> Callable[[dict], dict]:
    return lambda reported: reported | values


def in_place(key: str, index: int, value: object) -> Callable[[dict], dict]:
    def change(reported: dict) -> dict:
        reported[key][index] = value
        return reported

    return change


def without(key: str) -> Callable[[dict], dict]:
    return lambda reported: {name: value for name, value in reported.items() if name != key}


BAD = {
    "a newer version": (changed(version=2, more=1), "a newer posturecam wrote it (version 2)"),
    "version nought": (changed(version=0), "version"),
    "somebody else's": (changed(format="garmin", version=7), "format"),
    "not a number": (in_place("mean", 3, float("nan")), "mean.3"),
    "without end": (in_place("covariance", 3, float("inf")), "covariance.3"),
    "text for a number": (in_place("mean", 3, "x"), "mean.3"),
    "nothing for a number": (in_place("covariance", 0, None), "covariance.0"),
    "a number too large": (in_place("mean", 0, 10**400), "mean.0"),
    "too few numbers": (changed(mean=[1.0]), "mean"),
    "a square": (changed(covariance=[0.0] * 2704), "covariance"),
    "certain": (changed(covariance=[0.0] * 1378), "impossible for a person"),
    "not positive definite": (in_place("covariance", 0, -40.0), "impossible for a person"),
    "too large to decompose": (changed(covariance=[1e308] * 1378), "impossible for a person"),
    "too large in one place": (in_place("covariance", 2, 1e308), "impossible for a person"),
    "no such person": (in_place("mean", Fixed.FACE_SIZE, 900.0), "impossible for a person"),
    "no looks": (changed(looks=0), "looks"),
    "a date without a zone": (changed(since="2026-11-03T09:12:00"), "since"),
    "no date": (without("since"), "since"),
    "no calibration": (without("calibration"), "calibration"),
}


@pytest.mark.parametrize(("change", "said"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_used(path: Path, change: Callable[[dict], dict], said: str) -> None:
    save(path, FRONT, some())
    bad = json.dumps(change(json.loads(path.read_text())))
    path.write_text(bad)

    with pytest.raises(LearnedError) as caught:
        load(path, FRONT)

    assert str(caught.value).startswith(f"The learned data cannot be used: {path}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    keeps_it(path, bad.encode())


def keeps_it(path: Path, bad: bytes) -> None:
    """What cannot be used is set aside by the next writing."""
    assert path.read_bytes() == bad
    save(path, FRONT, some(3))
    assert backup_of(path).read_bytes() == bad
    found = load(path, FRONT)
    assert found is not None
    assert (found.person.mean == some(3).person.mean).all()


OTHER = {
    "empty": b"",
    "half": b'{"format": "posturecam-learned", "version": 1, "mean": [1.0',
    "bytes": b"\xff\xfe\x00",
    "a list": b"[1, 2]",
    "nested without an end": b"[" * 100_000,
    "large": b" " * 1_000_001,
}


@pytest.mark.parametrize("data", OTHER.values(), ids=OTHER)
def test_a_file_of_something_else(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(LearnedError, match="The learned data cannot be used"):
        load(path, FRONT)
    keeps_it(path, data)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("learned") / "whole.learned.json"
    save(path, FRONT, some())
    return path.read_bytes()


@FEW
@given(changes=changes, keep=cut)
@example(changes=[], keep=0.0)
@example(changes=[(0.5, b"\x00")], keep=None)
@example(changes=[(0.3, b"NaN,")], keep=None)
@example(changes=[(0.01, b"e999")], keep=None)
def test_a_damaged_file(
    tmp_path: Path, whole: bytes, changes: list[tuple[float, bytes]], keep: float | None
) -> None:
    path = tmp_path / "a.learned.json"
    path.write_bytes(damaged(whole, changes, keep))
    try:
        found = load(path, FRONT)
    except LearnedError:
        return
    if found is not None:
        assert np.isfinite(np.linalg.cholesky(found.person.covariance)).all()


def test_a_folder_in_its_place(path: Path) -> None:
    (path / "mine").mkdir(parents=True)
    with pytest.raises(LearnedError):
        load(path, FRONT)
    with pytest.raises(StorageError, match="it is not a file"):
        save(path, FRONT, some())
    assert forget(path) is False
    assert (path / "mine").is_dir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of Unix")
def test_a_pipe_in_its_place_holds_nobody_up(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(LearnedError, match="it is a pipe"):
        load(path, FRONT)
    with pytest.raises(StorageError, match="it is not a file"):
        save(path, FRONT, some())


@pytest.mark.skipif(os.name == "nt", reason="limits of Unix")
def test_on_a_full_disk_the_file_before_stays(path: Path) -> None:
    save(path, FRONT, some())
    before = path.read_bytes()
    with full_disk(1000), pytest.raises(StorageError, match=f"Cannot write {path}"):
        save(path, FRONT, some(1))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_killed_while_it_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the writing and the renaming, the file before is still whole."""
    save(path, FRONT, some())
    before = path.read_bytes()

    def killed(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(SystemExit):
        save(path, FRONT, some(1))
    assert path.read_bytes() == before


def test_another_calibration_begins_afresh(path: Path) -> None:
    save(path, FRONT, some())
    before = path.read_bytes()
    for front in (
        replace(FRONT, guided=(SHOWN,)),
        replace(FRONT, guided_setup=replace(FRONT.guided_setup, tilt_deg=1.0)),
    ):
        assert load(path, front) is None
    save(path, replace(FRONT, guided=(SHOWN,)), some(1))
    assert backup_of(path).read_bytes() == before


def test_other_numbers_from_the_tapes_begin_afresh(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(path, FRONT, some())
    monkeypatch.setattr(learned_file.learned_landmarks, "DOUBT", (0.3, 36.0))
    assert load(path, FRONT) is None


def test_a_guided_pose_counts_whole() -> None:
    fields = {
        "pose": "lean_in",
        "change": (1.0, 2.0, 3.0, 4.0, 5.1),
        "yaw_deg": 1.0,
        "roll_deg": 1.0,
        "misfit": 0.02,
    }
    shown = [SHOWN, *(replace(SHOWN, **{name: value}) for name, value in fields.items())]
    keys = {calibration_key(replace(FRONT, guided=(one,))) for one in shown}
    assert len(keys) == len(shown)


def test_the_camera_found_again_forgets_the_tilt_alone(path: Path) -> None:
    learned = some()
    save(path, FRONT, learned)
    setup = replace(FRONT.setup, tilt_deg=12.0, face_radius=0.2)
    found = load(path, replace(FRONT, setup=setup))
    assert found is not None
    expected = with_moved_camera(learned.person, setup)
    assert (found.person.mean == expected.mean).all()
    assert (found.person.covariance == expected.covariance).all()
    assert found.person.mean[Fixed.TILT] == 12.0


def test_the_digits_that_a_profile_drops_make_no_other_calibration(path: Path) -> None:
    """`r` keeps a profile as it was measured; the next start reads it from its file."""
    setup = replace(FRONT.setup, tilt_deg=1.23456789, face_radius=0.123456789)
    front = replace(FRONT, guided=(SHOWN,), setup=setup)
    save(path, front, some())
    stored = replace(calibrated(), profile=replace(calibrated().profile, front=front))
    read_back = from_text(to_text(stored), "x").profile.front
    assert read_back is not None
    assert read_back.setup != setup
    found = load(path, read_back)
    assert found is not None
    assert found.person.mean[Fixed.TILT] == some().person.mean[Fixed.TILT]


def test_forgetting_leaves_no_trace(path: Path) -> None:
    path.write_text("?")
    save(path, FRONT, some())
    assert backup_of(path).exists()
    assert forget(path) is True
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("keeps", [True, False])
def test_it_goes_with_a_copy_of_the_profile(tmp_path: Path, *, keeps: bool) -> None:
    here, there = tmp_path / "here.toml", tmp_path / "there.toml"
    carry(here, there, keeps=keeps)
    assert list(tmp_path.iterdir()) == []
    save(beside(here), FRONT, some())
    beside(there).write_text("before")
    carry(here, there, keeps=keeps)
    carry(here, here, keeps=True)
    assert beside(there).read_bytes() == beside(here).read_bytes()
    assert backup_of(beside(there)).exists() is keeps
    assert not backup_of(beside(here)).exists()


def test_the_time_is_read_as_it_was_written(path: Path) -> None:
    save(path, FRONT, replace(some(), since=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)))
    found = load(path, FRONT)
    assert found is not None
    assert found.since == datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
