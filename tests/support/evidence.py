"""What a person at the desk shows of a movement, by the geometry itself."""

import numpy as np

from posturecam.core.body import sagittal
from posturecam.core.body.inversion import SIZE, Belief, Evidence
from posturecam.core.body.sagittal import CHANGES, FIXTURES, State

PERSON = np.array([5.0, np.log(1.15), np.log(6.0), 52.0, 13.6, 2.5, -5.5])


def known(spread: float = 1e-6) -> Belief:
    size = SIZE - CHANGES
    return Belief(np.concatenate((PERSON, np.zeros(size - FIXTURES))), np.eye(size) * spread**2)


def evidence(change: np.ndarray, noise: float = 0.1) -> Evidence:
    return Evidence(change, 0.11, -0.05, 0, np.zeros(2), np.eye(5) * noise**2)


def truth(**moves: float) -> np.ndarray:
    mean = np.concatenate((np.zeros(CHANGES), known().mean))
    for name, value in moves.items():
        mean[State[name]] = value
    return mean


def seen(**moves: float) -> np.ndarray:
    changes_ = truth(**moves)[:CHANGES]
    return sagittal.seen(changes_, PERSON, 0.11, -0.05)[0]
