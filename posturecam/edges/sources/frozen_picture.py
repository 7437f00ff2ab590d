"""Notices a driver that gives the very same picture again and again."""

import numpy as np
from numpy.typing import NDArray

_DARK, _BRIGHT = 16, 239  # mean level beyond which an unchanging picture is honest


class FrozenPicture:
    """Compares each picture with the one before; a sensor always has noise.

    A covered or blinded camera may honestly give the same black or white all the time.
    """

    def __init__(self, most_s: float) -> None:
        """Allow the same picture for less than `most_s`."""
        self._most_s = most_s
        self._image, self._since_s = np.zeros((0, 0, 3), np.uint8), 0.0

    def is_frozen(self, t: float, image: NDArray[np.uint8]) -> bool:
        """Return whether the `image` taken at `t` is one that has come for too long."""
        if not np.array_equal(image, self._image):
            self._image, self._since_s = image, t
        return t - self._since_s >= self._most_s and bool(_DARK <= image.mean() <= _BRIGHT)
