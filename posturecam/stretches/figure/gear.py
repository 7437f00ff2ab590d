"""What the hands hold or pull, and what lies on the body: it moves with them."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from posturecam.stretches.figure.flesh import Piece
from posturecam.stretches.figure.joints import SIDES
from posturecam.stretches.figure.movement import Prop
from posturecam.stretches.figure.skeleton import Skeleton, Vector, outward

GRIP: Final = 0.55  # share of the way from wrist to fingertips
HANDLE_CM: Final = 9.0  # half a dumbbell
BAR_CM: Final = 62.0  # half a short barbell
PLATE_AT_CM: Final = 50.0
PLATE_CM: Final = 9.0  # radius of an iron plate of 2.5 kg
PULL_BAR_CM: Final = 46.0  # half the bar of a pulley
BAND_FIXED: Final = (88.0, 0.0, 104.0)  # at elbow height
PULLEY: Final = (10.0, 0.0, 196.0)
CORNERS: Final = 24  # of what is round
WARMTH_CM: Final = (0.5, 7.0)  # where waves rise, outwards from the shoulder's end of a pack
RISES_CM: Final = (7.0, 22.0)
SWAY_CM: Final = 1.5
PACK_CM: Final = ((-6.0, 0.0, 3.0), (-9.0, -9.0, -7.0), (-9.0, 9.0, -7.0))  # its middle and corners
WORN: Final = "worn"  # what lies on the body, over its muscles


def held(names: tuple[Prop, ...], body: Skeleton) -> tuple[Piece, ...]:
    """Return what moves with the body."""
    return tuple(piece for name in names if name in _HELD for piece in _HELD[name](body))


def _grip(body: Skeleton, side: str) -> Vector:
    wrist, fingers = body.points[f"{side}_wrist"], body.points[f"{side}_fingers"]
    grip: Vector = wrist + GRIP * (fingers - wrist)
    return grip


def _ball(body: Skeleton) -> tuple[Piece, ...]:
    spot = body.place("upper_trunk", "t12", (-12.0, -6.0, 14.0))
    return (Piece("ball", "ball", (spot,), 3.8),)


def _weight(body: Skeleton, side: str) -> tuple[Piece, ...]:
    group, along = f"{side}_dumbbell", body.frames[f"{side}_hand"][..., 0]
    grip = _grip(body, side)
    ends = [
        (grip + way * 0.6 * HANDLE_CM * along, grip + way * HANDLE_CM * along) for way in (-1, 1)
    ]
    return (
        Piece(f"{side}_handle", group, (ends[0][1], ends[1][1]), 1.5),
        *(Piece(f"{side}_weight_{n}", group, end, 4.0) for n, end in enumerate(ends)),
    )


def _dumbbells(body: Skeleton) -> tuple[Piece, ...]:
    return tuple(piece for side in SIDES for piece in _weight(body, side))


def _across(body: Skeleton) -> tuple[Vector, Vector]:
    """Return the middle of the grips, and the way from the right one to the left one."""
    left, right = (_grip(body, side) for side in SIDES)
    way = left - right
    return (left + right) / 2, way / np.linalg.norm(way, axis=-1, keepdims=True)


def _barbell(body: Skeleton) -> tuple[Piece, ...]:
    middle, way = _across(body)
    return (
        Piece("bar", "bar", (middle - BAR_CM * way, middle + BAR_CM * way), 1.2),
        *(
            piece
            for side, sign in zip(SIDES, (1, -1), strict=True)
            for piece in (
                _plate(f"{side}_plate", middle + sign * PLATE_AT_CM * way),
                Piece(f"{side}_sleeve", f"{side}_sleeve", (middle + sign * BAR_CM * way,), 2.5),
            )
        ),
    )


def _plate(name: str, middle: Vector) -> Piece:
    turns = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    rim = tuple(middle + PLATE_CM * np.array([np.cos(a), 0, np.sin(a)]) for a in turns)
    return Piece(name, name, rim, 1.2, closed=True)


def _band(body: Skeleton) -> tuple[Piece, ...]:
    grips = {side: _grip(body, side) for side in SIDES}
    return tuple(
        Piece(f"{side}_band", f"{side}_band", (grip, grip * 0 + np.array(BAND_FIXED)), 0.7)
        for side, grip in grips.items()
    )


def _cable(body: Skeleton) -> tuple[Piece, ...]:
    middle, way = _across(body)
    return (
        Piece("cable", "cable", (middle, middle * 0 + np.array(PULLEY)), 0.6),
        Piece("bar", "bar", (middle - PULL_BAR_CM * way, middle + PULL_BAR_CM * way), 1.3),
    )


def _pack(body: Skeleton) -> tuple[Piece, ...]:
    ends = [
        body.place("upper_trunk", f"{side}_shoulder", (-4.0, -3.5 * outward(side), 4.0))
        for side in SIDES
    ]
    collar, *low = (body.place("upper_trunk", "c7", at) for at in PACK_CM)
    warmth = [
        _warmth(end, outward(side) * out)
        for end, side in zip(ends, SIDES, strict=True)
        for out in WARMTH_CM
    ]
    return (Piece("pack", WORN, (ends[0], collar, ends[1], *low), 3.6, closed=True), *warmth)


def _warmth(end: Vector, out: float) -> Piece:
    """Return a wave that rises from a warm pack."""
    heights = np.linspace(*RISES_CM, CORNERS)
    waves = SWAY_CM * np.sin(np.linspace(0, 3 * np.pi, CORNERS))
    points = tuple(
        end + np.array([0.0, out + wave, up]) for wave, up in zip(waves, heights, strict=True)
    )
    return Piece(f"warmth_{out:g}", WORN, points, 0.6)


_HELD: Final[Mapping[Prop, Callable[[Skeleton], tuple[Piece, ...]]]] = {
    Prop.BALL: _ball,
    Prop.DUMBBELLS: _dumbbells,
    Prop.DUMBBELL: lambda body: _weight(body, "right"),
    Prop.BARBELL: _barbell,
    Prop.BAND: _band,
    Prop.CABLE: _cable,
    Prop.PACK: _pack,
}
