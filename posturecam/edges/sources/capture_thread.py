"""The thread that reads a live device: opens it, passes on its newest picture, reopens a lost one.

A call into the driver may never return, and its thread cannot be ended.  Such a thread is left
behind (`watchdog.py`); whatever it may still get is thrown away, and its handle released then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Thread
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from posturecam.core.values import Frame, Why
from posturecam.edges.sources.demand import Demand
from posturecam.edges.sources.device import Capture, Device
from posturecam.edges.sources.frozen_picture import FrozenPicture
from posturecam.edges.sources.mailbox import Mailbox
from posturecam.edges.sources.picture_format import to_rgb
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.settings import Camera

STUMBLE_S = (0.0, 0.1, 0.2, 0.3, 0.4)  # waits before a device that gives nothing counts as lost
FIRST_RETRY_S, LAST_RETRY_S = 0.5, 8.0  # between two attempts to open it, doubled each time
SLICE_S = 0.25  # between two checks whether a device at rest is wanted again

Answer = TypeVar("Answer")


class DriverCalls:
    """The calls of one thread into the driver, any of which may hang."""

    def __init__(self) -> None:
        """Begin without any."""
        self.under_way = 0  # the number of the call that has not returned; 0: none
        self._made = 0

    def make(self, call: Callable[[], Answer]) -> Answer:
        """Make one call."""
        self._made += 1
        self.under_way = self._made
        try:
            return call()
        finally:
            self.under_way = 0


@dataclass(frozen=True, slots=True)
class Capturing:
    """What all capture threads of a source have in common."""

    device: Device
    camera: Camera
    demand: Demand
    clock: StreamClock  # started by the first picture
    frozen: FrozenPicture


class CaptureThread:
    """Owns the device until `leave`: opens, reads and releases it, all in its thread."""

    def __init__(
        self, common: Capturing, mailbox: Mailbox, left_behind: Sequence["CaptureThread"] = ()
    ) -> None:
        """Begin to read; threads `left_behind` that still hang may hold the device."""
        self.mailbox, self.calls = mailbox, DriverCalls()
        self._common, self._left_behind = common, left_behind
        self._retry_s = FIRST_RETRY_S
        self._left = Event()
        self._thread = Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def is_alive(self) -> bool:
        """Return whether the thread has not ended."""
        return self._thread.is_alive()

    def leave(self, patience_s: float = 0.0) -> None:
        """Let the thread end, and wait for that for `patience_s` at most."""
        self._left.set()
        self._thread.join(patience_s)

    def _run(self) -> None:
        try:
            while self._is_wanted():
                self._session()
                if self._may_close():
                    continue
                self._left.wait(self._retry_s)
                self._retry_s = min(2 * self._retry_s, LAST_RETRY_S)
        except Exception as error:  # noqa: BLE001 - handed to the reader, who raises it
            self.mailbox.report(Why.CAMERA_LOST, error)

    def _is_wanted(self) -> bool:
        """Leave the device to others until shortly before a picture is wanted; False at the end."""
        while self._common.demand.keeps_closed(self._common.clock.t()):
            self.mailbox.beat()
            if self._left.wait(SLICE_S):
                break
        return not self._left.is_set()

    def _may_close(self) -> bool:
        return self._common.demand.lets_close(self._common.clock.t())

    def _session(self) -> None:
        """Open the device and read it until it is lost or nobody wants it any more."""
        try:
            capture = self.calls.make(self._common.device.open)
        except cv2.error:
            self._report(self._common.device.why_closed())
            return
        try:
            if capture.isOpened():
                self.mailbox.opened = True
                self._read(capture)
            else:
                self._report(self._common.device.why_closed())
        except cv2.error:
            self._report(Why.CAMERA_LOST)
        finally:
            self.calls.make(capture.release)

    def _read(self, capture: Capture) -> None:
        while not self._may_close():
            if not self._pass_on_one(capture):
                if not (self._left.is_set() or self._may_close()):
                    self._report(Why.CAMERA_LOST)
                return

    def _pass_on_one(self, capture: Capture) -> bool:
        """Pass on the next picture; False if the device gives none, or always the same."""
        for pause_s in STUMBLE_S:
            if self._left.wait(pause_s):
                return False
            if not self.calls.make(capture.grab):
                continue
            self._common.clock.start()
            t = self._common.clock.t()
            if not self.mailbox.asked or t < self._common.demand.wanted_s:
                self.mailbox.put(None)
                return True
            if (image := self._decode(capture)) is not None:
                return self._pass_on(t, image)
        return False

    def _decode(self, capture: Capture) -> NDArray[np.uint8] | None:
        fine, picture = self.calls.make(capture.retrieve)
        camera = self._common.camera
        return to_rgb(picture, camera.rotate, mirror=camera.mirror) if fine else None

    def _pass_on(self, t: float, image: NDArray[np.uint8]) -> bool:
        if self._common.frozen.is_frozen(t, image):
            return False
        self.mailbox.put(Frame(t, image))
        self._retry_s = FIRST_RETRY_S
        return True

    def _report(self, why: Why) -> None:
        """Report `why`; a device that one of our own threads holds is busy with nobody else."""
        ours = any(thread.is_alive() for thread in self._left_behind)
        self.mailbox.report(Why.CAMERA_LOST if ours and why is Why.CAMERA_BUSY else why)
