"""The kinds of movement people make at a desk, and how each changes the body."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.core.body import learned_movements
from posturecam.core.body.learned_movements import Movement
from posturecam.core.pose.pinhole import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of movement: its share of all frames, mean (7,) and covariance (7, 7) of `State`."""

    share: float
    mean: Floats
    covariance: Floats


def _read(table: Movement) -> Kind:
    lower = np.zeros((len(table.mean), len(table.mean)))
    lower[np.tril_indices(len(lower), -1)] = [c for row in table.correlation for c in row]
    correlation = lower + lower.T + np.eye(len(lower))
    spread = np.array(table.spread)
    return Kind(table.share, np.array(table.mean), correlation * np.outer(spread, spread))


def read_kinds(tables: Mapping[str, Movement]) -> dict[str, Kind]:
    """Every kind of movement in `tables`, by name."""
    return {name: _read(table) for name, table in tables.items()}


USUAL: Final[Mapping[str, Kind]] = read_kinds(learned_movements.USUAL)
"""Movements as they happen at work, by guided pose; `combined` is several at once."""

ON_REQUEST: Final[Mapping[str, Kind]] = {**USUAL, **read_kinds(learned_movements.ON_REQUEST)}
"""Movements as people show them when asked to: larger and purer."""
