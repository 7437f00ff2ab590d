"""A live device as a frame source: newest frame only, never hangs, tells when nothing comes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from posturecam.core.values import Frame, Unseen, Why
from posturecam.edges.sources.capture_thread import Device, Pump
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.errors import CameraError
from posturecam.settings import Camera

_SLICE_S = 0.25  # the longest wait between two looks at how things stand
_TELL_EVERY_S = 1.0  # how often a lost device is told, so that time goes on
_PATIENCE_S = 2.0  # how long a thread may take to end
_HANGS_S = 40.0  # a call into the driver that takes longer never ends; OpenCV's own wait is 30 s
_SILENT_STEP_S = 2 * _SLICE_S  # the most that counts as silence between two checks
_HANGS_STEP_S = 10.0  # the same for a hanging call, which is checked at every read only


@dataclass(slots=True)
class Standstill:
    """For how long a number has stayed the same, checked now and then.

    Between two checks no more than `most_s` counts, so a process that was stopped or a machine that
    slept does not blame the camera.
    """

    most_s: float
    number: int = 0
    lasted_s: float = 0.0

    def check(self, number: int, passed_s: float) -> None:
        """Take in the number as it is now, `passed_s` after the last check."""
        same = number == self.number
        self.lasted_s = self.lasted_s + min(passed_s, self.most_s) if same else 0.0
        self.number = number


class LiveSource:
    """A live frame source; made by `open_live`."""

    live = True
    duration_s: float | None = None
    note: str | None = None
    assumed: str | None = None

    def __init__(self, pump: Pump, silence_s: float, first: Frame) -> None:
        """Read what `pump` brings; `first` is its first frame."""
        height, width, _ = first.image.shape
        self.size = (width, height)
        self._pump, self._silence_s = pump, silence_s
        self._last_s, self._tell_from_s = 0.0, 0.0
        self._checked_s = time.monotonic()
        self._silence, self._call = Standstill(_SILENT_STEP_S), Standstill(_HANGS_STEP_S)

    def read(self, not_before_s: float) -> Frame | Unseen | None:
        """Return the next picture, or Unseen while the device gives none; never None.

        A pause ends the waiting at once.
        """
        self._pump.want(not_before_s)
        while True:
            self._check()
            seen = self._pump.take(not_before_s) or self._trouble(not_before_s)
            if seen is not None and seen.t > self._last_s:
                self._last_s = seen.t
                return seen
            with self._pump.changed:
                self._pump.changed.wait(_SLICE_S)

    def expect(self, not_before_s: float) -> None:
        """Say that no picture is read before then: a shared device rests meanwhile."""
        self._pump.expect(not_before_s)

    def pause(self, *, on: bool) -> None:
        """Release the device until it is wanted again, or take it again; from any thread."""
        if self._pump.paused is not on:
            with self._pump.changed:
                self._pump.paused = on
                self._pump.changed.notify_all()

    def leave_off(self, *, on: bool) -> None:
        """Release the device at once if `on`; it is for others to say when it is taken again."""
        if on:
            self.pause(on=True)

    def _check(self) -> None:
        """See whether the device gives signs of life, and leave a call behind that hangs."""
        now_s = time.monotonic()
        passed_s, self._checked_s = now_s - self._checked_s, now_s
        self._silence.check(self._pump.beats, passed_s)
        self._call.check(self._pump.call, passed_s)
        if self._call.number and self._call.lasted_s >= _HANGS_S:
            self._pump.leave_behind()

    def _trouble(self, not_before_s: float) -> Unseen | None:
        if self._pump.failure is not None:
            raise self._pump.failure
        t = self._pump.t()
        if self._pump.paused:
            return Unseen(t, Why.PAUSED)
        silent = Why.CAMERA_LOST if self._silence.lasted_s >= self._silence_s else None
        why = self._pump.why or silent
        if why is None or t < max(not_before_s, self._tell_from_s):
            return None
        self._tell_from_s = t + _TELL_EVERY_S
        return Unseen(t, why)


@contextmanager
def open_live(
    device: Device,
    camera: Camera,
    *,
    clock: StreamClock | None,
    refusal: Callable[[], CameraError],
) -> Iterator[LiveSource]:
    """Read `device` for the length of the block; it is released however the block ends.

    Raises what `refusal` returns if the device cannot be opened, and CameraError if it opens and
    gives no picture.
    """
    pump = Pump(
        device,
        clock or StreamClock(),
        silence_s=camera.silence_s,
        rotate_deg=camera.rotate,
        mirror=camera.mirror,
        shared=camera.shared,
    )
    try:
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
