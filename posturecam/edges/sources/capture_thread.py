"""The one thread: keeps the single newest frame of a live device, and reopens a lost one.

A thread that hangs in the driver cannot be ended.  It is left behind, and a fresh one opens the
device; whatever the old one may still get is thrown away, and its handle released then.
"""

from collections.abc import Callable
from threading import Condition, Event, Thread
from typing import Any, Protocol, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from posturecam.core.values import Frame, Why
from posturecam.edges.sources.picture_format import to_rgb
from posturecam.edges.sources.stream_clock import StreamClock

_STUMBLE_S = (0.0, 0.1, 0.2, 0.3, 0.4)  # waits before a device that gives nothing counts as lost
_FIRST_RETRY_S, _LAST_RETRY_S = 0.5, 8.0
_REST_S = 4.0  # a shared device is closed when nobody wants a picture for longer than this
_WARM_UP_S = 1.5  # how long before it is wanted it is opened again: exposure has to settle
_SLICE_S = 0.25
_MOST_LEFT = 3  # threads left behind that still hang; with more of them nothing new is tried
_DARK, _BRIGHT = 16, 239  # mean level beyond which an unchanging picture is honest

Answer = TypeVar("Answer")


class Capture(Protocol):
    """The part of `cv2.VideoCapture` that is used."""

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        """Tell whether the device could be opened."""

    def grab(self) -> bool:
        """Take the next picture off the device without decoding it."""

    def retrieve(self) -> tuple[bool, Any]:
        """Decode the picture taken last."""

    def release(self) -> None:
        """Close the device."""


class Device(Protocol):
    """Something live that can be opened, again and again."""

    name: str

    def open(self) -> Capture:
        """Try to open the device as it is called now."""

    def why_closed(self) -> Why:
        """Say why it cannot be opened at the moment."""


