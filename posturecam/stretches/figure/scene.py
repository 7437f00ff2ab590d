"""One exercise on a sheet: the figure at any time, its ghosts, its muscles and its arrows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial

import numpy as np

from posturecam.stretches.exercises import Exercise, Muscle
from posturecam.stretches.figure import gear, joints, props
from posturecam.stretches.figure.arrows import arrows_of
from posturecam.stretches.figure.body import bodies_at
from posturecam.stretches.figure.cover import Cover, cover_of
from posturecam.stretches.figure.flesh import EYE_SEEN, Piece, blades, eyes, flesh
from posturecam.stretches.figure.motion import Motion, motion_of
from posturecam.stretches.figure.movement import Movement, Prop, View
from posturecam.stretches.figure.muscles import patches
from posturecam.stretches.figure.postures import POSTURES
from posturecam.stretches.figure.sheet import SHEET, Sheet, axes_of, fitted
from posturecam.stretches.figure.skeleton import Skeleton, Vector

Path = tuple[tuple[float, float], ...]
Times = Sequence[float] | Vector


class Role(StrEnum):
    """What a shape stands for, which decides how it looks."""

    PLANE = "plane"  # floor, wall
    WATER = "water"
    THING = "thing"
    START = "start"  # ghosts
    END = "end"
    FAR = "far"  # limbs behind the body
    TRUNK = "trunk"
    HEAD = "head"
    NEAR = "near"  # limbs before the body
    HELD = "held"
    BLADE = "blade"
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
LEVEL = frozenset({View.FRONT, View.SIDE, View.BACK})  # where floors and walls are bands
SEATS = frozenset({Prop.CHAIR, Prop.STOOL})
LIMBS = ("_arm", "_leg")
SOLID = frozenset({Role.FAR, Role.TRUNK, Role.HEAD, Role.NEAR, Role.HELD})
GHOST = 2.0  # a piece that moves by less, in hundredths of the sheet, has no ghost
PALE = 0.3  # floor and wall, so that they suit a light and a dark page
FAINT, STRONG = 0.35, 0.85  # of a muscle at rest, and at the end of the movement
THROUGH = 0.3  # share of its strength that a muscle keeps when it is seen through the body


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
        """Return the view that everything fits into, at every time, and the arrows too."""
        still = [each for each in self._things if each.group not in {*props.ENDLESS, props.MAT}]
        pieces = [*self.pieces(self.times), *still]
        fit = partial(fitted, self.movement.view, self.movement.show, pieces)
        alone = fit()
        arrows = self._arrows(alone)
        return fit([alone.plane(point) for arrow in arrows for point in arrow])

    @cached_property
    def end_s(self) -> float:
        """Return when the first side is furthest from its beginning, or is to be shown last."""
        if self.movement.moments_s:
            return self.movement.moments_s[-1]
        first_side = self.times <= self.movement.keyframes[-1].end_s
        return float(self.times[int(np.argmax(self._away * first_side))])

    @cached_property
    def begin_s(self) -> float:
        """Return when the way to `end_s` begins: where the first moments are furthest from it."""
        if not self.movement.moments_s:
            return self.movement.keyframes[0].end_s
        *first, last = (self._spots([moment])[0] for moment in self.movement.moments_s)
        away = [float(np.linalg.norm(spots - last, axis=-1).mean()) for spots in first]
        return self.movement.moments_s[int(np.argmax(away))]

    @cached_property
    def moments(self) -> tuple[float, float, float]:
        """Return when the movement begins, is halfway by what is seen, and ends."""
        if self.movement.moments_s:
            return self.movement.moments_s
        there = self.times <= self.end_s
        halfway = np.abs(self._away[there] - self._away[there].max() / 2).argmin()
        return (0.0, float(self.times[halfway]), self.end_s)

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
        return self._arrows(self.sheet)

    def _arrows(self, sheet: Sheet) -> tuple[Path, ...]:
        return arrows_of(self.movement, self.motion, sheet, (self.begin_s, self.end_s))

    @cached_property
    def extent(self) -> tuple[float, float]:
        """Return the top and the bottom of what is ever drawn."""
        tracks = (*self.figure(self.times), *self.still())
        small = [track for track in tracks if track.role is not Role.PLANE]
        floors = [track for track in tracks if track.role is Role.PLANE]
        arrows = [y for arrow in self.arrows for _, y in arrow]
        edges = [
            float(edge(track.points[..., 1])) + sign * track.width / 2
            for track in small
            for edge, sign in ((np.min, -1), (np.max, 1))
        ]
        edges += [float(floor.points[..., 1].min()) for floor in floors]
        return max(0.0, min(*edges, *arrows, SHEET)), min(SHEET, max(*edges, *arrows))

    def pieces(self, times_s: Times) -> tuple[Piece, ...]:
        """Return the body and what it holds, in space."""
        body = bodies_at(self.motion, times_s)
        return (*flesh(body), *gear.held(self.names, body))

    def still(self) -> tuple[Track, ...]:
        """Return floor, walls and things."""
        roles = {props.PLANE: Role.PLANE, props.WATER: Role.WATER}
        pieces = [(piece, roles.get(piece.group, Role.THING)) for piece in self._things]
        tracks = [
            self._track(piece, role, np.array([1.0 if role is Role.THING else PALE]))
            for piece, role in pieces
        ]
        return tuple(
            track
            for track in tracks
            if track.role is Role.THING or np.ptp(track.points, axis=1).min() > 0  # on the sheet
        )

    def figure(self, times_s: Times) -> tuple[Track, ...]:
        """Return the figure at N times, from back to front."""
        body = bodies_at(self.motion, times_s)
        pieces = sorted(self.pieces(times_s), key=lambda piece: self.order.index(piece.group))
        drawn = [self._track(piece, self._role(piece.group)) for piece in pieces]
        worn = [track for track in drawn if track.group == gear.WORN]
        tracks = [track for track in drawn if track.group != gear.WORN]
        groups = [track.group for track in tracks]
        head = groups.index("head")
        tints = self._tints(body, np.asarray(times_s))
        hidden = self._cover.by_head if groups.index("trunk") < head else frozenset[str]()
        behind = [track for track in tints if track.name in hidden]
        before = [track for track in tints if track.name not in hidden]
        return (
            *tracks[:head],
            *behind,
            *tracks[head:],
            *before,
            *self._blades(body),
            *worn,
            *self._face(body),
        )

    def ghosts(self) -> tuple[Track, ...]:
        """Return what moves, where it begins and where it is furthest from there."""
        tracks = [track for track in self.figure([self.begin_s, self.end_s]) if track.role in SOLID]
        moved = [each for each in tracks if np.abs(each.points[1] - each.points[0]).max() > GHOST]
        return tuple(
            replace(each, role=role, points=each.points[n : n + 1])
            for n, role in enumerate((Role.START, Role.END))
            for each in moved
        )

    @cached_property
    def _things(self) -> tuple[Piece, ...]:
        things = props.things(self.names, bodies_at(self.motion, [0.0]))
        level = self.movement.view in LEVEL
        return tuple(thing for thing in things if level or thing.group not in props.ENDLESS)

    @cached_property
    def _away(self) -> Vector:
        """Return how far each of `times` is from the beginning, as a share of the furthest."""
        seen = self._spots(self.times)
        away = np.linalg.norm(seen - seen[0], axis=-1).mean(axis=-1)
        shares: Vector = away / max(float(away.max()), NEAR)
        return shares

    def _spots(self, times_s: Times) -> Vector:
        """Return the points of the body as they are seen, unscaled."""
        spots = np.stack([at for piece in self.pieces(times_s) for at in piece.points], axis=1)
        seen: Vector = spots @ axes_of(self.movement.view)[:2].T
        return seen

    @cached_property
    def _cover(self) -> Cover:
        """Return what covers the muscles at the beginning."""
        return cover_of(bodies_at(self.motion, [0.0]), self.muscles, self.sheet)

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
        if self.movement.mirror and tinted in joints.SIDES:
            later = t >= self.movement.loop_s
            shown = {side: shown[side] ^ later for side in joints.SIDES}
        through = dict.fromkeys(self._cover.by_trunk, THROUGH)
        tracks = []
        for piece in patches(body, self.muscles):
            seen = shown[piece.name.partition("_")[0]] * through.get(piece.name, 1.0)
            tracks.append(self._track(piece, Role(piece.group), strength * seen))
        return tracks

    def _blades(self, body: Skeleton) -> list[Track]:
        shown = blades(body) if self.movement.view is View.BACK else ()
        return [self._track(piece, Role.BLADE) for piece in shown]

    def _face(self, body: Skeleton) -> list[Track]:
        return [
            self._track(piece, Role.FACE, (self.sheet.depth(way) > EYE_SEEN).astype(float))
            for piece, way in eyes(body)
        ]

    def _track(self, piece: Piece, role: Role, opacity: Vector | None = None) -> Track:
        points = np.stack([self.sheet.at(point) for point in piece.points], axis=1)
        if piece.group in props.ENDLESS:
            points = np.clip(points, 0, SHEET)
        seen = np.ones(len(points)) if opacity is None else opacity
        width = 2 * piece.radius * self.sheet.scale
        return Track(piece.name, piece.group, role, points, width, piece.closed, seen)


def scene_of(exercise: Exercise) -> Scene | None:
    """Return the scene of an exercise; None if it has no movement."""
    movement = exercise.movement
    return None if movement is None else Scene(movement, exercise.muscles)
