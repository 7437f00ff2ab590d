"""How far people differ, how far one person varies from recording to recording, and what is error.

The mean of a recording is taken as the mean of all people, plus what the person adds, plus what
the recording adds, plus the measurement's error:

    mean_ij = all + person_i + recording_ij + error_ik

Person and recording are normal with unknown standard deviations.  The error is known: it is the
typical standard deviation of a reading.  It is taken as one and the same for a whole recording,
however many frames that has: while a posture is held, so is its error (in the two long sample
recordings it correlates by 0.5 and 0.7 over three seconds), and the mean of a sample whose
readings have 3.5 degrees is wrong by 2.1.  Recordings measured against one calibration share it
too: their body, their camera and their upright posture are the same guess.  Only another
calibration of the same person draws another error.  Its size is taken as that of all recordings
together: it grows with the distance from upright, so that recordings weighted by their own would
draw the mean towards upright.

Both standard deviations have a half-Cauchy prior, which keeps them finite and wide where people
are few (Gelman 2006, Prior distributions for variance parameters in hierarchical models, Bayesian
Analysis 1:515-534); the mean has a flat one.  The posterior is evaluated on a grid.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PRIOR_SCALE_DEG = 5.0  # adults' craniovertebral angles differ by 5 deg (sd; docs/science.md)
GRID = 64  # points for either standard deviation; numerical: intervals change by under 1 %
ZOOMS = 3  # how often the grid is drawn together around what is probable
UNLIKELY = 1e-4  # of the mass of the most probable row of the grid: left out when zooming
HALVINGS = 40  # of an interval that holds a quantile; numerical
TAIL = 0.025  # on either side: intervals hold 95 of 100

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One recording: whose it is, what it was measured against, its mean and the error of that."""

    person: str
    calibration: str
    mean: float
    sd: float  # of one reading, by time; > 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """The median of what is probable, and the bounds that hold 95 of 100."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """What the recordings show of people.

    `between` is None for one person.  `within` and `share`, the part of the variance of true
    recordings that lies between people, are None where nobody was recorded twice: `between` then
    holds both.
    """

    people: int
    recordings: int
    repeated: int  # people with several recordings
    mean: Estimate  # of all people; of one person alone, that person's
    between: Estimate | None
    within: Estimate | None
    share: Estimate | None
    error: float  # root mean square of the measurement's standard deviation


@dataclass(frozen=True, slots=True)
class _Groups:
    """Recordings by person and calibration, as sums; the arrays have an entry for each group."""

    person: NDArray[np.intp]
    count: Floats
    mean: Floats
    squares: Floats  # of the distances from the group's mean
    people: int
    error: float  # of the measurement, its standard deviation


@dataclass(frozen=True, slots=True)
class _Posterior:
    """Points of the grid: both standard deviations, the mean of all people and its variance."""

    between: Floats
    within: Floats
    mean: Floats
    variance: Floats
    weight: Floats  # adds up to 1


def spread(sittings: Sequence[Sitting]) -> Spread | None:
    """Return how the means of `sittings` are spread; None for no sittings."""
    if not sittings:
        return None
    groups = _grouped(sittings)
    recordings = np.bincount(groups.person, groups.count)
    repeated = int((recordings > 1).sum())
    several = groups.people > 1
    found = _posterior(groups, between=several, within=repeated > 0)
    variances = found.between**2, found.within**2
    shared = several and repeated > 0
    return Spread(
        people=groups.people,
        recordings=len(sittings),
        repeated=repeated,
        mean=_mean(found),
        between=_estimate(found.between, found.weight) if several else None,
        within=_estimate(found.within, found.weight) if repeated else None,
        share=_estimate(variances[0] / sum(variances), found.weight) if shared else None,
        error=groups.error,
    )


def calibration_error(sittings: Iterable[Sitting]) -> float:
    """Return the measurement's standard deviation of the mean of one person's recordings.

    Those of one calibration share its error; other calibrations have others.
    """
    held: dict[str, float] = defaultdict(float)
    count = 0
    for one in sittings:
        held[one.calibration] += one.sd
        count += 1
    return math.hypot(*held.values()) / count


def _grouped(sittings: Sequence[Sitting]) -> _Groups:
    kept: dict[tuple[str, str], list[Sitting]] = defaultdict(list)
    for one in sittings:
        kept[one.person, one.calibration].append(one)
    names = {person: number for number, person in enumerate(dict.fromkeys(p for p, _ in kept))}
    means = [[one.mean for one in group] for group in kept.values()]
    return _Groups(
        person=np.array([names[person] for person, _ in kept], np.intp),
        count=np.array([len(group) for group in means], np.float64),
        mean=np.array([np.mean(group) for group in means], np.float64),
        squares=np.array([np.var(group) * len(group) for group in means], np.float64),
        people=len(names),
        error=math.sqrt(sum(one.sd**2 for one in sittings) / len(sittings)),
    )


def _posterior(groups: _Groups, *, between: bool, within: bool) -> _Posterior:
    """Evaluate the grid, and again where it is probable; what is not asked for is held at 0."""
    ends = [(0.0, 1.0 if between else 0.0), (0.0, 1.0 if within else 0.0)]
    for _ in range(ZOOMS):
        axes = [_axis(low, high) for low, high in ends]
        found = _evaluated(groups, _sd(axes[0]), _sd(axes[1]))
        weight = found.weight.reshape(axes[0].size, axes[1].size)
        ends = [
            _probable(axes[0], weight.sum(axis=1), ends[0]),
            _probable(axes[1], weight.sum(axis=0), ends[1]),
        ]
    return found


def _axis(low: float, high: float) -> Floats:
    """Return the middles of equal parts from `low` to `high`, in the prior's probability."""
    if low == high:
        return np.array([low])
    return low + (high - low) * (np.arange(GRID) + 0.5) / GRID


