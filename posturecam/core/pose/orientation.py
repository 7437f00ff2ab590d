"""Which way up somebody is in the picture: a camera upside down, or a recording on its side."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from posturecam.core.pose.landmarks import Body
from posturecam.core.values import Pose, Unseen, Why

LYING_DEG: Final = 70.0
"""Nobody at a desk inclines both neck and head by this.  Tapes: 23 degrees at most; a hunched
reader from the side 51."""

TURNS: Final[Mapping[Why, int]] = {
    Why.UPSIDE_DOWN: 180,
    Why.HEAD_LEFT: 90,
    Why.HEAD_RIGHT: 270,
}
"""By how many degrees the picture must be turned clockwise."""

_EARS = [Body.LEFT_EAR, Body.RIGHT_EAR]
_SHOULDERS = [Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]
_EYES = [Body.LEFT_EYE, Body.RIGHT_EYE]
_MOUTH = [Body.MOUTH_LEFT, Body.MOUTH_RIGHT]


def lying(pose: Pose) -> Why | None:
    """Say how the person of `pose` lies in the picture; None if upright.

    By the body: of a face upside down the face model makes an upright one.
    """
    neck, head = _inclined_deg(pose, _SHOULDERS, _EARS), _inclined_deg(pose, _MOUTH, _EYES)
    if min(abs(neck), abs(head)) < LYING_DEG:
        return None
    if abs(neck) > 135.0:  # noqa: PLR2004 - half way between lying and upside down
        return Why.UPSIDE_DOWN
    return Why.HEAD_RIGHT if neck > 0 else Why.HEAD_LEFT


def mostly_lying(observations: Sequence[Pose | Unseen]) -> Why | None:
    """Say how the person lies in most of `observations`; None if in most of them not."""
    whys = Counter(
        observation.why if isinstance(observation, Unseen) else lying(observation)
        for observation in observations
    )
    for why, count in whys.most_common(1):
        return why if why in TURNS and 2 * count > len(observations) else None
    return None


def rotation_deg(why: Why, rotate_deg: int, *, mirror: bool) -> int:
    """Return the turn of a picture that puts `why` right, where it is `rotate_deg` now.

    A picture that is mirrored after its turn must be turned the other way.
    """
    turn = -TURNS[why] if mirror else TURNS[why]
    return (rotate_deg + turn) % 360


def _inclined_deg(pose: Pose, low: Sequence[Body], high: Sequence[Body]) -> float:
    """Inclination of the line from `low` to `high`: 0 up, 90 to the right, 180 down."""
    x, y = pose.points[high].mean(axis=0) - pose.points[low].mean(axis=0)
    return math.degrees(math.atan2(x, 0.0 - y))
