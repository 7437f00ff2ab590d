from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace

import pytest

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.breaks import Sitting
from posturecam.core.alerts.position_changes import MovementState, Position
from posturecam.core.alerts.requests import BreakTaken, Dismiss, Request, Resume, Snooze
from posturecam.core.history.journal import Journal, Page, note, unfinished
from posturecam.core.history.records import AlertRecord, BreakRecord, Outcome
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Level,
    Verdict,
    Why,
)
from posturecam.monitor import Tick
from tests.support.history_world import following, frame, tick

CALM = AlertState()
HERE = Position(0.0, 0.0, 0.0, 0.0)


def entry(
    t: float,
    *events: Event,
    why: Why = Why.TURNED,
    state: AlertState = CALM,
    asked: tuple[Request, ...] = (),
) -> Tick:
    now = Assessment(t, Verdict.UNKNOWN, why=why)
    return frame(now, None, *events, state=state, requests=asked)


def keep(*entries: Tick) -> tuple[dict[object, AlertRecord], dict[float, BreakRecord], list[Page]]:
    """Keep what is handed out as a store would: the newest under each time and cause."""
    journal, pages = Journal(), []
    for one in following(entries):
        journal, page = note(journal, one)
        pages.append(page)
    alerts = {(a.t_s, a.cause): a for page in pages for a in page.alerts}
    breaks = {b.t_s: b for page in pages for b in page.breaks}
    return alerts, breaks, [*pages, unfinished(journal)]


def alert(t: float, level: Level = Level.NOTICE) -> Event:
    return Event(t, EventKind.ALERT, Cause.SLUMP, 60.0, 15.0, "deg", level, "chin_tuck")


def cleared(t: float, cause: Cause = Cause.SLUMP) -> Event:
    return Event(t, EventKind.CLEARED, cause)


@pytest.mark.parametrize(
    ("then", "outcome", "after_s"),
    [
        pytest.param(entry(30, cleared(30)), Outcome.CORRECTED, 20, id="corrected"),
        pytest.param(entry(30, cleared(30, Cause.HEAD_TILT)), Outcome.OPEN, None, id="another"),
        pytest.param(entry(30, cleared(30), why=Why.NOBODY), Outcome.LEFT, 20, id="gone already"),
        pytest.param(
            entry(45, Event(45, EventKind.AWAY, held_s=15.0)), Outcome.LEFT, 20, id="got up"
        ),
        pytest.param(
            entry(30, cleared(30), why=Why.STRANGER),
            Outcome.LEFT,
            20,
            id="somebody else sits there",
        ),
        pytest.param(
            entry(30, cleared(30), why=Why.CAMERA_LOST), Outcome.OPEN, None, id="nobody saw it"
        ),
        pytest.param(entry(30, cleared(30), why=Why.PAUSED), Outcome.OPEN, None, id="paused"),
        pytest.param(entry(14, asked=(Snooze(900),)), Outcome.SNOOZED, 4, id="snoozed"),
        pytest.param(entry(14, asked=(Dismiss(),)), Outcome.DISMISSED, 4, id="dismissed"),
        pytest.param(entry(14, asked=(Resume(),)), Outcome.OPEN, None, id="asked for more"),
        pytest.param(entry(14), Outcome.OPEN, None, id="nothing yet"),
    ],
)
def test_what_becomes_of_an_alert(then: Tick, outcome: Outcome, after_s: float | None) -> None:
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
    alerts, _, _ = keep(entry(10, alert(10)), entry(20, cleared(20)), entry(30, asked=(Snooze(9),)))

    assert alerts[10, Cause.SLUMP].outcome is Outcome.CORRECTED


