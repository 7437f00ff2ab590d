"""What stays where it is: what the figure sits, lies or leans on."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from posturecam.stretches.figure.body import SEAT_CM, SEAT_OUT_CM
from posturecam.stretches.figure.flesh import Piece
from posturecam.stretches.figure.gear import BAND_FIXED, PULLEY
from posturecam.stretches.figure.movement import Prop
from posturecam.stretches.figure.skeleton import Skeleton

FAR: Final = 400.0
"""Floors and walls reach this far, in cm: beyond every sheet."""

THING: Final = "thing"
PLANE: Final = "plane"
WATER, SURFACE = "water", "surface"
ENDLESS: Final = frozenset({PLANE, WATER, SURFACE})
MAT: Final = "mat"  # may reach beyond the sheet
PILLOW_CM: Final = 2.0  # half its thickness
BEHIND_C1_CM: Final = 11.7  # the back of the skull
ROLLER_CM: Final = 7.5  # radius
BACK_CM: Final = 10.1  # from the middle of the chest to its back
BENCH_CM: Final = 45.0  # height of its surface
WATER_CM: Final = 60.0  # height of the water above the ground
BOTTOM_CM: Final = 18.0
WAVE_CM: Final = 26.0  # from one wave to the next
RIPPLE_CM: Final = 1.6
WALL_BEHIND_CM: Final = -13.5
WALL_AHEAD_CM: Final = 36.0


def things(names: tuple[Prop, ...], start: Skeleton) -> tuple[Piece, ...]:
    """Return what stays where it is, for a body that begins as `start`."""
    return tuple(piece for name in names if name in _STANDING for piece in _STANDING[name](start))


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
    edge = _line("mat", 0.8, (-95, 30, 0.8), (95, 30, 0.8), (95, -30, 0.8), (-95, -30, 0.8))
    return (*_floor(start), replace(edge, group=MAT))


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


def _pillow(start: Skeleton) -> tuple[Piece, ...]:
    x, _, z = (start.points["c1"] + np.array([-5.0, 0.0, -BEHIND_C1_CM - PILLOW_CM]))[0].tolist()
    corners = ((-17, 22), (13, 22), (13, -22), (-17, -22))
    return (_line("pillow", PILLOW_CM, *((x + along, out, z) for along, out in corners)),)


def _roller(start: Skeleton) -> tuple[Piece, ...]:
    x, _, _ = start.place("upper_trunk", "t12", (-BACK_CM - ROLLER_CM, 0.0, 9.0))[0].tolist()
    return (_line("roller", ROLLER_CM, (x, 30, ROLLER_CM), (x, -30, ROLLER_CM)),)


def _bench(start: Skeleton) -> tuple[Piece, ...]:
    x, out, top = float(start.points["left_knee"][0, 0]), 13.0, BENCH_CM - 3
    legs = [
        _line(f"bench_leg_{n}", 1.6, (x + at, 0, top), (x + at, 0, 1.6))
        for n, at in enumerate((-22, 62))
    ]
    return (
        *legs,
        _line(
            "bench",
            3.0,
            (x - 36, out, top),
            (x + 76, out, top),
            (x + 76, -out, top),
            (x - 36, -out, top),
        ),
    )


def _post(_: Skeleton) -> tuple[Piece, ...]:
    x, y, z = BAND_FIXED
    return (_line("post", 2.5, (x + 3, y, 2.5), (x + 3, y, z + 30)),)


def _pulley(_: Skeleton) -> tuple[Piece, ...]:
    x, y, z = PULLEY
    return (_line("beam", 2.5, (x, y - 40, z + 3), (x, y + 40, z + 3)),)


def _water(_: Skeleton) -> tuple[Piece, ...]:
    across = np.arange(-FAR, FAR, WAVE_CM / 8)
    waves = WATER_CM + RIPPLE_CM * np.sin(2 * np.pi * across / WAVE_CM)
    surface = tuple(np.array([[x, -FAR, z]]) for x, z in zip(across, waves, strict=True))
    bottom = tuple(np.array([[x, -FAR, BOTTOM_CM]]) for x in (FAR, -FAR))
    return (
        Piece("water", WATER, (*surface, *bottom), 0.0, closed=True),
        Piece("surface", SURFACE, surface, 0.5),
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
    Prop.PILLOW: _pillow,
    Prop.ROLLER: _roller,
    Prop.BENCH: _bench,
    Prop.BAND: _post,
    Prop.CABLE: _pulley,
    Prop.WATER: _water,
}
