"""Notices a driver that gives the very same picture again and again."""

import numpy as np
from numpy.typing import NDArray

from posturecam.edges.sources.watchdog import Standstill

_DARK, _BRIGHT = 16, 239  # mean level beyond which an unchanging picture is honest

_MOST_ALIKE = 2
"""Pictures in a row that may be the same, however far apart: in dim light drivers give some twice,
to keep their rate.  On a busy machine both may be seen, seconds apart."""


class FrozenPicture:
    """Compares each picture with the one before; a sensor always has noise.

    A covered or blinded camera may honestly give the same black or white all the time.
    """

    def __init__(self, most_s: float) -> None:
        """Allow the same picture for less than `most_s`, and `_MOST_ALIKE` times in any case."""
        self._most_s = most_s
        self._image, self._number, self._t = np.zeros((0, 0, 3), np.uint8), 0, 0.0
        self._same = Standstill(most_s / _MOST_ALIKE)

    def is_frozen(self, t: float, image: NDArray[np.uint8]) -> bool:
        """Return whether the `image` taken at `t` is one that has come for too long."""
        if not np.array_equal(image, self._image):
            self._image, self._number = image, self._number + 1
        self._same.check(self._number, t - self._t)
        self._t = t
        return self._same.lasted_s >= self._most_s and bool(_DARK <= image.mean() <= _BRIGHT)
