"""Recordings measured by the workers of a study are measured as `replay` does."""

import pickle
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import fmean, median, stdev

import fsspec
import pytest
from click.testing import CliRunner

from posturecam.app.study import measuring as module
from posturecam.app.study.measuring import StudyWork
from posturecam.cli.main import cli
from posturecam.core.values import Why
from posturecam.errors import StorageError
from posturecam.study.work import Prepared, Refusal, Section
from tests.support.desk import FORWARD, UPRIGHT, tape, with_profile
from tests.support.studies import as_csv, job, measured, recording, rows_of

STORY = ((4, UPRIGHT), (8, FORWARD), (2, Why.NOBODY), (6, UPRIGHT))
SHORT = {"alerts": {"hold_s": 4.0}}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return tape(tmp_path / "story.tape.jsonl", *STORY)


def replayed(path: Path, *more: str) -> str:
    """What `replay` writes of `path` with the usual profile."""
    with_profile()
    result = CliRunner().invoke(cli, ["replay", str(path), "--readings", "-", *more])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_readings_are_those_of_a_replay(story: Path) -> None:
    done = measured(StudyWork().measure(job(story, settings=SHORT)))

    assert as_csv(done.readings) == replayed(story, "--set", "alerts.hold_s=4")


def test_the_row_adds_up(story: Path) -> None:
    row = measured(StudyWork().measure(job(story, settings=SHORT))).row

    assert (row["recording"], row["person"], row["profile"]) == ("one", "p", "desk")
    assert row["frames"] == 80
    assert row["alerts"] == 1
    assert row["seen_share"] == pytest.approx(72 / 80)
    times = [row[f"{name}_min"] for name in ("good", "poor", "unknown")]
    assert sum(times) == pytest.approx(19.75 / 60)  # type: ignore[arg-type] # floats
    assert row["forward_head_min"] == pytest.approx(8 / 60, abs=1 / 60)


def test_the_row_has_what_the_readings_amount_to(story: Path) -> None:
    done = measured(StudyWork().measure(job(story)))
    seen = [row for row in rows_of(done.readings) if row["cva_change_deg"] is not None]
    angles = [row["cva_change_deg"] for row in seen]
    row = {name: value for name, value in done.row.items() if name.startswith("cva_change")}

    assert row == pytest.approx(
        {
            "cva_change_mean_deg": fmean(angles),
            "cva_change_sd_deg": stdev(angles),
            "cva_change_median_deg": median(angles),
            "cva_change_error_deg": fmean(row["cva_change_sd_deg"] for row in seen),
        }
    )


def test_episodes_and_alerts_are_kept_with_their_exercise(story: Path) -> None:
    rows = rows_of(measured(StudyWork().measure(job(story, settings=SHORT))).episodes)

    poor = [row for row in rows if row["verdict"] == "poor"]
    assert [row["cause"] for row in poor] == ["forward_head"]
    assert (poor[0]["start_s"], poor[0]["end_s"]) == pytest.approx((4, 12), abs=1.1)
    (alert,) = [row for row in rows if row["kind"] == "alert"]
    assert alert["cause"] == "forward_head"
    assert alert["exercise"]
    assert alert["outcome"] in ("corrected", "left")
    assert {row["recording"] for row in rows} == {"one"}


def test_the_same_recording_gives_the_same_bytes(story: Path) -> None:
    work = pickle.loads(pickle.dumps(StudyWork()))  # noqa: S301 - our own

    assert work.measure(job(story)) == StudyWork().measure(job(story))


def test_it_is_measured_against_its_own_poses(story: Path) -> None:
    own = measured(StudyWork().measure(job(story, spans=("upright=0:4",))))

    upright = [row["cva_change_deg"] for row in rows_of(own.readings) if row["t_s"] < 4]
    assert max(map(abs, upright)) < 2


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"spans": ("upright=13:14",)}, "It cannot be calibrated: upright"),
        ({"profile": "format = 1"}, "profile"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    story: Path, more: dict[str, object], reason: str
) -> None:
    refused = StudyWork().measure(job(story, **more))  # type: ignore[arg-type]

    assert isinstance(refused, Refusal)
    assert reason in refused.reason


def test_no_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("no video")
    work = StudyWork()

    for path in (tmp_path / "gone.mp4", tmp_path / "notes.mp4", "rtsp://camera/1"):
        assert isinstance(work.prepare(recording(path), {}), Refusal)
        assert isinstance(work.measure(job(path)), Refusal)


def test_a_full_disk_is_no_fault_of_the_recording(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        message = "no room"
        raise StorageError(message)

    for name in ("local_copy", "read_in_part"):
        monkeypatch.setattr(module, name, full)
    work, section = StudyWork(), Section(0, 0.0, 2.0, (0.0,))

    with pytest.raises(StorageError):
        work.prepare(recording(story), {})
    with pytest.raises(StorageError):
        work.measure(job(story))
    with pytest.raises(StorageError):
        work.search(job(story), section)


def test_what_is_prepared_is_the_content(story: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.tape.jsonl"
    other.write_bytes(story.read_bytes())
    work = StudyWork()

    prepared = work.prepare(recording(story), {})

    assert isinstance(prepared, Prepared)
    assert prepared == work.prepare(recording(other), {})
    assert prepared.content == measured(work.measure(job(other))).row["content"]
    assert (prepared.duration_s, prepared.sections) == (19.75, ())
    other.write_text(story.read_text() + "\n")
    assert work.prepare(recording(other), {}) != prepared


def test_a_recording_somewhere_else_is_measured_as_one_here(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    there = "memory://desk/story.tape.jsonl"
    with fsspec.open(there, "wb") as file:
        file.write(story.read_bytes())
    size = story.stat().st_size
    here, work = job(story), StudyWork()
    far = replace(here, recording=replace(here.recording, address=there, size_bytes=size))

    done = measured(work.measure(far))

    local = measured(work.measure(here))
    assert (done.readings, done.episodes) == (local.readings, local.episodes)
    assert {**done.row, "address": ""} == {**local.row, "address": ""}
    assert work.prepare(far.recording, {}) == work.prepare(here.recording, {})
    assert list(copies.iterdir()) == []
