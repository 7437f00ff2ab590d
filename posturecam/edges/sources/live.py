"""A live device as a frame source: newest frame only, never hangs, says when nothing comes."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial

from posturecam.core.values import Frame, Unseen, Why
from posturecam.edges.sources.capture_thread import CaptureThread, Capturing
from posturecam.edges.sources.demand import Demand
from posturecam.edges.sources.device import Device
from posturecam.edges.sources.frozen_picture import FrozenPicture
from posturecam.edges.sources.mailbox import Mailbox
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.edges.sources.watchdog import Standstill, Watchdog
from posturecam.errors import CameraError
from posturecam.settings import Camera

SLICE_S = 0.25  # the longest wait between two checks
REPORT_EVERY_S = 1.0  # how often a lost device is reported, so that time goes on
PATIENCE_S = 2.0  # how long a thread may take to end


class LiveSource:
    """A live frame source; made by `open_live`."""

    live = True
    duration_s: float | None = None
    note: str | None = None
    assumed: str | None = None

    def __init__(
        self, watchdog: Watchdog, demand: Demand, clock: StreamClock, size: tuple[int, int]
    ) -> None:
        """Read what the thread of `watchdog` brings; `size` is (width, height) in pixels."""
        self.size = size
        self._watchdog, self._demand, self._clock = watchdog, demand, clock
        self._last_s, self._report_from_s = 0.0, 0.0

    def read(self, not_before_s: float) -> Frame | Unseen | None:
        """Return the next picture, or Unseen while the device gives none; never None.

        A pause ends the waiting at once.
        """
        self._demand.want(not_before_s)
        self._watchdog.mailbox.asked = True
        while True:
            self._watchdog.check()
            seen = self._watchdog.mailbox.take(not_before_s) or self._trouble(not_before_s)
            if seen is not None and seen.t > self._last_s:
                self._last_s = seen.t
                return seen
            self._watchdog.mailbox.wait(SLICE_S)

    def expect(self, not_before_s: float) -> None:
        """Say that no picture is read before then: a shared device rests meanwhile."""
        self._demand.expected_s = not_before_s

    def pause(self, *, on: bool) -> None:
        """Release the device until it is wanted again, or take it again; from any thread."""
        if self._demand.paused is not on:
            self._demand.paused = on
            self._watchdog.mailbox.wake()

    def leave_off(self, *, on: bool) -> None:
        """Release the device at once if `on`; it is for others to say when it is taken again."""
        if on:
            self.pause(on=True)

    def lend(self, *, on: bool) -> None:
        """Release the device for another program, or take it again; from any thread."""
        self._demand.lent = on
        self._watchdog.mailbox.wake()

    def _trouble(self, not_before_s: float) -> Unseen | None:
        t = self._clock.t()
        if self._demand.paused:
            return Unseen(t, Why.PAUSED)
        why = Why.CAMERA_YIELDED if self._demand.lent else self._watchdog.mailbox.why
        why = why or (Why.CAMERA_LOST if self._watchdog.silent else None)
        if why is None or t < max(not_before_s, self._report_from_s):
            return None
        self._report_from_s = t + REPORT_EVERY_S
        return Unseen(t, why)


Beside = Callable[[LiveSource], AbstractContextManager[object]]
"""What goes on while a source is read."""


@contextmanager
def open_live(
    device: Device,
    camera: Camera,
    *,
    clock: StreamClock | None,
    refusal: Callable[[], CameraError],
    beside: Beside = nullcontext,
) -> Iterator[LiveSource]:
    """Read `device` for the length of the block; it is released however the block ends.

    `beside` is what goes on meanwhile, once there are pictures.

    Raises what `refusal` returns if the device cannot be opened, and CameraError if it opens and
    gives no picture.
    """
    clock, demand = clock or StreamClock(), Demand(shared=camera.shared)
    common = Capturing(device, camera, demand, clock, FrozenPicture(camera.silence_s))
    watchdog = Watchdog(partial(CaptureThread, common), camera.silence_s)
    try:
        first = _first(watchdog.mailbox, camera.start_s)
        if first is None:
            raise refusal() if watchdog.mailbox.refused else _silent(device, camera)
        height, width, _ = first.image.shape
        source = LiveSource(watchdog, demand, clock, (width, height))
        with beside(source):
            yield source
    finally:
        watchdog.stop(PATIENCE_S)


def _first(
    mailbox: Mailbox, start_s: float, now_s: Callable[[], float] = time.monotonic
) -> Frame | None:
    """Wait for the first frame; None if the device cannot be opened or is silent for `start_s`.

    Time during which this process did not run either does not count.
    """
    waited, looked_s = Standstill(2 * SLICE_S), now_s()
    while (frame := mailbox.take(0.0)) is None:
        waited.check(0, now_s() - looked_s)
        if mailbox.refused or waited.lasted_s >= start_s:
            return None
        looked_s = now_s()
        mailbox.wait(SLICE_S)
    return frame


def _silent(device: Device, camera: Camera) -> CameraError:
    return CameraError(
        f"{device.name} opens but gave no picture in {camera.start_s:g} s. "
        "Check that it is switched on or plugged in and that no other program uses it, "
        "or choose another one with --source."
    )
