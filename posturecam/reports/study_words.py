"""What a study found, in sentences."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from posturecam.core.insights.between_people import Estimate
from posturecam.core.insights.trend import SURE
from posturecam.reports.amounts import HOUR_S, count_text, part_text, percent_text, time_text
from posturecam.reports.study_findings import Missing, Recorded, StudyFindings, Summed
from posturecam.reports.study_rows import median_deg
from posturecam.stretches.sentences import capital
from posturecam.stretches.show import CAUSES

FEW_PEOPLE: Final = 5
"""Of fewer the intervals lean on what is assumed beforehand (Gelman 2006, section 3.1)."""
MOST_LISTED: Final = 20  # recordings that failed or were skipped, by reason
LEAST_FOR_A_RATE_S: Final = HOUR_S
"""A number in an hour is not extrapolated from less than an hour."""

CVA: Final = "craniovertebral angle (CVA)"
SIGN: Final = "Below 0 the head is further forward than when calibrated."
ERROR: Final = (
    "All frames of a recording share it, and all recordings measured against one calibration, so "
    "it does not shrink with their number."
)
NOT_MEASURED: Final = (
    "Time without a verdict counts neither as good nor as bad. Angles are changes from each "
    "person's own calibration; the number after +- is the error that 95 of 100 true values stay "
    "within."
)
NO_CLAIM: Final = (
    "The errors are known from rendered people, whose posture is known exactly; how large they "
    "are on real people has not been published. This report describes recordings. It is no "
    "diagnosis of anybody."
)
NOTES: Final = (NOT_MEASURED, NO_CLAIM)
RECORDING_HEADER: Final = (
    "recording", "person", "recorded", "within", "beyond", "no verdict", "median, deg", "mean, deg",
    "+-, deg", "alerts",
)  # fmt: skip
ONE_PERSON: Final = "After recordings of another person: how far people differ."
NOBODY_TWICE: Final = (
    "After a second recording of somebody: how far one person varies, and which part of the "
    "variance lies between people."
)
NO_NAMES: Final = (
    "Whose recordings these are is not known: each counts as a person. If some are of the same "
    "person, name the people in a table of profiles."
)
NO_ANGLE: Final = "After a recording in which the neck is measured: all about its angle."


def title(found: StudyFindings) -> str:
    """Say what was studied: `40 recordings of 12 people`."""
    recordings = count_text(len(found.recordings), "recording")
    people = count_text(len(found.people), "person", "people")
    return f"{recordings} of {people}" if found.recordings else "No recording measured"


def number(found: StudyFindings) -> str:
    """Return the one figure of the study."""
    if found.spread is None:
        return time_text(found.total.watched_s)
    return signed(found.spread.mean.value)


def label(found: StudyFindings) -> str:
    """Say what the one figure is."""
    if found.spread is None:
        return "recorded, and the neck never measured"
    return f"degrees: mean change of the {CVA}"


def sentence(found: StudyFindings) -> str:
    """Say how certain the one figure is."""
    if found.spread is None:
        return "No recording shows the angle of the neck."
    spread = found.spread
    return (
        f"95 of 100: {bounds(spread.mean, signed)} degrees, from "
        f"{count_text(spread.recordings, 'recording')} of "
        f"{count_text(spread.people, 'person', 'people')}. {SIGN}"
    )


def overview(found: StudyFindings) -> Iterator[tuple[str, str]]:
    """Give the figures of the whole study."""
    total, asked = found.total, found.asked
    yield "Recordings found", str(asked.totals.get("recordings", len(found.recordings)))
    yield "Measured", str(len(found.recordings))
    yield "Same content as another", str(len(asked.skipped))
    yield "Failed", str(len(asked.failed))
    yield "People", str(len(found.people))
    yield "Recorded", time_text(total.watched_s)
    yield "Within the limits", part_text(total.good_s, total.watched_s)
    yield "Beyond a limit", part_text(total.poor_s, total.watched_s)
    yield "No verdict", part_text(total.unknown_s, total.watched_s)
    if total.gap_s > 0:
        yield "Holes in recordings", time_text(total.gap_s)
    yield "Alerts", alerts_text(total)


def alerts_text(summed: Summed) -> str:
    """Count the alerts: an hour where it is one, else how many there were."""
    if summed.watched_s < LEAST_FOR_A_RATE_S:
        return f"{summed.alerts} in {time_text(summed.watched_s)}"
    return f"{summed.alerts / (summed.watched_s / HOUR_S):.1f} an hour"


def angle_sentences(found: StudyFindings) -> Iterator[str]:
    """Say how far people differ, and how far one varies."""
    spread = found.spread
    if spread is None:
        return
    if len(found.people) > 1 and all(one.person == one.name for one in found.recordings):
        yield NO_NAMES
    if spread.between is not None:
        yield _between(spread.between, and_within=spread.within is None)
    if spread.within is not None:
        yield (
            f"One person varies from recording to recording by {deg(spread.within.value)} degrees "
            f"(standard deviation within a person; 95 of 100: {bounds(spread.within)}), from "
            f"{count_text(spread.repeated, 'person', 'people')} recorded more than once."
        )
    if spread.share is not None:
        yield (
            f"Of the variance of recordings, {bounds(spread.share, percent_text)} lies between "
            f"people (95 of 100; median {percent_text(spread.share.value)})."
        )
    if 1 < spread.people < FEW_PEOPLE:
        yield (
            f"With fewer than {FEW_PEOPLE} people the intervals lean on an assumption: that "
            "people rarely differ by much more than 5 degrees."
        )


def basis_sentences(found: StudyFindings) -> Iterator[str]:
    """Say what the estimates rest on."""
    spread = found.spread
    if spread is None:
        return
    yield f"The measurement's own standard deviation is {deg(spread.error)} degrees. {ERROR}"
    if spread.between is not None:
        yield _counted(found)


def _between(between: Estimate, *, and_within: bool) -> str:
    own = ", and with it what one person varies" if and_within else ""
    return (
        f"People differ by {deg(between.value)} degrees (standard deviation between people{own}; "
        f"95 of 100: {bounds(between)}); the measurement's error is taken off."
    )


def _counted(found: StudyFindings) -> str:
    lengths = [one.watched_s for one in found.recordings]
    return (
        "Each recording counts once, however long it is: they last from "
        f"{time_text(min(lengths))} to {time_text(max(lengths))}."
    )


def fault_sentences(found: StudyFindings) -> Iterator[str]:
    """Say for how long which limit was exceeded."""
    total = found.total
    if not total.faults:
        yield "No limit was exceeded."
    for cause, seconds in sorted(total.faults.items(), key=lambda item: -item[1]):
        share = part_text(seconds, total.measured_s, of=" of the measured time")
        yield f"{capital(CAUSES[cause])}: {share}."


def reason_lines(reasons: Mapping[str, float], whole_s: float) -> tuple[str, ...]:
    """Say for how long there was no verdict, and why."""
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return tuple(f"{why}: {part_text(seconds, whole_s)}" for why, seconds in ordered)


def missing_lines(missing: tuple[Missing, ...]) -> tuple[str, ...]:
    """Name recordings and what is said of them; of many the first, and how many more."""
    lines = tuple(f"{one.recording}: {one.reason}" for one in missing[:MOST_LISTED])
    more = len(missing) - MOST_LISTED
    return (*lines, f"and {more} more: see manifest.json") if more > 0 else lines


def not_yet(found: StudyFindings) -> Iterator[str]:
    """Say what is not shown, and what it takes."""
    if found.spread is None:
        yield NO_ANGLE
        return
    if found.spread.people == 1:
        yield ONE_PERSON
    if not found.spread.repeated:
        yield NOBODY_TWICE


def error_deg(row: Summed | Recorded) -> float | None:
    """Return the error of a mean that 95 of 100 true values stay within, deg."""
    return None if row.error_deg is None else SURE * row.error_deg


def bounds(estimate: Estimate, write: Callable[[float], str] | None = None) -> str:
    """Write the bounds of an estimate."""
    written = deg if write is None else write
    return f"{written(estimate.low)} to {written(estimate.high)}"


def deg(value: float) -> str:
    """Write an angle that has no sign."""
    return f"{value:.1f}"


def signed(value: float) -> str:
    """Write a change with its sign."""
    return f"{round(value, 1) + 0.0:+.1f}".replace("-", "\N{MINUS SIGN}")


def recording_cells(one: Recorded) -> tuple[str, ...]:
    """Return the row of one recording."""
    shares = [
        percent_text(seconds / one.watched_s) if one.watched_s > 0 else ""
        for seconds in (one.good_s, one.poor_s, one.unknown_s)
    ]
    median, error = median_deg(one), error_deg(one)
    return (
        one.name,
        one.person,
        time_text(one.watched_s),
        *shares,
        "" if median is None else signed(median),
        "" if one.mean_deg is None else signed(one.mean_deg),
        "" if error is None else deg(error),
        str(one.alerts),
    )


def study_lines(found: StudyFindings) -> tuple[str, ...]:
    """Return the findings as lines of text."""
    head = f"{title(found)}: {number(found)} {label(found)}."
    return (head, sentence(found), *angle_sentences(found)) if found.recordings else (title(found),)
