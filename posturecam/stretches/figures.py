"""The figures of exercises, from their movements: SVG that moves, strips, and terminal frames."""

from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figure import braille, svg
from posturecam.stretches.figure.movement import View
from posturecam.stretches.figure.scene import SOLID, Path, Role, Scene, Track, scene_of

KEPT = 64  # scenes: more than there are exercises with a movement
COLUMNS = 28  # of a figure in a terminal: every joint is seen, and text fits beside it
OUTLINE = "line"  # the role of an outline among strokes
VIEWS = {
    View.FRONT: "seen from the front",
    View.SIDE: "seen from the side",
    View.BACK: "seen from behind",
    View.TOP: "seen from above",
    View.CORNER: "seen from the front and the side",
    View.RAISED: "seen from the front, a little from above",
    View.ABOVE: "seen at an angle from above",
}


class Stroke(NamedTuple):
    """A line or polygon with round corners, in hundredths of the sheet."""

    role: str
    width: float
    closed: bool
    points: Path


def moving_svg(exercise: Exercise) -> str | None:
    """Return an SVG document that moves without any script; None if there is no movement."""
    return None if exercise.movement is None else _moving(exercise.model_dump_json())


def still_svg(exercise: Exercise) -> str | None:
    """Return the end of the movement over the ghost of its beginning, as SVG."""
    scene = scene_for(exercise)
    return None if scene is None else svg.still(scene, title(exercise))


def strip_svg(exercise: Exercise) -> str | None:
    """Return three moments in a row as SVG, to print."""
    scene = scene_for(exercise)
    return None if scene is None else svg.strip(scene, title(exercise))


def frames(
    exercise: Exercise, at_s: float, columns: int = COLUMNS, loop_s: float | None = None
) -> tuple[str, ...]:
    """Return rows of braille letters with the figure at `at_s`; none if there is no movement.

    `loop_s` is how long one loop of one side takes for whoever asks; the figure's own by default.
    """
    scene = scene_for(exercise)
    if scene is None:
        return ()
    pace = 1.0 if loop_s is None else scene.movement.loop_s / loop_s
    return braille.frame(scene, at_s * pace, columns)


def end_frame(exercise: Exercise, columns: int = COLUMNS) -> tuple[str, ...]:
    """Return the rows of `frames` for the end of the movement."""
    scene = scene_for(exercise)
    return () if scene is None else braille.frame(scene, scene.end_s, columns)


def strokes(exercise: Exercise) -> tuple[Stroke, ...]:
    """Return the end of the movement as strokes on 100 x 100, from back to front."""
    scene = scene_for(exercise)
    if scene is None:
        return ()
    ghosts = [track for track in scene.ghosts() if track.role is Role.START]
    drawn = [_stroke(track) for track in (*scene.still(), *ghosts)]
    for _, members in groupby(scene.figure([scene.end_s]), key=lambda track: track.group):
        listed = [track for track in members if track.opacity[0]]
        if listed and listed[0].role in SOLID:
            drawn += [_stroke(track, svg.OUTLINE) for track in listed]
        drawn += [_stroke(track) for track in listed]
    lines = [part for line in scene.arrows for part in (line, svg.arrow_head(line))]
    arrows = (Stroke(Role.ARROW, svg.ARROW, closed=False, points=line) for line in lines)
    return (*drawn, *arrows)


def _stroke(track: Track, rim: float = 0.0) -> Stroke:
    points = tuple((round(float(x), 1), round(float(y), 1)) for x, y in track.points[0])
    role = OUTLINE if rim else track.role.value
    return Stroke(role, round(track.width + 2 * rim, 1), track.closed, points)


def title(exercise: Exercise) -> str:
    """Say what a figure shows: "Chin tuck, seen from the side"."""
    movement = exercise.movement
    return exercise.name if movement is None else f"{exercise.name}, {VIEWS[movement.view]}"


def scene_for(exercise: Exercise) -> Scene | None:
    """Return the scene of an exercise; None if it has no movement."""
    return None if exercise.movement is None else _scene(exercise.model_dump_json())


@lru_cache(maxsize=KEPT)
def _scene(row: str) -> Scene | None:
    return scene_of(Exercise.model_validate_json(row))


@lru_cache(maxsize=KEPT)
def _moving(row: str) -> str | None:
    exercise, scene = Exercise.model_validate_json(row), _scene(row)
    return None if scene is None else svg.moving(scene, title(exercise), exercise.key)
