"""Which of several calibrations fits what the camera sees now."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from posturecam.core.measure.profile import Profile
from posturecam.core.measure.subject_tracking import strangeness
from posturecam.core.values import Observation, Pose

CLEARLY: Final = 0.5
"""People must be less strange to another calibration than this part of what they are to the present
one.  Tapes, two cameras each of 32 people: with the profile of the other camera 91 % of the upright
observations and 75 % of the slouches name the right one; with the right one, none of 124 upright
ones and 0.7 % of the slouches name the other."""

HELD_S: Final = 20.0
"""One answer for this time, without a gap, settles it."""

GAP_S: Final = 6.0
"""With nobody seen for longer it begins again; as a sitting begins, observations are 5 s apart at
most."""

GIVES_UP_S: Final = 120.0
"""After this time in view without an answer that held, none is given."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Which calibration clearly fits better (None: none does), since when, and for good.

    `last_t` is the last observation of somebody; they have been in view for `looked_s`.
    """

    name: str | None = None
    since_t: float = 0.0
    last_t: float | None = None
    looked_s: float = 0.0
    settled: bool = False


def follow_fit(
    fit: Fit, observation: Observation, present: Profile, others: Mapping[str, Profile]
) -> Fit:
    """Update by an observation since the start of a sitting, until one answer has held.

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
    distinguishes desks and cameras, not people.
    """
    if not observation.people or not others:
        return None
    strange = {name: _least(observation.people, other) for name, other in others.items()}
    best = min(strange, key=lambda name: (strange[name], name))
    limit = min(1.0, CLEARLY * _least(observation.people, present))
    return best if strange[best] < limit else None


def _least(people: tuple[Pose, ...], profile: Profile) -> float:
    """Return the strangeness of whoever is least a stranger to `profile`."""
    return min(strangeness(person, profile) for person in people)
