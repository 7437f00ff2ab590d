"""What the figure sits on, leans on or holds."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from posturecam.stretches.figure.body import SEAT_CM, SEAT_OUT_CM
from posturecam.stretches.figure.flesh import Piece
from posturecam.stretches.figure.movement import Prop
from posturecam.stretches.figure.skeleton import Skeleton

FAR: Final = 400.0
"""Floors and walls reach this far, in cm: beyond every sheet."""

THING: Final = "thing"
PLANE: Final = "plane"
WALL_BEHIND_CM: Final = -13.5
WALL_AHEAD_CM: Final = 36.0


def things(names: tuple[Prop, ...], start: Skeleton) -> tuple[Piece, ...]:
    """Return what stays where it is, for a body that begins as `start`."""
    return tuple(piece for name in names if name in _STANDING for piece in _STANDING[name](start))


def held(names: tuple[Prop, ...], body: Skeleton) -> tuple[Piece, ...]:
    """Return what moves with the hands."""
    return tuple(piece for name in names if name in _HELD for piece in _HELD[name](body))


def _line(name: str, radius: float, *points: tuple[float, float, float]) -> Piece:
    return Piece(
        name, THING, tuple(np.array([point]) for point in points), radius, closed=len(points) > 2
    )


def _seat(start: Skeleton) -> tuple[Piece, ...]:
    x = float(start.points["pelvis"][0, 0])
    front, back, out, top = x + 30.0, x - 15.0, SEAT_OUT_CM - 1, SEAT_CM - 2
    legs = [
        _line(f"leg_{n}", 1.3, (at, y, top - 2), (at, y, 1.5))
        for n, (at, y) in enumerate(((front, out), (front, -out), (back, out), (back, -out)))
    ]
    return (
        *legs,
        _line(
            "seat", 2.0, (front, out, top), (front, -out, top), (back, -out, top), (back, out, top)
        ),
    )


def _chair(start: Skeleton) -> tuple[Piece, ...]:
    x, out = float(start.points["pelvis"][0, 0]) - 15.0, SEAT_OUT_CM - 3
    return (
        *_seat(start),
        _line(
            "backrest",
            1.6,
            (x, out, SEAT_CM + 12),
            (x, -out, SEAT_CM + 12),
            (x - 5, -out, SEAT_CM + 42),
            (x - 5, out, SEAT_CM + 42),
        ),
        _line("post", 1.3, (x, 0, SEAT_CM - 2), (x, 0, SEAT_CM + 12)),
    )


def _plane(name: str, *points: tuple[float, float, float]) -> tuple[Piece, ...]:
    return (Piece(name, PLANE, tuple(np.array([point]) for point in points), 0.0, closed=True),)


def _floor(_: Skeleton) -> tuple[Piece, ...]:
    return _plane(
        "floor",
        (-FAR, -FAR, 0),
        (FAR, -FAR, 0),
        (FAR, FAR, 0),
        (FAR, FAR, -3),
        (-FAR, FAR, -3),
        (-FAR, -FAR, -3),
    )


def _wall(name: str, x: float, thick: float) -> Callable[[Skeleton], tuple[Piece, ...]]:
    return lambda _: _plane(
        name,
        (x, -FAR, 0),
        (x, FAR, 0),
        (x, FAR, FAR),
        (x + thick, FAR, FAR),
        (x + thick, -FAR, FAR),
        (x + thick, -FAR, 0),
    )


def _mat(start: Skeleton) -> tuple[Piece, ...]:
    return (
        *_floor(start),
        _line("mat", 0.8, (-95, 30, 0.8), (95, 30, 0.8), (95, -30, 0.8), (-95, -30, 0.8)),
    )


def _screen(start: Skeleton) -> tuple[Piece, ...]:
    x = float(start.points["pelvis"][0, 0]) + 74.0
    return (
        _line(
            "desk", 1.5, (x - 28, 45, 70), (x + 22, 45, 70), (x + 22, -45, 70), (x - 28, -45, 70)
        ),
        _line("desk_leg", 1.5, (x + 16, 0, 69), (x + 16, 0, 1.5)),
        _line("screen", 1.4, (x, 27, 84), (x + 3, 27, 116), (x + 3, -27, 116), (x, -27, 84)),
        _line("stand", 1.4, (x + 3, 0, 84), (x + 5, 0, 72)),
    )


def _doorframe(start: Skeleton) -> tuple[Piece, ...]:
    x = float(start.points["right_wrist"][0, 0]) + 3.0
    left, right, top = 52.0, -52.0, 208.0
    return (
        _line("left_post", 3.5, (x, left, 3.5), (x, left, top)),
        _line("right_post", 3.5, (x, right, 3.5), (x, right, top)),
        _line("lintel", 3.5, (x, left, top), (x, right, top)),
    )


_STANDING: Final[Mapping[Prop, Callable[[Skeleton], tuple[Piece, ...]]]] = {
    Prop.FLOOR: _floor,
    Prop.WALL_BEHIND: _wall("wall", WALL_BEHIND_CM, -4),
    Prop.WALL_AHEAD: _wall("wall", WALL_AHEAD_CM, 4),
    Prop.CHAIR: _chair,
    Prop.STOOL: _seat,
    Prop.MAT: _mat,
    Prop.SCREEN: _screen,
    Prop.DOORFRAME: _doorframe,
}


def _ball(body: Skeleton) -> tuple[Piece, ...]:
    spot = body.place("upper_trunk", "t12", (-12.0, -6.0, 14.0))
    return (Piece("ball", "ball", (spot,), 3.8),)


_HELD: Final[Mapping[Prop, Callable[[Skeleton], tuple[Piece, ...]]]] = {Prop.BALL: _ball}
