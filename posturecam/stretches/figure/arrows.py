"""Which way it goes: arrows along the paths of what moves, beside the body."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from posturecam.stretches.figure.body import bodies_at
from posturecam.stretches.figure.flesh import MID_HEAD
from posturecam.stretches.figure.joints import SIDES
from posturecam.stretches.figure.motion import Motion
from posturecam.stretches.figure.movement import Movement, Point
from posturecam.stretches.figure.sheet import Sheet
from posturecam.stretches.figure.skeleton import Skeleton, Vector, outward

Line = tuple[tuple[float, float], ...]

SHORTEST: Final = 12.0  # of an arrow, in hundredths of the sheet: shorter ones are overlooked
GAP: Final = 5.0  # between arrow and body
STEPS: Final = 12
ROUND: Final = 0.3  # share of a circle's area from which a path goes round
AROUND: Final = 0.8  # of a round path, so that its arrow has a beginning
ALIKE: Final = 0.6  # the other side has an arrow too if it moves by this share
LONG: Final = 30.0  # from which an arrow runs along the path even if it goes straight out
CLEAR_CM: Final = 16.0  # from the middle of the head to the nearest arrow
RING_CM, RING_UP_CM, RING_DIP = 20.0, 22.0, 0.4  # radius, height over the middle of the head
NEAR: Final = 1e-6
IN_LINE: Final = 0.6  # cosine from which something moves straight to or from the body


def arrows_of(
    movement: Movement, motion: Motion, sheet: Sheet, way_s: tuple[float, float]
) -> tuple[Line, ...]:
    """Return the arrows of a movement that goes from the first time of `way_s` to the other."""
    if movement.arrow is Point.NONE:
        return ()
    start_s, end_s = way_s
    there, loop = (_paths(motion, sheet, start_s, until) for until in (end_s, movement.loop_s))
    heads = _heads(motion, sheet, (start_s, end_s))
    return tuple(
        _line(
            _circling(loop[name])
            if _is_round(loop[name])
            else _going(name, there, heads, sheet.scale)
        )
        for name in _chosen(movement, there)
    )


def spots(body: Skeleton) -> dict[str, Vector]:
    """Return the places that arrows can follow."""
    single = {
        Point.CROWN: body.place("head", "c1", (-1, 0, 17.5)),
        Point.NOSE: body.place("head", "c1", (14.5, 0, 3)),
        Point.TURN: _over_head(body),
        Point.CHEST: body.place("upper_trunk", "t12", (9, 0, 14)),
        Point.BELLY: body.place("lower_trunk", "belly", (21, 0, 1)),
        Point.BACK: body.place("upper_trunk", "t12", (-10, 0, 12)),
        Point.PELVIS: body.place("pelvis", "pelvis", (-10, 0, 0)),
    }
    paired = {
        f"{side}_{point}": place
        for side in SIDES
        for point, place in {
            Point.SHOULDER: body.points[f"{side}_shoulder"]
            + np.array([0, 5.0 * outward(side), 3.0]),
            Point.BLADE: body.points[f"{side}_blade"],
            Point.ELBOW: body.points[f"{side}_elbow"],
            Point.HAND: body.points[f"{side}_fingers"],
            Point.KNEE: body.points[f"{side}_knee"],
            Point.FOOT: body.points[f"{side}_toes"],
        }.items()
    }
    return {**{str(point): place for point, place in single.items()}, **paired}


def _over_head(body: Skeleton) -> Vector:
    """Return a point of a ring over the head, inclined so that the front sees it as an ellipse."""
    middle, ahead = body.place("head", "c1", MID_HEAD), body.frames["head"][..., 0]
    dip = ahead[..., :1] * RING_DIP
    ring: Vector = middle + RING_CM * ahead + np.array([0, 0, 1.0]) * (RING_UP_CM - RING_CM * dip)
    return ring


def _paths(motion: Motion, sheet: Sheet, start_s: float, end_s: float) -> dict[str, Vector]:
    times = np.linspace(start_s, end_s, STEPS + 1)
    places = spots(bodies_at(motion, times))
    return {name: sheet.at(place) for name, place in places.items()}


def _chosen(movement: Movement, paths: Mapping[str, Vector]) -> list[str]:
    far = {name: _travel(path) for name, path in paths.items()}
    wanted = movement.arrow or max(far, key=lambda name: far[name]).split("_")[-1]
    names = [name for name in far if wanted in (name, name.split("_")[-1])]
    most = max(far[name] for name in names)
    return [name for name in names if far[name] >= ALIKE * most]


def _travel(path: Vector) -> float:
    return float(np.abs(path - path[0]).max())


def _heads(motion: Motion, sheet: Sheet, times_s: tuple[float, float]) -> Vector:
    body = bodies_at(motion, times_s)
    return sheet.at(body.place("head", "c1", MID_HEAD))


def _going(name: str, paths: Mapping[str, Vector], heads: Vector, scale: float) -> Vector:
    """Return the arrow of a point that goes somewhere, beside the body."""
    path = paths[name]
    if name == Point.TURN:
        other_side = path[:0:-1] * (-1, 1) + path[0] * (2, 0)
        return np.concatenate([other_side, path])
    on_head = name in (Point.NOSE, Point.CROWN)
    centre = heads.mean(axis=0) if on_head else paths[Point.CHEST].mean(axis=0)
    length, way = float(np.linalg.norm(path[-1] - path[0])), _unit(path[-1] - path[0])
    out = _unit(path.mean(axis=0) - centre)
    towards = float(way @ out)
    if towards < -IN_LINE:
        tip = path[0] - way * GAP / 2
        return np.array([tip - way * max(SHORTEST, length), tip])
    if towards > IN_LINE and length < LONG:
        tail = path[-1] + way * GAP / 2
        return np.array([tail, tail + way * SHORTEST])
    aside = _unit(out - way * towards) if abs(towards) < IN_LINE else _upward(way)
    if length < SHORTEST:
        middle = path.mean(axis=0)
        path = np.array([middle - way * SHORTEST / 2, middle + way * SHORTEST / 2])
    shifted = path + aside * GAP
    while on_head and _nearest(shifted, heads) < CLEAR_CM * scale:
        shifted = shifted + aside
    return shifted


def _upward(way: Vector) -> Vector:
    across = np.array([way[1], -way[0]])
    return across if across[1] < 0 else -across


def _nearest(path: Vector, heads: Vector) -> float:
    return float(np.linalg.norm(path[:, None] - heads, axis=-1).min())


def _circling(loop: Vector) -> Vector:
    """Return most of a circle about the middle of a path, the way round that it goes."""
    middle, radius = loop.mean(axis=0), max(SHORTEST, float(np.ptp(loop, axis=0).max())) / 2
    way = 1 if _area(loop) > 0 else -1
    turns = np.linspace(0, AROUND * 2 * np.pi, 2 * STEPS) * way + np.pi / 2
    circle: Vector = middle + radius * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    return circle


def _area(loop: Vector) -> float:
    x, y = loop[:, 0], loop[:, 1]
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def _is_round(loop: Vector) -> bool:
    length = float(np.linalg.norm(np.diff(loop, axis=0), axis=1).sum())
    closed = float(np.linalg.norm(loop[-1] - loop[0])) < SHORTEST
    return closed and abs(_area(loop)) > ROUND * length**2 / (4 * np.pi)


def _line(path: Vector) -> Line:
    return tuple((float(x), float(y)) for x, y in path)


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / length if length > NEAR else np.array([0.0, -1.0])
