"""What of camera and person goes on from one sitting, or one calibration, to the next.

A sitting begins with half of what was learned before it (`person_belief.recall`).  The other half
is not lost to a sitting that has shown little: what is forgotten in the end is in proportion to
what has been seen.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from posturecam.core.body.inversion import Belief
from posturecam.core.measure.person_belief import KEPT, recall
from posturecam.core.measure.person_model import knowledge, with_moved_camera
from posturecam.core.measure.profile import FrontCalibration, Profile
from posturecam.core.measure.viewpoint_shift import JUMP, MOST, CameraBelief

FULL: Final = MOST
"""Observations after which half of what was known before is forgotten: all a sitting counts."""

JUST_CALIBRATED: Final = JUMP
"""How likely camera or chair have moved since a calibration that ended a moment ago: no more than
between any two observations while somebody sits there."""

LEAST_VARIANCE: Final = 1e-3
MOST_VARIANCE: Final = 10.0
FARTHEST: Final = 30.0
"""What nobody learns: less or more of the calibration's variance in any direction, or a mean
further from it in standard deviations.  Six simulated sittings of 120 different observations leave
0.04 to 1.6, and a distance of 7."""


def begin(front: FrontCalibration, learned: Belief) -> CameraBelief:
    """Return what a sitting begins with after `learned` (52,)."""
    return CameraBelief(person=recall(knowledge(front), learned))


def keep(front: FrontCalibration, earlier: Belief, now: Belief, observations: int) -> Belief:
    """Return what is kept, (52,), after a sitting in which this many `observations` have counted.

    It began with half of `earlier` and knows `now`.  Of the other half as much is kept as the
    sitting was shorter than a full one, so that short sittings in a row undo nothing, and what
    repeats from sitting to sitting never counts for more than in two full ones.
    """
    spared = KEPT ** min(observations / FULL, 1.0) - KEPT
    known = knowledge(front)
    before, after, present = (np.linalg.inv(one.covariance) for one in (known, earlier, now))
    covariance = np.linalg.inv(present + spared * (after - before))
    pull = present @ now.mean + spared * (after @ earlier.mean - before @ known.mean)
    kept = Belief(covariance @ pull, 0.5 * (covariance + covariance.T))
    return kept if is_plausible(front, kept) else now


def after_recalibration(belief: CameraBelief, profile: Profile, t: float) -> CameraBelief:
    """Go on with the person before a camera that was found again at `t`.

    The same movements may teach again, since the tilt is unknown; so it begins like a sitting.
    """
    found = CameraBelief(jump=JUST_CALIBRATED, t=t)
    if belief.person is None or profile.front is None:
        return found
    person = with_moved_camera(belief.person, profile.front.setup)
    return replace(found, person=recall(knowledge(profile.front), person))


def is_plausible(front: FrontCalibration, learned: Belief) -> bool:
    """Whether `learned` (52,) can come from sittings after this calibration."""
    known = knowledge(front)
    root = np.linalg.cholesky(known.covariance)
    half = np.linalg.solve(root, learned.covariance)
    whitened = np.linalg.solve(root, half.T)
    if not bool((np.abs(whitened) <= MOST_VARIANCE).all()):
        return False  # for no number in it exceeds its largest variance
    variances = np.linalg.eigvalsh(whitened)
    away = np.linalg.norm(np.linalg.solve(root, learned.mean - known.mean))
    usual = variances[0] >= LEAST_VARIANCE and variances[-1] <= MOST_VARIANCE
    return bool(usual and away <= FARTHEST)
