"""Whom to follow when several people are in view, and who is not the one calibrated."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from posturecam.core.measure.profile import Profile
from posturecam.core.measure.side_view import FRONTAL_WIDTH
from posturecam.core.pose.landmarks import Body
from posturecam.core.pose.orientation import lying
from posturecam.core.values import Observation, Pose, Unseen, Why

RECENT_S: Final = 5.0
"""A pose older than this no longer tells where the person is now."""

SAME_PLACE: Final = 1.5
"""How far, in sizes, somebody moves between two looks and is still taken for the same person."""

SAME_SIZE: Final = math.log(1.6)
"""How much (log) somebody's size changes between two looks by moving to and fro."""

FOREIGN_PLACE: Final = 2.5
"""So many sizes (about 20 cm each) from the calibrated place is a neighbour's chair."""

FOREIGN_SIZE: Final = math.log(2.2)
"""Calibrated at 60 cm, this is nearer than 27 cm or beyond 130 cm: behind the desk, not at it."""

LEAST_SIZE: Final = 0.05
"""Below this (image heights; 24 pixels of 480) an angle is lost in the noise of the landmarks."""

CENTRED: Final = 1.0
"""How much being off the centre by a picture's height counts against being larger (log)."""

EARS: Final = [Body.LEFT_EAR, Body.RIGHT_EAR]
SHOULDERS: Final = [Body.LEFT_SHOULDER, Body.RIGHT_SHOULDER]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the picture, in image heights.

    `x` of the head counts from the middle of the picture to the right, `y` down.  `size` is about
    the distance of the head from the shoulders, from whatever side it is seen.
    """

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Followed:
    """The pose in which the subject was last seen, and what the last observation showed of them."""

    last: Pose | None = None
    now: Pose | Unseen | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person in view."""

    pose: Pose
    place: Place


def follow_subject(
    state: Followed, observation: Observation, profile: Profile | None
) -> tuple[Followed, Pose | Unseen]:
    """Choose the subject among the people of `observation`; return the new state and their pose.

    The subject is the person nearest in place and size to the pose last followed, if that is
    recent, else to the calibration in `profile`.  Without a profile it is the largest and most
    central person.  Unseen says why there is none; people who lie in the picture or are upside
    down are not measured.  A reused observation shows what the one before showed.
    """
    if observation.reused and state.now is not None:
        subject: Pose | Unseen = replace(state.now, t=observation.t)
    else:
        subject = _choose(observation, state.last, profile)
    return Followed(subject if isinstance(subject, Pose) else state.last, subject), subject


def _choose(observation: Observation, last: Pose | None, profile: Profile | None) -> Pose | Unseen:
    if observation.why is not None:
        return Unseen(observation.t, observation.why)
    everybody = [(Candidate(pose, place_of(pose)), lying(pose)) for pose in observation.people]
    people = [person for person, why in everybody if why is None]
    if not people:
        _, why = max(everybody, key=lambda one: _prominence(one[0]))
        return Unseen(observation.t, why or Why.UPSIDE_DOWN)
    chosen = _same_as(last, observation.t, people) or _calibrated(profile, people)
    if chosen is None:
        return Unseen(observation.t, Why.STRANGER)
    if chosen.place.size < LEAST_SIZE:
        return Unseen(observation.t, Why.TOO_SMALL)
    return chosen.pose


def place_of(pose: Pose) -> Place:
    """Say where the person of `pose` is."""
    x, y = pose.points[EARS].mean(axis=0)
    left, right = pose.points[SHOULDERS]
    gap = math.hypot(*((left + right) / 2 - (x, y)))
    return Place(float(x) - pose.aspect / 2, float(y), _size(gap, math.hypot(*(left - right))))


def calibrated_place(profile: Profile) -> Place | None:
    """Say where the person of `profile` was at calibration."""
    middle = profile.picture_width / profile.picture_height / 2
    if profile.front is not None:
        head, shoulders = profile.front.head, profile.front.shoulders
        return Place(head.x - middle, head.y, _size(shoulders.down - head.y, shoulders.width))
    if profile.side is None:
        return None
    side = profile.side
    gap = math.hypot(side.ears_x - side.shoulders_x, side.gap)
    return Place(side.faces * side.ears_x - middle, -side.ears_y, _size(gap, 0.0))


def _size(gap: float, width: float) -> float:
    return max(gap, width / FRONTAL_WIDTH, 1e-6)


def _same_as(last: Pose | None, t: float, people: Iterable[Candidate]) -> Candidate | None:
    if last is None or not 0 <= t - last.t <= RECENT_S:
        return None
    return _nearest(place_of(last), people, SAME_PLACE, SAME_SIZE)


def _calibrated(profile: Profile | None, people: Iterable[Candidate]) -> Candidate | None:
    home = None if profile is None else calibrated_place(profile)
    if home is None:
        return max(people, key=lambda person: (_prominence(person), person.place.x))
    return _nearest(home, people, FOREIGN_PLACE, FOREIGN_SIZE)


def _nearest(
    place: Place, people: Iterable[Candidate], most_apart: float, most_growth: float
) -> Candidate | None:
    """Choose the person nearest to `place`, each limit counting as 1; None if all lie beyond."""

    def strangeness(person: Candidate) -> float:
        apart, growth = _difference(place, person.place)
        return max(apart / most_apart, growth / most_growth)

    nearest = min(people, key=lambda person: (strangeness(person), person.place.x, person.place.y))
    return nearest if strangeness(nearest) <= 1.0 else None


def _difference(a: Place, b: Place) -> tuple[float, float]:
    """Distance in mean sizes, and the size of the logarithm of the ratio of sizes."""
    mean_size = math.sqrt(a.size * b.size)
    return math.hypot(a.x - b.x, a.y - b.y) / mean_size, abs(math.log(a.size / b.size))


def _prominence(person: Candidate) -> float:
    return math.log(person.place.size) - CENTRED * abs(person.place.x)
