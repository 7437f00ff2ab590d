"""Camera and person as people's own movements show them, beyond what calibration found out.

An observation shows posture, but also, a little, how far the camera is tilted, how large the face
is and what landmarks do on this body.  Whoever calibrated upright only is known after an hour of
ordinary work almost as well as somebody who has shown every guided pose.  The upright pose never
moves: what is learned is how to read a change from it.
"""

from typing import Final

from posturecam.core.body.inversion import SIZE, Belief
from posturecam.core.body.mixture import Mixture, moments, tempered
from posturecam.core.body.sagittal import CHANGES

PACE: Final = 0.2
"""Share of an observation's evidence that is believed, since landmarks err alike in one after the
other.  Tapes, upright only, half of the observations learned from and the others measured: 3.16
degrees with nothing learned, 3.06 with 0.1, 2.98 with 0.2, 2.93 with 0.3; a rendered recording
behind another lid, learned from twice, is worse by 0.7, 1.5 and 2 degrees."""

KEPT: Final = 0.5
"""Part of what was learned that the next sitting begins with: errors that repeat from day to day
never count for more than those of two days."""


def person_of(usual: Mixture) -> Belief:
    """Return what a calibration knows of camera and person, (52,)."""
    mean, covariance = usual.belief.mean[0], usual.belief.covariance[0]
    return Belief(mean[CHANGES:], covariance[CHANGES:, CHANGES:])


def with_person(usual: Mixture, person: Belief) -> Mixture:
    """Return the kinds of movement of `usual`, (k, 59), with `person` (52,) as it is known now."""
    mean, covariance = usual.belief.mean.copy(), usual.belief.covariance.copy()
    mean[:, CHANGES:], covariance[:, CHANGES:, CHANGES:] = person.mean, person.covariance
    return Mixture(usual.shares, Belief(mean, covariance))


def learn_person(person: Belief, seen: Mixture) -> Belief:
    """Update `person` (52,) by the posterior `seen`, with the covariance of all parameters."""
    return tempered(person, moments(seen, slice(None), CHANGES, SIZE), PACE)


def recall(calibrated: Belief, learned: Belief) -> Belief:
    """Return what the next sitting begins with, (52,)."""
    return tempered(calibrated, learned, KEPT)
