"""Beliefs about a posture when the kind of movement is not known: a mixture over the kinds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posturecam.core.body.inversion import SIZE, Belief, Evidence, Geometry, update
from posturecam.core.body.movement_priors import Kind
from posturecam.core.body.sagittal import CHANGES, KNOWN
from posturecam.core.pose.pinhole import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Gaussians with their shares, which add up to 1: `shares` (k,), `belief` (k, 59)."""

    shares: Floats
    belief: Belief


def before(known: Belief, kinds: Sequence[Kind]) -> Mixture:
    """Return the belief before an observation: any of `kinds`, with `known` (52,) for the rest."""
    mean, covariance = np.zeros((len(kinds), SIZE)), np.zeros((len(kinds), SIZE, SIZE))
    mean[:, :CHANGES] = [kind.mean for kind in kinds]
    mean[:, CHANGES:] = known.mean
    covariance[:, :CHANGES, :CHANGES] = [kind.covariance for kind in kinds]
    covariance[:, CHANGES:, CHANGES:] = known.covariance
    shares = np.array([kind.share for kind in kinds])
    return Mixture(shares / shares.sum(), Belief(mean, covariance))


def after(
    mixture: Mixture, evidence: Evidence, first: int = KNOWN, geometry: Geometry | None = None
) -> Mixture:
    """Return the belief after an observation, with the covariance of the `first` parameters.

    By default those are posture, camera and person, (k, 14, 14).  `geometry` as in `update`.
    """
    belief, likelihood = update(mixture.belief, evidence, first, geometry)
    shares = mixture.shares * np.exp(likelihood - likelihood.max())
    return Mixture(shares / shares.sum(), belief)


def moments(mixture: Mixture, members: slice, first: int, last: int) -> Belief:
    """The Gaussian with mean and covariance of some parameters over some members of a mixture."""
    shares = mixture.shares[members] / mixture.shares[members].sum()
    means = mixture.belief.mean[members, first:last]
    mean = shares @ means
    within = np.einsum("i,ijk", shares, mixture.belief.covariance[members, first:last, first:last])
    off = means - mean
    return Belief(mean, within + np.einsum("i,ij,ik", shares, off, off))


def tempered(prior: Belief, posterior: Belief, pace: float) -> Belief:
    """Go from `prior` the part `pace` of the way that the evidence led to `posterior`.

    As if the evidence had been seen with its noise divided by `pace`, for Gaussians.
    """
    before_it, after_it = np.linalg.inv(prior.covariance), np.linalg.inv(posterior.covariance)
    covariance = np.linalg.inv(before_it + pace * (after_it - before_it))
    pull = (1.0 - pace) * before_it @ prior.mean + pace * after_it @ posterior.mean
    return Belief(covariance @ pull, 0.5 * (covariance + covariance.T))


def summarise(mixture: Mixture, values: Floats, slopes: Floats) -> tuple[float, float]:
    """Mean and standard deviation of a quantity with `values` (k,) and `slopes` (k, 14)."""
    mean = float(mixture.shares @ values)
    within = (slopes[:, None] @ mixture.belief.covariance @ slopes[..., None])[:, 0, 0]
    return mean, float(np.sqrt(mixture.shares @ (within + np.square(values - mean))))


def changes(mixture: Mixture) -> tuple[list[float], list[float]]:
    """Means and standard deviations of the changes of posture, in the order of `State`."""
    values = mixture.belief.mean[:, :CHANGES]
    means = mixture.shares @ values
    within = np.diagonal(mixture.belief.covariance, axis1=1, axis2=2)[:, :CHANGES]
    variances = mixture.shares @ (within + np.square(values - means))
    return means.tolist(), np.sqrt(variances).tolist()
