"""Whether a picture can show anything at all."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.values import Why

ROWS: Final = 60
"""About so many rows, and as many pixels of each in proportion, are enough to judge the light."""

BLACK: Final = 10.0
WHITE: Final = 245.0
"""Mean brightness (0 to 255) beyond which no camera shows a face."""

FLAT: Final = 2.0
"""Standard deviation of the brightness below which a picture shows nothing; noise is more."""

DIM: Final = 40.0
GLARING: Final = 215.0
"""Mean brightness beyond which the light is the likely reason for seeing nobody."""

LUMA: Final = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""Weights of red, green and blue in the brightness (Rec. 601)."""


def unusable(image: NDArray[np.uint8]) -> Why | None:
    """Say why `image` (H, W, 3) cannot show a person, or None if it may."""
    mean, spread = _light(image)
    if mean < BLACK:
        return Why.TOO_DARK
    if mean > WHITE:
        return Why.TOO_BRIGHT
    return Why.BLANK if spread < FLAT else None


def why_nobody(image: NDArray[np.uint8]) -> Why:
    """Say the likely reason why nobody was found in `image` (H, W, 3)."""
    mean, _ = _light(image)
    if mean < DIM:
        return Why.TOO_DARK
    return Why.TOO_BRIGHT if mean > GLARING else Why.NOBODY


def _light(image: NDArray[np.uint8]) -> tuple[float, float]:
    """Mean and standard deviation of the brightness, 0 to 255."""
    stride = max(1, min(image.shape[:2]) // ROWS)
    brightness = image[::stride, ::stride].astype(np.float32) @ LUMA
    return float(brightness.mean()), float(brightness.std())
