"""Cameras: every fault is reported truly, nothing hangs, and the device is always released."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice, repeat
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from posturecam.core.values import Why
from posturecam.edges.files.clock import now_s
from posturecam.edges.sources import camera as camera_module
from posturecam.edges.sources import capture_thread, demand
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.edges.sources.picture_format import to_rgb
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.errors import CameraError
from posturecam.settings import Camera
from tests.support.cameras import (
    CLOSED,
    HASTY,
    ONE,
    PATIENT,
    QUICK,
    HeldClock,
    capture,
    is_frame,
    is_unseen,
    opened,
    reading,
    until,
    wait_for_threads,
)
from tests.support.film import ScriptedCameras, ScriptedCapture, colour_at, corners, pictures
from tests.support.patience import PATIENCE_S, wait_until

pytestmark = pytest.mark.usefixtures("brisk")


def test_only_the_newest_picture_counts() -> None:
    with opened(capture(pictures())) as source:
        first = source.read(0.0)
        time.sleep(0.2)
        second = source.read(0.0)
    assert second.t - first.t >= 0.19


def test_pictures_that_nobody_reads_are_not_decoded() -> None:
    cameras, clock = ScriptedCameras(capture(pictures())), HeldClock()
    with opened(open_index=cameras, clock=StreamClock(clock)) as source:
        source.read(0.0)
        with reading(source, 1.0) as later:
            first = cameras.opened[0]
            before, until_number = first.retrieved, first.grabbed + 50
            wait_until(lambda: first.grabbed > until_number, "more pictures")
            assert first.retrieved - before <= 1  # the one that was under way
            clock.go_on_to(1.0)
            assert later.result().t >= 1.0


@pytest.mark.slow
def test_unplugged_is_reported_once_a_second_until_it_is_back() -> None:
    cameras = ScriptedCameras(capture(pictures(9)), CLOSED, CLOSED, capture(pictures()))
    listed = [ONE, ONE]

    def plugged() -> tuple[CameraFact, ...]:
        return ONE if listed else ()

    with opened(open_index=cameras, cameras=plugged) as source:
        until(source, is_frame)
        listed.clear()
        lost = until(source, is_unseen)[-1]
        again = until(source, is_unseen)[-1]
        assert {lost.why, again.why} == {Why.CAMERA_LOST}
        assert again.t - lost.t >= 0.9
        listed.append(ONE)
        back = until(source, is_frame)[-1]
        assert back.t > again.t
    assert cameras.all_released


def test_a_camera_that_gave_pictures_is_opened_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_thread, "STUMBLE_S", (0.0,))
    monkeypatch.setattr(capture_thread, "FIRST_RETRY_S", 0.01)
    monkeypatch.setattr(capture_thread, "LAST_RETRY_S", 3600.0)
    cameras = ScriptedCameras(capture(list(pictures(3))))
    with opened(open_index=cameras) as source:
        until(source, lambda _: len(cameras.opened) >= 20)  # waits that double take hours


def test_taken_by_another_program_in_the_middle() -> None:
    with opened(capture(pictures(9)), CLOSED) as source:
        assert until(source, lambda seen: getattr(seen, "why", None) is Why.CAMERA_BUSY)


def test_plugged_in_again_under_another_number() -> None:
    cameras = ScriptedCameras(capture(pictures(9)), capture(pictures()))
    now = [CameraFact(0, "Desk Cam")]
    with opened(open_index=cameras, cameras=lambda: tuple(now)) as source:
        now[0] = CameraFact(2, "Desk Cam")
        until(source, lambda seen: is_frame(seen) and len(cameras.opened) > 1)
    assert cameras.indices == [0, 2]


def test_a_read_that_hangs_is_reported_and_the_block_can_be_left() -> None:
    let_go = threading.Event()
    cameras = ScriptedCameras(capture(pictures(5), [let_go.wait]))
    with opened(open_index=cameras) as source:
        lost = until(source, is_unseen)[-1]
        assert lost.why is Why.CAMERA_LOST
    assert not cameras.opened[0].released.is_set()
    let_go.set()
    assert cameras.all_released


def test_a_driver_that_repeats_the_same_picture_is_lost_and_reopened() -> None:
    still = np.ascontiguousarray(corners(shade=55)[:, :, ::-1])
    cameras = ScriptedCameras(capture(pictures(3), repeat(still)), capture(pictures()))
    with opened(open_index=cameras) as source:
        assert until(source, is_unseen)[-1].why is Why.CAMERA_LOST
        until(source, lambda seen: is_frame(seen) and len(cameras.opened) > 1)
    assert len(cameras.opened) == 2


@pytest.mark.parametrize("level", [0, 255])
def test_a_covered_or_blinded_camera_is_not_lost(level: int) -> None:
    blind = np.full((48, 64, 3), level, np.uint8)
    cameras = ScriptedCameras(capture(repeat(blind)))
    with opened(open_index=cameras) as source:
        until(source, lambda seen: is_frame(seen) and seen.t > 0.9)
    assert len(cameras.opened) == 1


def test_a_green_picture_from_a_broken_driver_is_lost() -> None:
    green = np.zeros((48, 64, 3), np.uint8) + np.array([0, 135, 0], np.uint8)
    cameras = ScriptedCameras(capture(repeat(green)))
    with opened(open_index=cameras) as source:
        assert until(source, is_unseen)[-1].why is Why.CAMERA_LOST
        until(source, lambda _: len(cameras.opened) > 1)


def test_a_stumble_is_forgiven() -> None:
    with opened(capture(pictures(5), [None, None], pictures()), camera=PATIENT) as source:
        assert all(is_frame(source.read(0.0)) for _ in range(12))


def test_size_and_orientation_may_change_in_mid_stream() -> None:
    small, tall = (np.ascontiguousarray(corners(*size)) for size in ((32, 24), (48, 64)))
    noisy = (picture + np.uint8(n % 3) for n in range(10_000) for picture in (tall,))
    with opened(capture(islice(repeat(small), 9), noisy)) as source:
        until(source, lambda seen: is_frame(seen) and seen.image.shape == (64, 48, 3))


@pytest.mark.slow
def test_one_picture_a_second_is_no_fault() -> None:
    with opened(capture(pictures(), every_s=1.0), camera=PATIENT) as source:
        assert all(is_frame(source.read(0.0)) for _ in range(3))


def test_a_grey_camera_and_a_turned_one() -> None:
    grey = (np.full((48, 64), 100 + n % 9, np.uint8) for n in range(10_000))
    with opened(capture(grey), camera=PATIENT) as source:
        assert source.read(0.0).image.shape == (48, 64, 3)
    turned = PATIENT.model_copy(update={"rotate": 90})
    with opened(capture(pictures()), camera=turned) as source:
        image = source.read(0.0).image
        assert source.size == (48, 64)
        assert colour_at(image, "top right") == "red"
        assert colour_at(image, "bottom left") == "blue"


def test_opencv_failing_in_the_middle_counts_as_lost() -> None:
    def fail() -> None:
        raise cv2.error

    with opened(capture(pictures(3), [fail]), capture(pictures())) as source:
        assert until(source, is_unseen)[-1].why is Why.CAMERA_LOST
        until(source, is_frame)


def test_a_fault_of_ours_in_the_thread_is_not_hidden() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with opened(capture(pictures(3), [fail])) as source, pytest.raises(ZeroDivisionError):
        until(source, lambda _: False)


def test_a_machine_that_slept_shows_as_a_gap_and_not_as_a_lost_camera() -> None:
    slept = [0.0]
    clock = StreamClock(lambda: now_s() + slept[0])
    with opened(capture(pictures()), camera=PATIENT, clock=clock) as source:
        before = source.read(0.0)
        slept[0] = 36_000.0
        after = source.read(0.0)
    assert is_frame(after)
    assert after.t - before.t > 35_999


SHARED = PATIENT.model_copy(update={"shared": True})


def test_a_shared_camera_is_closed_between_reads_far_apart() -> None:
    cameras, clock = ScriptedCameras(capture(pictures())), HeldClock()
    with opened(open_index=cameras, camera=SHARED, clock=StreamClock(clock)) as source:
        with reading(source, demand.REST_S - 0.1) as near:
            number = cameras.opened[0].grabbed + 20
            wait_until(lambda: cameras.opened[0].grabbed > number, "it to stay open")
            clock.go_on_to(demand.REST_S)
            assert is_frame(near.result())
        assert len(cameras.opened) == 1
        with reading(source, 3 * demand.REST_S) as far:
            assert cameras.opened[0].released.wait(PATIENCE_S)
            assert len(cameras.opened) == 1
            clock.go_on_to(3 * demand.REST_S - demand.WARM_UP_S)
            wait_until(lambda: len(cameras.opened) == 2, "it to warm up")
            assert not far.done()
            clock.go_on_to(3 * demand.REST_S)
            assert far.result().t >= 3 * demand.REST_S
        assert len(cameras.opened) == 2
    assert cameras.all_released


def test_a_shared_camera_taken_meanwhile_is_busy_and_then_comes_back() -> None:
    given_back = threading.Event()

    def free_again() -> ScriptedCapture:
        assert given_back.wait(PATIENCE_S)
        return ScriptedCapture(pictures())

    cameras = ScriptedCameras(capture(pictures()), CLOSED, CLOSED, free_again)
    clock = HeldClock()
    with opened(open_index=cameras, camera=SHARED, clock=StreamClock(clock)) as source:
        with reading(source, 2 * demand.REST_S) as far:
            assert cameras.opened[0].released.wait(PATIENCE_S)
            clock.go_on_to(2 * demand.REST_S)
            assert far.result().why is Why.CAMERA_BUSY
        given_back.set()
        until(source, is_frame)


def test_a_camera_that_this_machine_does_not_have() -> None:
    with pytest.raises(CameraError, match="no camera 97"), open_camera("97", QUICK):
        pass


HANGS = """
import threading
from itertools import chain
from tests.support.film import ScriptedCameras, ScriptedCapture, pictures
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.settings import Camera
cameras = ScriptedCameras(lambda: ScriptedCapture(chain(pictures(9), [threading.Event().wait])))
there = lambda: (CameraFact(0, "Cam"),)
with open_camera("0", Camera(silence_s=1.0), open_index=cameras, cameras=there) as source:
    while getattr(source.read(0.0), "why", None) is None:
        pass
