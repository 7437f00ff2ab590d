"""A live device as a frame source: newest frame only, never hangs, tells when nothing comes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from posturecam.core.values import Frame, Unseen, Why
from posturecam.edges.pump import Device, Pump
from posturecam.edges.quiet import quiet
from posturecam.errors import CameraError
from posturecam.settings import Camera

_SLICE_S = 0.25  # the longest wait between two looks at how things stand
_TELL_EVERY_S = 1.0  # how often a lost device is told, so that time goes on
_PATIENCE_S = 2.0  # how long a thread may take to end
_HANGS_S = 40.0  # a call into the driver that takes longer never ends; OpenCV's own wait is 30 s


class LiveSource:
    """A live frame source; made by `open_live`."""

    live = True
    duration_s: float | None = None
    note: str | None = None

    def __init__(self, pump: Pump, silence_s: float, first: Frame) -> None:
        """Read what `pump` brings; `first` is its first frame."""
        height, width, _ = first.image.shape
        self.size = (width, height)
        self._pump, self._silence_s = pump, silence_s
        self._last_s, self._silent_s, self._tell_from_s = 0.0, 0.0, 0.0
        self._hangs_s = 0.0  # for how long the driver's call under way has lasted

    def read(self, not_before_s: float) -> Frame | Unseen | None:
        """Return the next picture, or Unseen while the device gives none; never None."""
        self._pump.want(not_before_s)
        while True:
            seen = self._pump.take(not_before_s) or self._trouble(not_before_s)
            if seen is not None and seen.t > self._last_s:
                self._last_s = seen.t
                return seen
            self._wait()

    def pause(self, *, on: bool) -> None:
        """Release the device until it is wanted again, or take it again."""
        self._pump.paused = on

    def _trouble(self, not_before_s: float) -> Unseen | None:
        if self._pump.failure is not None:
            raise self._pump.failure
        t = self._pump.t()
        silent = Why.CAMERA_LOST if self._silent_s >= self._silence_s else None
        why = self._pump.why or silent
        if why is None or t < max(not_before_s, self._tell_from_s):
            return None
        self._tell_from_s = t + _TELL_EVERY_S
        return Unseen(t, why)

    def _wait(self) -> None:
        """Wait a little, and add up for how long there has been no sign of life.

        A wait counts as no more than two slices, so a process that was stopped or a machine that
        slept does not blame the camera.
        """
        began_s, beats = time.monotonic(), self._pump.beats
        call = self._pump.call
        with self._pump.changed:
            self._pump.changed.wait(_SLICE_S)
        waited_s = min(time.monotonic() - began_s, 2 * _SLICE_S)
        self._silent_s = self._silent_s + waited_s if beats == self._pump.beats else 0.0
        self._hangs_s = self._hangs_s + waited_s if call and call == self._pump.call else 0.0
        if self._hangs_s >= _HANGS_S:
            self._hangs_s = 0.0
            self._pump.leave_behind()


@contextmanager
def open_live(
    device: Device,
    camera: Camera,
    *,
    clock: Callable[[], float],
    refusal: Callable[[], CameraError],
) -> Iterator[LiveSource]:
    """Read `device` for the length of the block; it is released however the block ends.

    Raises what `refusal` returns if the device cannot be opened, and CameraError if it opens and
    gives no picture.
    """
    pump = Pump(
        device,
        clock,
        silence_s=camera.silence_s,
        rotate_deg=camera.rotate,
        shared=camera.shared,
    )
    try:
        with quiet():
            pump.start()
            first = _first(pump, camera.start_s)
        if first is None and pump.why is not None and not pump.opened:
            raise refusal()
        if first is None:
            msg = (
                f"{device.name} opens but gave no picture in {camera.start_s:g} s. "
                "Check that it is switched on or plugged in and that no other program uses it, "
                "or choose another one with --source."
            )
            raise CameraError(msg)
        yield LiveSource(pump, camera.silence_s, first)
    finally:
        pump.stop(_PATIENCE_S)


def _first(pump: Pump, start_s: float) -> Frame | None:
    """Wait for the first frame; None if the device cannot be opened or is silent for `start_s`."""
    until_s = time.monotonic() + start_s
    while pump.failure is None and (pump.opened or pump.why is None) and time.monotonic() < until_s:
        with pump.changed:
            pump.changed.wait(_SLICE_S)
        if (frame := pump.take(0.0)) is not None:
            return frame
    if pump.failure is not None:
        raise pump.failure
    return None
