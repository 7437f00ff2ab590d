"""One exercise on a sheet: the figure at any time, its ghosts, its muscles and its arrows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from posturecam.stretches.exercises import Exercise, Muscle
from posturecam.stretches.figure import joints, props
from posturecam.stretches.figure.arrows import arrows_of
from posturecam.stretches.figure.body import bodies_at
from posturecam.stretches.figure.flesh import Piece, eyes, flesh
from posturecam.stretches.figure.motion import Motion, motion_of
from posturecam.stretches.figure.movement import Movement, Prop
from posturecam.stretches.figure.muscles import patches
from posturecam.stretches.figure.postures import POSTURES
from posturecam.stretches.figure.sheet import SHEET, Sheet, fitted
from posturecam.stretches.figure.skeleton import Skeleton, Vector

Path = tuple[tuple[float, float], ...]
Times = Sequence[float] | Vector


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


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """A line or polygon over N times, drawn `width` thick with round corners.

    `points` is (N, P, 2) and `opacity` (N); those of one `group` have one outline.
    """

    name: str
    group: str
    role: Role
    points: Vector
    width: float
    closed: bool
    opacity: Vector


SAMPLES_PER_S = 12.0
"""At which a movement is looked at for its extent; film for the eye runs at 24."""

FEWEST = 8
NEAR = 1e-6
SEATS = frozenset({Prop.CHAIR, Prop.STOOL})
LIMBS = ("_arm", "_leg")
SOLID = frozenset({Role.FAR, Role.TRUNK, Role.HEAD, Role.NEAR, Role.HELD})
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
    def times(self) -> Vector:
        """Return times over one loop, its end included."""
        length = self.motion.length_s
        return np.linspace(0, length, max(FEWEST, round(length * SAMPLES_PER_S)) + 1)

    @cached_property
    def names(self) -> tuple[Prop, ...]:
        """Return the things in the picture."""
        base, own = POSTURES[self.movement.posture].props, self.movement.props
        kept = [prop for prop in base if not (prop in SEATS and SEATS & set(own))]
        return tuple(dict.fromkeys((*own, *kept)))

    @cached_property
    def sheet(self) -> Sheet:
        """Return the view that everything fits into, at every time."""
        still = [piece for piece in self._things if piece.group != props.PLANE]
        return fitted(self.movement.view, self.movement.show, [*self.pieces(self.times), *still])

    @cached_property
    def end_s(self) -> float:
        """Return when the first side is furthest from its beginning."""
        return float(self.times[int(np.argmax(self._away * (self.times < self.movement.loop_s)))])

    @cached_property
    def moments(self) -> tuple[float, float, float]:
        """Return the times of the beginning, the middle and the end of the movement."""
        start = self.movement.keyframes[0].end_s
        return (0.0, (start + self.end_s) / 2, self.end_s)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Return the groups from the furthest to the nearest."""
        depths: dict[str, list[float]] = {}
        for piece in self.pieces(self.times):
            depth = float(self.sheet.depth(np.stack(piece.points)).mean())
            depths.setdefault(piece.group, []).append(depth)
        return tuple(sorted(depths, key=lambda group: float(np.mean(depths[group]))))

    @cached_property
    def arrows(self) -> tuple[Path, ...]:
        """Return which way it goes: lines with their tip at the last point."""
        return arrows_of(self.movement, self.motion, self.sheet, self.end_s)

    def pieces(self, times_s: Times) -> tuple[Piece, ...]:
        """Return the body and what it holds, in space."""
        body = bodies_at(self.motion, times_s)
        none = np.zeros(len(times_s))
        breath = self.motion.at(times_s).angles.get("belly.rise", none) / 100
        return (*flesh(body, breath), *props.held(self.names, body))

    def still(self) -> tuple[Track, ...]:
        """Return floor, walls and things."""
        return tuple(
            self._track(piece, Role.PLANE if piece.group == props.PLANE else Role.THING)
            for piece in self._things
        )

    def figure(self, times_s: Times) -> tuple[Track, ...]:
        """Return the figure at N times, from back to front."""
        body = bodies_at(self.motion, times_s)
        pieces = sorted(self.pieces(times_s), key=lambda piece: self.order.index(piece.group))
        solid = (self._track(piece, self._role(piece.group)) for piece in pieces)
        return (*solid, *self._tints(body, np.asarray(times_s)), *self._face(body))

    def ghosts(self) -> tuple[Track, ...]:
        """Return what moves, where it begins and where it is furthest from there."""
        tracks = [track for track in self.figure([0, self.end_s]) if track.role in SOLID]
        moved = [each for each in tracks if np.abs(each.points[1] - each.points[0]).max() > GHOST]
        return tuple(
            replace(each, role=role, points=each.points[n : n + 1])
            for n, role in enumerate((Role.START, Role.END))
            for each in moved
        )

    @cached_property
    def _things(self) -> tuple[Piece, ...]:
        return props.things(self.names, bodies_at(self.motion, [0.0]))

    @cached_property
    def _away(self) -> Vector:
        """Return how far each of `times` is from the beginning, as a share of the furthest."""
        spots = np.stack([at for piece in self.pieces(self.times) for at in piece.points], axis=1)
        seen = spots @ self.sheet.axes[:2].T
        away = np.linalg.norm(seen - seen[0], axis=-1).mean(axis=-1)
        shares: Vector = away / max(float(away.max()), NEAR)
        return shares

    def _role(self, group: str) -> Role:
        if group in (Role.TRUNK, Role.HEAD):
            return Role(group)
        if not group.endswith(LIMBS):
            return Role.HELD
        return Role.FAR if self.order.index(group) < self.order.index("trunk") else Role.NEAR

    def _tints(self, body: Skeleton, times_s: Vector) -> list[Track]:
        t = times_s % self.motion.length_s
        strength = FAINT + (STRONG - FAINT) * np.interp(t, self.times, self._away)
        tinted = self.movement.tint
        shown = {side: np.full(t.shape, tinted in ("both", side)) for side in joints.SIDES}
        if self.movement.mirror and tinted != "both":
            later = t >= self.movement.loop_s
            shown = {side: shown[side] ^ later for side in joints.SIDES}
        return [
            self._track(piece, Role(piece.group), strength * shown[piece.name.partition("_")[0]])
            for piece in patches(body, self.muscles)
        ]

    def _face(self, body: Skeleton) -> list[Track]:
        return [
            self._track(piece, Role.FACE, (self.sheet.depth(way) > 0).astype(float))
            for piece, way in eyes(body)
        ]

    def _track(self, piece: Piece, role: Role, opacity: Vector | None = None) -> Track:
        points = np.stack([self.sheet.at(point) for point in piece.points], axis=1)
        if role is Role.PLANE:
            points = np.clip(points, 0, SHEET)
        seen = np.ones(len(points)) if opacity is None else opacity
        width = 2 * piece.radius * self.sheet.scale
        return Track(piece.name, piece.group, role, points, width, piece.closed, seen)


def scene_of(exercise: Exercise) -> Scene | None:
    """Return the scene of an exercise; None if it has no movement."""
    movement = exercise.movement
    return None if movement is None else Scene(movement, exercise.muscles)