print("left")
"""


def test_the_program_ends_though_a_read_hangs() -> None:
    here = Path(__file__).parent
    ran = subprocess.run(
        [sys.executable, "-c", HANGS], cwd=here, timeout=600, capture_output=True, check=True
    )
    assert ran.stdout.split() == [b"left"]
    assert ran.stderr == b""


def test_what_is_asked_of_a_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[int, float] = {}

    class Video:
        def __init__(self, index: int, _: int) -> None:
            assert index == 3

        def isOpened(self) -> bool:  # noqa: N802
            return True

        def set(self, key: int, value: float) -> None:
            asked[key] = value

    monkeypatch.setattr(cv2, "VideoCapture", Video)
    camera_module.open_capture(3, Camera(width=800, height=600, fps=10))
    assert asked[cv2.CAP_PROP_FOURCC] == cv2.VideoWriter.fourcc(*"MJPG")
    assert asked[cv2.CAP_PROP_FRAME_WIDTH] == 800
    assert asked[cv2.CAP_PROP_FRAME_HEIGHT] == 600
    assert asked[cv2.CAP_PROP_FPS] == 10


def test_a_fault_of_ours_at_the_start_is_not_hidden() -> None:
    def fail() -> ScriptedCapture:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), opened(fail):
        pass


@pytest.mark.parametrize(
    "nonsense",
    [np.zeros((4, 4), np.float64), np.zeros((0, 4, 3), np.uint8), np.zeros((4, 4, 2), np.uint8)],
)
def test_what_is_no_picture_is_passed_over(nonsense: Any) -> None:
    assert to_rgb(nonsense) is None
    with opened(capture([nonsense], pictures())) as source:
        assert is_frame(source.read(0.0))


def refused(*scripts: Callable[[], ScriptedCapture], **more: Any) -> str:
    with pytest.raises(CameraError) as caught, opened(*scripts, **more):
        pass
    assert caught.value.exit_code == 3
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_busy_at_the_start() -> None:
    assert "another program" in refused(CLOSED)


def test_opening_that_fails_outright() -> None:
    def fail() -> ScriptedCapture:
        raise cv2.error

    assert "another program" in refused(fail)


@pytest.mark.parametrize("wanted", ["7", "No Such Camera"])
def test_a_camera_that_is_not_there_names_those_that_are(wanted: str) -> None:
    text = refused(CLOSED, wanted=wanted)
    assert f"no camera {wanted}" in text
    assert "0 (Desk Cam)" in text
    assert "none found" in refused(CLOSED, wanted=wanted, cameras=tuple)


def test_no_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module.os, "access", lambda *_: False)
    text = refused(CLOSED, cameras=lambda: (CameraFact(0, "Desk Cam", "/dev/video0"),))
    assert "no permission for /dev/video0" in text
    assert "usermod" in text


def test_opens_and_gives_no_picture() -> None:
    cameras = ScriptedCameras(capture())
    text = refused(open_index=cameras, camera=HASTY)
    assert "gave no picture in 0.6 s. Check that it is switched on or plugged in" in text
    assert cameras.all_released


def test_hangs_before_the_first_picture() -> None:
    let_go = threading.Event()
    assert "gave no picture" in refused(capture([let_go.wait]), camera=HASTY)
    let_go.set()


def test_a_name_opens_the_camera_of_that_name() -> None:
    cameras = ScriptedCameras(capture(pictures()))
    listed = (CameraFact(0, "Integrated Camera"), CameraFact(4, "Logitech BRIO"))
    with opened(open_index=cameras, cameras=lambda: listed, wanted="brio"):
        pass
    assert cameras.indices == [4]


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    yield
    wait_for_threads()
