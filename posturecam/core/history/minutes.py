"""Looks -> one summary a minute.  Time belongs to the look before it."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from posturecam.core.alerts.elapsed import Elapsed, presence_of
from posturecam.core.alerts.judged_parts import judged
from posturecam.core.history.records import Angle, Exposure, Habits, Judged, Minute
from posturecam.core.parts import Part as BodyPart
from posturecam.core.reasons import Presence
from posturecam.core.values import Activity, Assessment, Cause, Reading, Unseen, Verdict

MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Glance:
    """One look as history needs it."""

    assessment: Assessment
    reading: Reading | Unseen
    moved: bool = False
    still_s: float = 0.0
    off_centre: float | None = None  # in picture widths, to the user's left positive

    @property
    def t(self) -> float:
        """Seconds since the stream began."""
        return self.assessment.t


@dataclass(frozen=True, slots=True)
class Part:
    """A glance and the seconds of the minute that it stands for; `first` at its own start."""

    glance: Glance
    seconds: float
    first: bool


@dataclass(frozen=True, slots=True)
class MinuteState:
    """The minute under way and the last glance, whose time is still running."""

    number: int = 0
    parts: tuple[Part, ...] = ()
    last: Glance | None = None


def add(
    state: MinuteState, elapsed: Elapsed, glance: Glance
) -> tuple[MinuteState, tuple[Minute, ...]]:
    """Take in one glance: return the new state and the minutes that are over.

    The one before stood for the time that `elapsed` says; a gap belongs to no minute.
    """
    done: list[Minute] = []
    number, parts = state.number, state.parts
    for minute, part in _spread(state.last, elapsed.stood_s):
        if minute != number and parts:
            done.append(summarise(number, parts))
            parts = ()
        number, parts = minute, (*parts, part)
    return MinuteState(number, parts, glance), tuple(done)


def under_way(state: MinuteState) -> Minute | None:
    """Return the minute under way as far as it has come."""
    return summarise(state.number, state.parts) if state.parts else None


def summarise(number: int, parts: Sequence[Part]) -> Minute:
    """Add up the parts of one minute."""
    readings = [(p.glance.reading, p.seconds) for p in parts]
    seen = [(r, s) for r, s in readings if isinstance(r, Reading)]
    return Minute(
        number=number,
        good_s=_time(parts, lambda g: g.assessment.verdict is Verdict.GOOD),
        poor_s=_time(parts, lambda g: g.assessment.verdict is Verdict.POOR),
        unknown_s=_time(parts, lambda g: _unknown(g) and not _away(g)),
        away_s=_time(parts, _away),
        cva=_angle((r.cva_change_deg, r.cva_change_sd_deg, s) for r, s in seen),
        fsa=_angle((r.fsa_change_deg, r.fsa_change_sd_deg, s) for r, s in seen),
        habits=_habits(seen, parts),
        reading_s=_time(parts, lambda g: g.assessment.activity is Activity.READING),
        turned_s=_time(parts, _turned),
        moves=sum(p.first and p.glance.moved for p in parts),
        still_s=max(p.glance.still_s for p in parts),
        exposures=_exposures(parts),
        judged=_judged(parts),
    )


def _spread(last: Glance | None, stood_s: float) -> Iterator[tuple[int, Part]]:
    """Cut the time for which `last` stood at the minutes."""
    if last is None:
        return
    start_t, until_t = last.t, last.t + stood_s
    while start_t < until_t:
        number = math.floor(start_t / MINUTE_S)
        end_t = min(until_t, (number + 1) * MINUTE_S)
        yield number, Part(last, end_t - start_t, first=start_t == last.t)
        start_t = end_t


def _time(parts: Iterable[Part], wanted: Callable[[Glance], bool]) -> float:
    return sum(p.seconds for p in parts if wanted(p.glance))


def _unknown(glance: Glance) -> bool:
    return glance.assessment.verdict is Verdict.UNKNOWN


def _away(glance: Glance) -> bool:
    return presence_of(glance.assessment) is Presence.GONE


def _turned(glance: Glance) -> bool:
    why = glance.assessment.why
    return (why is not None and why.aside) or glance.assessment.activity is Activity.TURNED


def _angle(samples: Iterable[tuple[float | None, float | None, float]]) -> Angle | None:
    kept = [(mean, sd or 0.0, s) for mean, sd, s in samples if mean is not None and s > 0]
    total = sum(s for _, _, s in kept)
    if total == 0:
        return None
    mean = sum(mean * s for mean, _, s in kept) / total
    return Angle(mean, sum(sd * s for _, sd, s in kept) / total, total)


def _habits(seen: Sequence[tuple[Reading, float]], parts: Sequence[Part]) -> Habits:
    free = [(reading, s) for reading, s in seen if not reading.hand_at_head]
    return Habits(
        head_pitch_deg=_mean((r.head_pitch_change_deg, s) for r, s in seen),
        head_yaw_deg=_mean((r.head_yaw_deg, s) for r, s in seen),
        head_tilt_deg=_mean((r.head_tilt_deg, s) for r, s in free),
        trunk_lean_deg=_mean((r.trunk_lean_change_deg, s) for r, s in seen),
        shoulder_elevation_cm=_mean((r.shoulder_elevation_change_cm, s) for r, s in free),
        distance_cm=_mean((r.distance_cm, s) for r, s in seen),
        off_centre=_mean((p.glance.off_centre, p.seconds) for p in parts),
    )


def _mean(samples: Iterable[tuple[float | None, float]]) -> float | None:
    angle = _angle((value, None, s) for value, s in samples)
    return None if angle is None else angle.mean_deg


def _judged(parts: Sequence[Part]) -> Judged:
    """Time in which each part of the body could be judged."""
    sums = dict.fromkeys(BodyPart, 0.0)
    for part in parts:
        for seen in judged(part.glance.assessment):
            sums[seen] += part.seconds
    return Judged(**{f"{name}_s": seconds for name, seconds in sums.items()})


def _exposures(parts: Sequence[Part]) -> tuple[Exposure, ...]:
    """Time in each fault, plain and weighted by amount over limit, most weighted first."""
    sums: dict[Cause, tuple[float, float]] = {}
    for part in parts:
        for fault in part.glance.assessment.faults:
            held, weighted = sums.get(fault.cause, (0.0, 0.0))
            far = fault.amount / fault.limit if fault.limit > 0 else 1.0
            sums[fault.cause] = (held + part.seconds, weighted + part.seconds * far)
    found = (Exposure(cause, held, weighted) for cause, (held, weighted) in sums.items())
    return tuple(sorted(found, key=lambda e: -e.weighted_s))
