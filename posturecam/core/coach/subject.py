"""Whom the coach follows: who sat there when the set began, and nobody else."""

from dataclasses import dataclass, field, replace
from typing import Final

from posturecam.core.coach.seen import Obstacle
from posturecam.core.measure.subject_tracking import (
    FOREIGN,
    Followed,
    Place,
    apart,
    follow_subject,
    place_of,
)
from posturecam.core.reasons import Presence
from posturecam.core.values import Observation, Pose, Why

OBSTACLES: Final = {
    Presence.HERE: Obstacle.FACE_OUT,
    Presence.GONE: Obstacle.NOBODY,
    Presence.UNKNOWN: Obstacle.NO_PICTURE,
}
"""What a reason that names no obstacle of its own says of the person."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Where the person of this set was when it began, and the pose followed since."""

    home: Place | None = None
    followed: Followed = field(default_factory=Followed)


def find_subject(subject: Subject, observation: Observation) -> tuple[Subject, Pose | Obstacle]:
    """Return the pose of the person of this set in `observation`, or why there is none."""
    if subject.home is not None and observation.people:
        people = tuple(one for one in observation.people if _at_home(one, subject.home))
        if not people:
            return subject, Obstacle.SOMEBODY_ELSE
        observation = replace(observation, people=people)
    followed, seen = follow_subject(subject.followed, observation, None)
    if not isinstance(seen, Pose):
        return replace(subject, followed=followed), _obstacle(seen.why)
    return Subject(subject.home or place_of(seen), followed), seen


def _at_home(pose: Pose, home: Place) -> bool:
    return apart(home, place_of(pose), FOREIGN) <= 1.0


def _obstacle(why: Why) -> Obstacle:
    return Obstacle.TOO_DARK if why is Why.TOO_DARK else OBSTACLES[why.presence]
