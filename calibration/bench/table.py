"""Columns of one value per look: what was true, what was measured."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Named columns of equal length; a number that was not measured is NaN."""

    columns: Mapping[str, NDArray[Any]]

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Give the column called `name`."""
        return self.columns[name]

    def __len__(self) -> int:
        """Count the looks."""
        return len(next(iter(self.columns.values()), ()))

    def where(self, mask: NDArray[np.bool_]) -> "Table":
        """Keep the looks for which `mask` is true."""
        return Table({name: values[mask] for name, values in self.columns.items()})

    def add(self, **columns: NDArray[Any]) -> "Table":
        """Give the same looks with more (or other) columns."""
        return Table({**self.columns, **columns})


def table_of(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Make a table of rows that all have the same names; None becomes NaN."""
    listed = list(rows)
    names = listed[0] if listed else ()
    return Table({name: _column([row[name] for row in listed]) for name in names})


def _column(values: list[Any]) -> NDArray[Any]:
    if any(value is None for value in values):
        return np.array([np.nan if value is None else value for value in values], float)
    return np.array(values)


def joined(tables: Iterable[Table]) -> Table:
    """Put tables with the same columns one below the other."""
    listed = list(tables)
    return Table({n: np.concatenate([one[n] for one in listed]) for n in listed[0].columns})
