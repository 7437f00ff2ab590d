"""The opens of a device by this process, counted, to distinguish them from those of others."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from posturecam.core.values import Why
from posturecam.edges.sources.device import Capture, Device


class OwnOpenings:
    """Counts what this process does to a device; from any thread."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self.began = self.ended = self.held = 0
        self._lock = Lock()

    @contextmanager
    def call(self) -> Iterator[None]:
        """Say that the device may be opened and closed within the block."""
        with self._lock:
            self.began += 1
        try:
            yield
        finally:
            with self._lock:
                self.ended += 1

    def hold(self, change: int) -> None:
        """Note that it is open once more (1) or less (-1)."""
        with self._lock:
            self.held += change


class CountedDevice:
    """A device whose opens are counted."""

    def __init__(self, device: Device, own: OwnOpenings) -> None:
        """Open `device`, and count in `own`."""
        self._device, self._own = device, own
        self.name = device.name

    def open(self) -> Capture:
        """Open the device."""
        with self._own.call():
            capture = self._device.open()
            if not capture.isOpened():
                return capture
            self._own.hold(1)
            return CountedCapture(capture, self._own)

    def why_closed(self) -> Why:
        """Say why it cannot be opened; to find that out it may be opened."""
        with self._own.call():
            return self._device.why_closed()


class CountedCapture:
    """An open device."""

    def __init__(self, capture: Capture, own: OwnOpenings) -> None:
        """Read `capture`."""
        self._capture, self._own = capture, own

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        """Return whether it is open."""
        return self._capture.isOpened()

    def grab(self) -> bool:
        """Take the next picture off the device."""
        return self._capture.grab()

    def retrieve(self) -> tuple[bool, Any]:
        """Decode the picture taken last."""
        return self._capture.retrieve()

    def release(self) -> None:
        """Close the device."""
        with self._own.call():
            self._capture.release()
            self._own.hold(-1)
