"""What every moving figure of the catalogue keeps to, at every moment."""

import numpy as np
import pytest

from posturecam.stretches.catalogue import builtin
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figure import joints
from posturecam.stretches.figure.body import bodies_at, goal_of
from posturecam.stretches.figure.motion import motion_of
from posturecam.stretches.figure.movement import Movement, Prop
from posturecam.stretches.figure.props import WALL_BEHIND_CM
from posturecam.stretches.figure.scene import Scene
from posturecam.stretches.figure.sheet import is_shown
from posturecam.stretches.figure.skeleton import ENDS, Skeleton
from posturecam.stretches.figures import moving_svg, scene_for

MOVING = [one for one in builtin().exercises if one.movement is not None]
EVERY = pytest.mark.parametrize("exercise", MOVING, ids=lambda one: one.key)
FRAME_S = 1 / 24
BODY = {"trunk", "head", "left_arm", "right_arm", "left_leg", "right_leg"}
BONES = [
    ("{}_shoulder", "{}_elbow"),
    ("{}_elbow", "{}_wrist"),
    ("{}_hip", "{}_knee"),
    ("{}_knee", "{}_ankle"),
    ("{}_ankle", "{}_toes"),
    ("{}_wrist", "{}_fingers"),
    ("l5", "t12"),
    ("t12", "c7"),
    ("c7", "c1"),
]


def movement_of(exercise: Exercise) -> Movement:
    assert exercise.movement is not None
    return exercise.movement


def scene_of(exercise: Exercise) -> Scene:
    scene = scene_for(exercise)
    assert scene is not None
    return scene


def film(movement: Movement, step_s: float = 0.1) -> tuple[list[float], Skeleton]:
    motion = motion_of(movement)
    times = np.arange(0, motion.length_s, step_s)
    return times.tolist(), bodies_at(motion, times)


@EVERY
def test_bones_keep_their_lengths(exercise: Exercise) -> None:
    _, bodies = film(movement_of(exercise))
    for start, end in BONES:
        for side in joints.SIDES:
            bone = bodies.points[end.format(side)] - bodies.points[start.format(side)]
            assert np.ptp(np.linalg.norm(bone, axis=1)) < 1e-6, start


@EVERY
def test_what_is_held_stays_where_it_is_held(exercise: Exercise) -> None:
    movement = movement_of(exercise)
    times, bodies = film(movement)
    for limb, grips in motion_of(movement).at(times).grips.items():
        for n, place in enumerate(grips.places):
            held = (grips.first == n) & (grips.then == n) & (grips.weight == 1)
            goal, _ = goal_of(bodies, limb, place)
            off = np.linalg.norm(bodies.points[ENDS[limb][0]] - goal, axis=1) * held
            assert off.max() < 1.0, f"{limb} is {off.max():.1f} cm off at {times[off.argmax()]} s"


@EVERY
def test_nothing_jumps_and_the_loop_closes(exercise: Exercise) -> None:
    _, bodies = film(movement_of(exercise), FRAME_S)
    for name, places in bodies.points.items():
        steps = np.linalg.norm(places - np.roll(places, 1, axis=0), axis=1)
        assert steps.max() < 14, name


@EVERY
def test_the_other_side_is_the_mirror_image(exercise: Exercise) -> None:
    movement = movement_of(exercise)
    if not movement.mirror:
        pytest.skip("it has one side")
    times, bodies = film(movement, 0.2)
    first = np.array([t for t in times if t <= movement.keyframes[-1].end_s])
    others = bodies_at(motion_of(movement), first + movement.loop_s)
    for name, places in bodies.points.items():
        mirrored = others.points[joints.other_side(name)] * (1, -1, 1)
        assert np.abs(mirrored - places[: len(first)]).max() < 1e-6, name


@EVERY
def test_nobody_sinks_into_floor_or_wall(exercise: Exercise) -> None:
    scene = scene_of(exercise)
    for piece in scene.pieces(scene.times):
        if piece.group in BODY:
            least = np.stack(piece.points).min(axis=(0, 1)) - piece.radius
            assert least[2] > -2.5, f"{piece.name} is {-least[2]:.1f} cm in the floor"
            if Prop.WALL_BEHIND in scene.names:
                deep = WALL_BEHIND_CM - least[0]
                assert deep < 2.5, f"{piece.name} is {deep:.1f} cm in the wall"


@EVERY
def test_the_figure_stays_on_its_sheet(exercise: Exercise) -> None:
    scene = scene_of(exercise)
    shown = {piece.name for piece in scene.pieces([0.0]) if is_shown(piece, scene.movement.show)}
    for track in scene.figure(scene.times):
        if track.name in shown:
            assert track.points.min() - track.width / 2 > -0.1, track.name
            assert track.points.max() + track.width / 2 < 100.1, track.name
    assert all(0 <= value <= 100 for arrow in scene.arrows for point in arrow for value in point)


@EVERY
def test_the_end_differs_from_the_beginning(exercise: Exercise) -> None:
    scene = scene_of(exercise)
    assert scene.ghosts(), "nothing is seen to move"


@EVERY
def test_the_svg_is_small_and_has_neither_script_nor_style(exercise: Exercise) -> None:
    drawn = moving_svg(exercise) or ""
    assert len(drawn.encode()) < 40_000
    assert "<animate " in drawn
    for word in ("style=", "<script", "onload", 'href="http', "javascript:"):
        assert word not in drawn
