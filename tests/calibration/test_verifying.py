"""What is reported of the front camera's error, against the truth."""

from pathlib import Path

import numpy as np
import pytest
import verifying
from bench import recordings
from bench.sessions import load_sessions
from bench.two_cameras import people

from posturecam.core.verify.agreement import Agreement, agree


def test_people_of_the_tapes_are_measured_from_both_sides() -> None:
    sittings = list(people(load_sessions()[:3]))

    assert [sitting.name for sitting in sittings] == ["tape 2", "tape 3", "tape 4"]
    for sitting in sittings:
        assert len(sitting.pairs) == len(sitting.true_deg) >= 23 * 8
        for seen in ("front_deg", "side_deg"):
            off = [getattr(pair, seen) for pair in sitting.pairs] - sitting.true_deg
            assert 0.5 < np.sqrt((off**2).mean()) < 7.0


def test_what_is_reported_of_them_is_compared_with_the_truth() -> None:
    (sitting,) = people(load_sessions()[:1])
    (row,) = verifying.rows_of(sitting)
    said = agree(sitting.pairs, 8.0, 0.5)

    assert isinstance(said, Agreement)
    assert row.said == said
    assert len(row.before) == len(row.after) == 4
    assert f"{row.rms:.2f} | {said.rms_deg.value:.2f} (" in str(row)
    rms, bias, slope, gains = verifying.totals([row, row])
    assert f"rms of 2: reported minus true {said.rms_deg.value - row.rms:.2f}" in rms
    assert (bias.split()[0], slope.split()[0]) == ("bias", "slope")
    assert gains.startswith("gains were taken from ")


def test_a_sitting_that_shows_nothing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    (sitting,) = people(load_sessions()[:1])

    assert list(verifying.rows_of(type(sitting)("short", sitting.pairs[:9], np.zeros(9)))) == []
    assert capsys.readouterr().out.startswith("short is not compared: both cameras measured")


@pytest.mark.slow
def test_a_recording_from_the_side_shows_the_error_of_the_one_in_front(
    shared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(recordings, "CACHE", tmp_path / "cache")
    for name in ("desk_p2_laptop", "desk_p2_side"):
        for suffix in (".mp4", ".csv"):
            (tmp_path / name).with_suffix(suffix).symlink_to(shared / "clips" / f"{name}{suffix}")

    verifying.main([str(tmp_path), "--every", "0.5"])

    out = capsys.readouterr().out
    assert "| desk_p2_laptop + desk_p2_side | " in out
    assert out.count("100 % of the 90 % intervals hold it") == 3
