"""Rows of a study's tables and figures: all of them, or of many the extremes and quantiles."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from posturecam.reports.study_findings import PARTS, Recorded, Summed

NAMED: Final = 40  # rows that a figure and a table can name; of more only the ends are
ENDS: Final = 10  # of them named at either end
LONGEST_NAME: Final = 24  # letters that fit beside a figure

Value = Callable[[Summed], float | None]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The rows that have a value, in its order."""

    rows: tuple[Summed, ...]
    values: tuple[float, ...]

    @property
    def are_named(self) -> bool:
        """Whether each row can be named."""
        return len(self.rows) <= NAMED

    def shown(self) -> tuple[Summed, ...]:
        """Return the rows that a table names."""
        return self.rows if self.are_named else (*self.rows[:ENDS], *self.rows[-ENDS:])

    def percentiles(self) -> Iterator[tuple[str, float]]:
        """Yield, of more than can be named, the values that parts of the rows lie below."""
        if not self.are_named:
            for part, value in zip(PARTS, np.quantile(self.values, PARTS), strict=True):
                yield f"{100 * part:.0f} % lie below", float(value)


def ranked(rows: Sequence[Summed], value: Value, *, largest_first: bool = False) -> Ranked:
    """Return the rows that have a `value`, by it, and by name where it is equal."""
    known = [(found, row) for row in rows if (found := value(row)) is not None]
    sign = -1 if largest_first else 1
    known.sort(key=lambda pair: (sign * pair[0], pair[1].name))
    return Ranked(tuple(row for _, row in known), tuple(found for found, _ in known))


def short(name: str) -> str:
    """Shorten a name so that it fits beside a figure; its end says more than its beginning."""
    return (
        name if len(name) <= LONGEST_NAME else f"\N{HORIZONTAL ELLIPSIS}{name[1 - LONGEST_NAME :]}"
    )


def labels(rows: Sequence[Summed]) -> list[str]:
    """Return the names of `rows`, short."""
    return [short(row.name) for row in rows]


def beyond_share(row: Summed) -> float | None:
    """Return the share of the measured time that was beyond a limit; None if nothing was."""
    return row.poor_s / row.measured_s if row.measured_s > 0 else None


def mean_deg(row: Summed) -> float | None:
    """Return the mean change of the craniovertebral angle, deg."""
    return row.mean_deg


def median_deg(row: Summed | Recorded) -> float | None:
    """Return the median change of the craniovertebral angle, deg."""
    return None if row.quantiles_deg is None else row.quantiles_deg[PARTS.index(0.5)]
