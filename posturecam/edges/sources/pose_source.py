"""A frame source seen through a pose finder."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from posturecam.core.picture.frame_motion import may_stand, standing
from posturecam.core.pose.renewal import stretch_of
from posturecam.core.values import Frame, Grey, Observation, Reuse, Unseen
from posturecam.ports import NO_REUSE, FrameSource, PoseFinder

GREY_HEIGHT_PX = 96
GREY_EVERY_S = 1.0
"""How often there is a small picture at least, for those who compare the background."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """How the search of a recording begins again (`core/pose/renewal.py`)."""

    every_s: float
    finder: Callable[[], PoseFinder]  # closes the finder in use and opens another


class PoseSource:
    """Finds people in the pictures of `source` with `finder`, unless nothing has moved."""

    def __init__(
        self, source: FrameSource, finder: PoseFinder, renewal: Renewal | None = None
    ) -> None:
        """Read `source`; opening and closing both is the caller's business."""
        self.live = source.live
        self._source, self._finder, self._renewal = source, finder, renewal
        self._stretch: int | None = None
        self._searched: Observation | None = None
        self._shrunk_t = -math.inf

    def next(self, not_before_s: float, reuse: Reuse = NO_REUSE) -> Observation | None:
        """Observe the next picture taken at or after `not_before_s`; None at the end."""
        seen = self._source.read(not_before_s)
        if seen is None:
            return None
        if isinstance(seen, Unseen):
            self._searched = None
            return Observation(seen.t, (), why=seen.why)
        self._renew_at(seen.t)
        return self._observe(seen, self._grey(seen, reuse), reuse)

    def _renew_at(self, t: float) -> None:
        """Forget everything if the picture taken at `t` is the first of a stretch."""
        if self._renewal is None:
            return
        before, self._stretch = self._stretch, stretch_of(t, self._renewal.every_s)
        if before is not None and before != self._stretch:
            self._finder = self._renewal.finder()
            self._searched, self._shrunk_t = None, -math.inf

    def _observe(self, frame: Frame, grey: Grey | None, reuse: Reuse) -> Observation:
        last = self._searched
        if last is not None and grey is not None and may_stand(reuse, last, frame.t, grey):
            return standing(last, frame.t, frame, grey)
        self._searched = replace(self._finder.find(frame, sure=reuse.sure), grey=grey)
        return self._searched

    def _grey(self, frame: Frame, reuse: Reuse) -> Grey | None:
        """Shrink the picture if a result may be reused, and for the background now and then.

        It takes a third of a millisecond, which counts in a replay that searches every picture.
        """
        if reuse.stands_s <= 0 and frame.t - self._shrunk_t < GREY_EVERY_S:
            return None
        self._shrunk_t = frame.t
        return shrunk(frame.image)


def shrunk(image: NDArray[np.uint8]) -> Grey:
    """Shrink `image` (H, W, 3) to a grey picture of 96 rows; smaller ones keep their size."""
    height, width = image.shape[:2]
    rows = min(height, GREY_HEIGHT_PX)
    columns = max(1, round(width * rows / height))
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.float32)
