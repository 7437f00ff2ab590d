"""Where the muscles are that an exercise stretches or works, as patches on the body."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from posturecam.stretches.exercises import Muscle
from posturecam.stretches.figure.flesh import Piece
from posturecam.stretches.figure.joints import SIDES
from posturecam.stretches.figure.skeleton import Offset, Skeleton, Vector, outward

PATCH_CM: Final = 2.6  # half the width of a patch


@dataclass(frozen=True, slots=True)
class Spot:
    """A point fixed to a part of the body; y of `offset` runs outwards, `*` is the side."""

    part: str
    joint: str
    offset: Offset


@cache
def table() -> dict[str, tuple[tuple[Spot, ...], ...]]:
    """Return the patches by a word of a muscle's name."""
    text = files("posturecam.stretches.figure").joinpath("muscles.toml").read_text("utf-8")
    rows = tomllib.loads(text)["patch"]
    return {
        word: tuple(tuple(map(_spot, shape)) for shape in shapes) for word, shapes in rows.items()
    }


def patches(body: Skeleton, muscles: Sequence[Muscle]) -> tuple[Piece, ...]:
    """Return the patches of `muscles` on both sides; the group of each is the muscle's effect."""
    found = {
        word: muscle.effect.value
        for muscle in reversed(muscles)
        for word in table()
        if word in muscle.name.lower()
    }
    return tuple(
        Piece(
            f"{side}_{word}_{number}".replace(" ", "_"),
            effect,
            tuple(_place(body, spot, side) for spot in shape),
            PATCH_CM,
            closed=len(shape) > 2,
        )
        for word, effect in found.items()
        for number, shape in enumerate(table()[word])
        for side in SIDES
    )


def _spot(written: str) -> Spot:
    part, joint, *offset = written.split()
    forward, out, up = map(float, offset)
    return Spot(part, joint, (forward, out, up))


def _place(body: Skeleton, spot: Spot, side: str) -> Vector:
    forward, out, up = spot.offset
    part, joint = (name.replace("*", side) for name in (spot.part, spot.joint))
    return body.place(part, joint, (forward, outward(side) * out, up))
