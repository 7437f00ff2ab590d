"""Thousands of looks with the real pose model: memory, objects and open files stay as they are.

A short run is the rule; POSTURECAM_SOAK_LOOKS=20000 gives the long one, and POSTURECAM_SOAK_CSV
names a file for its curve.
"""

import csv
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.values import Frame, Unseen, Why
from posturecam.edges.mediapipe.bundles import Bundles
from posturecam.edges.mediapipe.landmarker import open_landmarker
from posturecam.edges.sources.pose_source import PoseSource
from posturecam.edges.sources.video import open_video
from posturecam.settings import Settings
from tests.support.desk import calibrated
from tests.support.paths import SAMPLES

LOOKS = int(os.environ.get("POSTURECAM_SOAK_LOOKS", "100"))
MIXED = ("slouch_p2_q34", "slouch_p1_side", "head_only_p2_laptop_off", "lean_p2_monitor")
EVERY_S = 0.25
FLAT_MB, FLAT_OBJECTS = 25.0, 2000

pytestmark = [pytest.mark.slow, pytest.mark.model]
if not Path("/proc/self/statm").exists():
    pytest.skip("memory and open files are counted in /proc", allow_module_level=True)


class Mixed:
    """Recordings one after the other, with a lost camera between them, for ever."""

    live = True

    def __init__(self) -> None:
        self._t = 0.0
        self._pictures = self._play()

    def read(self, not_before_s: float) -> Frame | Unseen:
        self._t = max(self._t + EVERY_S, not_before_s)
        image = next(self._pictures)
        return Unseen(self._t, Why.CAMERA_LOST) if image is None else Frame(self._t, image)

    def _play(self) -> Iterator[object]:
        while True:
            for name in MIXED:
                with open_video(str(SAMPLES / f"{name}.mp4")) as source:
                    t = 0.0
                    while (frame := source.read(t)) is not None:
                        yield frame.image
                        t = frame.t + EVERY_S
                yield None


def state() -> tuple[float, int, int]:
    """Resident memory in MB, objects, open files."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    resident_mb = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return resident_mb, len(gc.get_objects()), len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def test_nothing_grows(bundles: Bundles) -> None:
    curve: list[tuple[int, float, int, int]] = []
    profile, rules = calibrated().profile, rules_of(Settings())
    with open_landmarker(bundles) as finder:
        ticks = monitor.watch(PoseSource(Mixed(), finder), profile, rules, Nobody())
        for count, _ in enumerate(ticks, start=1):
            if count % (LOOKS // 10) == 0:
                curve.append((count, *state()))
            if count == LOOKS:
                break
    if path := os.environ.get("POSTURECAM_SOAK_CSV"):
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("look", "resident_mb", "objects", "files"), *curve])
    settled, end = curve[3], curve[-1]
    assert end[1] - settled[1] < FLAT_MB
    assert end[2] - settled[2] < FLAT_OBJECTS
    assert end[3] <= settled[3]
