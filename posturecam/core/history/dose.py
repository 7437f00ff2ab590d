"""What time at a desk adds up to: one value for a frame, a minute, a day and five years.

Doses add with `+`, in any order and any grouping.  Means are kept as sums over time, so that they
are always weighted by the time in which they were measured.  Signs are those of `Reading`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol, Self, TypeVar

from posturecam.core.alerts.judged_parts import PART_OF
from posturecam.core.parts import Part
from posturecam.core.values import Cause


class Measure(StrEnum):
    """What a mean is kept of: the two angles, and what describes the workplace."""

    CVA = "cva"
    FSA = "fsa"
    HEAD_PITCH = "head_pitch_deg"
    HEAD_YAW = "head_yaw_deg"
    HEAD_TILT = "head_tilt_deg"
    TRUNK_LEAN = "trunk_lean_deg"
    SHOULDER_ELEVATION = "shoulder_elevation_cm"
    DISTANCE = "distance_cm"
    OFF_CENTRE = "off_centre"

    __hash__ = str.__hash__  # Enum's own is many times slower, and frames are many


ANGLES: Final = (Measure.CVA, Measure.FSA)
HABITS: Final = tuple(measure for measure in Measure if measure not in ANGLES)


@dataclass(frozen=True, slots=True)
class Angle:
    """A time-weighted mean in degrees, its typical measurement error, and the time it rests on."""

    mean_deg: float
    sd_deg: float
    measured_s: float


@dataclass(frozen=True, slots=True)
class Habits:
    """Means of what describes the workplace; None where not measured."""

    head_pitch_deg: float | None = None  # down positive
    head_yaw_deg: float | None = None  # to the user's left positive
    head_tilt_deg: float | None = None  # towards the user's left shoulder positive
    trunk_lean_deg: float | None = None  # forward positive
    shoulder_elevation_cm: float | None = None  # up positive
    distance_cm: float | None = None
    off_centre: float | None = None  # in picture widths, to the user's left positive


@dataclass(frozen=True, slots=True)
class Weighted:
    """A quantity and its measurement error, each multiplied by the seconds it was measured for."""

    total: float
    error: float
    measured_s: float  # > 0

    @classmethod
    def of(cls, value: float, sd: float, seconds: float) -> Self:
        """Return `value` +- `sd` measured for `seconds`."""
        return cls(value * seconds, sd * seconds, seconds)

    @property
    def mean(self) -> float:
        """The mean by time."""
        return self.total / self.measured_s

    @property
    def sd(self) -> float:
        """The mean measurement error by time."""
        return self.error / self.measured_s

    def __add__(self, other: "Weighted") -> "Weighted":
        """Return both over the time of both."""
        return Weighted(
            self.total + other.total,
            self.error + other.error,
            self.measured_s + other.measured_s,
        )


@dataclass(frozen=True, slots=True)
class Exposure:
    """Time in one fault.  `weighted_s` counts a second at twice the limit as two."""

    cause: Cause
    held_s: float
    weighted_s: float

    def __add__(self, other: "Exposure") -> "Exposure":
        """Add the times of the same fault."""
        return Exposure(self.cause, self.held_s + other.held_s, self.weighted_s + other.weighted_s)


@dataclass(frozen=True, slots=True)
class Judged:
    """Time in which each `Part` could be judged, seconds."""

    neck_s: float = 0.0
    shoulders_s: float = 0.0
    trunk_s: float = 0.0
    shoulder_height_s: float = 0.0
    head_tilt_s: float = 0.0
    distance_s: float = 0.0

    def of(self, part: Part) -> float:
        """Return the time in which `part` could be judged."""
        return float(getattr(self, f"{part}_s"))

    def of_cause(self, cause: Cause) -> float:
        """Return the time in which a fault could be seen; 0 for one that no single frame shows."""
        part = PART_OF.get(cause)
        return 0.0 if part is None else self.of(part)

    def __add__(self, other: "Judged") -> "Judged":
        """Add part by part."""
        return Judged(
            self.neck_s + other.neck_s,
            self.shoulders_s + other.shoulders_s,
            self.trunk_s + other.trunk_s,
            self.shoulder_height_s + other.shoulder_height_s,
            self.head_tilt_s + other.head_tilt_s,
            self.distance_s + other.distance_s,
        )


@dataclass(frozen=True, slots=True)
class Dose:
    """Time added up.  The first five times are apart and add up to the time recorded.

    `unknown_s` is time at the desk without a verdict, `away_s` time with nobody there or somebody
    else, and `unwatched_s` time in which nothing showed who was there: paused, the camera lost, the
    picture too dark.  `longest_still_s` is the longest time without a change of position.
    """

    good_s: float = 0.0
    poor_s: float = 0.0
    unknown_s: float = 0.0
    away_s: float = 0.0
    unwatched_s: float = 0.0
    paused_s: float = 0.0  # the part of `unwatched_s` that was wanted
    reading_s: float = 0.0  # looking down at keyboard, paper or phone
    turned_s: float = 0.0
    moves: int = 0  # changes of position
    longest_still_s: float = 0.0
    judged: Judged = field(default_factory=Judged)
    faults: Mapping[Cause, Exposure] = field(default_factory=dict)
    sums: Mapping[Measure, Weighted] = field(default_factory=dict)

    def __add__(self, other: "Dose") -> "Dose":
        """Return the dose of both times together."""
        return Dose(
            self.good_s + other.good_s,
            self.poor_s + other.poor_s,
            self.unknown_s + other.unknown_s,
            self.away_s + other.away_s,
            self.unwatched_s + other.unwatched_s,
            self.paused_s + other.paused_s,
            self.reading_s + other.reading_s,
            self.turned_s + other.turned_s,
            self.moves + other.moves,
            max(self.longest_still_s, other.longest_still_s),
            self.judged + other.judged,
            _merged(self.faults, other.faults),
            _merged(self.sums, other.sums),
        )

    @property
    def measured_s(self) -> float:
        """Time with a verdict."""
        return self.good_s + self.poor_s

    @property
    def at_desk_s(self) -> float:
        """Time at the desk, with a verdict or without."""
        return self.measured_s + self.unknown_s

    @property
    def exposures(self) -> tuple[Exposure, ...]:
        """The faults, the most weighted first."""
        return tuple(sorted(self.faults.values(), key=lambda e: (-e.weighted_s, e.cause)))

    @property
    def cva(self) -> Angle | None:
        """Mean change of the craniovertebral angle; None if it was not measured."""
        return self._angle(Measure.CVA)

    @property
    def fsa(self) -> Angle | None:
        """Mean change of the forward shoulder angle; None if it was not measured."""
        return self._angle(Measure.FSA)

    @property
    def habits(self) -> Habits:
        """Means of what describes the workplace."""
        return Habits(**{m: self.sums[m].mean for m in HABITS if m in self.sums})

    def _angle(self, measure: Measure) -> Angle | None:
        one = self.sums.get(measure)
        return None if one is None else Angle(one.mean, one.sd, one.measured_s)


NOTHING: Final = Dose()


class _Adds(Protocol):
    def __add__(self, other: Self, /) -> Self: ...


_Key = TypeVar("_Key")
_Value = TypeVar("_Value", bound=_Adds)


def _merged(a: Mapping[_Key, _Value], b: Mapping[_Key, _Value]) -> Mapping[_Key, _Value]:
    if not a or not b:
        return a or b
    merged = {**a, **b}
    for key, value in b.items():
        if (other := a.get(key)) is not None:
            merged[key] = other + value
    return merged
