"""Numbers and names as people read them."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from posturecam.core.history.records import Outcome
from posturecam.core.history.report_data import DAY_S
from posturecam.core.history.totals import hourly, judged_share, moves_per_hour
from posturecam.core.parts import Part
from posturecam.reports.findings import Findings
from posturecam.reports.progress_text import day_text
from posturecam.reports.run_text import time_text
from posturecam.stretches.catalogue import Catalogue
from posturecam.stretches.show import CAUSES

SIMULATED = "These data are made up for a demonstration: nobody sat like this."
EMPTY = "Nothing was recorded in this time."
SOON, LATER = "corrected soon", "corrected later"
MOSTLY = 0.8  # share of the measured time
LEAST_SHARE = 0.005  # of the measured time: less shows as 0 %
OUTCOMES = {
    Outcome.LEFT: "got up",
    Outcome.SNOOZED: "snoozed",
    Outcome.DISMISSED: "dismissed",
    Outcome.OPEN: "not followed",
}


class Dose(NamedTuple):
    """A cause with its minutes, plain and weighted by how far, in an hour in which it was judged.

    `judged` says in how much of the measured time that was, where it was not nearly all.
    """

    name: str
    held_min: float
    weighted_min: float
    judged: str


def title(found: Findings) -> str:
    """Say which days the report is about."""
    hours = found.report_data.hours
    if not hours:
        return "No days recorded"
    first, last = hours[0].day, hours[-1].day
    return day_text(first) if first == last else f"{day_text(first)} to {day_text(last)}"


def overview(found: Findings) -> Iterator[tuple[str, str]]:
    """Give the key figures, what was not measured among them."""
    summed = found.total
    yield "At the desk", time_text(summed.at_desk_s)
    yield "Sat well", part(summed.good_s, summed.measured_s)
    yield "Beyond a limit", part(summed.poor_s, summed.measured_s)
    yield from judged(found)
    yield "Not measured", part(summed.unknown_s, summed.at_desk_s)
    yield "Changes of position", f"{moves_per_hour(summed):.1f} an hour"
    yield "Longest without one", time_text(summed.longest_still_s)
    yield "Alerts followed", _followed(found)
    yield "Breaks taken", f"{found.breaks.taken} of {found.breaks.due}"


def judged(found: Findings) -> Iterator[tuple[str, str]]:
    """Say in how much of the measured time the shoulders were judged, and only the head was."""
    summed, policy = found.total, found.policy
    share = judged_share(summed, Part.SHOULDERS)
    if share is not None and policy.fsa_limit_deg > 0:
        yield "Shoulders", f"judged in {100 * share:.0f} % of the measured time"
    head_only_s = summed.measured_s - summed.judged.trunk_s
    if policy.trunk and head_only_s >= LEAST_SHARE * summed.measured_s > 0:
        yield "Head only", part(head_only_s, summed.measured_s)


def unjudged(found: Findings) -> Iterator[str]:
    """Say that nothing is concluded of shoulders that were hardly judged."""
    summed, policy = found.total, found.policy
    if policy.fsa_limit_deg > 0 and summed.judged.shoulders_s < policy.balance.least_s:
        judged_s = time_text(summed.judged.shoulders_s)
        yield f"Rounded shoulders: judged for {judged_s} only, so nothing is concluded from them."


def doses(found: Findings) -> Iterator[Dose]:
    """Give every cause in an hour in which it could be judged."""
    for one in hourly(found.total):
        yield Dose(CAUSES[one.cause], one.held_min, one.weighted_min, _judged_part(one.share))


def _judged_part(share: float) -> str:
    return "" if share > 1 - LEAST_SHARE else f"judged in {100 * share:.0f} % of the time"


def outcomes(found: Findings) -> Iterator[tuple[str, int]]:
    """Count the alerts by what became of them."""
    alerts = [dated.alert for dated in found.report_data.alerts]
    corrected = [a for a in alerts if a.outcome is Outcome.CORRECTED]
    within_s = found.policy.followed_within_s
    soon = sum((a.after_s or 0.0) <= within_s for a in corrected)
    yield SOON, soon
    yield LATER, len(corrected) - soon
    for outcome, name in OUTCOMES.items():
        yield name, sum(a.outcome is outcome for a in alerts)


def soon_text(found: Findings) -> str:
    """Say what soon means, and what was typical."""
    soon = f"Soon is within {time_text(found.policy.followed_within_s)}."
    typical_s = found.effect.typical_s
    if typical_s is None:
        return soon
    return f"{soon} The typical time to correct was {time_text(typical_s)}."


def exercises(found: Findings, catalogue: Catalogue) -> tuple[str, ...]:
    """Say which exercises were done and how often, the most frequent first."""
    names = {exercise.key: exercise.name for exercise in catalogue.exercises}
    done = Counter(names.get(one.exercise, one.exercise) for one in found.report_data.stretches)
    counted = sorted(done.items(), key=lambda pair: (-pair[1], pair[0]))
    said = (f"{name}: {f'{count} times' if count > 1 else 'once'}" for name, count in counted)
    return tuple(said) or ("None were recorded.",)


def pains(found: Findings) -> tuple[str, ...]:
    """Say every pain note: `9 Nov 2026: 3 of 10, neck`."""
    offset_s = local_offset_s(found)
    return tuple(
        f"{day_text(int((note.at_s + offset_s) // DAY_S))}: {note.score} of 10"
        f"{', ' if note.where else ''}{note.where}"
        for note in found.report_data.pain
    )


def local_offset_s(found: Findings) -> int:
    """Return local time less UTC at the last sitting, s; pain notes have none of their own."""
    sittings = found.report_data.sittings
    return sittings[-1].utc_offset_s if sittings else 0


def part(seconds: float, whole_s: float) -> str:
    """Write a time with its share: `3 h 20 min (41 %)`."""
    share = f" ({100 * seconds / whole_s:.0f} %)" if whole_s > 0 else ""
    return f"{time_text(seconds)}{share}"


def still_remark(found: Findings) -> str:
    """Say that sitting well is not the same as moving, where that is called for."""
    summed = found.total
    frozen = summed.longest_still_s >= found.policy.hints.still_s
    if summed.measured_s > 0 and summed.good_s > MOSTLY * summed.measured_s and frozen:
        return (
            "You sat close to your calibration most of the time, but for long times in one "
            "position. Moving counts as much as sitting well."
        )
    return ""


def _followed(found: Findings) -> str:
    happened = found.effect
    if not happened.alerts:
        return "no alerts"
    typical = (
        "" if happened.typical_s is None else f", typically in {time_text(happened.typical_s)}"
    )
    return f"{happened.followed} of {happened.alerts}{typical}"
