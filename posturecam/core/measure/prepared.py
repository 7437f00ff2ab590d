"""A profile made ready to measure with: all that every observation needs, computed once."""

from dataclasses import dataclass

from posturecam.core.body import movement_priors
from posturecam.core.body.inversion import Belief
from posturecam.core.body.mixture import Mixture, before
from posturecam.core.measure.person_model import knowledge
from posturecam.core.measure.profile import FrontCalibration, Profile
from posturecam.core.pose.pinhole import Floats


@dataclass(frozen=True, slots=True, eq=False)
class PreparedFront:
    """A calibration from the front and what follows from it."""

    calibration: FrontCalibration
    template: Floats  # of the face: (46, 3), image heights
    known: Belief  # camera, person and gains: (52,)
    usual: Mixture  # every kind of movement before an observation: (k, 59)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A profile and what follows from it; `front` is None if it was seen from the side alone."""

    profile: Profile
    front: PreparedFront | None


def prepare(profile: Profile) -> Prepared:
    """Compute what follows from `profile`; once for a run, and again after a recalibration."""
    front = profile.front
    return Prepared(profile, None if front is None else prepare_front(front))


def prepare_front(front: FrontCalibration) -> PreparedFront:
    """Compute what follows from the calibration `front`."""
    known = knowledge(front)
    usual = before(known, tuple(movement_priors.USUAL.values()))
    return PreparedFront(front, front.template, known, usual)
