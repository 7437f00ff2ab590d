"""Draw the icon of the application: `python bundling/make_icons.py` after a change here.

One drawing, of rounded lines and discs, is written as SVG and as PNG for menus and notifications
(`posturecam/assets/`), and as .ico and .icns for the folders of Windows and macOS (`bundling/`).
Somebody sits upright, seen from the side, and a camera looks on.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

HERE: Final = Path(__file__).resolve().parent
ASSETS: Final = HERE.parent / "posturecam" / "assets"
GRID: Final = 64
SIZES_PX: Final = (
    48,
    128,
    256,
)  # of the menus of desktops, twice as large, and for everything else
FINER: Final = 8  # drawn so much larger and averaged

GROUND, FIGURE, CAMERA = "#00665F", "#FFFFFF", "#FFC24B"
CORNER: Final = 14.0
HEAD: Final = ((28.0, 17.0), 6.5)
LENS: Final = ((52.0, 17.0), 3.2)
LIMBS: Final = (  # points of a line, its width
    (((26.5, 29.0), (24.5, 46.0)), 7.0),  # back
    (((24.5, 46.0), (39.0, 46.0)), 7.0),  # thigh
    (((39.0, 46.0), (39.0, 55.0)), 6.0),  # lower leg
    (((27.5, 32.0), (33.0, 39.0), (42.0, 38.0)), 4.0),  # arm
)
STAND: Final = (((52.0, 17.0), (52.0, 39.0), (46.0, 39.0)), 3.0)  # of the camera, on the desk
SEAT: Final = (((15.5, 29.0), (16.5, 52.5), (30.0, 52.5)), 3.0)

Point = tuple[float, float]
Line = tuple[tuple[Point, ...], float]
COLOURED: Final[tuple[tuple[Line, str], ...]] = (
    (SEAT, CAMERA),
    *((limb, FIGURE) for limb in LIMBS),
    (STAND, CAMERA),
)
DISCS: Final = ((HEAD, FIGURE), (LENS, CAMERA))


def svg() -> str:
    """Return the icon as SVG."""
    lines = [
        f'  <polyline points="{" ".join(f"{x:g},{y:g}" for x, y in points)}" stroke="{colour}" '
        f'stroke-width="{width:g}"/>'
        for (points, width), colour in COLOURED
    ]
    discs = [
        f'  <circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{colour}"/>'
        for ((x, y), radius), colour in DISCS
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}" fill="none" '
    return "\n".join(
        (
            f'{head}stroke-linecap="round" stroke-linejoin="round">',
            f'  <rect width="{GRID}" height="{GRID}" rx="{CORNER:g}" fill="{GROUND}"/>',
            *lines,
            *discs,
            "</svg>\n",
        )
    )


def picture(size_px: int) -> Image.Image:
    """Return the icon as RGBA of `size_px` by `size_px`."""
    unit = size_px * FINER / GRID
    large = Image.new("RGBA", (size_px * FINER, size_px * FINER))
    draw = ImageDraw.Draw(large)
    draw.rounded_rectangle((0, 0, large.width - 1, large.height - 1), CORNER * unit, GROUND)
    for (points, width), colour in COLOURED:
        _line(draw, points, width, colour, unit)
    for (centre, radius), colour in DISCS:
        _disc(draw, centre, radius, colour, unit)
    return large.convert("RGBa").reduce(FINER).convert("RGBA")


def _line(
    draw: ImageDraw.ImageDraw, points: Sequence[Point], width: float, colour: str, unit: float
) -> None:
    scaled = [(x * unit, y * unit) for x, y in points]
    draw.line(scaled, colour, round(width * unit))
    for point in points:
        _disc(draw, point, width / 2, colour, unit)


def _disc(
    draw: ImageDraw.ImageDraw, centre: Point, radius: float, colour: str, unit: float
) -> None:
    x, y = centre
    box = ((x - radius) * unit, (y - radius) * unit, (x + radius) * unit, (y + radius) * unit)
    draw.ellipse(box, colour)


def write_icons(assets: Path, bundling: Path) -> None:
    """Write every file."""
    assets.mkdir(exist_ok=True)
    (assets / "posturecam.svg").write_text(svg(), encoding="utf-8")
    for size in SIZES_PX:
        picture(size).save(assets / f"posturecam-{size}.png", optimize=True)
    picture(256).save(bundling / "posturecam.ico", sizes=[(16, 16), (32, 32), (48, 48), (256, 256)])
    picture(512).save(bundling / "posturecam.icns")


if __name__ == "__main__":
    write_icons(ASSETS, HERE)
