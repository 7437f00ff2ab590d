"""Progress in sentences: against the calibration and the first week, with the error."""

from posturecam.core.insights.trend import (
    SURE,
    Angles,
    Direction,
    Point,
    Progress,
    beyond_noise,
)
from posturecam.stretches.days import date_of

NAMES = {
    Angles.CVA: "Head (craniovertebral angle)",
    Angles.FSA: "Shoulders (forward shoulder angle)",
}
KEEP_ON = (
    "It has been better for {weeks} weeks now. This is the time to keep on with the exercises "
    "rather than to stop: what was gained stays only with use."
)
BETTER = (
    "In the week of {last} you sat {change:.1f} +- {error:.1f} degrees closer to upright than in "
    "the week of {first}: a change for the better, larger than the noise."
)
WORSE = (
    "In the week of {last} you sat {change:.1f} +- {error:.1f} degrees further from upright than "
    "in the week of {first}, which is more than the noise. Has anything changed: chair, screen, "
    "workload? A new calibration takes a minute if the camera has moved."
)
SAME = (
    "Between the weeks of {first} and {last} there is no change larger than the noise "
    "({change:+.1f} +- {error:.1f} degrees)."
)
TOO_LITTLE = (
    "Too little was measured to compare weeks: that takes two weeks with at least two measured "
    "days each, under the same calibration."
)


def progress_sentences(found: Progress) -> tuple[str, ...]:
    """Say how far the angle is from the calibration, and how it has changed."""
    if not found.weeks:
        return (TOO_LITTLE,)
    sentences = [_against_calibration(found.angle, found.weeks[-1]), _change(found)]
    if found.keep_on:
        sentences.append(KEEP_ON.format(weeks=found.weeks_better))
    return tuple(sentences)


def day_text(day: int) -> str:
    """Write a day counted from 1970-01-01: `7 Oct 2024`."""
    there = date_of(day)
    return f"{there.day} {there:%b %Y}"


def _against_calibration(angle: Angles, week: Point) -> str:
    when = f"In the week of {day_text(week.first_day)}"
    size = f"{abs(week.mean_deg):.1f} +- {SURE * week.error_deg:.1f} degrees"
    if not beyond_noise(week.mean_deg, week.error_deg):
        return f"{when} there was no difference from your calibration beyond the noise ({size})."
    bad = week.mean_deg < 0 if angle is Angles.CVA else week.mean_deg > 0
    if angle is Angles.CVA:
        return (
            f"{when} your head was {size} further {'forward' if bad else 'back'} than calibrated."
        )
    return (
        f"{when} your shoulders were {size} {'rounder' if bad else 'less round'} than calibrated."
    )


def _change(found: Progress) -> str:
    if found.change_deg is None or found.error_deg is None:
        return TOO_LITTLE
    texts = {Direction.BETTER: BETTER, Direction.WORSE: WORSE, Direction.SAME: SAME}
    same = found.direction is Direction.SAME
    return texts[found.direction].format(
        first=day_text(found.weeks[0].first_day),
        last=day_text(found.weeks[-1].first_day),
        change=found.change_deg if same else abs(found.change_deg),
        error=SURE * found.error_deg,
    )
