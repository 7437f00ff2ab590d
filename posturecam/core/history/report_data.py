"""A period of the history as a report needs it."""

from dataclasses import dataclass

from posturecam.core.history.episodes import Episode
from posturecam.core.history.records import (
    AlertRecord,
    BreakRecord,
    Hour,
    PainNote,
    Sitting,
    StretchRecord,
)

DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Period:
    """From `since_s` until before `until_s`, Unix time."""

    since_s: float
    until_s: float

    @property
    def days(self) -> float:
        """Length in days of 24 hours."""
        return (self.until_s - self.since_s) / DAY_S

    def back(self, days: float) -> "Period":
        """Return the period that ends with this one and is at least `days` long."""
        return Period(min(self.since_s, self.until_s - days * DAY_S), self.until_s)


@dataclass(frozen=True, slots=True)
class Stay:
    """One sitting with its episodes, in local time: `start_s` is Unix time plus the offset."""

    start_s: float
    episodes: tuple[Episode, ...]

    @property
    def day(self) -> int:
        """Days since 1970-01-01 of its start."""
        return int(self.start_s // DAY_S)


@dataclass(frozen=True, slots=True)
class DatedAlert:
    """An alert, at Unix time `at_s`."""

    at_s: float
    alert: AlertRecord


@dataclass(frozen=True, slots=True)
class ReportData:
    """What the history knows of a period.

    `hours` are of the period and `longer` of more time before it, for progress.  The histograms
    give seconds by whole degrees.  `last_day` are the sittings of the last day with any.
    """

    period: Period
    sittings: tuple[Sitting, ...]
    hours: tuple[Hour, ...]
    longer: tuple[Hour, ...]
    cva_histogram: tuple[tuple[int, float], ...]
    fsa_histogram: tuple[tuple[int, float], ...]
    alerts: tuple[DatedAlert, ...]
    breaks: tuple[BreakRecord, ...]
    stretches: tuple[StretchRecord, ...]
    pain: tuple[PainNote, ...]
    last_day: tuple[Stay, ...]
