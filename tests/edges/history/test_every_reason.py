"""An hour well, one of each reason not to measure, then well again: up to the report."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from posturecam.core.alerts.alerting import AlertState, step
from posturecam.core.alerts.elapsed import elapsed_since
from posturecam.core.history.records import Outcome
from posturecam.core.history.report_data import Period
from posturecam.core.history.totals import Breaks, breaks_taken, moves_per_hour, total
from posturecam.core.reasons import Presence, Why
from posturecam.core.values import Cause
from posturecam.edges.history.queries import read_report_data
from posturecam.edges.history.recorder import open_recorder
from posturecam.monitor import Tick
from posturecam.reports.findings import findings
from posturecam.reports.policy import policy_of
from posturecam.reports.words import overview
from posturecam.settings import Settings
from posturecam.stretches.catalogue import load_catalogue
from tests.support.history_world import SITTING, START_S, frame
from tests.support.stories import PATIENT, WELL, Moment, opinion, reading, sitting

pytestmark = pytest.mark.untraced  # hours by hours; their lines are those of minutes

WELL_S, REASON_S, AFTER_S = 3600, 3600, 600
EVERY_S = 10.0
POLICY = replace(PATIENT, frame_stands_s=EVERY_S, still_too_long_s=2700)


def ticks(why: Why) -> Iterator[Tick]:
    """What the monitor makes of it, alerts and breaks and all."""
    parts = ((WELL, WELL_S), (why, REASON_S), (WELL, AFTER_S + EVERY_S))
    story: list[Moment] = sitting(*parts, looks_per_s=1 / EVERY_S)
    state, last = AlertState(), None
    for moment in story:
        now = opinion(moment)
        measured = reading(moment)
        elapsed = elapsed_since(last, now.t, POLICY.frame_stands_s)
        state, events = step(POLICY, state, elapsed, now, measured)
        one = frame(now, None, *events, state=state)
        yield replace(one, reading=measured, elapsed=elapsed)
        last = now


@pytest.mark.parametrize("why", list(Why), ids=[why.name.lower() for why in Why])
def test_whose_time_it_is(why: Why, tmp_path: Path) -> None:
    with open_recorder(tmp_path / "history.db", SITTING, every_s=600) as recorder:
        for tick in ticks(why):
            recorder.take(tick)

    found = read_report_data(tmp_path / "history.db", Period(0, 2 * START_S))
    summed = total(found.hours)
    here, gone = why.presence is Presence.HERE, why.presence is Presence.GONE
    reason_s = {
        "at the desk": summed.at_desk_s - WELL_S - AFTER_S,
        "away": summed.away_s,
        "not known": summed.unwatched_s,
    }
    whose = "at the desk" if here else "away" if gone else "not known"
    assert reason_s == {name: REASON_S if name == whose else 0 for name in reason_s}
    assert summed.good_s == WELL_S + AFTER_S
    assert summed.paused_s == (REASON_S if why.paused and not gone else 0)
    still_s = WELL_S + REASON_S + AFTER_S if here else WELL_S
    assert summed.longest_still_s == still_s - EVERY_S  # by the time of the last frame
    assert summed.moves == (1 if gone else 0)
    assert moves_per_hour(summed) == summed.moves * 3600 / summed.at_desk_s
    assert breaks_taken(found.breaks) == Breaks(due=1, taken=1 if gone else 0)
    (still,) = [dated.alert for dated in found.alerts]
    assert still.cause is Cause.STILL_TOO_LONG
    assert still.outcome is (Outcome.LEFT if gone else Outcome.OPEN)  # nobody corrected it
    shown = dict(overview(findings(found, policy_of(Settings()), load_catalogue())))
    assert shown["At the desk"] == ("2 h 10 min" if here else "1 h 10 min")
    assert shown.get("Away from the desk") == ("1 h" if gone else None)
    unknown = None if here or gone else "1 h"
    assert shown.get("Not watched (paused, dark, no camera)") == unknown
    (stay,) = found.last_day
    assert [one.why for one in stay.episodes] == [None, why, None]
