"""Pose tapes: what is written is read back, and every fault is reported with its line."""

import errno
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posturecam.core.values import Observation, Pose, Unseen, Why
from posturecam.edges.sources.tape import Tape, is_tape, open_tape
from posturecam.edges.sources.tape_lines import Picture, to_why
from posturecam.edges.sources.tape_writer import record_tape
from posturecam.errors import SourceError, StorageError, TapeError
from tests.support.film import HEAD, record, tape

SAME_TMP = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


def observations(path: Path) -> list[Observation]:
    found = []
    with open_tape(path) as source:
        while (observation := source.next(1e9)) is not None:
            found.append(observation)
    return found


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        observations(path)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_raw_values_become_image_heights(tmp_path: Path) -> None:
    (observation,) = observations(tape(tmp_path / "a.tape.jsonl", HEAD, record(0.0)))
    (pose,) = observation.people
    assert pose.points[0] == pytest.approx([0.5 * 640 / 480, 0.25])
    assert pose.face is not None
    assert pose.face[0] == pytest.approx([0.5 * 640 / 480, 0.25, 0.02 * 640 / 480])
    assert pose.world[0] == pytest.approx([0.1, -0.2, 0.3])
    assert pose.visibility[0] == 0.9
    assert pose.aspect == 640 / 480
    assert observation.frame is None


@pytest.mark.parametrize("name", ["a.tape.jsonl", "a.tape.jsonl.gz", "renamed"])
def test_every_observation_is_used_unchanged(tmp_path: Path, name: str) -> None:
    path = tape(
        tmp_path / name,
        HEAD,
        record(0),
        {"t": 1, "unseen": "nobody in view"},
        "",
        record(30.5, face=None),
    )
    assert is_tape(path)
    with open_tape(path) as source:
        assert source.size == (640, 480)
        assert source.duration_s == 30.5
        assert not source.live
        seen = [source.next(1000.0) for _ in range(4)]
    assert [observation and observation.t for observation in seen] == [0, 1, 30.5, None]
    assert seen[1] is not None
    assert seen[1].why is Why.NOBODY
    assert seen[2] is not None
    assert seen[2].people[0].face is None


