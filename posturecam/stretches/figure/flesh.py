"""What is drawn of a body: rounded pieces around its bones, eyes, and patches over muscles.

A piece is a line or a polygon through points in space, drawn `radius` thick with round corners: a
hull of spheres, which looks right from everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.stretches.figure.joints import SIDES
from posturecam.stretches.figure.skeleton import Offset, Skeleton, Vector, outward


@dataclass(frozen=True, slots=True)
class Piece:
    """A rounded piece of the body or of a thing; pieces of one `group` have one outline.

    Each of `points` is (N, 3).
    """

    name: str
    group: str
    points: tuple[Vector, ...]
    radius: float
    closed: bool = False


CHEST: Final[tuple[Offset, ...]] = ((-1.5, 10, 19), (-1.5, -10, 19), (0.5, -7.5, 2), (0.5, 7.5, 2))
BELLY: Final[tuple[Offset, ...]] = ((0, 7, 18), (0, -7, 18), (0.5, -7.5, 4), (0.5, 7.5, 4))
HIPS: Final[tuple[Offset, ...]] = ((-1, 7.5, 8), (-1, -7.5, 8), (-1, -8, 0), (-1, 8, 0))
SKULL: Final[tuple[Offset, ...]] = ((-4.5, 0, 8.5), (2.5, 0, 10), (4.5, 0, 1))
BLADE: Final[tuple[Offset, ...]] = ((0, -3, 6), (0, 4.5, 5), (0, -1, -8))
NOSE: Final[tuple[Offset, ...]] = ((10.5, 0, 6.2), (13.4, 0, 2.6), (10.5, 0, 2.2))
EAR: Final[Offset] = (-0.5, 7.6, 4.5)
EYE: Final[Offset] = (10.6, 3.4, 7)
MID_HEAD: Final[Offset] = (1, 0, 5)
MID_CHEST: Final[Offset] = (-1, 0, 12)
FACING: Final[Offset] = (0.8, 0.6, 0)
EYE_SEEN: Final = 0.3  # cosine to the viewer below which an eye is past the outline
RADII: Final = {
    "chest": 8.6, "belly": 8.4, "hips": 9.2, "yoke": 4.0, "neck": 5.4, "skull": 7.2, "nose": 1.2,
    "blade": 1.2, "ear": 2.2, "eye": 1.05, "arm": 4.3, "hand": 3.3, "thumb": 1.6,
    "leg": 6.3, "foot": 3.4,
}  # fmt: skip
"""Half the thickness of each piece in cm: so that a body of 170 cm looks neither slim nor stout."""


def flesh(body: Skeleton) -> tuple[Piece, ...]:
    """Return the pieces of a body."""
    sides = [piece for side in SIDES for piece in (*_arm(body, side), *_leg(body, side))]
    return (*_trunk(body), *sides, *_head(body))


def eyes(body: Skeleton) -> tuple[tuple[Piece, Vector], ...]:
    """Return both eyes, each with the direction that it faces."""
    return tuple(
        (
            Piece(f"{side}_eye", "face", (_on_head(body, side, EYE),), RADII["eye"]),
            body.frames["head"] @ np.array([FACING[0], outward(side) * FACING[1], FACING[2]]),
        )
        for side in SIDES
    )


def blades(body: Skeleton) -> tuple[Piece, ...]:
    """Return the shoulder blades, which are seen from behind."""
    return tuple(
        Piece(f"{side}_blade", "blades", _blade(body, side), RADII["blade"], closed=True)
        for side in SIDES
    )


def _blade(body: Skeleton, side: str) -> tuple[Vector, ...]:
    offsets = [(x, outward(side) * y, z) for x, y, z in BLADE]
    return _placed(body, "upper_trunk", f"{side}_blade", offsets)


def _trunk(body: Skeleton) -> tuple[Piece, ...]:
    at = body.points
    belly = _placed(body, "lower_trunk", "l5", BELLY)
    shoulders = [at[f"{side}_shoulder"] for side in SIDES]
    collar = body.place("upper_trunk", "c7", (1, 0, 1.5))
    low = body.place("upper_trunk", "c7", (0, 0, -9))
    return (
        Piece("hips", "trunk", _placed(body, "pelvis", "pelvis", HIPS), RADII["hips"], closed=True),
        Piece(
            "belly",
            "trunk",
            (*belly[:2], belly[2], at["belly"], belly[3]),
            RADII["belly"],
            closed=True,
        ),
        Piece(
            "chest",
            "trunk",
            _placed(body, "upper_trunk", "t12", CHEST),
            RADII["chest"],
            closed=True,
        ),
        Piece(
            "yoke", "trunk", (shoulders[0], collar, shoulders[1], low), RADII["yoke"], closed=True
        ),
        Piece("neck", "trunk", (collar, at["c1"]), RADII["neck"]),
    )


def _head(body: Skeleton) -> tuple[Piece, ...]:
    ears = tuple(
        Piece(f"{side}_ear", "head", (_on_head(body, side, EAR),), RADII["ear"]) for side in SIDES
    )
    skull, nose = (_placed(body, "head", "c1", each) for each in (SKULL, NOSE))
    return (
        *ears,
        Piece("skull", "head", skull, RADII["skull"], closed=True),
        Piece("nose", "head", nose, RADII["nose"], closed=True),
    )


def _on_head(body: Skeleton, side: str, offset: Offset) -> Vector:
    return body.place("head", "c1", (offset[0], outward(side) * offset[1], offset[2]))


def _arm(body: Skeleton, side: str) -> tuple[Piece, ...]:
    at = body.points
    wrist, fingers = at[f"{side}_wrist"], at[f"{side}_fingers"]
    hand = body.frames[f"{side}_hand"]
    root = wrist + 0.25 * (fingers - wrist)
    thumb = root + hand @ np.array([6.0, 0.0, -3.5])
    group = f"{side}_arm"
    return (
        Piece(f"{side}_thumb", group, (root, thumb), RADII["thumb"]),
        Piece(f"{side}_hand", group, (wrist, wrist + 0.8 * (fingers - wrist)), RADII["hand"]),
        Piece(
            f"{side}_arm",
            group,
            tuple(at[f"{side}_{joint}"] for joint in ("shoulder", "elbow", "wrist")),
            RADII["arm"],
        ),
    )


def _leg(body: Skeleton, side: str) -> tuple[Piece, ...]:
    at, foot = body.points, body.frames[f"{side}_foot"]
    ankle, group = at[f"{side}_ankle"], f"{side}_leg"
    sole = [ankle + foot @ np.array([x, 0.0, z]) for x, z in ((-3.5, -3.2), (14, -3.2), (1, -0.5))]
    return (
        Piece(f"{side}_foot", group, tuple(sole), RADII["foot"], closed=True),
        Piece(
            f"{side}_leg",
            group,
            tuple(at[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle")),
            RADII["leg"],
        ),
    )


def _placed(
    body: Skeleton, frame: str, origin: str, offsets: Sequence[Offset]
) -> tuple[Vector, ...]:
    return tuple(body.place(frame, origin, offset) for offset in offsets)
