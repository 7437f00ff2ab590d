"""Every script beside the program can be run: it prints its help, and goes through on little."""

import csv
import gzip
import json
import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import accuracy
import bench_history
import fit_movements
import make_postures
import make_tapes
import moving_picture
import numpy as np
import pytest
import simulated_days
import speed
from bench.sessions import TAPES
from cost import delays, soak_plot
from cost.films import SHARED
from cost.starts import bare_command, bare_memory_mb, first_line_s, memory_mb
from PIL import Image

from posturecam.app import resources
from posturecam.core.body import learned_landmarks
from posturecam.core.values import Frame, Observation
from posturecam.edges.mediapipe.bundles import Bundles
from tests.support.paths import CALIBRATION
from tests.support.synthetic import Person, pose_of

SCRIPTS = sorted(
    path.relative_to(CALIBRATION)
    for path in CALIBRATION.rglob("*.py")
    if "__main__" in path.read_text()
)
MAKEFILE = CALIBRATION.parent / "Makefile"


@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_every_script_prints_its_help(
    script: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [script.name, "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(CALIBRATION / script), run_name="__main__")
    assert ended.value.code == 0
    assert f"usage: {script.name}" in capsys.readouterr().out


def test_the_makefile_starts_only_scripts_that_are_there() -> None:
    started = [
        word
        for word in MAKEFILE.read_text().split()
        if word.startswith("calibration/") and word.endswith(".py")
    ]
    assert started
    assert all((CALIBRATION.parent / word).is_file() for word in started)


def test_the_history_grows_and_is_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_history, "report_html", lambda *_: "")  # drawing is what takes time
    bench_history.main(["--years", "2", "--days", "2"])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0] for row in rows[2:]] == ["| 1", "| 2"]
    assert rows[2].count("(x1.0)") == 3


def test_made_up_days_go_into_an_empty_folder_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simulated_days.main([str(tmp_path / "new"), "--days", "7"])
    assert "5 working days" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        simulated_days.main([str(tmp_path / "new")])
    assert ended.value.code == 2


def test_a_soak_is_drawn(tmp_path: Path) -> None:
    curve, picture = tmp_path / "soak.csv", tmp_path / "soak.png"
    curve.write_text("look,resident_mb,objects,files\n100,250.5,90000,12\n200,251.0,90001,12\n")
    soak_plot.main([str(curve), "--out", str(picture)])
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_the_results_are_written_where_one_likes(tmp_path: Path) -> None:
    little = ["--in-sample", "--tapes-only", "--sessions", "1", "--chapter", "verdicts"]
    accuracy.main([*little, "--out", str(tmp_path)])
    assert "## " in (tmp_path / "RESULTS.md").read_text(encoding="utf-8")


@pytest.fixture
def full_tapes(tmp_path: Path) -> Path:
    """A folder like that of the full tapes, with two looks of one session."""
    folder = tmp_path / "full"
    folder.mkdir()
    observations = [
        dict.fromkeys(make_tapes.TRUTH, "1.5")
        | {"session": "1", "body": "3", "block": block, "pose": "upright", "hands": "away"}
        for block in "AB"
    ]
    with gzip.open(folder / "frames.csv.gz", "wt", newline="") as file:
        writer = csv.DictWriter(file, observations[0])
        writer.writeheader()
        writer.writerows(observations)
    facts = dict.fromkeys(make_tapes.FACTS, "1") | {"view_matrix": json.dumps(np.eye(4).tolist())}
    with (folder / "sessions.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, facts)
        writer.writeheader()
        writer.writerow(facts)
    random = np.random.default_rng(1)
    body = random.uniform(0, 1, (2, 33, 8)).astype(np.float32)
    np.savez(folder / "landmarks.npz", video=body, image=body)
    np.savez(folder / "face.npz", face_q=random.integers(0, 20_000, (2, 468, 3)).astype(np.int16))
    names = np.array(["c7", *(f"{s}_{n}" for s in "lr" for n in ("tragus", "acromion", "eye"))])
    np.savez(folder / "truth3d.npz", names=names, xyz_m=random.uniform(0, 1, (2, len(names), 3)))
    return folder


@pytest.mark.parametrize(
    ("script", "written"),
    [
        (make_tapes, {path.name for path in TAPES.iterdir()} - {"postures.npz"}),
        (make_postures, {"postures.npz"}),
    ],
    ids=["tapes", "postures"],
)
def test_tapes_are_packed(
    script: ModuleType, written: set[str], full_tapes: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    script.main([str(full_tapes), "--out", str(out)])
    assert {path.name for path in out.iterdir()} == written


def test_what_is_learned_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned_landmarks, "FACE", learned_landmarks.FACE)
    monkeypatch.setattr(fit_movements, "learn", lambda _sessions: {"USUAL": {}, "ON_REQUEST": {}})
    written: list[tuple[Path, set[str]]] = []
    monkeypatch.setattr(fit_movements, "write", lambda to, what: written.append((to, set(what))))
    fit_movements.main(["--out", str(tmp_path)])
    assert written == [(tmp_path, {"USUAL", "ON_REQUEST", "FACE"})]


class SeesYou:
    """A pose finder that sees somebody upright in every picture."""

    def find(self, frame: Frame, **_sure: bool) -> Observation:
        wobble = 0.2 * ((frame.t * 7) % 2 - 1)
        return Observation(frame.t, (pose_of(Person(c7_ahead=wobble), t=frame.t),))


@contextmanager
def sees_you(*_: object, **__: object) -> Iterator[SeesYou]:
    yield SeesYou()


def test_costs_are_measured_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "open_landmarker", sees_you)
    monkeypatch.setattr(resources, "open_finder", sees_you)
    monkeypatch.setattr(speed, "find_bundles", lambda *_: Bundles(tmp_path, tmp_path))
    monkeypatch.setattr(delays, "WELL_S", 6.0)
    monkeypatch.setattr(delays, "BAD_S", 6.0)
    monkeypatch.setattr(speed, "TINY", replace(speed.TINY, starts=False, film_s=3.0))
    speed.main(["--tiny", "--out", str(tmp_path / "performance.md")])
    page = (tmp_path / "performance.md").read_text(encoding="utf-8")
    costs = [line.split(",")[0] for line in page.splitlines() if line.startswith("| processor, ")]
    assert len(costs) == 4
    assert "| alert times in 1 slouches held |" in page
    assert "{" not in page


def test_the_moving_picture_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "open_finder", sees_you)
    monkeypatch.setattr(moving_picture, "TO_S", 3.0)
    moving_picture.main(["--out", str(tmp_path / "watch.webp")])
    with Image.open(tmp_path / "watch.webp") as picture:
        assert picture.n_frames > 1
        assert picture.width > moving_picture.WIDTH


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory from /proc")
def test_the_bare_loop_says_when_it_sees_something_and_what_it_takes(bundles: Bundles) -> None:
    video = CALIBRATION.parent / "samples" / "slouch_p1_laptop.mp4"
    command = bare_command(video, (bundles.pose, bundles.face), 0.1, lean=True)
    assert bare_memory_mb(command) > 50


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory from /proc")
def test_a_program_is_timed_and_weighed() -> None:
    talking = "import time\nwhile True: print('first', flush=True); time.sleep(0.01)"
    command = [sys.executable, "-c", talking]
    assert first_line_s(command, "first", 1) > 0
    assert len(memory_mb(command, (0.0, 0.05))) == 2


def test_recordings_beside_the_project_are_looked_for_where_they_are() -> None:
    assert SHARED.name == "shared"
