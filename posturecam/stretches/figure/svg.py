"""A scene as SVG that moves without any script, and as a strip to print."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import atan2, cos, sin
from typing import Final

import numpy as np

from posturecam.stretches.figure.scene import Path, Role, Scene, Shape, moments
from posturecam.stretches.figure.skeleton import Vector

OUTLINE: Final = 1.3  # of the body, in hundredths of the sheet
TOLERANCE: Final = 0.12  # by which a point may be off between two samples, in the same
HEAD: Final = 4.2  # length of the sides of an arrow's head
OPEN: Final = 0.6  # radians between them and its shaft

LIGHT: Final = {
    Role.PLANE: "#d5dbe0", Role.THING: "#a9b2ba", Role.START: "#8794a1", Role.END: "#3d8bb0",
    Role.FAR: "#93a1b0", Role.TRUNK: "#b4c0cc", Role.HEAD: "#d3dbe3", Role.NEAR: "#c8d2dc",
    Role.HELD: "#e0b84c", Role.FACE: "#38434e", Role.STRETCHED: "#1593a8",
    Role.STRENGTHENED: "#d9643a", Role.MOVED: "#8a63c9", Role.RELAXED: "#3d8f5f",
    Role.ARROW: "#c2410c",
}  # fmt: skip
LINE: Final = "#38434e"
GHOST_OPACITY: Final = 0.2


def moving(scene: Scene, title: str, key: str) -> str:
    """Return an SVG document of `scene` that moves; `key` begins the names in it."""
    length = scene.motion.length_s
    count = max(8, round(length * 12)) + 1
    times = np.linspace(0, length, count)
    frames = [scene.figure(float(t)) for t in times]
    tracks = [[frame[n] for frame in frames] for n in range(len(frames[0]))]
    parts = [
        f"<title>{_escaped(title)}</title>",
        *_flat(scene.still()),
        *_ghosts(scene),
        *_tracked(tracks, times / length, length, key),
        *map(_arrow, scene.arrows),
    ]
    return _document(parts)


def strip(scene: Scene, title: str) -> str:
    """Return three moments in a row."""
    cells = []
    for n, t in enumerate(moments(scene)):
        last = n == 2
        parts = [
            *_flat(scene.still()),
            *_flat(scene.figure(t)),
            *(map(_arrow, scene.arrows) if last else ()),
        ]
        cell = f'<svg x="{n * 104}" width="100" height="100" viewBox="0 0 100 100">'
        cells.append(f"{cell}{''.join(parts)}</svg>")
    return _document([f"<title>{_escaped(title)}</title>", *cells], 308)


def still(scene: Scene, title: str) -> str:
    """Return the end of the movement with the ghost of its beginning."""
    ghosts = [shape for shape in scene.ghosts() if shape.role is Role.START]
    return _document(
        [
            f"<title>{_escaped(title)}</title>",
            *_flat(scene.still()),
            _faint(Role.START, ghosts),
            *_flat(scene.figure(scene.end_s)),
            *map(_arrow, scene.arrows),
        ]
    )


def _document(parts: Iterable[str], width: int = 100) -> str:
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 100" role="img" '
        'stroke-linecap="round" stroke-linejoin="round">'
    )
    return "\n".join([start, *parts, "</svg>\n"])


def _ghosts(scene: Scene) -> list[str]:
    ghosts = scene.ghosts()
    return [
        _faint(role, [shape for shape in ghosts if shape.role is role])
        for role in (Role.START, Role.END)
    ]


def _faint(role: Role, shapes: Sequence[Shape]) -> str:
    drawn = "".join(_one(shape, LIGHT[role], shape.width) for shape in shapes)
    return f'<g class="{role}" opacity="{GHOST_OPACITY}">{drawn}</g>'


def _tracked(
    tracks: Sequence[Sequence[Shape]],
    shares: Vector,
    length: float,
    key: str,
) -> list[str]:
    defined, drawn = [], []
    for group, members in groupby(enumerate(tracks), key=lambda item: item[1][0].group):
        del group
        listed = list(members)
        under, over = [], []
        for n, track in listed:
            name = f"{key}-{n}"
            defined.append(_track(name, track, shares, length))
            shape = track[0]
            if shape.role in OUTLINED:
                under.append(
                    f'<use href="#{name}" stroke-width="{shape.width + 2 * OUTLINE:.1f}"/>'
                )
            faded = _fading(track, shares, length)
            over.append(
                f'<use href="#{name}" {_look(shape)}' + (f">{faded}</use>" if faded else "/>")
            )
        role = listed[0][1][0].role
        if under:
            drawn.append(f'<g class="line" stroke="{LINE}" fill="{LINE}">{"".join(under)}</g>')
        drawn.append(
            f'<g class="{role}" stroke="{LIGHT[role]}" fill="{LIGHT[role]}">{"".join(over)}</g>'
        )
    return [f"<defs>{''.join(defined)}</defs>", *drawn]


OUTLINED: Final = frozenset({Role.FAR, Role.TRUNK, Role.HEAD, Role.NEAR, Role.HELD})


def _look(shape: Shape) -> str:
    opacity = "" if shape.opacity == 1 else f' opacity="{shape.opacity:.2f}"'
    return f'stroke-width="{shape.width:.1f}"{opacity}'


def _track(name: str, track: Sequence[Shape], shares: Vector, length: float) -> str:
    values = np.array([np.ravel(shape.points) for shape in track])
    kept = _needed(values, shares, TOLERANCE)
    first = track[0]
    fill = "" if first.closed else ' fill="none"'
    start = f'<path id="{name}" d="{_path(first.points, closed=first.closed)}"{fill}'
    if len(kept) == 2 and np.abs(values - values[0]).max() < TOLERANCE:
        return start + "/>"
    paths = ";".join(_path(track[n].points, closed=first.closed) for n in kept)
    timing = _timing(shares, kept, length)
    return f'{start}><animate attributeName="d" {timing} values="{paths}"/></path>'


def _fading(track: Sequence[Shape], shares: Vector, length: float) -> str:
    values = np.array([[shape.opacity] for shape in track])
    kept = _needed(values, shares, 0.04)
    if np.abs(values - values[0]).max() == 0:
        return ""
    listed = ";".join(f"{track[n].opacity:.2f}" for n in kept)
    return f'<animate attributeName="opacity" {_timing(shares, kept, length)} values="{listed}"/>'


def _timing(shares: Vector, kept: Sequence[int], length: float) -> str:
    times = ";".join(f"{shares[n]:.4f}".rstrip("0").rstrip(".") for n in kept)
    return f'dur="{length:g}s" repeatCount="indefinite" keyTimes="{times}"'


def _needed(values: Vector, shares: Vector, tolerance: float) -> list[int]:
    """Return the samples that are needed so that all others lie between them (Douglas-Peucker)."""

    def between(first: int, last: int) -> list[int]:
        if last - first < 2:
            return []
        part = (shares[first : last + 1] - shares[first]) / (shares[last] - shares[first])
        guess = values[first] + part[:, None] * (values[last] - values[first])
        off = np.abs(values[first : last + 1] - guess).max(axis=1)
        worst = first + int(off.argmax())
        if off.max() <= tolerance:
            return []
        return [*between(first, worst), worst, *between(worst, last)]

    return [0, *between(0, len(values) - 1), len(values) - 1]


def _flat(shapes: Sequence[Shape]) -> list[str]:
    lines = []
    for _, members in groupby(shapes, key=lambda shape: shape.group):
        listed = list(members)
        if listed[0].role in OUTLINED:
            lines += [_one(s, LINE, s.width + 2 * OUTLINE) for s in listed]
        lines += [_one(s, LIGHT[s.role], s.width) for s in listed if s.opacity]
    return lines


def _one(shape: Shape, colour: str, width: float) -> str:
    fill = colour if shape.closed else "none"
    opacity = "" if shape.opacity == 1 else f' opacity="{shape.opacity:.2f}"'
    return (
        f'<path d="{_path(shape.points, closed=shape.closed)}" stroke="{colour}" fill="{fill}" '
        f'stroke-width="{width:.1f}"{opacity}/>'
    )


def _arrow(points: Path) -> str:
    (x0, y0), (x, y) = points[-3 if len(points) > 2 else -2], points[-1]
    back = atan2(y0 - y, x0 - x)
    a, b = ((x + HEAD * cos(back + turn), y + HEAD * sin(back + turn)) for turn in (-OPEN, OPEN))
    d = _path(points, closed=False) + _path((a, (x, y), b), closed=False)
    return (
        f'<path class="arrow" d="{d}" stroke="{LIGHT[Role.ARROW]}" stroke-width="1.9" fill="none"/>'
    )


def _path(points: Path, *, closed: bool) -> str:
    if len(points) == 1:
        points = (points[0], points[0])
    joined = "L".join(f"{_number(x)} {_number(y)}" for x, y in points)
    return f"M{joined}{'Z' if closed else ''}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
