"""What a live device is to the thread that reads it."""

from typing import Any, Protocol

from posturecam.core.values import Why


class Capture(Protocol):
    """The part of `cv2.VideoCapture` that is used."""

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        """Return whether the device could be opened."""

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
        """Try to open the device under the number or address it has now."""

    def why_closed(self) -> Why:
        """Return why it cannot be opened at the moment."""