REMINDED = replace(CALM, sitting=Sitting(sat_s=1800, reminded_s=1800))
DUE = Event(1800, EventKind.BREAK_DUE, held_s=1800)


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        pytest.param(
            entry(2000, state=replace(CALM, sitting=Sitting(gone_s=120))), 200, id="got up"
        ),
        pytest.param(entry(2000, asked=(BreakTaken(),)), 200, id="said so"),
        pytest.param(
            entry(2000, state=replace(CALM, sitting=Sitting(unknown_s=1800))),
            None,
            id="nobody knows: paused for half an hour",
        ),
    ],
)
def test_a_break_is_taken_when_the_sitting_is_counted_from_zero(
    then: Tick, expected: float | None
) -> None:
    due = entry(1800, DUE, state=REMINDED)
    _, breaks, _ = keep(due, entry(1900, state=REMINDED), then, entry(2600, state=REMINDED))

    assert breaks == {1800: BreakRecord(1800, expected)}


def test_the_next_break_is_another_one() -> None:
    gone = replace(CALM, sitting=Sitting(gone_s=120))
    again = entry(4000, replace(DUE, t=4000), state=REMINDED)
    _, breaks, _ = keep(entry(1800, DUE, state=REMINDED), entry(2000, state=gone), again)

    assert breaks == {1800: BreakRecord(1800, 200), 4000: BreakRecord(4000)}


@pytest.mark.parametrize("gone_s", [0.0, 30.0])
def test_a_break_that_was_skipped_is_never_taken(gone_s: float) -> None:
    skipped = replace(CALM, sitting=Sitting(1810, gone_s, reminded_s=1800, skipped_s=1810))
    gone = entry(2000, state=replace(CALM, sitting=Sitting(gone_s=120)))
    due, again = entry(1800, DUE, state=REMINDED), entry(3610, replace(DUE, t=3610), state=REMINDED)

    _, breaks, _ = keep(due, entry(1810, state=skipped), gone)
    assert breaks == {1800: BreakRecord(1800)}
    _, breaks, _ = keep(due, entry(1810, state=skipped), again)
    assert breaks == {1800: BreakRecord(1800), 3610: BreakRecord(3610)}


def test_an_alert_that_the_monitor_has_forgotten_stays_open() -> None:
    """Paused for half an hour, then three hours well: getting up is no answer to it."""
    given, *_ = following([entry(10, alert(10))])
    later = [entry(1900, why=Why.PAUSED), entry(9000, Event(9000, EventKind.AWAY, held_s=15.0))]
    journal, pages = Journal(), []
    for one in (given, *later):
        journal, page = note(journal, one)
        pages.append(page)

    assert [a.outcome for page in pages for a in page.alerts] == [Outcome.OPEN]


def test_a_micro_break_is_not_among_the_breaks() -> None:
    micro = replace(DUE, t=1200, length_s=20, micro=True)
    _, breaks, _ = keep(entry(1200, micro), entry(1300))

    assert breaks == {}


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
    assert (minute.dose.moves, minute.dose.longest_still_s, minute.dose.turned_s) == (2, 5, 17)


def test_an_empty_chair_is_not_somebody_sitting_still() -> None:
    still = replace(CALM, movement=MovementState(HERE, 7.0))
    _, _, pages = keep(
        entry(0, state=CALM),
        entry(7, state=still),
        *(entry(t, state=still, why=Why.NOBODY) for t in (10, 20, 30)),
    )

    assert pages[-1].minutes[0].dose.longest_still_s == 7


def test_minutes_are_handed_out_when_they_are_over() -> None:
    _, _, pages = keep(entry(55), entry(62))

    assert [m.number for page in pages for m in page.minutes] == [0, 1]
    assert unfinished(Journal()) == Page()


def parts_of(value: object) -> int:
    """How many values something is made of."""
    if is_dataclass(value):
        return sum(parts_of(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, dict):
        return sum(map(parts_of, value.values()))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return sum(map(parts_of, value))
    return 1


@pytest.mark.untraced  # its lines are those of minutes, again and again
@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_journal_does_not_grow_while_the_same_goes_on(verdict: Verdict) -> None:
    sizes, journal = {}, Journal()
    for number, one in enumerate(following(tick(n / 5, verdict) for n in range(10_000)), start=1):
        journal, _ = note(journal, one)
        sizes[number] = parts_of(journal) if number in (10, 10_000) else 0

    assert sizes[10_000] == sizes[10] > 20
