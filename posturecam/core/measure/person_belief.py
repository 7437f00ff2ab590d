"""Camera and person as people's own movements show them, beyond what calibration found out.

A look shows posture, but also, a little, how far the camera is tilted, how large the face is and
what landmarks do on this body.  Whoever calibrated upright only is known after an hour of ordinary
work almost as well as somebody who has shown every guided pose.  The upright pose never moves:
what is learned is how to read a change from it.
"""

from typing import Final

from posturecam.core.body.inversion import SIZE, Belief
from posturecam.core.body.mixture import Mixture, moments, tempered
from posturecam.core.body.sagittal import CHANGES

PACE: Final = 0.2
"""Part of a look's evidence that is believed, since landmarks err the same way from look to look.
Tapes, upright only, half of the looks learned from and the others measured: 3.16 degrees with
nothing learned, 3.06 with 0.1, 2.98 with 0.2, 2.93 with 0.3; a rendered recording behind another
lid, learned from twice, is worse by 0.7, 1.5 and 2 degrees."""

KEPT: Final = 0.5
"""Part of what was learned that the next sitting begins with: errors that repeat from day to day
never count for more than those of two days."""


def person_of(usual: Mixture) -> Belief:
    """What a calibration knows of camera and person, (52,)."""
    mean, covariance = usual.belief.mean[0], usual.belief.covariance[0]
    return Belief(mean[CHANGES:], covariance[CHANGES:, CHANGES:])


def with_person(usual: Mixture, person: Belief) -> Mixture:
    """The same kinds of movement before camera and person as they are known now."""
    mean, covariance = usual.belief.mean.copy(), usual.belief.covariance.copy()
    mean[:, CHANGES:], covariance[:, CHANGES:, CHANGES:] = person.mean, person.covariance
    return Mixture(usual.shares, Belief(mean, covariance))


def learn_person(person: Belief, seen: Mixture) -> Belief:
    """Take in what a look has shown, `seen` with the covariance of all parameters."""
    return tempered(person, moments(seen, slice(None), CHANGES, SIZE), PACE)


def recall(calibrated: Belief, learned: Belief) -> Belief:
    """What the next sitting begins with."""
    return tempered(calibrated, learned, KEPT)
