"""How long each fault was beyond its limit: the one sum behind every share of a fault."""

from collections.abc import Iterator
from typing import NamedTuple

from posturecam.core.history.totals import hourly
from posturecam.core.values import Cause
from posturecam.reports.amounts import LEAST_SHARE, part_text, percent_text
from posturecam.reports.findings import Findings
from posturecam.stretches.sentences import capital
from posturecam.stretches.show import CAUSES

NO_FAULT = "Nothing went beyond your limits."
TOGETHER = "Faults can coincide, so these shares may add up to more than the time beyond a limit."


class Fault(NamedTuple):
    """How long a fault was beyond its limit, and the time in which it could be judged.

    `share` is of that time, 0 to 1, and `weighted` the same with a second at twice the limit
    counted as two.  `judged_share` is the part of the measured time in which it could be judged.
    """

    cause: Cause
    name: str
    held_s: float
    judged_s: float
    share: float
    weighted: float
    judged_share: float


def faults(found: Findings) -> tuple[Fault, ...]:
    """Return every fault that was beyond its limit, the largest share first.

    Every share of a fault in the report comes from here.
    """
    held = {one.cause: one.held_s for one in found.total.exposures}
    made = (
        Fault(
            one.cause,
            CAUSES[one.cause],
            held[one.cause],
            found.total.judged.of_cause(one.cause),
            one.held_min / 60,
            one.weighted_min / 60,
            one.share,
        )
        for one in hourly(found.total)
    )
    return tuple(sorted(made, key=lambda fault: (-fault.share, fault.cause)))


def shared_faults(found: Findings) -> tuple[Fault, ...]:
    """Return the faults that were judged for long enough to give a share."""
    least_s = found.policy.balance.least_s
    return tuple(fault for fault in faults(found) if 0 < fault.judged_s >= least_s)


def share_of(found: Findings, cause: Cause) -> float:
    """Return the share of its judged time in which `cause` was beyond its limit, 0 to 1."""
    return next((fault.share for fault in faults(found) if fault.cause is cause), 0.0)


def fault_sentences(found: Findings) -> Iterator[str]:
    """Say how long each fault was beyond its limit."""
    found_faults = faults(found)
    if not found_faults:
        yield NO_FAULT
        return
    yield from (_fault_sentence(found, fault) for fault in found_faults)
    if len(found_faults) > 1:
        yield TOGETHER


def _fault_sentence(found: Findings, fault: Fault) -> str:
    least_s = found.policy.balance.least_s
    held = part_text(fault.held_s, fault.judged_s, least_s, " of the judged time")
    judged = judged_text(fault)
    return f"{capital(fault.name)}: {held}{f'; {judged}' if judged else ''}."


def judged_text(fault: Fault) -> str:
    """Say in how much of the measured time a fault was judged, where it was not nearly all."""
    if fault.judged_share > 1 - LEAST_SHARE:
        return ""
    return f"judged in {percent_text(fault.judged_share)} of the time"
