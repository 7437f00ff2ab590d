"""A frame source seen through a pose finder."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from posturecam.core.stillness import may_stand, standing
from posturecam.core.values import Frame, Grey, Look, Spare, Unseen
from posturecam.ports import EVERY_LOOK, FrameSource, PoseFinder

GREY_HEIGHT_PX = 96


class Looking:
    """Looks at the pictures of `source` with `finder`, unless nothing has moved."""

    def __init__(self, source: FrameSource, finder: PoseFinder) -> None:
        """Look at `source`; opening and closing both is the caller's business."""
        self.live = source.live
        self._source = source
        self._finder = finder
        self._searched: Look | None = None

    def next(self, not_before_s: float, spare: Spare = EVERY_LOOK) -> Look | None:
        """Look at the next picture taken at or after `not_before_s`; None at the end."""
        seen = self._source.read(not_before_s)
        if seen is None:
            return None
        if isinstance(seen, Unseen):
            self._searched = None
            return Look(seen.t, (), why=seen.why)
        return self._look(seen, small(seen.image), spare)

    def _look(self, frame: Frame, grey: Grey, spare: Spare) -> Look:
        last = self._searched
        if last is not None and may_stand(spare, last, frame.t, grey):
            return standing(last, frame.t, frame, grey)
        self._searched = replace(self._finder.look(frame), grey=grey)
        return self._searched


def small(image: NDArray[np.uint8]) -> Grey:
    """Shrink `image` (H, W, 3) to a grey picture of 96 rows; smaller ones keep their size."""
    height, width = image.shape[:2]
    rows = min(height, GREY_HEIGHT_PX)
    columns = max(1, round(width * rows / height))
    shrunk = cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(shrunk, cv2.COLOR_RGB2GRAY).astype(np.float32)
