"""Which dots of a grid a shape covers: what terminals and pictures without SVG need."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from posturecam.stretches.figure.scene import SOLID, Role, Track
from posturecam.stretches.figure.sheet import SHEET
from posturecam.stretches.figure.skeleton import Vector


def grid(across: int, down: int, step: float) -> Vector:
    """Return the middles of `down` rows of `across` dots, `step` apart: (down, across, 2)."""
    x, y = (np.arange(across) + 0.5) * step, (np.arange(down) + 0.5) * step
    return np.stack(np.meshgrid(x, y), axis=-1)


def distance(dots: Vector, points: Vector, *, closed: bool) -> Vector:
    """Return how far each dot is from a line or polygon through `points`; 0 inside a polygon."""
    ends = np.roll(points, -1, axis=0) if closed else points[1:]
    starts = points if closed else points[:-1]
    if len(points) == 1:
        starts = ends = points
    along = ends - starts
    length = np.maximum((along * along).sum(axis=-1), 1e-9)  # of a point, which has none
    offset = dots[..., None, :] - starts
    share = np.clip((offset * along).sum(axis=-1) / length, 0, 1)
    off = np.linalg.norm(offset - share[..., None] * along, axis=-1).min(axis=-1)
    return np.where(_inside(dots, starts, ends), 0.0, off) if closed else np.asarray(off)


def _inside(dots: Vector, starts: Vector, ends: Vector) -> Vector:
    """Return whether dots are inside a polygon: its edges cross a ray to the right an odd time."""
    x, y = dots[..., 0, None], dots[..., 1, None]
    over = (starts[:, 1] > y) != (ends[:, 1] > y)
    rise = np.where(ends[:, 1] == starts[:, 1], 1.0, ends[:, 1] - starts[:, 1])
    at = starts[:, 0] + (y - starts[:, 1]) * (ends[:, 0] - starts[:, 0]) / rise
    inside: Vector = (over & (x < at)).sum(axis=-1) % 2 == 1
    return inside


def layers(
    tracks: Sequence[Track], n: int, dots: Vector, rim: float, least: float = 0.0
) -> Iterator[tuple[Role, Vector, Vector]]:
    """Yield role, outer and inner dots of each group at sample `n`, from back to front.

    The inner dots are those further than `rim` from the edge; of what has no outline, all.  Nothing
    is thinner than `least`.
    """
    for _, members in groupby(tracks, key=lambda track: (track.group, track.role)):
        listed = [track for track in members if track.opacity[n]]
        if not listed:
            continue
        off = np.stack(
            [
                distance(dots, each.points[n], closed=each.closed) - max(each.width, least) / 2
                for each in listed
            ]
        ).min(axis=0)
        depth = rim if listed[0].role in SOLID else 0.0
        yield listed[0].role, off <= 0, off <= -depth


def is_large(track: Track) -> bool:
    """Return whether this is water, or a floor or a wall that fills the sheet."""
    if track.role is Role.WATER:
        return True
    return track.role is Role.PLANE and float(np.ptp(track.points[0], axis=0).min()) > SHEET / 2
