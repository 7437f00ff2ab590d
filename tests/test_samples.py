"""The sample recordings through the program, as its user runs it, against their truth."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from posturecam.cli.main import cli
from tests.support.paths import ROOT

SAMPLES, PROFILES = ROOT / "samples", ROOT / "calibration"
SHORT = ("--set", "alerts.hold_s=3", "--set", "alerts.cooldown_s=5")
LONG = ("desk_p2_laptop", "desk_p1_monitor", "still_p1_laptop")  # looked at once a second
FORWARD = {"forward_head", "slump"}

pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.usefixtures("bundles")]


@dataclass(frozen=True)
class Played:
    rows: list[dict[str, str]]
    events: list[dict[str, object]]

    def happened(self, event: str, start_s: float = 0.0, end_s: float = 1e9) -> set[object]:
        """Return the causes of the events of a kind between two times."""
        return {
            one["cause"]
            for one in self.events
            if one["event"] == event and start_s <= float(str(one["t_s"])) < end_s
        }


def play(sources: Sequence[Path], profile: str, folder: Path, *options: str) -> Played:
    readings, events = folder / "readings.csv", folder / "events.jsonl"
    arguments = ["replay", *sources, "--profile", PROFILES / f"{profile}.toml", *options]
    arguments += ["--readings", readings, "--events", events]
    result = CliRunner().invoke(cli, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(readings.read_text().splitlines()))
    return Played(rows, [json.loads(line) for line in events.read_text().splitlines()])


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Played]:
    """Play a sample with a short hold, once for all tests."""

    @cache
    def once(name: str) -> Played:
        seldom = ("--set", f"sampling.looks_per_s={1 if name in LONG else 2}")
        return play([SAMPLES / f"{name}.mp4"], name, tmp_path_factory.mktemp(name), *SHORT, *seldom)

    return once


def errors_deg(name: str, sample: Played, upright_s: float) -> np.ndarray:
    """Return measured minus true change of the craniovertebral angle, where it was measured."""
    truth = list(csv.DictReader((SAMPLES / f"{name}.csv").read_text().splitlines()))
    t = np.array([float(row["t"]) for row in truth])
    cva = np.array([float(row["cva_deg"]) for row in truth])
    change = cva - cva[t < upright_s].mean()
    seen = [row for row in sample.rows if row["cva_change_deg"]]
    measured = np.array([float(row["cva_change_deg"]) for row in seen])
    return measured - np.interp([float(row["t_s"]) for row in seen], t, change)


@pytest.mark.parametrize(
    ("name", "onset_s", "recovered_s"),
    [
        ("slouch_p1_laptop", 3.0, 14.0),
        ("slouch_p2_laptop", 3.0, 14.0),
        ("slouch_p1_side", 3.0, 14.0),
        ("slouch_p2_q34", 3.0, 14.0),
        ("head_only_p2_laptop_off", 4.0, 18.0),
    ],
)
def test_a_bad_position_alerts_with_a_stretch_and_clears(
    name: str, onset_s: float, recovered_s: float, played: Callable[[str], Played]
) -> None:
    sample = played(name)

    assert not sample.happened("alert", 0, onset_s)
    assert sample.happened("alert", onset_s, recovered_s) & FORWARD
    assert sample.happened("cleared", onset_s) & FORWARD
    assert all(one["stretch"] for one in sample.events if one["event"] == "alert")


def test_sitting_still_upright_raises_nothing(played: Callable[[str], Played]) -> None:
    sample = played("still_p1_laptop")

    assert sample.events == []
    assert {row["verdict"] for row in sample.rows} == {"good"}


@pytest.mark.parametrize("name", ["desk_p2_laptop", "desk_p1_monitor"])
def test_the_tour_alerts_where_it_should_and_nowhere_else(
    name: str, played: Callable[[str], Played]
) -> None:
    sample = played(name)

    assert not sample.happened("alert", 0, 13), "upright"
    assert not sample.happened("alert", 30.5, 37) & FORWARD, "looking down is no fault"
    assert sample.happened("alert", 66, 84) & FORWARD, "the slouch at the end"


@pytest.mark.parametrize(
    ("name", "upright_s", "rmse_deg"),
    [
        ("desk_p2_laptop", 10.0, 4.5),
        ("desk_p1_monitor", 10.0, 3.5),
        ("slouch_p1_side", 2.2, 2.5),
        ("slouch_p2_q34", 2.2, 3.0),
        ("slouch_p2_laptop", 2.2, 3.9),  # a slow slouch is no moved camera
        ("shoulders_only_p1_laptop", 3.0, 2.0),
        ("still_p1_laptop", 4.5, 1.5),
    ],
)
def test_the_change_of_the_neck_angle_is_near_the_truth(
    name: str, upright_s: float, rmse_deg: float, played: Callable[[str], Played]
) -> None:
    sample = played(name)

    errors = errors_deg(name, sample, upright_s)

    assert len(errors) > 0.95 * len(sample.rows)
    assert np.sqrt(np.mean(errors**2)) < rmse_deg


def test_every_real_picture_is_measured_or_says_why_not(shared: Path, tmp_path: Path) -> None:
    recordings = [  # every other one: each opens the models
        path
        for path in sorted((shared / "footage").rglob("*"))
        if path.suffix in {".jpg", ".jpeg", ".png", ".gif", ".mkv"}
    ][::2]
    assert recordings

    seldom = ("--set", "sampling.looks_per_s=1")
    real = play(recordings, "slouch_p2_laptop", tmp_path, *seldom)

    assert {row["source"] for row in real.rows} == {str(path) for path in recordings}
    assert all(row["reason"] for row in real.rows if row["seen"] == "0")
    judged = [row for row in real.rows if row["verdict"] in ("good", "poor")]
    limited = [row for row in judged if "only: shoulders" in row["reason"]]
    assert limited == [row for row in judged if not row["fsa_change_deg"]]
    assert not real.happened("alert")