def _sd(probability: Floats) -> Floats:
    """Return the standard deviation that the prior holds to be below with `probability`."""
    return PRIOR_SCALE_DEG * np.tan(np.pi / 2 * probability)


def _probable(axis: Floats, mass: Floats, ends: tuple[float, float]) -> tuple[float, float]:
    """Return the ends of the part of `axis` that holds what is probable."""
    kept = np.flatnonzero(mass > UNLIKELY * mass.max())
    step = (ends[1] - ends[0]) / axis.size / 2
    return max(ends[0], axis[kept[0]] - 2 * step), min(ends[1], axis[kept[-1]] + 2 * step)


def _evaluated(groups: _Groups, between: Floats, within: Floats) -> _Posterior:
    """Return the posterior at every pair of standard deviations, `between` in rows."""
    rows = [_at(groups, between, float(sd)) for sd in within]
    likelihood, mean, variance = (np.stack(one, axis=1).ravel() for one in zip(*rows, strict=True))
    weight = np.exp(likelihood - likelihood.max())
    return _Posterior(
        between=np.repeat(between, within.size),
        within=np.tile(within, between.size),
        mean=mean,
        variance=variance,
        weight=weight / weight.sum(),
    )


def _at(groups: _Groups, between: Floats, within: float) -> tuple[Floats, Floats, Floats]:
    """Return log likelihood, mean and its variance for all `between` at one `within`.

    The mean is integrated out.  Recordings of one calibration come first, then the calibrations of
    one person, then people: each step is a weighted mean and what is left around it.
    """
    variance = groups.error**2 + within**2 / groups.count
    inside = _inside(groups, within) + 0.5 * float(np.log(1 / variance).sum())
    weight = np.bincount(groups.person, 1 / variance)
    person = np.bincount(groups.person, groups.mean / variance) / weight
    left = ((groups.mean - person[groups.person]) ** 2 / variance).sum()
    inside -= 0.5 * float(left + np.log(weight).sum())
    spread_out = 1 / (between[:, None] ** 2 + 1 / weight)
    total = spread_out.sum(axis=1)
    mean = spread_out @ person / total
    around = (spread_out * (person - mean[:, None]) ** 2).sum(axis=1)
    logs = np.log(spread_out).sum(axis=1) - np.log(total)
    return inside + 0.5 * (logs - around), mean, 1 / total


def _inside(groups: _Groups, within: float) -> float:
    """Return the log likelihood of recordings around the mean of their calibration."""
    free = float((groups.count - 1).sum())
    if free == 0:
        return 0.0
    return -free * math.log(within) - float(groups.squares.sum()) / (2 * within**2)


def _estimate(values: Floats, weight: Floats) -> Estimate:
    """Return the weighted median of `values` and the bounds of 95 of 100."""
    order = np.argsort(values)
    ordered, mass = values[order], np.cumsum(weight[order]) - 0.5 * weight[order]
    middle, low, high = np.interp((0.5, TAIL, 1 - TAIL), mass, ordered)
    return Estimate(float(middle), float(low), float(high))


def _mean(found: _Posterior) -> Estimate:
    """Return the mean of all people: a mixture of normal distributions, one for each point."""
    kept = found.weight > UNLIKELY * found.weight.max()
    mean, sd = found.mean[kept], np.sqrt(found.variance[kept])
    weight = found.weight[kept] / found.weight[kept].sum()
    middle, low, high = (_quantile(part, mean, sd, weight) for part in (0.5, TAIL, 1 - TAIL))
    return Estimate(middle, low, high)


def _quantile(part: float, mean: Floats, sd: Floats, weight: Floats) -> float:
    """Return the value below which `part` of the mixture lies, by halving an interval."""
    reach = 10 * float(sd.max())
    low, high = float(mean.min()) - reach, float(mean.max()) + reach
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = [math.erf(one) for one in (middle - mean) / sd / math.sqrt(2)]
        if float(weight @ (1 + np.array(below))) / 2 < part:
            low = middle
        else:
            high = middle
    return (low + high) / 2
