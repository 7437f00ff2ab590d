"""Landmarks as MediaPipe gives them, and a picture to find them in."""

from dataclasses import dataclass

import numpy as np

from posturecam.core.values import Frame


@dataclass
class Mark:
    x: float
    y: float
    z: float = 0.0
    visibility: float | None = 1.0
    presence: float | None = 1.0


def wide(t: float = 0.0) -> Frame:
    """A noisy picture twice as wide as high."""
    random = np.random.default_rng(0)
    return Frame(t, random.integers(110, 140, (100, 200, 3), dtype=np.uint8))
