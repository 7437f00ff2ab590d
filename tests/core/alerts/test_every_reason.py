"""Every reason, through alerts, breaks and presence: the table is all there is to it."""

import pytest

from posturecam.core.reasons import Presence
from posturecam.core.values import EventKind, Why
from tests.support.stories import HEAD, PATIENT, WELL, events, replay, sitting, times

pytestmark = pytest.mark.untraced  # hours by hours; their lines are those of minutes

FIRST_S, REASON_S, LAST_S = 1700, 600, 110  # a break is due 100 s after the reason


def walk(why: Why) -> list[tuple[float, EventKind]]:
    story = sitting((WELL, FIRST_S), (why, REASON_S), (WELL, LAST_S), looks_per_s=0.5)
    wanted = (EventKind.AWAY, EventKind.BACK, EventKind.BREAK_DUE)
    return [(event.t, event.kind) for event in events(PATIENT, story) if event.kind in wanted]


@pytest.mark.parametrize("why", Why)
def test_sitting_is_counted_by_whoever_is_there(why: Why) -> None:
    expected = {
        Presence.HERE: [(1800, EventKind.BREAK_DUE), (2400, EventKind.BREAK_DUE)],
        Presence.GONE: [(1710, EventKind.AWAY), (2302, EventKind.BACK)],  # a break was taken
        Presence.UNKNOWN: [(2400, EventKind.BREAK_DUE)],  # the count waits
    }
    assert walk(why) == expected[why.presence]


@pytest.mark.parametrize("why", Why)
def test_no_reason_corrects_a_fault_or_feeds_it(why: Why) -> None:
    *_, (state, _) = replay(PATIENT, sitting((HEAD, 70), (why, 120), looks_per_s=1))
    happened = events(PATIENT, sitting((HEAD, 70), (why, 120), looks_per_s=1))

    assert times(happened, EventKind.ALERT) == [60]
    assert times(happened, EventKind.CLEARED) == []
    assert [one.cause for one in state.alert_log.reported] == list(HEAD)
