"""The figure of an exercise as a GIF, for where no SVG moves."""

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import Final

from PIL import Image, ImageDraw

from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figure import svg
from posturecam.stretches.figure.scene import SOLID, Role, Scene, Track
from posturecam.stretches.figure.sheet import SHEET
from posturecam.stretches.figures import scene_for

FINER: Final = 3  # drawn larger by this, so that edges become smooth when it is made smaller
PICTURES_PER_S: Final = 10.0
GROUND: Final = (255, 255, 255, 255)
COLOURS_KEPT: Final = 32  # of the palette: enough for the shades of the edges, and small


def gif(exercise: Exercise, size: int = 320) -> bytes | None:
    """Return a moving picture, `size` pixels wide and high; None if there is no movement."""
    scene = scene_for(exercise)
    if scene is None:
        return None
    length = scene.motion.length_s
    count = max(2, round(length * PICTURES_PER_S))
    film = scene.figure([n * length / count for n in range(count)])
    ground = _ground(scene, size * FINER)
    drawn = [_picture(scene, film, n, ground) for n in range(count)]
    palette = drawn[count // 2].quantize(COLOURS_KEPT)
    pictures = [each.quantize(palette=palette, dither=Image.Dither.NONE) for each in drawn]
    written = BytesIO()
    pictures[0].save(
        written,
        "GIF",
        save_all=True,
        append_images=pictures[1:],
        duration=round(1000 / PICTURES_PER_S),
        loop=0,
        optimize=True,
    )
    return written.getvalue()


def _ground(scene: Scene, size: int) -> Image.Image:
    """Return what does not move: things and ghosts."""
    image = Image.new("RGBA", (size, size), GROUND)
    for track in scene.still():
        image = _over(image, [track], 0, track.opacity[0])
    for role in (Role.START, Role.END):
        ghosts = [track for track in scene.ghosts() if track.role is role]
        image = _over(image, ghosts, 0, svg.GHOST_OPACITY)
    return image


def _picture(scene: Scene, film: Sequence[Track], n: int, ground: Image.Image) -> Image.Image:
    image = ground.copy()
    for _, members in groupby(film, key=lambda track: track.group):
        listed = [track for track in members if track.opacity[n]]
        if listed and listed[0].role in SOLID:
            image = _over(image, listed, n, 1.0, svg.OUTLINE)
        for opacity, alike in groupby(listed, key=lambda track: float(track.opacity[n])):
            image = _over(image, list(alike), n, opacity)
    pen = ImageDraw.Draw(image)
    for arrow in scene.arrows:
        for points in (arrow, svg.arrow_head(arrow)):
            _stroke(pen, points, svg.ARROW, svg.COLOURS[Role.ARROW], closed=False)
    return image.convert("RGB").reduce(FINER)


def _over(
    image: Image.Image, tracks: Sequence[Track], n: int, opacity: float, rim: float = 0.0
) -> Image.Image:
    """Draw `tracks` on `image`, as one where they overlap."""
    layer = image if opacity == 1 else Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for track in tracks:
        colour = svg.LINE if rim else svg.COLOURS[track.role]
        points = [(float(x), float(y)) for x, y in track.points[n]]
        _stroke(pen, points, track.width + 2 * rim, colour, closed=track.closed)
    if opacity == 1:
        return image
    layer.putalpha(layer.getchannel("A").point(lambda value: round(value * opacity)))
    return Image.alpha_composite(image, layer)


def _stroke(
    pen: ImageDraw.ImageDraw,
    points: Sequence[tuple[float, float]],
    width: float,
    colour: str,
    *,
    closed: bool,
) -> None:
    scale = pen.im.size[0] / SHEET
    places = [(x * scale, y * scale) for x, y in points]
    if closed:
        pen.polygon(places, fill=colour)
    around = [*places, places[0]] if closed else places
    pen.line(around, fill=colour, width=max(1, round(width * scale)))
    r = width * scale / 2
    for x, y in places:
        pen.ellipse((x - r, y - r, x + r, y + r), fill=colour)
