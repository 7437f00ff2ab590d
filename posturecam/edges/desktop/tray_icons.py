"""The tray icon of each state, distinguished by shape and by colour, on light and dark panels.

A shape is drawn on a grid of 16 by 16 and scaled; edges lie on the grid, so that the smallest
icon is crisp.  The colours are those of Okabe and Ito (jfly.uni-koeln.de/color), which people with
any colour vision can distinguish, each made a little lighter or darker, so that it stands out 3 to
1 (WCAG 2.1, 1.4.11) from a light panel (#F0F0F0) as well as from a dark one (#303030).
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final

from posturecam.view.glance import Light

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SIZES_PX: Final = (16, 22, 24, 32, 48)  # what panels ask for, 48 at twice the pixels
_GRID: Final = 16
_FINER: Final = 8  # drawn so much larger and averaged: smooth edges
_LINE: Final = 2.0

GREEN, VERMILLION, BLUE, PURPLE = "#009970", "#D55E00", "#2284C9", "#C0659B"
GREY = "#808080"
INK = "#FFFFFF"  # on a coloured shape

Point = tuple[float, float]


class _Pen:
    """Draws on the grid."""

    def __init__(self, draw: "ImageDraw", unit: float, colour: str) -> None:
        self._draw, self._unit, self.colour = draw, unit, colour

    def disc(self, centre: Point, radius: float, colour: str = "") -> None:
        x, y = centre
        box = self._scaled((x - radius, y - radius), (x + radius, y + radius))
        self._draw.ellipse(box, fill=colour or self.colour)

    def ring(
        self,
        centre: Point,
        radius: float,
        start: float = 0,
        end: float = 360,
        width: float = _LINE,
    ) -> None:
        """Draw an arc clockwise from `start` to `end`, degrees from 3 o'clock."""
        x, y = centre
        box = self._scaled((x - radius, y - radius), (x + radius, y + radius))
        self._draw.arc(box, start, end, fill=self.colour, width=round(width * self._unit))

    def shape(self, *points: Point, colour: str = "") -> None:
        self._draw.polygon(self._scaled(*points), fill=colour or self.colour)

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str = "") -> None:
        self.shape((left, top), (right, top), (right, bottom), (left, bottom), colour=colour)

    def box(self, left: float, top: float, right: float, bottom: float, round_by: float) -> None:
        box = self._scaled((left, top), (right, bottom))
        self._draw.rounded_rectangle(box, round_by * self._unit, fill=self.colour)

    def line(self, *points: Point, width: float = _LINE, colour: str = "") -> None:
        """Draw a line with round ends and corners."""
        colour = colour or self.colour
        self._draw.line(self._scaled(*points), fill=colour, width=round(width * self._unit))
        for point in points:
            self.disc(point, width / 2, colour)

    def _scaled(self, *points: Point) -> list[Point]:
        return [(x * self._unit, y * self._unit) for x, y in points]


def _well(pen: _Pen) -> None:
    """Draw a disc with a tick."""
    pen.disc((8, 8), 7.5)
    pen.line((4.5, 8.5), (7, 11), (11.5, 5.5), colour=INK)


def _beyond(pen: _Pen) -> None:
    """Draw a triangle with an exclamation mark."""
    pen.shape((8, 0.5), (16, 15), (0, 15))
    pen.line((8, 6), (8, 9.5), colour=INK)
    pen.disc((8, 12.6), 1.1, INK)


def _alert(pen: _Pen) -> None:
    """Draw a full square with an exclamation mark, larger than all other shapes."""
    pen.box(0, 0, 16, 16, 3)
    pen.line((8, 4), (8, 8.5), width=2.6, colour=INK)
    pen.disc((8, 12.2), 1.5, INK)


def _unsure(pen: _Pen) -> None:
    """Draw a question mark."""
    pen.ring((8, 5.5), 5.5, 170, 420, width=2.8)
    pen.line((10.0, 8.6), (8, 10.2), width=2.8)
    pen.disc((8, 14.2), 1.8)


def _away(pen: _Pen) -> None:
    """Draw an empty ring."""
    pen.ring((8, 8), 7)


def _paused(pen: _Pen) -> None:
    """Draw two bars."""
    pen.bar(3, 2, 7, 14)
    pen.bar(9, 2, 13, 14)


def _camera_lost(pen: _Pen) -> None:
    """Draw a video camera, struck through."""
    pen.box(0, 4, 11, 12, 1)
    pen.shape((11, 8), (16, 4), (16, 12))
    pen.line((2, 1), (14, 15), width=4, colour="#00000000")
    pen.line((2, 1), (14, 15), width=1.8)


def _starting(pen: _Pen) -> None:
    """Draw three dots."""
    for x in (2, 8, 14):
        pen.disc((x, 8), 2)


def _corners(pen: _Pen) -> None:
    """Draw the corners of a viewfinder."""
    for x, towards_x in ((1, 4), (15, -4)):
        for y, towards_y in ((1, 4), (15, -4)):
            pen.line((x, y + towards_y), (x, y), (x + towards_x, y))


def _uncalibrated(pen: _Pen) -> None:
    """Draw a viewfinder with nothing but a line in it."""
    _corners(pen)
    pen.line((5, 8), (11, 8))


def _calibrating(pen: _Pen) -> None:
    """Draw a viewfinder with somebody in it."""
    _corners(pen)
    pen.disc((8, 6), 2.2)
    pen.shape((4, 12.5), (5, 10), (6.5, 9.2), (9.5, 9.2), (11, 10), (12, 12.5))


def _leading(pen: _Pen) -> None:
    """Draw somebody with raised arms."""
    pen.disc((8, 3), 2.2)
    pen.line((1.5, 2.5), (8, 7.5), (14.5, 2.5))
    pen.line((8, 7.5), (8, 10.5))
    pen.line((4.5, 15), (8, 10.5), (11.5, 15))


_SHAPES: Final[dict[Light, tuple[str, Callable[[_Pen], None]]]] = {
    Light.WELL: (GREEN, _well),
    Light.BEYOND: (VERMILLION, _beyond),
    Light.UNSURE: (PURPLE, _unsure),
    Light.AWAY: (GREY, _away),
    Light.PAUSED: (GREY, _paused),
    Light.CAMERA_LOST: (VERMILLION, _camera_lost),
    Light.STARTING: (GREY, _starting),
    Light.UNCALIBRATED: (BLUE, _uncalibrated),
    Light.CALIBRATING: (BLUE, _calibrating),
    Light.LEADING: (BLUE, _leading),
}
_URGENT: Final = (VERMILLION, _alert)


@cache
def icon(light: Light, size_px: int, *, urgent: bool = False) -> "Image":
    """Draw the icon of `light`, or of an alert that is on, as RGBA of `size_px` by `size_px`."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 (only where there is a tray)

    colour, draw = _URGENT if urgent else _SHAPES[light]
    image = Image.new("RGBA", (size_px * _FINER, size_px * _FINER))
    draw(_Pen(ImageDraw.Draw(image), size_px * _FINER / _GRID, colour))
    return image.convert("RGBa").reduce(_FINER).convert("RGBA")


@cache
def pixmaps(light: Light, *, urgent: bool = False) -> list[list[int | bytes]]:
    """Return the icon in every size as StatusNotifierItem wants it: ARGB, first byte alpha."""
    return [[size, size, _argb(icon(light, size, urgent=urgent).tobytes())] for size in SIZES_PX]


def _argb(rgba: bytes) -> bytes:
    swapped = bytearray(len(rgba))
    for channel in range(4):
        swapped[(channel + 1) % 4 :: 4] = rgba[channel::4]
    return bytes(swapped)
