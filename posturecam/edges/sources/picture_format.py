"""Pictures as OpenCV gives them -> RGB, the right way up."""

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
_LEFT_TO_RIGHT = 1  # OpenCV's code for a mirror image


def to_rgb(
    image: NDArray[Any], rotate_deg: int = 0, *, mirror: bool = False
) -> NDArray[np.uint8] | None:
    """Turn OpenCV's BGR, BGRA or grey `image` into RGB, placed as `placed` does it.

    None stands for something that is no picture.
    """
    channels = image.shape[2] if image.ndim == 3 else 1
    if image.size == 0 or image.dtype != np.uint8 or channels not in _TO_RGB:
        return None
    rgb: NDArray[Any] = cv2.cvtColor(image, _TO_RGB[channels])
    return placed(rgb, rotate_deg, mirror=mirror)


def placed(rgb: NDArray[Any], rotate_deg: int, *, mirror: bool) -> NDArray[np.uint8]:
    """Turn a picture (H, W, 3) clockwise by 0, 90, 180 or 270 degrees, then mirror it if asked."""
    image = cv2.rotate(rgb, _TURNS[rotate_deg]) if rotate_deg else rgb
    image = cv2.flip(image, _LEFT_TO_RIGHT) if mirror else image
    return np.ascontiguousarray(image, dtype=np.uint8)


def by_matrix(rgb: NDArray[Any], matrix: NDArray[np.int32]) -> NDArray[Any]:
    """Apply the display matrix (9,) of a recording: quarter turns and mirror images.

    ISO 14496-12, 6.2.2: (x, y) is shown at (a x + c y, b x + d y) for the matrix a b u c d v x y w.
    """
    a, b, _, c, d = matrix[:5]
    if abs(int(a)) + abs(int(d)) >= abs(int(b)) + abs(int(c)):
        across, down = a, d
    else:
        rgb, across, down = rgb.swapaxes(0, 1), c, b
    rgb = rgb[:, ::-1] if across < 0 else rgb
    return rgb[::-1] if down < 0 else rgb
