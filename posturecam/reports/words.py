"""Numbers and names as people read them."""

from collections.abc import Iterator

from posturecam.core.history.records import Outcome
from posturecam.core.history.report_data import DAY_S
from posturecam.core.history.totals import judged_share, moves_per_hour, total
from posturecam.core.parts import Part
from posturecam.reports.amounts import LEAST_SHARE, count_text, part_text, time_text
from posturecam.reports.findings import Findings
from posturecam.reports.least_data import enough
from posturecam.reports.progress_text import day_text

SIMULATED = "These data are made up for a demonstration: nobody sat like this."
EMPTY = "Nothing was recorded in this time."
SOON, LATER = "corrected soon", "corrected later"
MOSTLY = 0.8  # share of the measured time
OUTCOMES = {
    Outcome.LEFT: "got up",
    Outcome.SNOOZED: "snoozed",
    Outcome.DISMISSED: "dismissed",
    Outcome.OPEN: "not followed",
}


def title(found: Findings) -> str:
    """Say which days the report is about."""
    hours = found.report_data.hours
    if not hours:
        return "No days recorded"
    first, last = hours[0].day, hours[-1].day
    return day_text(first) if first == last else f"{day_text(first)} to {day_text(last)}"


def overview(found: Findings) -> Iterator[tuple[str, str]]:
    """Give the figures of the whole period, what was not measured among them."""
    summed, least_s = found.total, found.policy.balance.least_s
    yield "At the desk", time_text(summed.at_desk_s)
    yield "Within your limits", part_text(summed.good_s, summed.measured_s, least_s)
    yield "Beyond a limit", part_text(summed.poor_s, summed.measured_s, least_s)
    yield from judged(found)
    yield "Not measured", part_text(summed.unknown_s, summed.at_desk_s, least_s)
    if summed.away_s > 0:
        yield "Away from the desk", time_text(summed.away_s)
    if summed.unwatched_s > 0:
        yield "Not watched (paused, dark, no camera)", time_text(summed.unwatched_s)
    yield "Changes of position", _moves(found)
    yield "Longest in one position", time_text(summed.longest_still_s)
    yield "Alerts followed", _followed(found)
    yield "Breaks taken", _breaks(found)


def judged(found: Findings) -> Iterator[tuple[str, str]]:
    """Say in how much of the measured time the shoulders were judged, and only the head was."""
    summed, policy = found.total, found.policy
    least_s = policy.balance.least_s
    share = judged_share(summed, Part.SHOULDERS)
    if share is not None and policy.fsa_limit_deg > 0:
        yield "Shoulders judged", part_text(summed.judged.shoulders_s, summed.measured_s, least_s)
    head_only_s = summed.measured_s - summed.judged.trunk_s
    if policy.trunk and head_only_s >= LEAST_SHARE * summed.measured_s > 0:
        yield "Only the head judged", part_text(head_only_s, summed.measured_s, least_s)


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


def alert_sentences(found: Findings) -> Iterator[str]:
    """Say what became of the alerts, and how many breaks were taken."""
    if found.effect.alerts:
        counted = ", ".join(f"{count} {name}" for name, count in outcomes(found) if count)
        yield f"{count_text(found.effect.alerts, 'alert')}: {counted}."
        yield soon_text(found)
    else:
        yield "There were no alerts."
    breaks = found.breaks
    yield f"Breaks: {breaks.taken} of {breaks.due} taken." if breaks.due else "No break was due."


def soon_text(found: Findings) -> str:
    """Say what soon means, and what was typical."""
    soon = f"Soon is within {time_text(found.policy.followed_within_s)}."
    typical = _typical(found)
    return f"{soon} The typical time to correct was {typical}." if typical else soon


def pains(found: Findings) -> tuple[str, ...]:
    """Say every pain note: `9 Nov 2026: 3 of 10, neck`, with its warning signs."""
    offset_s = local_offset_s(found)
    return tuple(
        f"{day_text(int((note.at_s + offset_s) // DAY_S))}: {note.score} of 10"
        f"{', ' if note.where else ''}{note.where}"
        f"{'; warning signs: ' if note.warning_signs else ''}{'; '.join(note.warning_signs)}"
        for note in found.report_data.pain
    )


def local_offset_s(found: Findings) -> int:
    """Return local time less UTC at the last sitting, s; pain notes have none of their own."""
    sittings = found.report_data.sittings
    return sittings[-1].utc_offset_s if sittings else 0


def day_sentence(found: Findings) -> str:
    """Say what the last day came to."""
    hours = found.report_data.hours
    day = hours[-1].day
    summed = total([hour for hour in hours if hour.day == day])
    return (
        f"On {day_text(day)}: {time_text(summed.at_desk_s)} at the desk, "
        f"{time_text(summed.poor_s)} of it beyond a limit."
    )


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


def _moves(found: Findings) -> str:
    summed = found.total
    if enough(found, "moves"):
        return f"{moves_per_hour(summed):.1f} an hour"
    return f"{summed.moves} in {time_text(summed.at_desk_s)}"


def _followed(found: Findings) -> str:
    happened = found.effect
    if not happened.alerts:
        return "no alerts"
    typical = _typical(found)
    within = f", typically in {typical}" if typical else ""
    return f"{happened.followed} of {happened.alerts}{within}"


def _typical(found: Findings) -> str:
    typical_s = found.effect.typical_s
    return time_text(typical_s) if typical_s is not None and enough(found, "typical") else ""


def _breaks(found: Findings) -> str:
    return f"{found.breaks.taken} of {found.breaks.due}" if found.breaks.due else "none was due"
