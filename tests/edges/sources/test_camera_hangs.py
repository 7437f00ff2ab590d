"""A driver whose call never returns: a fresh thread takes over, and the old one is not heard."""

import threading
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import cv2
import numpy as np
import pytest

from posturecam.core.values import Why
from posturecam.edges.sources import capture_thread, demand, live, watchdog
from posturecam.edges.sources.live import LiveSource
from posturecam.edges.sources.stream_clock import StreamClock
from tests.support.cameras import (
    CLOSED,
    PATIENT,
    HeldClock,
    capture,
    is_frame,
    is_unseen,
    opened,
    reading,
    until,
    wait_for_threads,
)
from tests.support.film import ScriptedCameras, pictures
from tests.support.patience import PATIENCE_S, wait_until

pytestmark = pytest.mark.usefixtures("brisk")
LATE = np.full((24, 32, 3), 99, np.uint8)  # smaller than the other pictures


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "HANGS_S", 0.9)
    monkeypatch.setattr(live, "REPORT_EVERY_S", 0.1)
    monkeypatch.setattr(capture_thread, "FIRST_RETRY_S", 0.1)


@pytest.fixture
def let_go() -> Iterator[threading.Event]:
    """What hangs, hangs until this is set; in the end it always is, and no thread is left."""
    event = threading.Event()
    yield event
    event.set()
    wait_for_threads()


def hanging(let_go: threading.Event, late: Exception | None = None) -> Any:
    """Give a few pictures, then hang; the picture, or fault, that comes in the end is too late."""

    def hang() -> Any:
        let_go.wait()
        if late is not None:
            raise late
        return LATE

    return capture(pictures(5), [hang], repeat(LATE))


def be_patient(source: LiveSource, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing that is slow from now on count as silent or hanging."""
    monkeypatch.setattr(watchdog, "HANGS_S", PATIENCE_S)
    monkeypatch.setattr(source._watchdog, "_silence_s", PATIENCE_S)


@pytest.mark.parametrize("late", [None, cv2.error("gone"), ZeroDivisionError()], ids=str)
def test_the_device_is_opened_again_and_the_late_answer_is_thrown_away(
    let_go: threading.Event, late: Exception | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    cameras = ScriptedCameras(hanging(let_go, late), capture(pictures(), every_s=0.1))
    with opened(open_index=cameras) as source:
        assert until(source, is_unseen)[-1].why is Why.CAMERA_LOST
        until(source, lambda seen: is_frame(seen) and len(cameras.opened) > 1)
        be_patient(source, monkeypatch)
        first = cameras.opened[0]
        assert not first.released.is_set()
        threading.Timer(0.25, let_go.set).start()  # while a picture is being waited for
        later = until(source, lambda _: first.released.is_set())
        later += [source.read(0.0) for _ in range(5)]
        assert [one for one in later if is_unseen(one)] == []
        assert {one.image.shape for one in later} == {(48, 64, 3)}
    assert cameras.all_released


def test_a_hang_that_ends_by_itself_is_over_with_the_first_picture(
    let_go: threading.Event,
) -> None:
    cameras = ScriptedCameras(
        capture(pictures(5), [lambda: let_go.wait() and LATE], pictures(), every_s=0.02)
    )
    with opened(open_index=cameras) as source:
        until(source, is_unseen)
        before = cameras.opened[0].retrieved
        let_go.set()
        wait_until(lambda: cameras.opened[0].retrieved >= before + 8, "it to end unread", 0.02)
        assert is_frame(source.read(0.0))


def test_opening_that_hangs_is_left_behind_too(let_go: threading.Event) -> None:
    cameras = ScriptedCameras(capture(pictures(5)), capture(pictures()))
    tries = []

    def open_index(*arguments: Any) -> Any:
        tries.append(arguments)
        if len(tries) == 2:
            let_go.wait()
        return cameras(*arguments)

    with opened(open_index=open_index) as source:
        until(source, is_unseen)
        until(source, is_frame)
        assert len(tries) >= 3


def test_what_our_own_thread_holds_is_not_blamed_on_another_program(
    let_go: threading.Event,
) -> None:
    cameras = ScriptedCameras(hanging(let_go), CLOSED, CLOSED, capture(pictures()))
    with opened(open_index=cameras) as source:
        until(source, is_unseen)
        seen = until(source, is_frame)
    assert {one.why for one in seen if is_unseen(one)} <= {Why.CAMERA_LOST}
    assert len(cameras.opened) >= 4


@pytest.mark.slow
def test_only_so_many_threads_are_left_behind(
    let_go: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "HANGS_S", 0.3)
    cameras = ScriptedCameras(hanging(let_go), capture([let_go.wait], repeat(None)))
    with opened(open_index=cameras) as source:
        until(source, lambda _: len(cameras.opened) > watchdog.MOST_LEFT)
        began_t = source.read(0.0).t
        seen = until(source, lambda one: one.t > began_t + 0.7)
        assert len(cameras.opened) == watchdog.MOST_LEFT + 1
        assert {one.why for one in seen} == {Why.CAMERA_LOST}


def test_a_shared_camera_at_rest_makes_no_call() -> None:
    """So it cannot hang, for however long it rests."""
    cameras, clock = ScriptedCameras(capture(pictures())), HeldClock()
    shared = PATIENT.model_copy(update={"shared": True})
    with (
        opened(open_index=cameras, camera=shared, clock=StreamClock(clock)) as source,
        reading(source, 2 * demand.REST_S) as later,
    ):
        assert cameras.opened[0].released.wait(PATIENCE_S)
        calls = source._watchdog._workers[-1].calls
        wait_until(lambda: calls.under_way == 0, "the rest", 0.01)
        clock.go_on_to(2 * demand.REST_S)
        assert is_frame(later.result())
