"""What is remembered of a sitting, and of hours that have been added up.

Times inside a sitting (`t_s`) are seconds since its stream began; wall-clock time is in the
sitting alone.  Signs are those of `Reading`.
"""

from dataclasses import dataclass
from enum import StrEnum

from posturecam.core.alerts.judged_parts import PART_OF
from posturecam.core.parts import Part
from posturecam.core.values import Cause


class Origin(StrEnum):
    """Where a sitting came from."""

    WATCH = "watch"  # a live camera
    RECORDING = "recording"  # a recording, filed under its own time
    SIMULATED = "simulated"  # made up for a demonstration or a test


@dataclass(frozen=True, slots=True)
class Sitting:
    """One run of the monitor, on one day and by one setting of the clock.

    `start_s` is Unix time; `utc_offset_s` is east positive.
    """

    start_s: float
    utc_offset_s: int
    profile: str
    calibration: str  # tells one calibration of the profile from the next
    version: str
    settings: str  # the settings that mattered, as JSON
    origin: Origin
    end_t_s: float = 0.0
    key: int | None = None  # the store's own number


@dataclass(frozen=True, slots=True)
class Angle:
    """A time-weighted mean in degrees, its typical measurement error, and the time it rests on."""

    mean_deg: float
    sd_deg: float
    measured_s: float


@dataclass(frozen=True, slots=True)
class Exposure:
    """Time in one fault.  `weighted_s` counts a second at twice the limit as two."""

    cause: Cause
    held_s: float
    weighted_s: float


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


NOTHING = Judged()


@dataclass(frozen=True, slots=True)
class Habits:
    """Means of what tells of the workplace; None where not measured."""

    head_pitch_deg: float | None = None  # down positive
    head_yaw_deg: float | None = None  # to the user's left positive
    head_tilt_deg: float | None = None  # towards the user's left shoulder positive
    trunk_lean_deg: float | None = None  # forward positive
    shoulder_elevation_cm: float | None = None  # up positive
    distance_cm: float | None = None
    off_centre: float | None = None  # in picture widths, to the user's left positive


@dataclass(frozen=True, slots=True)
class Minute:
    """One minute of a sitting, counted from its start.  The four times add up to the time watched.

    `away_s` is time with nobody in view and `unknown_s` time that could not be measured.
    `still_s` is the longest time without a change of position that was reached in the minute.
    """

    number: int
    good_s: float
    poor_s: float
    unknown_s: float
    away_s: float
    cva: Angle | None
    fsa: Angle | None
    habits: Habits
    reading_s: float  # looking down at keyboard, paper or phone
    turned_s: float
    moves: int  # changes of position
    still_s: float
    exposures: tuple[Exposure, ...] = ()
    judged: Judged = NOTHING

    @property
    def measured_s(self) -> float:
        """Time with an opinion."""
        return self.good_s + self.poor_s


class Outcome(StrEnum):
    """What became of an alert."""

    OPEN = "open"  # nothing yet, or the sitting ended first
    CORRECTED = "corrected"
    LEFT = "left"  # the user got up
    SNOOZED = "snoozed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class AlertRecord:
    """An alert and what became of it, `after_s` later."""

    t_s: float
    cause: Cause
    held_s: float
    amount: float | None
    unit: str | None
    level: str | None
    stretch: str | None
    outcome: Outcome = Outcome.OPEN
    after_s: float | None = None


@dataclass(frozen=True, slots=True)
class BreakRecord:
    """A break that was due, and after how long it was taken; None: it was not."""

    t_s: float
    taken_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class StretchRecord:
    """An exercise done, at Unix time `at_s`; `repetitions` is None where nobody counted."""

    at_s: float
    exercise: str
    repetitions: int | None = None


@dataclass(frozen=True, slots=True)
class PainNote:
    """What the user noted about pain, 0 to 10, at Unix time `at_s`."""

    at_s: float
    score: int
    where: str = ""
    warning_signs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a score off the scale."""
        if not 0 <= self.score <= 10:
            msg = f"a pain score is from 0 to 10, got {self.score}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Total:
    """Any number of minutes added up.  The four times add up to the time watched.

    Each time is that of `Minute`; `longest_still_s` is the largest `still_s`.
    """

    good_s: float
    poor_s: float
    unknown_s: float
    away_s: float
    cva: Angle | None
    fsa: Angle | None
    habits: Habits
    reading_s: float
    turned_s: float
    moves: int
    longest_still_s: float
    exposures: tuple[Exposure, ...] = ()
    judged: Judged = NOTHING

    @property
    def measured_s(self) -> float:
        """Time with an opinion."""
        return self.good_s + self.poor_s

    @property
    def at_desk_s(self) -> float:
        """Time with somebody in view, measured or not."""
        return self.measured_s + self.unknown_s


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the local clock, of one calibration, with all its minutes added up.

    `day` counts days since 1970-01-01 (a Thursday) and `hour` is 0 to 23, both in local time.
    """

    day: int
    hour: int
    calibration: str
    total: Total

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return (self.day + 3) % 7
