"""Stream addresses, such as an IP camera's, as live devices."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import cv2

from posturecam.core.values import Why
from posturecam.edges.sources.device import Capture
from posturecam.edges.sources.live import LiveSource, open_live
from posturecam.edges.sources.source_name import printable
from posturecam.edges.sources.stream_clock import StreamClock
from posturecam.errors import CameraError
from posturecam.settings import Camera


def open_address(address: str, camera: Camera) -> Capture:
    """Open a stream with OpenCV, giving up when it stays silent."""
    limits = [
        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, round(camera.start_s * 1000)),
        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, round(camera.silence_s * 1000)),
    ]
    return cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)


class StreamDevice:
    """A stream address as a device that can be opened again and again."""

    def __init__(
        self, address: str, camera: Camera, open_: Callable[[str, Camera], Capture]
    ) -> None:
        """Remember the `address`."""
        self._address, self._camera, self._open = address, camera, open_
        self.name = f"The stream {printable(address)}"

    def open(self) -> Capture:
        """Connect to the stream."""
        return self._open(self._address, self._camera)

    def why_closed(self) -> Why:
        """A stream that cannot be opened is lost."""
        return Why.CAMERA_LOST

    def refusal(self) -> CameraError:
        """Say that the stream could not be opened."""
        return CameraError(
            f"{self.name} cannot be opened. Check the address and that the camera is switched on "
            "and in the same network."
        )


def open_stream(
    address: str,
    camera: Camera,
    *,
    clock: StreamClock | None = None,
    open_: Callable[[str, Camera], Capture] = open_address,
) -> AbstractContextManager[LiveSource]:
    """Watch the stream at `address` for the length of a `with` block."""
    device = StreamDevice(address, camera, open_)
    return open_live(device, camera, clock=clock, refusal=device.refusal)
