"""Which of several calibrations fits what the camera sees now."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from posturecam.core.measure.profile import FrontCalibration, Profile
from posturecam.core.measure.subject_tracking import Place, calibrated_place, place_of
from posturecam.core.pose.geometry import rms_radius
from posturecam.core.pose.head_pose import RIGID
from posturecam.core.values import Observation, Pose

NEAR: Final = 0.25
"""A calibration whose person sits so close by (in sizes, growth included) fits."""

CLEARLY: Final = 0.5
"""It must be nearer than this part of what the present one is off."""

HELD_S: Final = 20.0
"""One answer for so long, without a gap, settles it.  Tapes, two cameras each of 32 people: with
the profile of the other camera 90 % of the upright looks and half the slouches name the right one;
with the right one, no upright look and 0.4 % of the slouches name the other."""

GAP_S: Final = 6.0
"""With nobody seen for longer it begins anew; looks are 5 s apart at most, as a sitting begins."""

GIVES_UP_S: Final = 120.0
"""After so many seconds of looks that went to and fro, no answer is one."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Which calibration clearly fits better (None: none does), since when, and for good.

    `last_t` is the last look that saw somebody, and such looks have filled `looked_s`.
    """

    name: str | None = None
    since_t: float = 0.0
    last_t: float | None = None
    looked_s: float = 0.0
    settled: bool = False


def follow_fit(
    fit: Fit, observation: Observation, present: Profile, others: Mapping[str, Profile]
) -> Fit:
    """Take in one look from the start of a sitting, until one answer has held long enough.

    Where none does it settles for none.
    """
    if fit.settled or not observation.people:
        return fit
    passed_s = math.inf if fit.last_t is None else observation.t - fit.last_t
    looked_s = fit.looked_s + (0.0 if fit.last_t is None else min(passed_s, GAP_S))
    name = better_fit(observation, present, others)
    since_t = fit.since_t if name == fit.name and passed_s <= GAP_S else observation.t
    if observation.t - since_t >= HELD_S:
        return Fit(name, since_t, observation.t, looked_s, settled=True)
    gives_up = looked_s >= GIVES_UP_S
    return Fit(None if gives_up else name, since_t, observation.t, looked_s, settled=gives_up)


def better_fit(
    observation: Observation, present: Profile, others: Mapping[str, Profile]
) -> str | None:
    """Return the name of the calibration in `others` that clearly fits better than `present`.

    Whoever is seen is compared by place and size with where each calibrated person was; this
    tells desks and cameras apart, not people.
    """
    if not observation.people or not others:
        return None
    offs = {name: _off(observation.people, other) for name, other in others.items()}
    best = min(offs, key=lambda name: (offs[name], name))
    limit = min(NEAR, CLEARLY * _off(observation.people, present))
    return best if offs[best] < limit else None


def _off(people: tuple[Pose, ...], profile: Profile) -> float:
    """How far the nearest of `people` is from the calibrated place, in sizes."""
    home = calibrated_place(profile)
    if home is None:
        return math.inf
    return min(_apart(person, profile.front, home) for person in people)


def _apart(person: Pose, front: FrontCalibration | None, home: Place) -> float:
    """How far `person` is from `home`, in sizes; by the face, if there is one.

    A face is compared with a face: ears lie lower than its centre, by half of what a camera tilted
    by 5 degrees moves both.
    """
    if front is None or person.face is None:
        place = place_of(person)
        growth = math.log(place.size / home.size)
        return math.hypot((place.x - home.x) / home.size, (place.y - home.y) / home.size, growth)
    face = person.face[list(RIGID)]
    x, y, _ = face.mean(axis=0) - (person.aspect / 2, 0.0, 0.0)
    growth = math.log(rms_radius(face) / (front.setup.face_radius * front.head.size))
    return math.hypot((x - home.x) / home.size, (y - home.y) / home.size, growth)