class Pump:
    """Owns the device: opens, reads and releases it, all in its thread.

    Each thread has an event of its own that tells it to stop; once that is set nothing it finds out
    is heard any more.
    """

    def __init__(
        self,
        device: Device,
        clock: StreamClock,
        *,
        silence_s: float,
        rotate_deg: int,
        mirror: bool,
        shared: bool,
    ) -> None:
        """Get ready; `start` begins.  `clock` starts with the first picture.

        A `shared` device is closed between looks that are far apart.
        """
        self.changed = Condition()
        self.why: Why | None = None  # set while the device gives nothing
        self.opened = False  # it could be opened at least once
        self.paused = False  # set by the reader: leave the device to others for now
        self.beats = 0  # rises with every sign of life, before a picture can be taken
        self.failure: Exception | None = None  # a fault of ours; the thread has ended
        self.call = 0  # the number of the driver's call under way; 0: none is
        self._device, self._clock = device, clock
        self._silence_s, self._shared = silence_s, shared
        self._rotate_deg, self._mirror = rotate_deg, mirror
        self._stop, self._calls = Event(), 0
        self._newest: Frame | None = None
        self._wanted_s = self._expected_s = 0.0
        self._retry_s = _FIRST_RETRY_S
        self._seen, self._seen_since_s = np.zeros((0, 0, 3), np.uint8), 0.0
        self._threads: list[Thread] = []  # those left behind, then the one at work

    def start(self) -> None:
        """Begin to read."""
        self._stop = Event()
        thread = Thread(target=self._run, args=(self._stop,), name="camera", daemon=True)
        self._threads = [*(one for one in self._threads if one.is_alive()), thread]
        thread.start()

    def leave_behind(self) -> None:
        """Begin anew with a fresh thread, unless too many hang already."""
        if sum(one.is_alive() for one in self._threads) > _MOST_LEFT:
            return
        with self.changed:
            self._stop.set()
            self._newest, self.call = None, 0
            self._retry_s = _FIRST_RETRY_S
        self.start()

    def stop(self, patience_s: float) -> None:
        """End the thread; one that hangs in the driver is left behind after `patience_s`."""
        self._stop.set()
        self._threads[-1].join(timeout=patience_s)

    def t(self) -> float:
        """Seconds since the stream began."""
        return self._clock.t()

    def want(self, not_before_s: float) -> None:
        """Ask for a frame from `not_before_s` on; earlier ones are not even decoded."""
        self._wanted_s = self._expected_s = not_before_s

    def expect(self, not_before_s: float) -> None:
        """Let a shared device rest until shortly before `not_before_s`, unless asked earlier."""
        self._expected_s = not_before_s

    def take(self, not_before_s: float) -> Frame | None:
        """Hand over the newest frame if it is young enough, and decode none until `want`."""
        with self.changed:
            frame, self._newest = self._newest, None
            if frame is None or frame.t < not_before_s:
                return None
            self._wanted_s = float("inf")
            return frame

    def _run(self, stop: Event) -> None:
        try:
            while not stop.is_set():
                self._rest(stop)
                self._session(stop)
                if self._may_rest():
                    continue
                if not stop.wait(self._retry_s):
                    self._retry_s = min(2 * self._retry_s, _LAST_RETRY_S)
        except Exception as error:  # noqa: BLE001 - handed to the reader, who raises it
            self._notify(stop, Why.CAMERA_LOST, error)

    def _may_rest(self) -> bool:
        """Tell whether nobody will want a picture for long."""
        return self.paused or (self._shared and self._expected_s - self.t() > _REST_S)

    def _rest(self, stop: Event) -> None:
        """Leave the device to others until shortly before a picture is wanted."""
        while self.paused or (self._shared and self._expected_s - self.t() > _WARM_UP_S):
            self.beats += 1
            if stop.wait(_SLICE_S):
                return

    def _session(self, stop: Event) -> None:
        """Open the device and read it until it is lost or nobody wants it any more."""
        try:
            capture = self._ask(stop, self._device.open)
        except cv2.error:
            self._notify(stop, self._device.why_closed())
            return
        try:
            if not capture.isOpened():
                self._notify(stop, self._device.why_closed())
                return
            self.opened = True
            self._read_on(stop, capture)
        except cv2.error:
            self._notify(stop, Why.CAMERA_LOST)
        finally:
            self._ask(stop, capture.release)

    def _read_on(self, stop: Event, capture: Capture) -> None:
        going_on = True
        while going_on and not self._may_rest():
            going_on = self._step(stop, capture)
        if not stop.is_set() and not self._may_rest():
            self._notify(stop, Why.CAMERA_LOST)

    def _step(self, stop: Event, capture: Capture) -> bool:
        """Take one picture off the device; False if it gives none or always the same."""
        for pause_s in _STUMBLE_S:
            if stop.wait(pause_s):
                return False
            if not self._ask(stop, capture.grab):
                continue
            self._clock.start()
            t = self.t()
            if t < self._wanted_s:
                return self._alive(stop)
            fine, picture = self._ask(stop, capture.retrieve)
            image = to_rgb(picture, self._rotate_deg, mirror=self._mirror) if fine else None
            if image is not None:
                return self._pass_on(stop, t, image)
        return False

    def _ask(self, stop: Event, call: Callable[[], Answer]) -> Answer:
        """Call the driver, which may hang, so that the reader can tell for how long."""
        with self.changed:
            if not stop.is_set():
                self._calls += 1
                self.call = self._calls
        try:
            return call()
        finally:
            with self.changed:
                if not stop.is_set():
                    self.call = 0

    def _alive(self, stop: Event) -> bool:
        """Note that there are pictures, though nobody wants one yet; False when told to stop."""
        with self.changed:
            if not stop.is_set():
                self.why = None
                self.beats += 1
            return not stop.is_set()

    def _pass_on(self, stop: Event, t: float, image: NDArray[np.uint8]) -> bool:
        with self.changed:
            if stop.is_set() or self._frozen(t, image):
                return False
            self._newest, self.why, self._retry_s = Frame(t, image), None, _FIRST_RETRY_S
            self.beats += 1
            self.changed.notify_all()
        return True

    def _frozen(self, t: float, image: NDArray[np.uint8]) -> bool:
        """Tell whether the very same picture has come for too long: sensors always have noise.

        A covered or blinded camera may honestly give the same black or white again and again.
        """
        if not np.array_equal(image, self._seen):
            self._seen, self._seen_since_s = image, t
        return t - self._seen_since_s >= self._silence_s and _DARK <= image.mean() <= _BRIGHT

    def _notify(self, stop: Event, why: Why, failure: Exception | None = None) -> None:
        with self.changed:
            if stop.is_set():
                return
            self._newest, self.why, self.failure = None, self._true(why), failure
            self.changed.notify_all()

    def _true(self, why: Why) -> Why:
        """A device that one of our own hanging threads holds is busy with nobody else."""
        ours = any(one.is_alive() for one in self._threads[:-1])
        return Why.CAMERA_LOST if ours and why is Why.CAMERA_BUSY else why
