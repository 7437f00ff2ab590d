"""One exercise on a sheet: the figure at any time, its ghosts, its muscles and its arrows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from posturecam.stretches.exercises import Exercise, Muscle
from posturecam.stretches.figure import props
from posturecam.stretches.figure.arrows import arrows_of
from posturecam.stretches.figure.body import body_at
from posturecam.stretches.figure.flesh import Piece, eyes, flesh
from posturecam.stretches.figure.motion import Motion, motion_of
from posturecam.stretches.figure.movement import Movement, Prop
from posturecam.stretches.figure.muscles import patches
from posturecam.stretches.figure.postures import POSTURES
from posturecam.stretches.figure.sheet import Sheet, fitted
from posturecam.stretches.figure.skeleton import Skeleton, Vector

Path = tuple[tuple[float, float], ...]


class Role(StrEnum):
    """What a shape stands for, which decides how it looks."""

    PLANE = "plane"  # floor, wall
    THING = "thing"
    START = "start"  # ghosts
    END = "end"
    FAR = "far"  # limbs behind the body
    TRUNK = "trunk"
    HEAD = "head"
    NEAR = "near"  # limbs before the body
    HELD = "held"
    FACE = "face"
    STRETCHED = "stretched"
    STRENGTHENED = "strengthened"
    MOVED = "moved"
    RELAXED = "relaxed"
    ARROW = "arrow"


@dataclass(frozen=True, slots=True)
class Shape:
    """A line or polygon, drawn `width` thick with round corners; a `group` has one outline."""

    name: str
    group: str
    role: Role
    points: Path
    width: float
    closed: bool = False
    opacity: float = 1.0


SAMPLES_PER_S = 12.0
"""At which a movement is looked at for its extent; film for the eye runs at 24."""

GHOST = 2.0  # a piece that moves by less, in hundredths of the sheet, has no ghost
FAINT, STRONG = 0.35, 0.85  # of a muscle at rest, and at the end of the movement


@dataclass(frozen=True)
class Scene:
    """A movement, laid out on a sheet."""

    movement: Movement
    muscles: tuple[Muscle, ...] = ()

    @cached_property
    def motion(self) -> Motion:
        """Return the curves of the movement."""
        return motion_of(self.movement)

    @cached_property
    def times(self) -> tuple[float, ...]:
        """Return times over one loop, without its end."""
        length = self.motion.length_s
        count = max(8, round(length * SAMPLES_PER_S))
        return tuple(float(t) for t in np.linspace(0, length, count, endpoint=False))

    @cached_property
    def bodies(self) -> tuple[Skeleton, ...]:
        """Return the body at each of `times`."""
        return tuple(body_at(self.motion, t) for t in self.times)

    @cached_property
    def end_s(self) -> float:
        """Return when the first side is furthest from its beginning."""
        first_side = [n for n, t in enumerate(self.times) if t < self.movement.loop_s]
        return self.times[max(first_side, key=lambda n: self._away[n])]

    @cached_property
    def sheet(self) -> Sheet:
        """Return the view that everything fits into, always."""
        show = self.movement.show
        moving = [piece for n, t in enumerate(self.times) for piece in self._flesh(n, t)]
        still = [piece for piece in self._things if piece.group != props.PLANE]
        return fitted(self.movement.view, show, [*moving, *still])

    @cached_property
    def _things(self) -> tuple[Piece, ...]:
        return props.things(self.names, self.bodies[0])

    @property
    def names(self) -> tuple[Prop, ...]:
        """Return the things in the picture."""
        base = POSTURES[self.movement.posture].props
        own = self.movement.props
        seats = {Prop.CHAIR, Prop.STOOL}
        return tuple(
            dict.fromkeys((*own, *(p for p in base if not (seats & {p} and seats & set(own)))))
        )

    @cached_property
    def _away(self) -> tuple[float, ...]:
        """Return how far each of `times` is from the beginning, as a share of the furthest."""
        axes = self.sheet.axes[:2]
        start = self._spots(0) @ axes.T
        away = [
            float(np.linalg.norm(self._spots(n) @ axes.T - start, axis=1).mean())
            for n in range(len(self.times))
        ]
        most = max(*away, 1e-6)
        return tuple(each / most for each in away)

    def _spots(self, n: int) -> Vector:
        points = list(self.bodies[n].points.values())
        pieces = [point for piece in self._flesh(n, self.times[n]) for point in piece.points]
        return np.stack([*points, *pieces])

    def pieces(self, at_s: float) -> tuple[Piece, ...]:
        """Return the body and what it holds, in space."""
        return self._pieces(body_at(self.motion, at_s), at_s)

    def _flesh(self, n: int, t: float) -> tuple[Piece, ...]:
        return self._pieces(self.bodies[n], t)

    def _pieces(self, body: Skeleton, t: float) -> tuple[Piece, ...]:
        breath = self.motion.at(t).angles.get("belly.rise", 0.0) / 100
        return (*flesh(body, breath), *props.held(self.names, body))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Return the groups from the furthest to the nearest."""
        depths: dict[str, list[float]] = {}
        for n, t in enumerate(self.times):
            for piece in self._flesh(n, t):
                depths.setdefault(piece.group, []).extend(map(self.sheet.depth, piece.points))
        return tuple(sorted(depths, key=lambda group: float(np.mean(depths[group]))))

    def still(self) -> tuple[Shape, ...]:
        """Return floor, walls and things."""
        return tuple(
            self._shape(piece, Role.PLANE if piece.group == props.PLANE else Role.THING)
            for piece in self._things
        )

    def figure(self, at_s: float) -> tuple[Shape, ...]:
        """Return the figure at a time, from back to front: as many shapes at every time."""
        body = body_at(self.motion, at_s)
        pieces = self._pieces(body, at_s)
        groups = [
            self._shape(piece, self._role(group))
            for group in self.order
            for piece in pieces
            if piece.group == group
        ]
        return (*groups, *self._tints(body, at_s), *self._face(body))

    def ghosts(self) -> tuple[Shape, ...]:
        """Return what moves, where it begins and where it is furthest from there."""
        start, end = self.figure(0), self.figure(self.end_s)
        moving = [
            (a, b)
            for a, b in zip(start, end, strict=True)
            if a.role in _SOLID and np.abs(np.array(a.points) - np.array(b.points)).max() > GHOST
        ]
        return (
            *(replace(a, role=Role.START) for a, _ in moving),
            *(replace(b, role=Role.END) for _, b in moving),
        )

    @cached_property
    def arrows(self) -> tuple[Path, ...]:
        """Return which way it goes: lines with their tip at the last point."""
        return arrows_of(self.movement, self.motion, self.sheet, self.end_s)

    def _role(self, group: str) -> Role:
        if group in ("trunk", "head"):
            return Role.TRUNK if group == "trunk" else Role.HEAD
        if not group.endswith(("_arm", "_leg")):
            return Role.HELD
        return Role.FAR if self.order.index(group) < self.order.index("trunk") else Role.NEAR

    def _tints(self, body: Skeleton, at_s: float) -> list[Shape]:
        sides = self.movement.tint
        share = float(np.interp(at_s % self.motion.length_s, self.times, self._away))
        strength = FAINT + (STRONG - FAINT) * share
        swapped = at_s % self.motion.length_s >= self.movement.loop_s and sides != "both"
        if swapped:
            sides = "left" if sides == "right" else "right"
        return [
            replace(
                self._shape(piece, Role(piece.group)),
                opacity=strength if sides == "both" or piece.name.startswith(sides) else 0.0,
            )
            for piece in patches(body, self.muscles)
        ]

    def _face(self, body: Skeleton) -> list[Shape]:
        radius = _EYE_CM * self.sheet.scale
        return [
            Shape(
                name,
                "face",
                Role.FACE,
                (self.sheet.at(place),),
                2 * radius,
                opacity=_seen(self.sheet.depth(way)),
            )
            for name, place, way in eyes(body)
        ]

    def _shape(self, piece: Piece, role: Role) -> Shape:
        points = tuple(map(self.sheet.at, piece.points))
        if piece.group == props.PLANE:
            points = tuple((min(max(x, 0.0), 100.0), min(max(y, 0.0), 100.0)) for x, y in points)
        width = 2 * piece.radius * self.sheet.scale
        return Shape(piece.name, piece.group, role, points, width, piece.closed)


_SOLID = frozenset({Role.FAR, Role.TRUNK, Role.HEAD, Role.NEAR, Role.HELD})
_EYE_CM = 1.05


def _seen(facing: float) -> float:
    """Return 1 for what faces the viewer, 0 for what is behind the head's edge."""
    return 1.0 if facing > 0 else 0.0


def scene_of(exercise: Exercise) -> Scene | None:
    """Return the scene of an exercise; None if it has no movement."""
    movement = exercise.movement
    return None if movement is None else Scene(movement, exercise.muscles)


def moments(scene: Scene) -> Sequence[float]:
    """Return the times of the beginning, the middle and the end of the movement."""
    start = scene.movement.keyframes[0].end_s
    return (0.0, (start + scene.end_s) / 2, scene.end_s)
