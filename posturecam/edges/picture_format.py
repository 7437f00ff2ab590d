"""Pictures as OpenCV gives them -> RGB."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

_TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
_TO_RGB = {1: cv2.COLOR_GRAY2RGB, 3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGB}


def to_rgb(image: NDArray[Any], rotate_deg: int = 0) -> NDArray[np.uint8] | None:
    """Turn OpenCV's BGR, BGRA or grey `image` into RGB, `rotate_deg` clockwise (0, 90, 180, 270).

    None stands for something that is no picture.
    """
    channels = image.shape[2] if image.ndim == 3 else 1
    if image.size == 0 or image.dtype != np.uint8 or channels not in _TO_RGB:
        return None
    rgb = cv2.cvtColor(image, _TO_RGB[channels])
    turned = cv2.rotate(rgb, _TURNS[rotate_deg]) if rotate_deg else rgb
    return np.ascontiguousarray(turned, dtype=np.uint8)
