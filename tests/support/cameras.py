"""Scripted cameras opened as sources, and what is read from them."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from typing import Any

from posturecam.core.values import Frame, Unseen
from posturecam.edges.sources.camera import open_camera
from posturecam.edges.sources.camera_names import CameraFact
from posturecam.edges.sources.live import LiveSource
from posturecam.settings import Camera
from tests.support.film import ScriptedCameras, ScriptedCapture
from tests.support.patience import PATIENCE_S, wait_until

QUICK = Camera.model_construct(**Camera().model_dump() | {"start_s": PATIENCE_S, "silence_s": 0.5})
PATIENT = QUICK.model_copy(update={"silence_s": PATIENCE_S})
HASTY = QUICK.model_copy(update={"start_s": 0.6})
ONE = (CameraFact(0, "Desk Cam"),)


def opened(*scripts: Callable[[], ScriptedCapture], wanted: str = "0", **more: Any) -> Any:
    more = {"cameras": lambda: ONE, "open_index": ScriptedCameras(*scripts)} | more
    return open_camera(wanted, more.pop("camera", QUICK), **more)


def until(
    source: LiveSource, wanted: Callable[[Frame | Unseen], bool], most_s: float = PATIENCE_S
) -> list[Frame | Unseen]:
    """Read until something wanted comes; it is the last one returned."""
    seen, end_s = [], time.monotonic() + most_s
    while time.monotonic() < end_s:
        seen.append(source.read(0.0))
        if wanted(seen[-1]):
            return seen
    raise AssertionError([getattr(one, "why", "a picture") for one in seen])


class HeldClock:
    """Stream time that passes when a test says so; and a little whenever it is looked at."""

    def __init__(self) -> None:
        self._now_s, self._looks = 0.0, 0

    def __call__(self) -> float:
        self._looks += 1
        return self._now_s + 1e-6 * self._looks

    def go_on_to(self, now_s: float) -> None:
        self._now_s = now_s


@contextmanager
def reading(source: LiveSource, not_before_s: float) -> Iterator[Future[Frame | Unseen]]:
    """Read in a thread of its own, while the block goes on."""
    with ThreadPoolExecutor(1) as reader:
        try:
            yield reader.submit(source.read, not_before_s)
        except BaseException:
            source.pause(on=True)  # or it would read for ever
            raise


def is_unseen(seen: Frame | Unseen) -> bool:
    return isinstance(seen, Unseen)


def is_frame(seen: Frame | Unseen) -> bool:
    return isinstance(seen, Frame)


def capture(*script: Any, **more: Any) -> Callable[[], ScriptedCapture]:
    return lambda: ScriptedCapture(chain(*script), **more)


CLOSED = capture(is_open=False)


def wait_for_threads() -> None:
    """Wait until no capture thread is left."""
    wait_until(
        lambda: all(one.name != "camera" for one in threading.enumerate()), "threads to end", 0.02
    )
