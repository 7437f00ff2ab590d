from dataclasses import replace

import pytest

from posturecam.core.alerts.alert_dispatch import AlertLog
from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.breaks import Sitting
from posturecam.core.alerts.cooldown import Cooldown
from posturecam.core.alerts.elapsed import Elapsed, elapsed_since
from posturecam.core.alerts.position_changes import MovementState, Position
from posturecam.core.history.journal import Entry, Journal, Page, note, unfinished
from posturecam.core.history.records import AlertRecord, BreakRecord, Outcome
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Level,
    Unseen,
    Verdict,
    Why,
)

CALM = AlertState()
HERE = Position(0.0, 0.0, 0.0, 0.0)


def entry(t: float, *events: Event, why: Why = Why.TURNED, state: AlertState = CALM) -> Entry:
    return Entry(Assessment(t, Verdict.UNKNOWN, why=why), Unseen(t, why), Elapsed(), events, state)


def keep(*entries: Entry) -> tuple[dict[object, AlertRecord], dict[float, BreakRecord], list[Page]]:
    """Keep what is handed out as a store would: the newest under each time and cause."""
    journal, pages = Journal(), []
    last: Assessment | None = None
    for one in entries:
        elapsed = elapsed_since(last, one.assessment.t, 10.0)
        journal, page = note(journal, replace(one, elapsed=elapsed))
        last = one.assessment
        pages.append(page)
    alerts = {(a.t_s, a.cause): a for page in pages for a in page.alerts}
    breaks = {b.t_s: b for page in pages for b in page.breaks}
    return alerts, breaks, [*pages, unfinished(journal)]


def alert(t: float, level: Level = Level.NOTICE) -> Event:
    return Event(t, EventKind.ALERT, Cause.SLUMP, 60.0, 15.0, "deg", level, "chin_tuck")


def cleared(t: float, cause: Cause = Cause.SLUMP) -> Event:
    return Event(t, EventKind.CLEARED, cause)


SNOOZED = replace(CALM, alert_log=AlertLog(Cooldown(snoozed_until_t=900.0)))
DISMISSED = replace(CALM, alert_log=AlertLog(Cooldown(dismissed=True)))


@pytest.mark.parametrize(
    ("then", "outcome", "after_s"),
    [
        pytest.param(entry(30, cleared(30)), Outcome.CORRECTED, 20, id="corrected"),
        pytest.param(entry(30, cleared(30, Cause.HEAD_TILT)), Outcome.OPEN, None, id="another"),
        pytest.param(entry(30, cleared(30), why=Why.NOBODY), Outcome.LEFT, 20, id="gone already"),
        pytest.param(
            entry(45, Event(45, EventKind.AWAY, held_s=15.0)), Outcome.LEFT, 20, id="got up"
        ),
        pytest.param(entry(14, state=SNOOZED), Outcome.SNOOZED, 4, id="snoozed"),
        pytest.param(entry(14, state=DISMISSED), Outcome.DISMISSED, 4, id="dismissed"),
        pytest.param(entry(14), Outcome.OPEN, None, id="nothing yet"),
    ],
)
def test_what_becomes_of_an_alert(then: Entry, outcome: Outcome, after_s: float | None) -> None:
    alerts, _, _ = keep(entry(10, alert(10)), then)

    (found,) = alerts.values()
    assert (found.outcome, found.after_s, found.stretch) == (outcome, after_s, "chin_tuck")


def test_an_alert_repeated_louder_is_still_one_alert() -> None:
    louder = replace(alert(250, Level.CARD), held_s=300.0)
    alerts, _, _ = keep(entry(10, alert(10)), entry(250, louder), entry(300, cleared(300)))

    (found,) = alerts.values()
    assert (found.level, found.t_s, found.held_s, found.after_s) == ("card", 10, 60.0, 290)


def test_an_alert_given_again_leaves_the_first_one_unanswered() -> None:
    alerts, _, _ = keep(entry(10, alert(10)), entry(700, alert(700)), entry(720, cleared(720)))

    assert [a.outcome for a in alerts.values()] == [Outcome.OPEN, Outcome.CORRECTED]


def test_an_alert_that_is_over_stays_over() -> None:
    alerts, _, _ = keep(entry(10, alert(10)), entry(20, cleared(20)), entry(30, state=SNOOZED))

    assert alerts[10, Cause.SLUMP].outcome is Outcome.CORRECTED


REMINDED = replace(CALM, sitting=Sitting(sat_s=1800, reminded_s=1800))
DUE = Event(1800, EventKind.BREAK_DUE, held_s=1800)


def test_a_break_is_taken_when_the_sitting_is_counted_anew() -> None:
    _, breaks, _ = keep(entry(1800, DUE, state=REMINDED), entry(1900, state=REMINDED), entry(2000))

    assert breaks == {1800: BreakRecord(1800, 200)}


def test_a_reminder_repeated_is_still_one_break() -> None:
    again = Event(2400, EventKind.BREAK_DUE, held_s=2400)
    _, breaks, _ = keep(entry(1800, DUE, state=REMINDED), entry(2400, again, state=REMINDED))

    assert breaks == {1800: BreakRecord(1800)}


def test_moves_are_taken_from_the_position_settled_in() -> None:
    def settled(still_s: float, *, moved: bool = False) -> AlertState:
        return replace(CALM, movement=MovementState(HERE, still_s, moved=moved))

    _, _, pages = keep(
        entry(0, state=settled(0)),
        entry(5, state=settled(5)),
        entry(9, state=settled(0, moved=True)),
        entry(12, state=settled(0, moved=True)),
        entry(13, Event(13, EventKind.BACK), state=settled(1)),
        entry(15, state=settled(3)),
        entry(17, state=settled(5)),
    )

    (minute,) = pages[-1].minutes
    assert (minute.moves, minute.still_s, minute.turned_s) == (2, 5, 17)


def test_an_empty_chair_is_not_somebody_sitting_still() -> None:
    still = replace(CALM, movement=MovementState(HERE, 7.0))
    _, _, pages = keep(
        entry(0, state=CALM),
        entry(7, state=still),
        *(entry(t, state=still, why=Why.NOBODY) for t in (10, 20, 30)),
    )

    assert pages[-1].minutes[0].still_s == 7


def test_minutes_are_handed_out_when_they_are_over() -> None:
    _, _, pages = keep(entry(55), entry(62))

    assert [m.number for page in pages for m in page.minutes] == [0, 1]
    assert unfinished(Journal()) == Page()
