"""From truth and estimate to the figures of the report.  NaN estimates are looks not measured."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.compact import Floats
from bench.table import Table

NINETY: Final = 1.645  # standard deviations on either side that hold 90 % of a normal distribution
LOSS_DEG: Final = 10.0  # a true loss of CVA that must be called
UNCHANGED_DEG: Final = 3.0  # a true change that must not
ROUNDED_CM: Final = 2.0  # the same for the acromion's travel
UNROUNDED_CM: Final = 0.7


@dataclass(frozen=True, slots=True)
class Error:
    """How far an estimate is from the truth, in the unit of both."""

    observations: int
    share: float  # of all looks that were measured
    rmse: float
    bias: float
    median: float  # of the absolute errors


@dataclass(frozen=True, slots=True)
class Calls:
    """How often what is there is called, and what is not."""

    hits: float
    false: float
    present: int
    absent: int


def error(estimate: Floats, truth: Floats) -> Error:
    """Compare where there is an estimate."""
    seen = np.isfinite(estimate)
    off = estimate[seen] - truth[seen]
    if not len(off):
        return Error(0, 0.0, np.nan, np.nan, np.nan)
    rmse = float(np.sqrt(np.mean(np.square(off))))
    return Error(
        len(off), float(seen.mean()), rmse, float(off.mean()), float(np.median(np.abs(off)))
    )


def slope(estimate: Floats, truth: Floats) -> float:
    """Degrees estimated for each true degree, through the origin."""
    seen = np.isfinite(estimate)
    total = float(np.square(truth[seen]).sum())
    return float(estimate[seen] @ truth[seen]) / total if total else np.nan


def coverage(estimate: Floats, sd: Floats, truth: Floats) -> float:
    """Share of the 90 % intervals that hold the truth."""
    seen = np.isfinite(estimate)
    inside = np.abs(estimate - truth)[seen] <= NINETY * sd[seen]
    return float(inside.mean()) if len(inside) else np.nan


def calls(
    called: NDArray[np.bool_], present: NDArray[np.bool_], absent: NDArray[np.bool_]
) -> Calls:
    """Count hits among `present` and false calls among `absent`."""
    return Calls(
        hits=float(called[present].mean()) if present.any() else np.nan,
        false=float(called[absent].mean()) if absent.any() else np.nan,
        present=int(present.sum()),
        absent=int(absent.sum()),
    )


def forward_head_calls(observations: Table, called: NDArray[np.bool_]) -> Calls:
    """Judge calls of a forward head by the true change of CVA, among looks that were measured."""
    measured, truth = np.isfinite(observations["cva"]), observations["true_cva"]
    return calls(
        called, measured & (truth <= -LOSS_DEG), measured & (np.abs(truth) <= UNCHANGED_DEG)
    )


def rounded_calls(observations: Table, called: NDArray[np.bool_]) -> Calls:
    """Judge calls of rounded shoulders by the acromion's true travel, where measurable."""
    measured, travel = np.isfinite(observations["fsa"]), observations["true_acromion_cm"]
    return calls(
        called, measured & (travel >= ROUNDED_CM), measured & (np.abs(travel) <= UNROUNDED_CM)
    )
