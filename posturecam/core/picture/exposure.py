"""Whether a picture can show anything at all."""

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from posturecam.core.values import Why

ROWS: Final = 60
"""About so many rows, and as many pixels of each in proportion, are enough to judge the light: mean
and scatter of thousands of pixels.  Numerical."""

BLACK: Final = 10.0
"""Mean brightness this near to black (0) or white (255): no camera shows a face.  By judgement."""

FLAT: Final = 2.0
"""Standard deviation of the brightness below which a picture shows nothing; noise is more.  By
judgement."""

DIM: Final = 40.0
"""Mean brightness this near to black or to white: the light is the likely reason for seeing nobody.
By judgement."""

NOISY: Final = 15.0
"""Noise (sd in grey levels) from which the light is the likely reason for seeing nobody.  Samples
with the noise of a sensor added: at 12 one person in twenty is not found, at 18 one in five, at 23
half, however bright the picture is; daylight pictures have 2.5 at most, textures included."""

UNTRUSTED: Final = 33.0
"""Noise from which nothing is measured.  The same samples: up to 31 whoever is found is measured
within 3 degrees (rms) of the clean picture, from 34 on within 4 to 5, and few are found."""

BANDS: Final = 4
BAND_ROWS: Final = 16
PARTS: Final = 8
"""Noise is measured in this many bands of this many rows, each in this many parts across.
Numerical: enough parts for a median, enough pixels in each for a mean."""

COARSE: Final = (2, 4)
"""Size of a block in pixels: a noisy picture is measured again on the means of blocks.  Numerical:
doubled each time."""

LUMA: Final = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""Weights of red, green and blue in the brightness (Rec. 601)."""


def unusable(image: NDArray[np.uint8]) -> Why | None:
    """Say why `image` (H, W, 3) cannot show a person, or None if it may."""
    mean, spread = _light(image)
    if mean < BLACK:
        return Why.TOO_DARK
    if mean > 255 - BLACK:
        return Why.TOO_BRIGHT
    if spread < FLAT:
        return Why.BLANK
    return Why.TOO_DARK if noise(image) > UNTRUSTED else None


def why_nobody(image: NDArray[np.uint8]) -> Why:
    """Say the likely reason why nobody was found in `image` (H, W, 3)."""
    mean, _ = _light(image)
    if mean < DIM:
        return Why.TOO_DARK
    if mean > 255 - DIM:
        return Why.TOO_BRIGHT
    return Why.TOO_DARK if noise(image) > NOISY else Why.NOBODY


def noise(image: NDArray[np.uint8]) -> float:
    """Estimate the noise of `image` (H, W, 3): its standard deviation in grey levels, green.

    Immerkaer 1996: the mean of a difference of Laplacians, which neither slopes nor straight edges
    touch.  The median over parts of the picture ignores textures that fill less than half of it,
    and black or blown-out parts, which hide noise.  Grain is random from pixel to pixel, so of the
    means of 2 x 2 and 4 x 4 pixels a half and a quarter is left; of a dithered palette or a fine
    weave, which repeat or make up for each other, hardly anything is.  The least of the three
    counts.  0 for pictures too small to measure.
    """
    height, width = image.shape[:2]
    if height < BAND_ROWS or width < 3 * PARTS:
        return 0.0
    tops = np.linspace(0, height - BAND_ROWS, BANDS).astype(int)
    green: NDArray[np.signedinteger[Any]] = np.stack(
        [image[top : top + BAND_ROWS, :, 1] for top in tops]
    ).astype(np.int16)
    found = _grain(green)
    for size in COARSE:
        if found <= NOISY or green.shape[2] // 2 < 3 * PARTS:
            break
        green = _paired(green.astype(np.int32))
        found = min(found, _grain(green) / size)
    return found


def _paired(bands: NDArray[np.int32]) -> NDArray[np.int32]:
    """Add up each 2 x 2 pixels of `bands` (n, rows, columns)."""
    even = bands[:, : bands.shape[1] // 2 * 2, : bands.shape[2] // 2 * 2]
    rows = even[:, ::2] + even[:, 1::2]
    return rows[:, :, ::2] + rows[:, :, 1::2]


def _grain(bands: NDArray[np.signedinteger[Any]]) -> float:
    """Standard deviation of the noise in `bands` (n, rows, columns)."""
    down = bands[:, :-2] - 2 * bands[:, 1:-1] + bands[:, 2:]
    both = np.abs(down[:, :, :-2] - 2 * down[:, :, 1:-1] + down[:, :, 2:])
    number, rows, columns = both.shape
    across = columns // PARTS
    parts = both[:, :, : across * PARTS].reshape(number, rows, PARTS, across)
    return float(np.median(parts.mean(axis=(1, 3)))) * math.sqrt(math.pi / 2) / 6


def _light(image: NDArray[np.uint8]) -> tuple[float, float]:
    """Mean and standard deviation of the brightness, 0 to 255."""
    stride = max(1, min(image.shape[:2]) // ROWS)
    brightness = image[::stride, ::stride].astype(np.float32) @ LUMA
    return float(brightness.mean()), float(brightness.std())
