"""The kinds of movement people make at a desk, and how each changes the body."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core import learned
from posturecam.core.camera_model import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of movement: its share of all looks, mean (8,) and covariance (8, 8) of `State`."""

    name: str
    share: float
    mean: Floats
    covariance: Floats


def _read(name: str, table: learned.Movement) -> Kind:
    spread = np.array(table.spread)
    lower = np.zeros((len(spread), len(spread)))
    lower[np.tril_indices(len(spread), -1)] = [c for row in table.correlation for c in row]
    correlation = lower + lower.T + np.eye(len(spread))
    return Kind(name, table.share, np.array(table.mean), correlation * np.outer(spread, spread))


KINDS: Final = {name: _read(name, table) for name, table in learned.MOVEMENTS.items()}
"""Every kind of movement by the name of its guided pose; `combined` is several at once."""
