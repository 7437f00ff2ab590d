"""A scene in a terminal: one braille letter for two by four dots."""

import numpy as np

from posturecam.stretches.figure.raster import distance, grid, is_large, layers
from posturecam.stretches.figure.scene import Role, Scene, Track
from posturecam.stretches.figure.sheet import SHEET
from posturecam.stretches.figure.skeleton import Vector

BLANK = 0x2800
DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
"""The dot of a braille letter at (row, column)."""

EYE = 1.5  # dots across the thinnest that is drawn
FILLED = frozenset({Role.FACE, Role.HELD, Role.BLADE})
MUSCLES = frozenset({Role.STRETCHED, Role.STRENGTHENED, Role.MOVED, Role.RELAXED})


def frame(scene: Scene, at_s: float, columns: int) -> tuple[str, ...]:
    """Draw `scene` at a time, `columns` wide at most; every frame has as many rows."""
    step = SHEET / (2 * columns)
    top, bottom = scene.extent
    first, last = int(top / (4 * step)), int(np.ceil(min(bottom, SHEET) / (4 * step)))
    dots = grid(2 * columns, 4 * last, step)
    lit = _lit(scene, at_s, dots, step)[4 * first :]
    cells = lit.reshape(-1, 4, columns, 2)
    codes = BLANK + np.einsum("rjck,jk->rc", cells, DOTS)
    return tuple("".join(map(chr, row)).rstrip(chr(BLANK)) for row in codes)


def _lit(scene: Scene, at_s: float, dots: Vector, step: float) -> Vector:
    lit = np.zeros(dots.shape[:2], dtype=bool)
    for track in scene.still():
        if not is_large(track):
            lit |= _stroke(dots, track, step)
    tracks = [track for track in scene.figure([at_s]) if track.role not in MUSCLES]
    for role, outer, inner in layers(tracks, 0, dots, step, EYE * step):
        lit = lit | outer if role in FILLED else (lit & ~outer) | (outer & ~inner)
    for arrow in scene.arrows:
        near = distance(dots, np.array(arrow), closed=False)
        tip = np.linalg.norm(dots - np.array(arrow[-1]), axis=-1)
        lit = lit & (near > 2 * step) | (near <= step / 2) | (tip <= 1.5 * step)
    return lit


def _stroke(dots: Vector, track: Track, step: float) -> Vector:
    """Return the dots of a thing's edge, at least one dot wide."""
    lines: Vector = distance(dots, track.points[0], closed=False) <= max(track.width / 2, step / 2)
    return lines
