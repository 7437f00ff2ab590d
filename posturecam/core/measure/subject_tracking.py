"""Whom to follow when several people are in view, and who is not the one calibrated."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from posturecam.core.measure.profile import Profile
from posturecam.core.pose.head_pose import RIGID
from posturecam.core.pose.landmarks import FRONTAL_WIDTH, Body
from posturecam.core.pose.orientation import lying
from posturecam.core.values import Observation, Pose, Unseen, Why

RECENT_S: Final = 5.0
"""A pose older than this no longer shows where the person is."""

SAME: Final = (1.5, math.log(1.6))
"""How far somebody moves between two observations, in sizes, and by how much (log) their size
changes, and they are still taken for the same person."""

FOREIGN: Final = (2.5, math.log(2.2))
"""So many sizes (about 20 cm each) from the calibrated place is a neighbour's chair.  Calibrated at
60 cm, the size says nearer than 27 cm or beyond 130 cm: behind the desk, not at it."""

LEAST_SIZE: Final = 0.05
"""Below this (image heights; 24 pixels of 480) an angle is lost in the noise of the landmarks."""

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
    by_face = _by_face(profile)
    everybody = [
        (Candidate(pose, place_of(pose, by_face=by_face)), lying(pose))
        for pose in observation.people
    ]
    people = [person for person, why in everybody if why is None]
    if not people:
        _, why = max(everybody, key=lambda one: _prominence(one[0]))
        return Unseen(observation.t, why or Why.UPSIDE_DOWN)
    chosen = None
    if last is not None and 0 <= observation.t - last.t <= RECENT_S:
        chosen = _nearest(place_of(last, by_face=by_face), people, SAME)
    chosen = chosen or _calibrated(profile, people)
    if chosen is None:
        return Unseen(observation.t, Why.STRANGER)
    if chosen.place.size < LEAST_SIZE:
        return Unseen(observation.t, Why.TOO_SMALL)
    return chosen.pose


def strangeness(pose: Pose, profile: Profile) -> float:
    """Return how far `pose` is from the calibrated place and size; beyond 1 it is a stranger's.

    It is infinite if the profile has no place.
    """
    home = calibrated_place(profile)
    here = place_of(pose, by_face=_by_face(profile))
    return math.inf if home is None else apart(home, here, FOREIGN)


def _by_face(profile: Profile | None) -> bool:
    """Whether places are those of faces; the calibrated one is, if it was seen from the front.

    Ears lie lower, by half of what a camera tilted by 5 degrees moves both.
    """
    return profile is not None and profile.front is not None


def place_of(pose: Pose, *, by_face: bool = False) -> Place:
    """Return where the person of `pose` is: their ears, or if wished their face, if it is seen."""
    face = pose.face if by_face else None
    head = pose.points[EARS] if face is None else face.take(RIGID, axis=0)[:, :2]
    x, y = head.mean(axis=0)
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


def _calibrated(profile: Profile | None, people: Iterable[Candidate]) -> Candidate | None:
    home = None if profile is None else calibrated_place(profile)
    if home is None:
        return max(people, key=lambda person: (_prominence(person), person.place.x))
    return _nearest(home, people, FOREIGN)


def _nearest(
    place: Place, people: Iterable[Candidate], limits: tuple[float, float]
) -> Candidate | None:
    """Choose the person nearest to `place`; None if all lie beyond the `limits`."""

    def away(person: Candidate) -> float:
        return apart(place, person.place, limits)

    nearest = min(people, key=lambda person: (away(person), person.place.x, person.place.y))
    return nearest if away(nearest) <= 1.0 else None


def apart(a: Place, b: Place, limits: tuple[float, float]) -> float:
    """Return the distance of two places in mean sizes and their growth (log), in `limits`.

    Up to 1 they may be of one person.
    """
    mean_size = math.sqrt(a.size * b.size)
    distance = math.hypot(a.x - b.x, a.y - b.y) / mean_size
    return math.hypot(distance / limits[0], math.log(a.size / b.size) / limits[1])


def _prominence(person: Candidate) -> float:
    """Return how large (log) and how near to the middle, in image heights, a person is."""
    return math.log(person.place.size) - abs(person.place.x)
