"""Marked photographs against the front camera, as text and for programs."""

from dataclasses import asdict
from typing import Any

from posturecam.core.verify.photographs import LEAST_CHANGES, Change, Photographed
from posturecam.reports.amounts import count_text


def photographs_text(found: Photographed) -> str:
    """Write one sentence, a line for each photograph, and what the rater's error is."""
    changes = found.changes
    wide = max(len(change.name) for change in changes)
    lines = [f"  {change.name:<{wide}}  {_line(change)}" for change in changes]
    return "\n".join([_headline(found), "", *lines, "", _rater(found)])


def photographs_values(found: Photographed) -> dict[str, Any]:
    """Return every number."""
    rows = [asdict(change) | {"holds": change.holds} for change in found.changes]
    return asdict(found) | {"changes": rows}


def _headline(found: Photographed) -> str:
    measured = [change for change in found.changes if change.holds is not None]
    held = sum(bool(change.holds) for change in measured)
    count = count_text(len(measured), "photograph")
    if found.rms_deg is None:
        return (
            f"{held} of {count} lie within the front camera's 90 % interval; from {LEAST_CHANGES} "
            "on an error is given."
        )
    return (
        f"On you it is good to {found.rms_deg:.1f} degrees by {count}, {held} of them within its "
        "90 % interval."
    )


def _line(change: Change) -> str:
    marked = f"marked {change.marked_deg:+z.1f} deg (+- {change.marked_sd_deg:.1f})"
    if change.front_deg is None or change.front_sd_deg is None:
        return f"{marked}, not measured from the front"
    within = "within" if change.holds else "beyond"
    return (
        f"{marked}, front {change.front_deg:+z.1f} deg (+- {change.front_sd_deg:.1f}): {within} "
        "its 90 % interval"
    )


def _rater(found: Photographed) -> str:
    how = "by the photographs marked again" if found.rater_marked_again else "as given or usual"
    return (
        f"One marking is off by {found.rater_sd_deg:.1f} deg ({how}); +- is a standard deviation."
    )
