"""Whether the two cameras stand where they must: one before the person, one at the side."""

import math
from collections.abc import Sequence
from typing import Final

from posturecam.core.measure.blended_view import FRONT_ALONE_DEG, SIDE_ALONE_DEG
from posturecam.core.measure.side_view import MOSTLY_SIDE_DEG
from posturecam.core.measure.viewing_direction import direction_deg
from posturecam.core.pose.landmarks import LEAST_OBSERVATIONS
from posturecam.core.pose.orientation import TURNS, mostly_lying
from posturecam.core.values import Pose, Unseen
from posturecam.core.verify.alignment import FEWEST, TOO_SHORT
from posturecam.core.verify.reference import LEAST_AROUND_DEG

FRAMES: Final = 50  # of a recording say as well as all of it where the camera stands
EXCHANGED: Final = "--front and --side are exchanged"
NOBODY: Final = (
    "the side camera does not see you well: put it at shoulder height, 1 to 2 m from your side, so"
    " that head, shoulders and elbow are in the picture"
)


def place_problems(
    front: Sequence[Pose | Unseen], side: Sequence[Pose | Unseen]
) -> tuple[str, ...]:
    """Return what is wrong with the places of the two cameras; empty if nothing is.

    Of a few frames nothing is said of the places, but that they are too few.  Over a whole session
    people lean and turn, so the side camera's place is judged roughly: `reference` looks closely at
    the upright seconds.
    """
    if min(len(front), len(side)) < FEWEST:
        return (TOO_SHORT,)
    ours = front_problem(front), side_problem(side, MOSTLY_SIDE_DEG)
    found = [problem for problem in ours if problem]
    swapped = front_problem(side), side_problem(front, MOSTLY_SIDE_DEG)
    exchanged = len(found) > 1 and not any(swapped)
    return (*found, EXCHANGED) if exchanged else tuple(found)


def side_problem(looks: Sequence[Pose | Unseen], least_deg: float = LEAST_AROUND_DEG) -> str | None:
    """Return what to change at the side camera, by what it sees; None if it sees the side.

    From `least_deg` on it does; by default as closely as `reference` asks for.
    """
    if why := mostly_lying(looks):
        return (
            f"in the side camera's picture you are {why.value}: turn the camera, or its"
            f" pictures by {TURNS[why]} degrees more with --side-rotate"
        )
    seen = [one for one in looks if isinstance(one, Pose)]
    if len(seen) < max(LEAST_OBSERVATIONS, len(looks) / 2):
        return NOBODY
    around = _direction_deg(seen)
    if around >= least_deg:
        return None
    where = "from the front" if around < FRONT_ALONE_DEG else f"{around:.0f} degrees from the front"
    return (
        f"the side camera sees you {where}: it must stand at your side, level with your shoulders,"
        " where it sees your profile"
    )


def front_problem(looks: Sequence[Pose | Unseen]) -> str | None:
    """Return what is wrong with the front camera, by what it sees; None if nothing is."""
    seen = [one for one in looks if isinstance(one, Pose)]
    if len(seen) < LEAST_OBSERVATIONS:
        return "the front camera does not see you; your face must be in its picture"
    if _direction_deg(seen) < SIDE_ALONE_DEG:
        return None
    return "the front camera sees you from the side; it must be the one at your desk"


def _direction_deg(seen: Sequence[Pose]) -> float:
    return direction_deg(seen[:: math.ceil(len(seen) / FRAMES)])
