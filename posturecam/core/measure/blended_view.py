"""One answer from two methods, so that nothing jumps between a camera in front and one at the side.

In front the face is measured, at the side the line from shoulders to ears.  In between both are
measured and joined, weighted by where the camera is and by the error of each.
"""

import math
from dataclasses import replace
from typing import Final

from posturecam.core.measure.side_view import FORWARD_SD_DEG
from posturecam.core.values import Reading, Unseen

FRONT_ALONE_DEG: Final = 22.0
SIDE_ALONE_DEG: Final = 44.0
"""Clips: seen from 15 to 31 degrees the front is the better one, from 41 on the side is."""

JOINED: Final = (
    ("cva_change_deg", "cva_change_sd_deg"),
    ("sink_cm", "sink_sd_cm"),
    ("neck_ahead_cm", "neck_ahead_sd_cm"),
)
"""What both can measure, and its error; the rest is the front's alone."""


def side_share(direction_deg: float) -> float:
    """How much the side counts from this direction: 0 nothing, 1 all."""
    beyond = (direction_deg - FRONT_ALONE_DEG) / (SIDE_ALONE_DEG - FRONT_ALONE_DEG)
    return min(1.0, max(0.0, beyond))


def side_first(share: float) -> bool:
    """Tell whether the side counts more than the front."""
    return share >= 1.0 - share


def join(front: Reading | Unseen, side: Reading | Unseen, direction_deg: float) -> Reading | Unseen:
    """Join what two methods measured in one pose; the one that counts more must have seen it.

    A side view does not know of a camera that has moved since, so it counts less then.
    """
    share = side_share(direction_deg)
    if isinstance(front, Unseen) or isinstance(side, Unseen):
        return side if side_first(share) else front
    odds, front = share * (1.0 - front.camera_moved), _doubted(front, direction_deg)
    joined: dict[str, float | None] = {}
    for name, sd_name in JOINED:
        joined[name], joined[sd_name] = _mean(
            (getattr(front, name), getattr(front, sd_name)),
            (getattr(side, name), getattr(side, sd_name)),
            odds,
        )
    return replace(front, **joined)  # type: ignore[arg-type]


def _doubted(front: Reading, direction_deg: float) -> Reading:
    """Doubt a `front` that takes all that goes forward for coming nearer: the cosine of it does."""
    if front.cva_change_sd_deg is None:
        return front
    unseen = FORWARD_SD_DEG * (1.0 - math.cos(math.radians(direction_deg)))
    return replace(front, cva_change_sd_deg=math.hypot(front.cva_change_sd_deg, unseen))


Measured = tuple[float | None, float | None]


def _mean(front: Measured, side: Measured, share: float) -> Measured:
    """Mean by share and precision, with its standard deviation."""
    (a, a_sd), (b, b_sd) = front, side
    if a is None or a_sd is None or b is None or b_sd is None:
        return front
    of_side = share * a_sd**2 / (share * a_sd**2 + (1.0 - share) * b_sd**2)
    return a + of_side * (b - a), math.hypot((1.0 - of_side) * a_sd, of_side * b_sd)
