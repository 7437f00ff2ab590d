"""Which way it goes: arrows along the paths of what moves, beside the body."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from posturecam.stretches.figure.body import bodies_at
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
NEAR: Final = 1e-6
IN_LINE: Final = 0.6  # cosine from which something moves straight to or from the body


def arrows_of(movement: Movement, motion: Motion, sheet: Sheet, end_s: float) -> tuple[Line, ...]:
    """Return the arrows of a movement, which is furthest from its beginning at `end_s`."""
    if movement.arrow is Point.NONE:
        return ()
    start_s = movement.keyframes[0].end_s
    there, back = (_paths(motion, sheet, start_s, until) for until in (end_s, movement.loop_s))
    chosen = _chosen(movement, there)
    return tuple(_arrow(there[name], back[name], _centre(name, motion, sheet)) for name in chosen)


def spots(body: Skeleton) -> dict[str, Vector]:
    """Return the places that arrows can follow."""
    single = {
        Point.CROWN: body.place("head", "c1", (-1, 0, 17.5)),
        Point.NOSE: body.place("head", "c1", (14.5, 0, 3)),
        Point.CHEST: body.place("upper_trunk", "t12", (9, 0, 14)),
        Point.BELLY: body.place("lower_trunk", "l5", (9, 0, 8)),
        Point.BACK: body.place("upper_trunk", "t12", (-10, 0, 12)),
        Point.PELVIS: body.place("pelvis", "pelvis", (-10, 0, 0)),
    }
    paired = {
        f"{side}_{point}": place
        for side in SIDES
        for point, place in {
            Point.SHOULDER: body.points[f"{side}_shoulder"]
            + np.array([0, 5.0 * outward(side), 3.0]),
            Point.BLADE: body.place(
                "upper_trunk", f"{side}_shoulder", (-6, -9 * outward(side), -8)
            ),
            Point.ELBOW: body.points[f"{side}_elbow"],
            Point.HAND: body.points[f"{side}_fingers"],
            Point.KNEE: body.points[f"{side}_knee"],
            Point.FOOT: body.points[f"{side}_toes"],
        }.items()
    }
    return {**{str(point): place for point, place in single.items()}, **paired}


def _paths(motion: Motion, sheet: Sheet, start_s: float, end_s: float) -> dict[str, Vector]:
    bodies = bodies_at(motion, np.linspace(start_s, end_s, STEPS + 1))
    return {name: sheet.at(places) for name, places in spots(bodies).items()}


def _chosen(movement: Movement, paths: Mapping[str, Vector]) -> list[str]:
    far = {name: _travel(path) for name, path in paths.items()}
    wanted = movement.arrow or max(far, key=lambda name: far[name]).split("_")[-1]
    names = [name for name in far if name.split("_")[-1] == wanted]
    most = max(far[name] for name in names)
    return [name for name in names if far[name] >= ALIKE * most]


def _travel(path: Vector) -> float:
    return float(np.abs(path - path[0]).max())


def _centre(name: str, motion: Motion, sheet: Sheet) -> Vector:
    body = bodies_at(motion, [0.0])
    in_head = body.place("head", "c1", (0, 0, 5))
    in_chest = body.place("upper_trunk", "t12", (0, 0, 10))
    places = sheet.at(in_head if name in (Point.NOSE, Point.CROWN) else in_chest)
    return np.array(places[0])


def _arrow(there: Vector, loop: Vector, centre: Vector) -> Line:
    if _is_round(loop):
        return _circling(loop[: round(AROUND * STEPS) + 1])
    way, length = there[-1] - there[0], float(np.linalg.norm(there[-1] - there[0]))
    way = _unit(way)
    out = _unit(there.mean(axis=0) - centre)
    towards = float(way @ out)
    if towards < -IN_LINE:
        tip = there[0] - way * GAP / 2
        return _line(np.array([tip - way * max(SHORTEST, length), tip]))
    if towards > IN_LINE:
        tail = there[-1] + way * GAP / 2
        return _line(np.array([tail, tail + way * SHORTEST]))
    shifted = there + _unit(out - way * towards) * GAP
    middle = shifted.mean(axis=0)
    short = np.array([middle - way * SHORTEST / 2, middle + way * SHORTEST / 2])
    return _line(short if length < SHORTEST else shifted)


def _circling(path: Vector) -> Line:
    size = float(np.ptp(path, axis=0).max())
    middle = path.mean(axis=0)
    return _line(middle + (path - middle) * max(1.0, SHORTEST / max(size, 1.0)))


def _is_round(loop: Vector) -> bool:
    x, y = loop[:, 0], loop[:, 1]
    area = abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2
    length = float(np.linalg.norm(np.diff(loop, axis=0), axis=1).sum())
    return area > ROUND * length**2 / (4 * np.pi)


def _line(path: Vector) -> Line:
    kept = np.clip(path, 1.5, 98.5)
    return tuple((float(x), float(y)) for x, y in kept)


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / length if length > NEAR else np.array([0.0, -1.0])
