"""Frames -> one dose a minute.  Time belongs to the frame before it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.elapsed import Elapsed, presence_of
from posturecam.core.alerts.judged_parts import judged
from posturecam.core.alerts.requests import Request
from posturecam.core.history.dose import NOTHING, Dose, Exposure, Judged, Measure, Weighted
from posturecam.core.history.records import Minute
from posturecam.core.pose.landmarks import Body
from posturecam.core.reasons import Presence
from posturecam.core.values import (
    Activity,
    Assessment,
    Event,
    Fault,
    Pose,
    Reading,
    Unseen,
    Verdict,
)

MINUTE_S: Final = 60.0


class Entry(Protocol):
    """One frame and what followed from it, as `monitor.Tick` has them."""

    @property
    def pose(self) -> Pose | Unseen: ...  # noqa: D102 - as in `Tick`, and so on
    @property
    def reading(self) -> Reading | Unseen: ...  # noqa: D102
    @property
    def assessment(self) -> Assessment: ...  # noqa: D102
    @property
    def elapsed(self) -> Elapsed: ...  # noqa: D102
    @property
    def requests(self) -> Sequence[Request]: ...  # noqa: D102
    @property
    def events(self) -> Sequence[Event]: ...  # noqa: D102
    @property
    def state(self) -> AlertState: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class MinuteState:
    """The minute under way and the newest frame, whose time has yet to pass."""

    minute: Minute = field(default_factory=lambda: Minute(0, NOTHING))
    newest: Entry | None = None


def add(state: MinuteState, now: Entry) -> tuple[MinuteState, tuple[Minute, ...]]:
    """Take in one frame: return the new state and the minutes that are over.

    The frame before stood for the time that `now.elapsed` says; a gap belongs to no minute.
    """
    done: list[Minute] = []
    minute = state.minute
    for number, dose in _spread(state.newest, now.elapsed.stood_s):
        if number != minute.number:
            done += [minute] if minute.dose != NOTHING else []
            minute = Minute(number, NOTHING)
        minute = Minute(number, minute.dose + dose)
    return MinuteState(minute, now), tuple(done)


def under_way(state: MinuteState) -> tuple[Minute, ...]:
    """Return the minute under way, unless nothing has passed of it."""
    return (state.minute,) if state.minute.dose != NOTHING else ()


def frame_dose(entry: Entry, seconds: float, moves: int) -> Dose:
    """Return what `seconds` of a frame are, with `moves` changes of position."""
    now, measured = entry.assessment, _measured(entry.pose, entry.reading)
    where = presence_of(now)
    without = seconds * (now.verdict is Verdict.UNKNOWN)
    unwatched_s = without * (where is Presence.UNKNOWN)
    return Dose(
        good_s=seconds * (now.verdict is Verdict.GOOD),
        poor_s=seconds * (now.verdict is Verdict.POOR),
        unknown_s=without * (where is Presence.HERE),
        away_s=without * (where is Presence.GONE),
        unwatched_s=unwatched_s,
        paused_s=unwatched_s * (now.why is not None and now.why.paused),
        reading_s=seconds * (now.activity is Activity.READING),
        turned_s=seconds * _turned(now),
        moves=moves,
        longest_still_s=entry.state.movement.still_s * (where is Presence.HERE),
        judged=Judged(**{f"{part}_s": seconds for part in judged(now)}),
        faults={fault.cause: _exposure(fault, seconds) for fault in now.faults},
        sums={m: Weighted.of(mean, sd, seconds) for m, mean, sd in measured if mean is not None},
    )


def off_centre(pose: Pose | Unseen) -> float | None:
    """Return how far the head is from the picture's middle, in picture widths.

    Positive to the user's own left, which is the right of the picture.
    """
    if isinstance(pose, Unseen):
        return None
    ears = pose.points[[Body.LEFT_EAR, Body.RIGHT_EAR], 0]
    return float(ears.mean() / pose.aspect - 0.5)


def _spread(last: Entry | None, stood_s: float) -> Iterator[tuple[int, Dose]]:
    """Cut the time for which `last` stood at the minutes; a move is in the first piece."""
    if last is None:
        return
    start_t, until_t = last.assessment.t, last.assessment.t + stood_s
    while start_t < until_t:
        number = math.floor(start_t / MINUTE_S)
        end_t = min(until_t, (number + 1) * MINUTE_S)
        moved = start_t == last.assessment.t and last.state.movement.moved
        yield number, frame_dose(last, end_t - start_t, int(moved))
        start_t = end_t


def _turned(now: Assessment) -> bool:
    return (now.why is not None and now.why.aside) or now.activity is Activity.TURNED


def _exposure(fault: Fault, seconds: float) -> Exposure:
    """Weigh the time in a fault by amount over limit; one without a limit counts as it is."""
    far = fault.amount / fault.limit if fault.limit > 0 else 1.0
    return Exposure(fault.cause, seconds, seconds * far)


def _measured(
    pose: Pose | Unseen, reading: Reading | Unseen
) -> Iterator[tuple[Measure, float | None, float]]:
    """Give what was measured in a frame, None what was not, and its error."""
    yield Measure.OFF_CENTRE, off_centre(pose), 0.0
    if isinstance(reading, Unseen):
        return
    yield Measure.CVA, reading.cva_change_deg, reading.cva_change_sd_deg or 0.0
    yield Measure.FSA, reading.fsa_change_deg, reading.fsa_change_sd_deg or 0.0
    yield Measure.HEAD_PITCH, reading.head_pitch_change_deg, 0.0
    yield Measure.HEAD_YAW, reading.head_yaw_deg, 0.0
    yield Measure.TRUNK_LEAN, reading.trunk_lean_change_deg, 0.0
    yield Measure.DISTANCE, reading.distance_cm, 0.0
    if not reading.hand_at_head:  # a head tilted on the telephone is no habit
        yield Measure.HEAD_TILT, reading.head_tilt_deg, 0.0
        yield Measure.SHOULDER_ELEVATION, reading.shoulder_elevation_change_cm, 0.0
