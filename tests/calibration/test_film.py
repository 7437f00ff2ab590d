from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from bench import recordings
from bench.alerts import PLAYED_S, Alarms, ForthAndBack, alarms
from bench.clips import Series, follow_clip
from bench.film_chapters import clips, footage, scatter, ways_of_looking
from bench.recordings import Clip, Variant, pose_of, real_footage, rendered_clips
from bench.report import alarm_row, pooled, series_row
from bench.sessions import load_sessions

from posturecam.core.values import Observation, Pose, Unseen, Why
from posturecam.edges.sources.tape_writer import record_tape

SESSION = load_sessions()[5]
UPRIGHT = [
    observation for observation in SESSION.guided(())["upright"] if isinstance(observation, Pose)
]


def clip(name: str = "still_nobody", count: int = 40) -> Clip:
    """Somebody who sits upright, a look every quarter of a second."""
    poses = [replace(UPRIGHT[n % len(UPRIGHT)], t=n / 4) for n in range(count)]
    observations = tuple(Observation(pose.t, (pose,)) for pose in poses)
    truth = {"cva_deg": np.full(count, 50.0), "fsa_trunk_deg": np.full(count, 20.0)}
    return Clip(name, (SESSION.width, SESSION.height), observations, truth)


def test_a_clip_is_calibrated_on_its_own_start() -> None:
    series = follow_clip(clip("desk_somebody", 60), 0.5)

    assert series.problem == ""
    assert np.isfinite(series.cva).all()
    assert abs(series.cva.mean()) < 2
    assert (series.true_cva == 0).all()


def test_a_clip_that_cannot_be_calibrated_says_why() -> None:
    series = follow_clip(clip(count=8), 0.5)

    assert "upright" in series.problem
    assert np.isnan(series.cva).all()
    assert series.problem in series_row(series)[0]


def test_a_clip_can_be_calibrated_on_another_tape_of_it() -> None:
    assert follow_clip(clip(count=8), 0.5, clip(count=60)).problem == ""


def test_recordings_are_played_forth_and_back_without_a_break() -> None:
    observations = clip(count=5).observations
    played = ForthAndBack(observations)
    found = [played.next(0.0) for _ in range(9)]

    assert [observation.people[0].points[0, 0] for observation in found if observation] == [
        observations[n].people[0].points[0, 0] for n in (0, 1, 2, 3, 4, 3, 2, 1, 0)
    ]
    assert all(
        b.t - a.t == pytest.approx(0.25)
        for a, b in pairwise(observation for observation in found if observation)
    )
    assert played.next(PLAYED_S) is None


def test_somebody_upright_raises_no_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.alerts.PLAYED_S", 90.0)
    monkeypatch.setattr("bench.alerts.CALIBRATED_S", 3.0)
    found = alarms(clip())

    assert found.refused == ""
    assert found.alerts == ()
    assert found.measured == found.observations > 50
    assert alarm_row(found) == ["still_nobody", "100 %", "0 %", "none"]


def test_nobody_in_view_is_told() -> None:
    empty = [Observation(n / 4, (), why=Why.NOBODY) for n in range(9)]
    found = alarms(replace(clip(), observations=tuple(empty)))

    assert "upright" in found.refused
    assert alarm_row(found)[1].startswith("not calibrated")


def test_alarms_are_listed_by_cause() -> None:
    row = alarm_row(Alarms("x", "", 10, 9, 5, 900.0, (("forward_head", 2), ("slump", 1))))

    assert row == ["x", "90 %", "50 %", "forward_head 2, slump 1"]


def test_scatter_is_taken_from_somebody_who_sits_still() -> None:
    t = np.arange(4.0)
    true, found = np.zeros(4), np.array([1.0, -1.0, 1.0, -1.0])
    still = Series("still_x", t, found, np.ones(4), true, found, true)
    moving = replace(still, name="slouch_x", cva=9 * found)

    assert scatter([still, moving]) == pytest.approx(1.0)
    assert np.isnan(scatter([moving]))
    assert pooled([still]) == pytest.approx(1.0)


def test_a_recording_becomes_looks_with_the_truth_of_their_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "SHARED", tmp_path)
    monkeypatch.setattr(recordings, "CACHE", tmp_path / "cache")
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "one.mp4").touch()
    head = "t,cva_deg,fsa_deg,trunk_lean_deg,head_pitch_down_deg\n"
    (tmp_path / "clips" / "one.csv").write_text(head + "0,50,10,2,0\n1,40,20,4,0\n")
    (tmp_path / "cache" / "v").mkdir(parents=True)
    with record_tape(tmp_path / "cache" / "v" / "one.tape.jsonl.gz", (640, 480)) as tape:
        tape.write(replace(UPRIGHT[0], t=0.5, aspect=4 / 3))
        tape.write(Unseen(1.0, Why.NOBODY))

    (one,) = rendered_clips(Variant("v", 0.5))

    assert one.truth is not None
    assert one.truth["cva_deg"].tolist() == [45.0, 40.0]
    assert one.truth["fsa_trunk_deg"].tolist() == [18.0, 24.0]
    assert isinstance(pose_of(one.observations[0]), Pose)
    assert pose_of(one.observations[1]) == Unseen(1.0, Why.NOBODY)


def test_without_recordings_the_chapters_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "SHARED", tmp_path)

    assert list(real_footage()) == []
    for chapter in (clips, footage, ways_of_looking):
        assert "left out" in chapter(None)
