"""Who uses a camera, with real processes and files that stand for devices."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from posturecam.edges.desktop import busy_camera
from posturecam.edges.desktop.answer import Answer
from posturecam.edges.desktop.busy_camera import NOBODY, CameraUsed, real_cameras
from tests.support.camera_users import device_file, program

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
FREE = Answer(yes=False, how=NOBODY)


@pytest.fixture
def device(tmp_path: Path) -> Path:
    return device_file(tmp_path)


@pytest.fixture
def used(device: Path) -> Iterator[CameraUsed]:
    probe = CameraUsed(lambda: (device,) if device.exists() else ())
    yield probe
    probe.close()


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """How often everybody was looked at."""
    found: list[object] = []
    real = busy_camera.holders

    def holders(paths: tuple[Path, ...], pids: list[int] | None = None) -> object:
        if pids is None:
            found.append(pids)
        return real(paths, pids)

    monkeypatch.setattr(busy_camera, "holders", holders)
    return found


def test_whoever_gets_pictures_uses_it(device: Path, used: CameraUsed) -> None:
    assert used() == FREE
    with program(device):
        assert used() == FREE  # it is only open
        with program(device, "stream"):
            answer = used()
            assert (answer.yes, answer.how[:14]) == (True, "used by python")
            assert used().yes
        assert used() == FREE
    assert used() == FREE


def test_a_call_that_was_on_before(device: Path, used: CameraUsed) -> None:
    with program(device, "stream"):
        assert used().yes
    assert used() == FREE


def test_one_after_the_other(device: Path, used: CameraUsed) -> None:
    used()
    for _ in range(2):
        with program(device, "stream"):
            assert used().yes
        assert used() == FREE
    with program(device, "stream") as first:
        assert used().yes
        with program(device, "stream"):
            first.end()
            assert used().yes


def test_everybody_is_looked_at_only_after_a_change(
    device: Path, used: CameraUsed, scans: list[object]
) -> None:
    used()
    for _ in range(5):
        used()
        held = os.open(device, os.O_RDWR)  # ours
        used()
        os.close(held)
    assert len(scans) == 1
    with program(device, "stream"):
        for _ in range(5):
            assert used().yes
    assert len(scans) == 2


def test_a_camera_that_comes_and_goes(device: Path, used: CameraUsed) -> None:
    assert used() == FREE
    device.unlink()
    assert used() == Answer(yes=False, how="no camera that only one program can use")
    device_file(device.parent)
    with program(device, "stream"):
        assert used().yes


def test_a_system_that_reports_nothing(used: CameraUsed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy_camera, "watch_files", lambda *_: None)
    assert used() == Answer(None, "the system does not report who opens a camera")


def test_which_devices_are_cameras(tmp_path: Path) -> None:
    for name in ("video0", "video10", "null"):
        (tmp_path / name).touch()
    assert [path.name for path in real_cameras(tmp_path)] == ["video0", "video10"]


def test_what_it_costs(used: CameraUsed) -> None:
    used()
    began_s = time.process_time()
    for _ in range(100):
        used()
    print(f"ms: {10 * (time.process_time() - began_s):.3f}")  # noqa: T201
