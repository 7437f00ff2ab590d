"""How much of the time each fault usually takes up, from the history; for praise."""

from collections.abc import Iterable, Mapping
from typing import Final

from posturecam.app.resources import stored_profile
from posturecam.core.history.records import Hour
from posturecam.core.history.report_data import DAY_S, Period
from posturecam.core.history.totals import total
from posturecam.core.values import Cause
from posturecam.edges.history.database import history_path, open_to_read
from posturecam.edges.history.queries import hours
from posturecam.errors import HistoryError

USUAL_DAYS: Final = 28.0
"""Of the past that say what is usual: four weeks, so that each day of the week counts alike."""

LEAST_S: Final = 5 * 3600.0
"""Judged, below which nothing is usual yet.  By judgement: five of the hours that are compared."""


def usual_shares(profile: str, now_s: float) -> Mapping[Cause, float]:
    """Return the share of its judged time that each fault took up lately; empty if not known.

    It is of the calibration of `profile` alone, and of the time before `now_s` (Unix time).

    Raises:
        PosturecamError: There is no such profile, or it cannot be read.
    """
    made = stored_profile(profile).card.created.isoformat(timespec="seconds")
    try:
        with open_to_read(history_path()) as db:
            lately = hours(db, Period(now_s - USUAL_DAYS * DAY_S, now_s))
    except HistoryError:  # there is none yet, or whoever writes it reports that
        return {}
    return shares(hour for hour in lately if hour.calibration == made)


def shares(lately: Iterable[Hour]) -> Mapping[Cause, float]:
    """Return the share of its judged time that each fault took up, where there was enough of it."""
    summed = total(lately)
    judged_s = {one.cause: summed.judged.of_cause(one.cause) for one in summed.exposures}
    return {
        one.cause: one.held_s / judged_s[one.cause]
        for one in summed.exposures
        if judged_s[one.cause] >= LEAST_S
    }
