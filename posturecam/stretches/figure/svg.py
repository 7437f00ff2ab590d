"""A scene as SVG that moves without any script, and as a strip to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import atan2, cos, sin
from typing import Final

import numpy as np

from posturecam.stretches.figure.scene import SOLID, Path, Role, Scene, Track
from posturecam.stretches.figure.skeleton import Vector

CELL: Final = 104  # from one moment of a strip to the next
OUTLINE: Final = 1.3  # of the body, in hundredths of the sheet
ARROW: Final = 1.9
FADING: Final = 0.04
TOLERANCE: Final = 0.12  # by which a point may be off between two samples, in the same
HEAD: Final = 4.2  # length of the sides of an arrow's head
OPEN: Final = 0.6  # radians between them and its shaft

COLOURS: Final = {
    Role.PLANE: "#8795a3", Role.WATER: "#2f9ccb", Role.THING: "#a9b2ba",
    Role.START: "#8794a1", Role.END: "#3d8bb0",
    Role.FAR: "#93a1b0", Role.TRUNK: "#b4c0cc", Role.HEAD: "#d3dbe3", Role.NEAR: "#c8d2dc",
    Role.BLADE: "#7f8d9c", Role.HELD: "#e0b84c", Role.FACE: "#38434e", Role.STRETCHED: "#1593a8",
    Role.STRENGTHENED: "#d9643a", Role.MOVED: "#8a63c9", Role.RELAXED: "#3d8f5f",
    Role.ARROW: "#c2410c",
}  # fmt: skip
LINE: Final = "#38434e"
GHOST_OPACITY: Final = 0.2


def moving(scene: Scene, title: str, key: str) -> str:
    """Return an SVG document of `scene` that moves; `key` begins the names in it."""
    clock = _Clock(scene.times / scene.times[-1], float(scene.times[-1]))
    tracks = scene.figure(scene.times)
    paths: dict[str, str] = {}  # what both sides have in common is written once
    names = [paths.setdefault(_moved(track, clock), f"{key}-{len(paths)}") for track in tracks]
    defined = [f'<path id="{name}"{path}' for path, name in paths.items()]
    ghosts = scene.ghosts()
    parts = [
        *_drawn(scene.still()),
        *(_faint(role, ghosts) for role in (Role.START, Role.END)),
        f"<defs>{''.join(defined)}</defs>",
        *_used(names, tracks, clock),
        *map(_arrow, scene.arrows),
    ]
    return _document(title, parts)


def strip(scene: Scene, title: str) -> str:
    """Return three moments in a row, the last with the arrow."""
    film, still_things = scene.figure(scene.moments), _drawn(scene.still())
    cells = []
    for n in range(len(scene.moments)):
        arrows = map(_arrow, scene.arrows) if n == len(scene.moments) - 1 else ()
        parts = "".join((*still_things, *_drawn(film, n), *arrows))
        cell = f'<svg x="{n * CELL}" width="100" height="100" viewBox="0 0 100 100">'
        cells.append(f"{cell}{parts}</svg>")
    return _document(title, cells, CELL * len(cells) - CELL + 100)


def still(scene: Scene, title: str) -> str:
    """Return the end of the movement with the ghost of its beginning."""
    parts = [
        *_drawn(scene.still()),
        _faint(Role.START, scene.ghosts()),
        *_drawn(scene.figure([scene.end_s])),
        *map(_arrow, scene.arrows),
    ]
    return _document(title, parts)


@dataclass(frozen=True, slots=True, eq=False)
class _Clock:
    shares: Vector  # of a loop, at the samples
    length_s: float


def _document(title: str, parts: Iterable[str], width: int = 100) -> str:
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 100" role="img" '
        'stroke-linecap="round" stroke-linejoin="round">'
    )
    return "\n".join([start, f"<title>{_escaped(title)}</title>", *parts, "</svg>\n"])


def _drawn(tracks: Sequence[Track], n: int = 0) -> list[str]:
    """Return the shapes at sample `n`, those of a group with one outline."""
    lines = []
    for _, members in groupby(tracks, key=lambda track: track.group):
        listed = list(members)
        if listed[0].role in SOLID:
            lines += [_one(track, n, LINE, track.width + 2 * OUTLINE) for track in listed]
        lines += [
            _one(each, n, COLOURS[each.role], each.width) for each in listed if each.opacity[n]
        ]
    return lines


def _one(track: Track, n: int, colour: str, width: float) -> str:
    fill = colour if track.closed else "none"
    opacity = "" if track.opacity[n] == 1 else f' opacity="{track.opacity[n]:.2f}"'
    return (
        f'<path d="{_path(track.points[n], closed=track.closed)}" stroke="{colour}" '
        f'fill="{fill}" stroke-width="{width:.1f}"{opacity}/>'
    )


def _faint(role: Role, ghosts: Sequence[Track]) -> str:
    shapes = [_one(ghost, 0, COLOURS[role], ghost.width) for ghost in ghosts if ghost.role is role]
    return f'<g class="{role}" opacity="{GHOST_OPACITY}">{"".join(shapes)}</g>'


def _moved(track: Track, clock: _Clock) -> str:
    """Return the path of a track that moves; what it looks like is said where it is used."""
    values = track.points.reshape(len(track.points), -1)
    kept = _needed(values, clock.shares, TOLERANCE)
    fill = "" if track.closed else ' fill="none"'
    start = f' d="{_path(track.points[0], closed=track.closed)}"{fill}'
    if np.ptp(values, axis=0).max() < TOLERANCE:
        return f"{start}/>"
    paths = ";".join(_path(track.points[n], closed=track.closed) for n in kept)
    timing = _timing(clock, kept)
    return f'{start}><animate attributeName="d" {timing} values="{paths}"/></path>'


def _used(names: Sequence[str], tracks: Sequence[Track], clock: _Clock) -> list[str]:
    lines = []
    for _, members in groupby(zip(names, tracks, strict=True), key=lambda item: item[1].group):
        listed = list(members)
        role = listed[0][1].role
        if role in SOLID:
            under = (_use(name, track.width + 2 * OUTLINE) for name, track in listed)
            lines.append(f'<g class="line" stroke="{LINE}" fill="{LINE}">{"".join(under)}</g>')
        over = (_use(name, track.width, _fading(track, clock)) for name, track in listed)
        colour = COLOURS[role]
        lines.append(f'<g class="{role}" stroke="{colour}" fill="{colour}">{"".join(over)}</g>')
    return lines


def _use(name: str, width: float, fading: str = "") -> str:
    return f'<use href="#{name}" stroke-width="{width:.1f}">{fading}</use>'


def _fading(track: Track, clock: _Clock) -> str:
    if np.all(track.opacity == 1):
        return ""
    kept = _needed(track.opacity[:, None], clock.shares, FADING)
    listed = ";".join(_number(track.opacity[n], 2) for n in kept)
    return f'<animate attributeName="opacity" {_timing(clock, kept)} values="{listed}"/>'


def _timing(clock: _Clock, kept: Sequence[int]) -> str:
    times = ";".join(_number(clock.shares[n], 4) for n in kept)
    return f'dur="{clock.length_s:g}s" repeatCount="indefinite" keyTimes="{times}"'


def _needed(values: Vector, shares: Vector, tolerance: float) -> list[int]:
    """Return the samples between whose lines all others lie (Douglas and Peucker 1973)."""

    def between(first: int, last: int) -> list[int]:
        part = (shares[first : last + 1] - shares[first]) / (shares[last] - shares[first])
        guess = values[first] + part[:, None] * (values[last] - values[first])
        off = np.abs(values[first : last + 1] - guess).max(axis=1)
        worst = first + int(off.argmax())
        if off.max() <= tolerance:
            return []
        return [*between(first, worst), worst, *between(worst, last)]

    return [0, *between(0, len(values) - 1), len(values) - 1]


def arrow_head(points: Path) -> Path:
    """Return the line of an arrow's head: one side, the tip, the other side."""
    (x0, y0), (x, y) = points[max(0, len(points) - 3)], points[-1]
    back = atan2(y0 - y, x0 - x)
    a, b = ((x + HEAD * cos(back + turn), y + HEAD * sin(back + turn)) for turn in (-OPEN, OPEN))
    return (a, (x, y), b)


def _arrow(points: Path) -> str:
    line = _path(points, closed=False) + _path(arrow_head(points), closed=False)
    look = f'stroke="{COLOURS[Role.ARROW]}" stroke-width="{ARROW}" fill="none"'
    return f'<path class="arrow" d="{line}" {look}/>'


def _path(points: Path | Vector, *, closed: bool) -> str:
    listed = list(points) if len(points) > 1 else [points[0], points[0]]
    joined = "L".join(f"{_number(x)} {_number(y)}" for x, y in listed)
    return f"M{joined}{'Z' if closed else ''}"


def _number(value: float, digits: int = 1) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
