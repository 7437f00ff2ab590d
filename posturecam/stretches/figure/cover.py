"""Which muscles the head hides, and which are on the other face of the body."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.stretches.exercises import Muscle
from posturecam.stretches.figure.flesh import MID_CHEST, MID_HEAD, Piece
from posturecam.stretches.figure.muscles import patches
from posturecam.stretches.figure.sheet import Sheet
from posturecam.stretches.figure.skeleton import Skeleton

BY_HEAD_CM: Final = 25.0  # from its middle: as far as it reaches, with hair and nose, when it moves
IN_HEAD_CM: Final = 3.0  # from its middle towards the viewer: still inside it
BEHIND_CM: Final = 4.0  # from the middle of the chest, half as deep as it, away from the viewer


@dataclass(frozen=True, slots=True)
class Cover:
    """The names of patches over muscles that are covered."""

    by_head: frozenset[str]
    by_trunk: frozenset[str]


def cover_of(body: Skeleton, muscles: Sequence[Muscle], sheet: Sheet) -> Cover:
    """Return what covers the patches of `muscles` on a body at one time."""
    found = patches(body, muscles)
    return Cover(
        frozenset(piece.name for piece in found if _by_head(piece, body, sheet)),
        frozenset(piece.name for piece in found if _by_trunk(piece, body, sheet)),
    )


def _by_head(piece: Piece, body: Skeleton, sheet: Sheet) -> bool:
    away = np.stack(piece.points) - body.place("head", "c1", MID_HEAD)
    aside = np.linalg.norm(away @ sheet.axes[:2].T, axis=-1).min()
    return bool(aside < BY_HEAD_CM and sheet.depth(away).mean() < IN_HEAD_CM)


def _by_trunk(piece: Piece, body: Skeleton, sheet: Sheet) -> bool:
    ahead = body.frames["upper_trunk"][0, :, 0]
    facing = np.round(sheet.depth(ahead))  # 1 from the front, -1 from behind, 0 from the side
    away = np.stack(piece.points) - body.place("upper_trunk", "t12", MID_CHEST)
    return bool(facing * (away @ ahead).mean() < -BEHIND_CM)
