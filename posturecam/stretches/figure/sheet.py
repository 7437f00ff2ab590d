"""From space onto the sheet: from where the figure is seen, and what fills the sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Final

import numpy as np

from posturecam.stretches.figure.flesh import Piece
from posturecam.stretches.figure.movement import Show, View
from posturecam.stretches.figure.skeleton import Vector

SHEET: Final = 100.0
MARGIN: Final = 4.0

_SEEN_FROM: Final = {
    View.FRONT: (0.0, 0.0),
    View.SIDE: (90.0, 0.0),
    View.BACK: (180.0, 0.0),
    View.TOP: (180.0, 90.0),
    View.CORNER: (38.0, 8.0),
    View.RAISED: (0.0, 22.0),
    View.ABOVE: (0.0, 42.0),
}
"""Degrees from the front towards the person's right, and up."""

_SHOWN: Final = {
    Show.HEAD: ("skull", "nose", "neck", "yoke"),
    Show.BUST: ("skull", "nose", "neck", "yoke", "chest"),
    Show.UPPER: ("skull", "nose", "neck", "yoke", "chest", "belly", "arm", "hand"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A view of space on 100 x 100, x right and y down."""

    axes: Vector  # rows: right, down and towards the viewer
    scale: float
    shift: Vector

    def at(self, points: Vector) -> Vector:
        """Return where points (..., 3) are on the sheet (..., 2)."""
        places: Vector = points @ self.axes[:2].T * self.scale + self.shift
        return places

    def plane(self, place: tuple[float, float]) -> Vector:
        """Return where a place of the sheet is in the plane of the view, in cm."""
        unscaled: Vector = (np.array(place) - self.shift) / self.scale
        return unscaled

    def depth(self, points: Vector) -> Vector:
        """Return how near the viewer points (..., 3) are, in cm."""
        depths: Vector = points @ self.axes[2]
        return depths


def axes_of(view: View) -> Vector:
    """Return the directions of a view: right, down, towards the viewer."""
    around, above = (radians(turn) for turn in _SEEN_FROM[view])
    viewer = np.array([cos(above) * cos(around), -cos(above) * sin(around), sin(above)])
    right = np.array([sin(around), cos(around), 0.0])
    return np.stack([right, -np.cross(viewer, right), viewer])


def fitted(view: View, show: Show, pieces: Iterable[Piece], places: Sequence[Vector] = ()) -> Sheet:
    """Return the sheet that the shown ones of `pieces` fill, and `places` in the plane."""
    axes = axes_of(view)
    shown = [piece for piece in pieces if is_shown(piece, show)]
    corners = [
        np.stack(piece.points) @ axes[:2].T + edge * piece.radius
        for piece in shown
        for edge in (-1.0, 1.0)
    ]
    least = np.min([*(each.min(axis=(0, 1)) for each in corners), *places], axis=0)
    most = np.max([*(each.max(axis=(0, 1)) for each in corners), *places], axis=0)
    scale = float((SHEET - 2 * MARGIN) / max(most - least))
    return Sheet(axes, scale, SHEET / 2 - scale * (least + most) / 2)


def is_shown(piece: Piece, show: Show) -> bool:
    """Return whether the sheet is laid out for this piece."""
    name = piece.name.removeprefix("left_").removeprefix("right_")
    return show not in _SHOWN or name in _SHOWN[show]
