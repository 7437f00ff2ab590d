"""Workplace hints from what was measured, each with the figure behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from posturecam.core.history.dose import Dose
from posturecam.core.history.totals import Breaks
from posturecam.core.values import Cause


class Advice(StrEnum):
    """What might be changed at the workplace."""

    SCREEN_LOW = "screen_low"
    LOOKING_DOWN = "looking_down"
    TOO_CLOSE = "too_close"
    OFF_CENTRE = "off_centre"
    TURNED = "turned"
    SECOND_SCREEN = "second_screen"
    CAMERA_TILT = "camera_tilt"
    HEAD_TILT = "head_tilt"
    RAISED_SHOULDERS = "raised_shoulders"
    NO_BREAKS = "no_breaks"
    LONG_STILL = "long_still"


@dataclass(frozen=True, slots=True)
class HintPolicy:
    """From which figure on a hint is given."""

    pitch_deg: float  # mean head pitch, down
    looking_down_share: float
    distance_cm: float
    off_centre: float  # picture widths
    yaw_deg: float
    turned_share: float
    camera_tilt_deg: float
    head_tilt_deg: float
    raised_share: float
    breaks_taken_share: float
    still_s: float
    least_s: float  # measured time below which nothing is said


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: `figure` in `unit` against the `limit` from which it is given."""

    advice: Advice
    figure: float
    limit: float
    unit: str  # "deg", "cm", "%", "min"


def hints(
    policy: HintPolicy, summed: Dose, breaks: Breaks, camera_tilt_deg: float | None
) -> tuple[Hint, ...]:
    """Return the hints that the figures support, or none if too little was measured."""
    if summed.measured_s <= 0 or summed.measured_s < policy.least_s:
        return ()
    sources: tuple[Callable[[], Iterator[Hint]], ...] = (
        lambda: _screen(policy, summed),
        lambda: _place(policy, summed, camera_tilt_deg),
        lambda: _shape(policy, summed),
        lambda: _pauses(policy, summed, breaks),
    )
    return tuple(hint for source in sources for hint in source())


def _screen(policy: HintPolicy, summed: Dose) -> Iterator[Hint]:
    habits = summed.habits
    yield from _over(Advice.SCREEN_LOW, habits.head_pitch_deg, policy.pitch_deg, "deg")
    down = 100 * summed.reading_s / summed.at_desk_s
    yield from _over(Advice.LOOKING_DOWN, down, 100 * policy.looking_down_share, "%")
    distance = habits.distance_cm
    if distance is not None and distance < policy.distance_cm:
        yield Hint(Advice.TOO_CLOSE, distance, policy.distance_cm, "cm")


def _place(policy: HintPolicy, summed: Dose, camera_tilt_deg: float | None) -> Iterator[Hint]:
    habits = summed.habits
    off = None if habits.off_centre is None else 100 * habits.off_centre
    yield from _off(Advice.OFF_CENTRE, off, 100 * policy.off_centre, "%")
    yield from _off(Advice.TURNED, habits.head_yaw_deg, policy.yaw_deg, "deg")
    turned = 100 * summed.turned_s / summed.at_desk_s
    yield from _over(Advice.SECOND_SCREEN, turned, 100 * policy.turned_share, "%")
    yield from _off(Advice.CAMERA_TILT, camera_tilt_deg, policy.camera_tilt_deg, "deg")


def _shape(policy: HintPolicy, summed: Dose) -> Iterator[Hint]:
    yield from _off(Advice.HEAD_TILT, summed.habits.head_tilt_deg, policy.head_tilt_deg, "deg")
    judged_s = summed.judged.of_cause(Cause.RAISED_SHOULDERS)
    if judged_s > 0 and judged_s >= policy.least_s:
        held = {e.cause: e.held_s for e in summed.exposures}
        raised = 100 * held.get(Cause.RAISED_SHOULDERS, 0.0) / judged_s
        yield from _over(Advice.RAISED_SHOULDERS, raised, 100 * policy.raised_share, "%")


def _pauses(policy: HintPolicy, summed: Dose, breaks: Breaks) -> Iterator[Hint]:
    taken = 100 * breaks.taken / breaks.due if breaks.due else 100.0
    if taken < 100 * policy.breaks_taken_share:
        yield Hint(Advice.NO_BREAKS, taken, 100 * policy.breaks_taken_share, "%")
    still, limit = summed.longest_still_s / 60, policy.still_s / 60
    yield from _over(Advice.LONG_STILL, still, limit, "min")


def _over(advice: Advice, figure: float | None, limit: float, unit: str) -> Iterator[Hint]:
    if figure is not None and figure >= limit:
        yield Hint(advice, figure, limit, unit)


def _off(advice: Advice, figure: float | None, limit: float, unit: str) -> Iterator[Hint]:
    if figure is not None and abs(figure) >= limit:
        yield Hint(advice, figure, limit, unit)