@pytest.mark.parametrize(
    ("line", "reported"),
    [
        pytest.param("{nonsense", "not JSON", id="not JSON"),
        pytest.param("[1, 2]", "JSON object", id="a list"),
        pytest.param("[" * 100_000, "not JSON", id="nested too deep"),
        pytest.param(record(-1), "t must be a number", id="negative time"),
        pytest.param(record(1, t=True), "t must be a number", id="time is no number"),
        pytest.param(record(float("nan")), "NaN is not a number", id="NaN time"),
        pytest.param(record(1e300), "t must be a number", id="endless time"),
        pytest.param(record(0.0), "t must rise: 0 s comes after 0 s", id="same time"),
        pytest.param({"t": 1}, "landmarks or unseen", id="neither"),
        pytest.param(record(1, unseen="x"), "landmarks or unseen", id="both"),
        pytest.param(record(1, landmarks=[[0] * 5] * 32), "33 rows of 5", id="too few rows"),
        pytest.param(record(1, landmarks=[[0] * 5] * 32 + [[0]]), "33 rows of 5", id="ragged"),
        pytest.param(record(1, landmarks=[["1"] * 5] * 33), "33 rows of 5", id="text"),
        pytest.param(record(1, landmarks=[[None] * 5] * 33), "33 rows of 5", id="nulls"),
        pytest.param(record(1, landmarks=[[10**30] * 5] * 33), "33 rows of 5", id="huge"),
        pytest.param(record(1, landmarks=[[2e3, 0, 0, 1, 1]] * 33), "beyond 1000", id="far off"),
        pytest.param(record(1, landmarks=[[0, 0, 0, 1.2, 1]] * 33), "from 0 to 1", id="visibility"),
        pytest.param(record(1, world=None), "world must be 33 rows of 3", id="no world"),
        pytest.param(record(1, world=[[np.inf] * 3] * 33), "Infinity is not", id="infinite"),
        pytest.param('{"t": 1e999, "unseen": "x"}', "t must be a number", id="overflow"),
        pytest.param(record(1, face=[[0] * 3] * 478), "face must be 468 rows", id="face"),
        pytest.param(record(1, face=[[0.5] * 3] * 468), "face coincide", id="no extent"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: Any, reported: str) -> None:
    text = refused(tape(tmp_path / "a.tape.jsonl", HEAD, record(0.0), line, record(50.0)))
    assert "line 3: " in text
    assert reported in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("head", "reported"),
    [
        pytest.param({}, "must begin with", id="no format"),
        pytest.param(HEAD | {"format": "other"}, "must begin with", id="other format"),
        pytest.param(HEAD | {"version": 2}, "version 2 cannot be read", id="newer"),
        pytest.param(HEAD | {"width": 0}, "width must be", id="no width"),
        pytest.param(HEAD | {"height": "480"}, "height must be", id="height as text"),
        pytest.param("", "not JSON", id="empty line"),
    ],
)
def test_a_bad_first_line_is_reported(tmp_path: Path, head: Any, reported: str) -> None:
    text = refused(tape(tmp_path / "a.tape.jsonl", head, record(0.0)))
    assert "line 1: " in text
    assert reported in text


def test_up_to_five_faults_at_once(tmp_path: Path) -> None:
    lines = ["x"] * 9
    text = refused(tape(tmp_path / "a.tape.jsonl", HEAD, *lines))
    assert [f"line {n}:" in text for n in range(2, 9)] == [True] * 5 + [False] * 2


def test_times_running_backwards(tmp_path: Path) -> None:
    path = tape(tmp_path / "a.tape.jsonl", HEAD, record(5.0), record(4.0), record(6.0))
    assert "line 3: t must rise: 4 s comes after 5 s" in refused(path)


def test_a_tape_without_observations_or_without_anything(tmp_path: Path) -> None:
    assert "has no frames" in refused(tape(tmp_path / "a.tape.jsonl", HEAD))
    assert "line 1" in refused(tape(tmp_path / "b.tape.jsonl"))
    assert "cannot be read" in refused(tmp_path / "missing.tape.jsonl")


def test_a_tape_that_breaks_off(tmp_path: Path) -> None:
    path = tape(tmp_path / "a.tape.jsonl", HEAD, *map(record, range(3)))
    path.write_bytes(path.read_bytes()[:-200])
    assert "line 4: it is not JSON; does the file break off?" in refused(path)


def test_a_compressed_tape_that_breaks_off_or_is_damaged(tmp_path: Path) -> None:
    path = tape(tmp_path / "a.tape.jsonl.gz", HEAD, *map(record, range(3)))
    whole = path.read_bytes()
    for damaged in (whole[:-4], whole[: len(whole) // 2], whole[:40] + b"xxxx" + whole[44:]):
        path.write_bytes(damaged)
        assert (
            "not a valid pose tape (correct it, or record it again with `replay --tape`): line "
            in refused(path)
        )


def test_a_long_tape_is_checked_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posturecam.edges.sources.tape._CHECKED_BYTES", 2000)
    path = tape(tmp_path / "a.tape.jsonl", HEAD, *map(record, range(3)), "x")
    with open_tape(path) as source:
        assert source.duration_s is None
        assert [source.next(0).t for _ in range(3)] == [0, 1, 2]  # type: ignore[union-attr]
        with pytest.raises(TapeError, match="line 5"):
            source.next(0)


def test_a_disk_that_fails_while_a_tape_is_read(tmp_path: Path) -> None:
    class FailingFile(io.BytesIO):
        def readline(self, *_: object) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    source = Tape("a.tape.jsonl", FailingFile(), Picture(640, 480), None)
    with pytest.raises(SourceError, match=r"cannot be read: Input/output error"):
        source.next(0.0)
    assert not is_tape(tmp_path / "missing")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *((why.value, why) for why in Why),
        *((why.name, why) for why in Why),
        ("Nobody in view.", Why.NOBODY),
        ("too_dark", Why.TOO_DARK),
        ("shoulders outside the picture", Why.SHOULDERS_OUT),
        ("no person detected", Why.NOBODY),
        ("person not found", Why.NOBODY),
        ("no_pose", Why.NOBODY),
        ("none", Why.NOBODY),
        ("not detected", Why.NOBODY),
        ("blurred", Why.NOT_RECORDED),
        ("face not detected", Why.NOT_RECORDED),
        ("nothing seen, too dark", Why.NOT_RECORDED),
        ("looking away from the camera", Why.NOT_RECORDED),
        ("dropped frame, empty", Why.NOT_RECORDED),
        ("frame dropped", Why.NOT_RECORDED),
        ("zzzz", Why.NOT_RECORDED),
        ("", Why.NOT_RECORDED),
        (None, Why.NOBODY),
    ],
)
def test_reasons_of_other_programs_become_ours(text: object, why: Why) -> None:
    assert to_why(text) is why


small = st.floats(-2, 2, width=32)
share = st.floats(0, 1, width=32)


@st.composite
def poses(draw: st.DrawFn, t: float, aspect: float) -> Pose:
    seed = np.random.default_rng(draw(st.integers(0, 2**32)))
    corner = draw(small)
    face = seed.normal(size=(468, 3)) if draw(st.booleans()) else None
    return Pose(
        t=t,
        points=seed.normal(size=(33, 2)) + corner,
        visibility=np.full(33, draw(share)),
        world=seed.normal(size=(33, 3)),
        face=face,
        aspect=aspect,
        depth=seed.normal(size=33),
        presence=np.full(33, draw(share)),
    )


@st.composite
def sittings(draw: st.DrawFn) -> tuple[tuple[int, int], list[Pose | Unseen]]:
    size = draw(st.tuples(st.integers(100, 4000), st.integers(100, 4000)))
    times = draw(st.lists(st.floats(0, 1e6), min_size=1, max_size=4, unique=True).map(sorted))
    aspect = size[0] / size[1]
    seen = [
        draw(st.one_of(st.builds(Unseen, st.just(t), st.sampled_from(Why)), poses(t, aspect)))
        for t in times
    ]
    return size, seen


@SAME_TMP
@given(sitting=sittings(), ending=st.sampled_from([".tape.jsonl", ".tape.jsonl.gz"]))
def test_what_is_written_is_read_back(
    tmp_path: Path, sitting: tuple[tuple[int, int], list[Pose | Unseen]], ending: str
) -> None:
    size, written = sitting
    path = tmp_path / f"a{ending}"
    with record_tape(path, size) as writer:
        for seen in written:
            writer.write(seen)
    read = observations(path)
    assert [observation.t for observation in read] == [seen.t for seen in written]
    for observation, seen in zip(read, written, strict=True):
        if isinstance(seen, Unseen):
            assert observation.why is seen.why
        else:
            same_pose(observation.people[0], seen)


def same_pose(read: Pose, written: Pose) -> None:
    wide = 1e-6 * max(1.0, written.aspect)
    np.testing.assert_allclose(read.points, written.points, atol=wide)
    np.testing.assert_allclose(read.world, written.world, atol=1e-6)
    np.testing.assert_allclose(read.visibility, written.visibility, atol=1e-6)
    assert read.depth is not None
    assert written.depth is not None
    np.testing.assert_allclose(read.depth, written.depth, atol=wide)
    assert read.presence is not None
    assert written.presence is not None
    np.testing.assert_allclose(read.presence, written.presence, atol=1e-6)
    assert (read.face is None) == (written.face is None)
    if read.face is not None and written.face is not None:
        np.testing.assert_allclose(read.face, written.face, atol=wide)
    assert read.aspect == written.aspect


def test_a_tape_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.tape.jsonl.gz"

    def fail() -> None:
        with record_tape(path, (640, 480)) as writer:
            writer.write(Unseen(0.0, Why.NOBODY))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_tape_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with record_tape(Path("-"), (640, 480)) as writer:
        writer.write(Unseen(0.5, Why.TOO_DARK))
    head, observation = map(json.loads, capsys.readouterr().out.splitlines())
    assert head == HEAD
    assert observation == {"t": 0.5, "unseen": "too dark to measure"}


def test_an_unwritable_place_is_reported(tmp_path: Path) -> None:
    with (
        pytest.raises(StorageError, match="Cannot write"),
        record_tape(tmp_path / "none" / "a.tape.jsonl", (640, 480)),
    ):
        pass
