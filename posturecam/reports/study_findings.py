"""What a study found, worked out once for all forms of its report."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import fmean

from posturecam.core.insights.between_people import Sitting, Spread, calibration_error, spread
from posturecam.core.insights.distribution import Counts, quantiles
from posturecam.core.values import Cause

PARTS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recording of a study; times in seconds, angles as changes of the CVA in degrees."""

    name: str
    person: str
    calibration: str  # what it was measured against; no two people share one
    good_s: float
    poor_s: float
    unknown_s: float
    gap_s: float  # holes in the recording
    faults: Mapping[Cause, float] = field(default_factory=dict)
    reasons: Mapping[str, float] = field(default_factory=dict)  # why there was no verdict
    alerts: int = 0
    mean_deg: float | None = None  # None: not measured, as the next two
    error_deg: float | None = None  # typical standard deviation of one reading
    quantiles_deg: tuple[float, ...] | None = None  # at `PARTS`
    notes: str = ""

    @property
    def watched_s(self) -> float:
        """Time with a frame, whether that was measured or not."""
        return self.good_s + self.poor_s + self.unknown_s


@dataclass(frozen=True, slots=True)
class Summed:
    """A recording, or all recordings of a person; the names are those of `Recorded`."""

    name: str
    recordings: int
    good_s: float
    poor_s: float
    unknown_s: float
    gap_s: float
    faults: Mapping[Cause, float]
    reasons: Mapping[str, float]
    alerts: int
    mean_deg: float | None  # each recording counts once
    error_deg: float | None
    quantiles_deg: tuple[float, ...] | None
    means_deg: tuple[float, ...] = ()  # of each recording

    @property
    def watched_s(self) -> float:
        """Time with a frame, whether that was measured or not."""
        return self.good_s + self.poor_s + self.unknown_s

    @property
    def measured_s(self) -> float:
        """Time with a verdict."""
        return self.good_s + self.poor_s


@dataclass(frozen=True, slots=True)
class Missing:
    """A recording without a result of its own, and why."""

    recording: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was studied, by the manifest and `study.json`."""

    began: str
    ended: str
    totals: Mapping[str, int | float]
    versions: Mapping[str, str]
    settings: Mapping[str, Mapping[str, object]]
    poses: tuple[str, ...] = ()
    failed: tuple[Missing, ...] = ()
    skipped: tuple[Missing, ...] = ()  # whose content is in another recording


@dataclass(frozen=True, slots=True)
class StudyFindings:
    """Everything that the report says."""

    asked: Asked
    recordings: tuple[Recorded, ...]
    people: tuple[Summed, ...]  # by name
    total: Summed
    spread: Spread | None  # None: no angle was measured

    @property
    def rows(self) -> tuple[Summed, ...]:
        """What the figures compare: people, or the recordings of the only one."""
        if len(self.people) > 1:
            return self.people
        return tuple(_summed(one.name, [one], one.quantiles_deg) for one in self.recordings)

    @property
    def row_name(self) -> str:
        """What one of the `rows` is."""
        return "person" if len(self.people) > 1 else "recording"

    @property
    def rows_name(self) -> str:
        """What the `rows` are."""
        return "people" if len(self.people) > 1 else "recordings"


@dataclass(frozen=True, slots=True)
class Person:
    """The recordings of one person, and how the angle is distributed over them."""

    recordings: tuple[Recorded, ...]
    counts: Counts


def study_findings(asked: Asked, people: Iterable[Person]) -> StudyFindings:
    """Work out what the recordings amount to; `people` come one after another, by name.

    Of each only sums stay, so that memory grows with the recordings' number and not their length.
    """
    recordings: list[Recorded] = []
    summed: list[Summed] = []
    for person in people:
        found = quantiles(person.counts, PARTS) if person.counts.any() else None
        summed.append(_summed(person.recordings[0].person, person.recordings, found))
        recordings += person.recordings
    sittings = [one for recording in recordings for one in _sittings(recording)]
    return StudyFindings(
        asked=asked,
        recordings=tuple(sorted(recordings, key=lambda one: one.name)),
        people=tuple(summed),
        total=_summed("all", recordings, None),
        spread=spread(sittings),
    )


def _sittings(recording: Recorded) -> tuple[Sitting, ...]:
    if recording.mean_deg is None or not recording.error_deg:
        return ()
    return (
        Sitting(recording.person, recording.calibration, recording.mean_deg, recording.error_deg),
    )


def _summed(
    name: str, recordings: Iterable[Recorded], quantiles_deg: tuple[float, ...] | None
) -> Summed:
    held = list(recordings)
    faults: Counter[Cause] = Counter()
    reasons: Counter[str] = Counter()
    for one in held:
        faults.update(one.faults)
        reasons.update(one.reasons)
    sittings = [sitting for one in held for sitting in _sittings(one)]
    return Summed(
        name=name,
        recordings=len(held),
        good_s=sum(one.good_s for one in held),
        poor_s=sum(one.poor_s for one in held),
        unknown_s=sum(one.unknown_s for one in held),
        gap_s=sum(one.gap_s for one in held),
        faults=faults,
        reasons=reasons,
        alerts=sum(one.alerts for one in held),
        mean_deg=fmean(one.mean for one in sittings) if sittings else None,
        error_deg=calibration_error(sittings) if sittings else None,
        quantiles_deg=quantiles_deg,
        means_deg=tuple(one.mean for one in sittings),
    )
