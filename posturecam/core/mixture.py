"""Beliefs about a posture when the kind of movement is not known: a mixture over the kinds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posturecam.core.camera_model import Floats
from posturecam.core.inversion import Belief, Evidence, update
from posturecam.core.kinds import Kind
from posturecam.core.sagittal import CHANGES, FIXTURES


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """Gaussians with their shares, which add up to 1: `shares` (k,), `belief` (k, 15)."""

    shares: Floats
    belief: Belief


def before(fixed: Belief, kinds: Sequence[Kind]) -> Mixture:
    """The belief before a look: any of `kinds`, with camera and person as in `fixed` (7,)."""
    size = CHANGES + FIXTURES
    mean, covariance = np.zeros((len(kinds), size)), np.zeros((len(kinds), size, size))
    mean[:, :CHANGES] = [kind.mean for kind in kinds]
    mean[:, CHANGES:] = fixed.mean
    covariance[:, :CHANGES, :CHANGES] = [kind.covariance for kind in kinds]
    covariance[:, CHANGES:, CHANGES:] = fixed.covariance
    shares = np.array([kind.share for kind in kinds])
    return Mixture(shares / shares.sum(), Belief(mean, covariance))


def after(mixture: Mixture, evidence: Evidence) -> Mixture:
    """The belief after a look."""
    belief, likelihood = update(mixture.belief, evidence)
    shares = mixture.shares * np.exp(likelihood - likelihood.max())
    return Mixture(shares / shares.sum(), belief)


def summarise(mixture: Mixture, values: Floats, slopes: Floats) -> tuple[float, float]:
    """Mean and standard deviation of a quantity with `values` (k,) and `slopes` (k, 15)."""
    mean = float(mixture.shares @ values)
    within = np.einsum("ki,kij,kj->k", slopes, mixture.belief.covariance, slopes)
    return mean, float(np.sqrt(mixture.shares @ (within + np.square(values - mean))))
