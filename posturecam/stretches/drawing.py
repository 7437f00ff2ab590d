"""Line figures as data, and as SVG or as text for a terminal.

A figure is a tuple of strokes on a sheet of 100 x 100, x right and y down.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import atan2, ceil, cos, hypot, radians, sin

Point = tuple[float, float]

SHEET = 100.0
SVG_START = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img" fill="none" '
    'stroke-linecap="round" stroke-linejoin="round">'
)
BRAILLE = 0x2800
# The dot of a braille letter at (column, row), which are 0 to 1 and 0 to 3.
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


class Role(StrEnum):
    """What a stroke stands for, which decides its style."""

    THING = "thing"  # chair, wall, screen
    BEFORE = "before"  # the part that moves, where it starts
    BODY = "body"  # what stays
    MOVED = "moved"  # the part that moves, where it ends
    ARROW = "arrow"  # which way; the head is at the last point


STYLES = {
    Role.THING: 'stroke="#9aa0a6" stroke-width="2"',
    Role.BEFORE: 'stroke="#b8bec6" stroke-width="2.4" stroke-dasharray="1 4.5"',
    Role.BODY: 'stroke="#3c4450" stroke-width="3"',
    Role.MOVED: 'stroke="#0b7285" stroke-width="3.6"',
    Role.ARROW: 'stroke="#d9480f" stroke-width="2.2"',
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through `points`."""

    role: Role
    points: tuple[Point, ...]


Figure = tuple[Stroke, ...]


def arc(centre: Point, radius: float, start_deg: float, end_deg: float) -> tuple[Point, ...]:
    """Points of an arc; 0 degrees points right and 90 down, as y runs down."""
    steps = max(2, ceil(abs(end_deg - start_deg) / 10))
    turns = [radians(start_deg + (end_deg - start_deg) * n / steps) for n in range(steps + 1)]
    return tuple((centre[0] + radius * cos(turn), centre[1] + radius * sin(turn)) for turn in turns)


def bend(start: Point, towards: Point, end: Point) -> tuple[Point, ...]:
    """Points of a smooth curve from `start` to `end` that leans `towards` a point."""
    parts = [n / 10 for n in range(11)]
    return tuple(
        (
            (1 - s) ** 2 * start[0] + 2 * s * (1 - s) * towards[0] + s**2 * end[0],
            (1 - s) ** 2 * start[1] + 2 * s * (1 - s) * towards[1] + s**2 * end[1],
        )
        for s in parts
    )


def mirrored(points: Iterable[Point]) -> tuple[Point, ...]:
    """Mirror points left to right on the sheet."""
    return tuple((SHEET - x, y) for x, y in points)


def svg(figure: Figure, title: str) -> str:
    """Draw a figure as an SVG document that needs nothing else; `title` describes it."""
    lines = [
        f'<path d="{_path(points)}" {STYLES[stroke.role]}/>'
        for stroke in _by_role(figure)
        for points in _with_head(stroke)
    ]
    return "\n".join([SVG_START, f"<title>{_escaped(title)}</title>", *lines, "</svg>\n"])


def terminal(figure: Figure, columns: int = 28) -> tuple[str, ...]:
    """Draw a figure with braille letters, at most `columns` wide and half as high.

    BEFORE is dotted; empty rows above and below are left out.
    """
    dots = {
        dot
        for stroke in figure
        for points in _with_head(stroke)
        for dot in _dots(points, 2 * columns / SHEET, dotted=stroke.role is Role.BEFORE)
    }
    used = [y // 4 for _, y in dots]
    return tuple(
        "".join(_letter(dots, column, row) for column in range(columns)).rstrip(chr(BRAILLE))
        for row in range(min(used), max(used) + 1)
    )


def _by_role(figure: Figure) -> list[Stroke]:
    order = list(Role)
    return sorted(figure, key=lambda stroke: order.index(stroke.role))


def _with_head(stroke: Stroke) -> tuple[tuple[Point, ...], ...]:
    if stroke.role is not Role.ARROW:
        return (stroke.points,)
    (x0, y0), (x, y) = stroke.points[-2:]
    back = atan2(y0 - y, x0 - x)
    sides = tuple(
        (x + 5.5 * cos(back + turn), y + 5.5 * sin(back + turn)) for turn in (-0.55, 0.55)
    )
    return (stroke.points, (sides[0], (x, y), sides[1]))


def _path(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _dots(points: Sequence[Point], scale: float, *, dotted: bool) -> Iterable[tuple[int, int]]:
    every = 4 if dotted else 1
    walked = 0
    for (x0, y0), (x1, y1) in pairwise(points):
        steps = max(1, ceil(hypot(x1 - x0, y1 - y0) * scale))
        for n in range(steps):
            if (walked + n) % every == 0:
                s = n / steps
                yield int((x0 + s * (x1 - x0)) * scale), int((y0 + s * (y1 - y0)) * scale)
        walked += steps


def _letter(dots: set[tuple[int, int]], column: int, row: int) -> str:
    bits = [DOTS[x][y] for x in range(2) for y in range(4) if (2 * column + x, 4 * row + y) in dots]
    return chr(BRAILLE + sum(bits))
