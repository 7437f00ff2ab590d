"""A window that shows what the camera sees, with what is measured drawn on it."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import cv2
import numpy as np
from numpy.typing import NDArray

from posturecam.errors import SystemLibraryError

TITLE = "posturecam"
NO_KEY = -1


class Preview:
    """The window; made by `open_preview`."""

    def __init__(self) -> None:
        """Start with nothing shown."""
        self._shown = False

    def show(self, image: NDArray[np.uint8]) -> None:
        """Show `image` (RGB), unless the user has closed the window."""
        if self._shown and cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) < 1:
            return
        cv2.imshow(TITLE, cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
        self._shown = True
        cv2.waitKey(1)

    def keys(self) -> str:
        """Return the key pressed in the window, "" if there is none; keeps the window alive."""
        if not self._shown:
            return ""
        key = cv2.waitKey(1)
        return "" if key == NO_KEY else chr(key & 0xFF)


@contextmanager
def open_preview(environment: Mapping[str, str] = os.environ) -> Iterator[Preview]:
    """Open the window for the length of the block.

    Raises:
        SystemLibraryError: There is no display, or this OpenCV has no windows.
    """
    if sys.platform == "linux" and not ({"DISPLAY", "WAYLAND_DISPLAY"} & environment.keys()):
        msg = "There is no display for --preview. Leave it out, or use `replay --annotate`."
        raise SystemLibraryError(msg)
    try:
        cv2.namedWindow(TITLE, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO)
    except cv2.error as error:
        msg = (
            "This OpenCV cannot open windows; --preview needs opencv-contrib-python. Another "
            "package (opencv-python-headless) may have taken its place: reinstall posturecam."
        )
        raise SystemLibraryError(msg) from error
    try:
        yield Preview()
    finally:
        cv2.destroyAllWindows()
