"""What was learned in some sittings at the desk."""

from datetime import datetime, timedelta, timezone

import numpy as np

from posturecam.core.body.inversion import Belief
from posturecam.core.measure.person_model import knowledge
from posturecam.edges.files.learned_file import Learned
from tests.support.calibrated import front_of
from tests.support.desk import calibrated

SINCE = datetime(2026, 11, 3, 9, 12, tzinfo=timezone(timedelta(hours=1)))


FRONT = front_of(calibrated().profile)
KNOWN = knowledge(FRONT)


def some(seed: int = 0, most: float = 1.0, away: float = 1.0, observations: int = 214) -> Learned:
    """A belief whose covariance is anything from a hundredth to `most` of the calibrated one."""
    chance = np.random.default_rng(seed)
    root = np.linalg.cholesky(KNOWN.covariance)
    turn = np.linalg.qr(chance.normal(size=(52, 52)))[0]
    inner = (turn * chance.uniform(0.01, most, 52)) @ turn.T
    covariance = root @ inner @ root.T
    mean = KNOWN.mean + root @ chance.normal(0, away, 52)
    return Learned(Belief(mean, (covariance + covariance.T) / 2), observations, 9, SINCE)
