"""What every moving figure of the catalogue keeps to, at every moment."""

from collections.abc import Iterator

import numpy as np
import pytest

from posturecam.stretches.catalogue import builtin
from posturecam.stretches.exercises import Exercise
from posturecam.stretches.figure import joints, svg
from posturecam.stretches.figure.body import body_at, goal_of
from posturecam.stretches.figure.motion import motion_of
from posturecam.stretches.figure.movement import Anchor, Movement, Prop
from posturecam.stretches.figure.props import WALL_BEHIND_CM
from posturecam.stretches.figure.scene import Scene, moments
from posturecam.stretches.figure.sheet import is_shown
from posturecam.stretches.figure.skeleton import ENDS, Skeleton

MOVING = [one for one in builtin().exercises if one.movement is not None]
EVERY = pytest.mark.parametrize("exercise", MOVING, ids=lambda one: one.key)
FRAME_S = 1 / 24
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


def bodies(movement: Movement, step_s: float = 0.1) -> Iterator[tuple[float, Skeleton]]:
    motion = motion_of(movement)
    for t in np.arange(0, motion.length_s, step_s):
        yield float(t), body_at(motion, float(t))


@EVERY
def test_bones_keep_their_lengths(exercise: Exercise) -> None:
    def lengths(body: Skeleton) -> list[float]:
        pairs = [(a.format(s), b.format(s)) for a, b in BONES for s in joints.SIDES]
        return [float(np.linalg.norm(body.points[b] - body.points[a])) for a, b in pairs]

    movement = movement_of(exercise)
    first = lengths(motion_of(movement).start)
    for _, body in bodies(movement):
        assert lengths(body) == pytest.approx(first, abs=1e-6)


@EVERY
def test_what_is_held_stays_where_it_is_held(exercise: Exercise) -> None:
    movement = movement_of(exercise)
    motion = motion_of(movement)
    for t, body in bodies(movement):
        for limb, grip in motion.at(t).grips.items():
            if grip.weight == 1 and grip.first == grip.then != Anchor.FREE:
                goal, _ = goal_of(body, limb, grip.first)
                off = float(np.linalg.norm(body.points[ENDS[limb][0]] - goal))
                assert off < 1.0, f"{limb} is {off:.1f} cm off at {t:.1f} s"


@EVERY
def test_nothing_jumps_and_the_loop_closes(exercise: Exercise) -> None:
    movement = movement_of(exercise)
    steps = [body for _, body in bodies(movement, FRAME_S)]
    for before, after in zip(steps, [*steps[1:], steps[0]], strict=True):
        moved = {name: after.points[name] - before.points[name] for name in before.points}
        furthest = max(moved, key=lambda name: float(np.linalg.norm(moved[name])))
        assert np.linalg.norm(moved[furthest]) < 14, furthest


@EVERY
def test_the_other_side_is_the_mirror_image(exercise: Exercise) -> None:
    movement = movement_of(exercise)
    if not movement.mirror:
        pytest.skip("it has one side")
    motion = motion_of(movement)
    for t in np.arange(0, movement.keyframes[-1].end_s, 0.2):
        one, other = body_at(motion, t), body_at(motion, t + movement.loop_s)
        for name, point in one.points.items():
            mirrored = other.points[joints.other_side(name)] * (1, -1, 1)
            assert mirrored == pytest.approx(point, abs=1e-6), name


@EVERY
def test_nobody_sinks_into_floor_or_wall(exercise: Exercise) -> None:
    scene = Scene(movement_of(exercise), exercise.muscles)
    for t in scene.times:
        for piece in scene.pieces(t):
            if piece.group in ("trunk", "head") or piece.group.endswith(("_arm", "_leg")):
                low = min(float(point[2]) for point in piece.points) - piece.radius
                back = min(float(point[0]) for point in piece.points) - piece.radius
                assert low > -2.5, f"{piece.name} is {-low:.1f} cm in the floor at {t:.1f} s"
                if Prop.WALL_BEHIND in scene.names:
                    assert back > WALL_BEHIND_CM - 2.5, f"{piece.name} is in the wall at {t:.1f} s"


@EVERY
def test_the_figure_stays_on_its_sheet(exercise: Exercise) -> None:
    scene = Scene(movement_of(exercise), exercise.muscles)
    shown = {piece.name for piece in scene.pieces(0) if is_shown(piece, scene.movement.show)}
    for t in scene.times:
        for shape in scene.figure(t):
            if shape.name in shown:
                edges = np.array(shape.points)[:, :, None] + [-shape.width / 2, shape.width / 2]
                assert edges.min() > -0.1
                assert edges.max() < 100.1
    for arrow in scene.arrows:
        assert all(0 <= value <= 100 for point in arrow for value in point)


@EVERY
def test_every_frame_has_the_same_shapes(exercise: Exercise) -> None:
    scene = Scene(movement_of(exercise), exercise.muscles)
    kinds = [[(s.name, s.role, len(s.points)) for s in scene.figure(t)] for t in moments(scene)]
    assert kinds[0] == kinds[1] == kinds[2]


@EVERY
def test_the_end_differs_from_the_beginning(exercise: Exercise) -> None:
    scene = Scene(movement_of(exercise), exercise.muscles)
    assert scene.ghosts(), "nothing is seen to move"


@EVERY
def test_the_svg_is_small_and_has_neither_script_nor_style(exercise: Exercise) -> None:
    drawn = svg.moving(Scene(movement_of(exercise), exercise.muscles), exercise.name, exercise.key)
    assert len(drawn.encode()) < 40_000
    assert "<animate " in drawn
    for word in ("style=", "<script", "onload", 'href="http', "javascript:"):
        assert word not in drawn
