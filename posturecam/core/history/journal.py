"""What happens -> what is worth remembering: minutes, runs, alerts with their outcome, breaks.

An alert and a break are handed out when they begin and again whenever they change, under the same
time and cause, so that whoever keeps them replaces what was kept before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.elapsed import Elapsed, presence_of
from posturecam.core.history.episodes import Run, RunState, open_run, run_on
from posturecam.core.history.minutes import Glance, MinuteState, add, under_way
from posturecam.core.history.records import AlertRecord, BreakRecord, Minute, Outcome
from posturecam.core.reasons import Presence
from posturecam.core.values import Assessment, Cause, Event, EventKind, Reading, Unseen


@dataclass(frozen=True, slots=True)
class Entry:
    """One look and what followed from it.  `off_centre` is that of `Glance`."""

    assessment: Assessment
    reading: Reading | Unseen
    elapsed: Elapsed
    events: Sequence[Event]
    state: AlertState
    off_centre: float | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """Everything remembered between two looks: what is under way or not yet over."""

    minutes: MinuteState = field(default_factory=MinuteState)
    runs: RunState = field(default_factory=RunState)
    alerts: tuple[AlertRecord, ...] = ()
    breaks: tuple[BreakRecord, ...] = ()
    state: AlertState = field(default_factory=AlertState)


@dataclass(frozen=True, slots=True)
class Page:
    """What is new or has changed."""

    minutes: tuple[Minute, ...] = ()
    runs: tuple[Run, ...] = ()
    alerts: tuple[AlertRecord, ...] = ()
    breaks: tuple[BreakRecord, ...] = ()


def note(journal: Journal, entry: Entry) -> tuple[Journal, Page]:
    """Take in one look: return the new journal, and what is new or has changed."""
    minutes, finished = add(journal.minutes, entry.elapsed, _glance(entry))
    runs, ended = run_on(journal.runs, entry.elapsed, entry.assessment, entry.reading)
    alerts = tuple(_alerts(journal, entry))
    breaks = tuple(_breaks(journal, entry))
    page = Page(
        finished,
        ended,
        tuple(alert for alert in alerts if alert not in journal.alerts),
        tuple(pause for pause in breaks if pause not in journal.breaks),
    )
    waiting = tuple(alert for alert in alerts if alert.outcome is Outcome.OPEN)
    due = tuple(pause for pause in breaks if pause.taken_after_s is None)
    return Journal(minutes, runs, waiting, due, entry.state), page


def unfinished(journal: Journal) -> Page:
    """Return the minute and the run under way as far as they have come."""
    minute = under_way(journal.minutes)
    return Page(() if minute is None else (minute,), open_run(journal.runs))


def _glance(entry: Entry) -> Glance:
    movement = entry.state.movement
    here = presence_of(entry.assessment) is Presence.HERE
    still_s = movement.still_s if here else 0.0
    return Glance(entry.assessment, entry.reading, movement.moved, still_s, entry.off_centre)


def _alerts(journal: Journal, entry: Entry) -> Iterator[AlertRecord]:
    """Give the alerts that were open, as they are now, and the new ones."""
    given = {event.cause for event in entry.events if event.kind is EventKind.ALERT}
    for alert in journal.alerts:
        if alert.cause not in given:
            yield _outcome(alert, journal, entry)
    for event in entry.events:
        if event.kind is EventKind.ALERT and event.cause is not None:
            earlier = [a for a in journal.alerts if a.cause is event.cause]
            yield _record(event, event.cause, earlier)


def _record(event: Event, cause: Cause, earlier: Sequence[AlertRecord]) -> AlertRecord:
    """Return a new alert, or the one it repeats more loudly."""
    now = AlertRecord(
        event.t,
        cause,
        event.held_s or 0.0,
        event.amount,
        event.unit,
        event.level,
        event.stretch,
    )
    if earlier and earlier[-1].level != event.level:
        return replace(now, t_s=earlier[-1].t_s, held_s=earlier[-1].held_s)
    return now


def _outcome(alert: AlertRecord, journal: Journal, entry: Entry) -> AlertRecord:
    t = entry.assessment.t
    left = [e for e in entry.events if e.kind is EventKind.AWAY]
    if left:
        return _ended(alert, Outcome.LEFT, t - (left[0].held_s or 0.0))
    if any(e.kind is EventKind.CLEARED and e.cause is alert.cause for e in entry.events):
        gone = presence_of(entry.assessment) is Presence.GONE
        return _ended(alert, Outcome.LEFT if gone else Outcome.CORRECTED, t)
    before, now = journal.state.alert_log.cooldown, entry.state.alert_log.cooldown
    if now.snoozed_until_t is not None and before.snoozed_until_t != now.snoozed_until_t:
        return _ended(alert, Outcome.SNOOZED, t)
    if now.dismissed and not before.dismissed:
        return _ended(alert, Outcome.DISMISSED, t)
    return alert


def _ended(alert: AlertRecord, outcome: Outcome, t: float) -> AlertRecord:
    return replace(alert, outcome=outcome, after_s=max(0.0, t - alert.t_s))


def _breaks(journal: Journal, entry: Entry) -> Iterator[BreakRecord]:
    """Give the breaks that were due, taken once the sitting is counted anew, and the new one."""
    t = entry.assessment.t
    waiting = journal.state.sitting.reminded_s is not None
    over = waiting and entry.state.sitting.reminded_s is None
    for pause in journal.breaks:
        yield replace(pause, taken_after_s=t - pause.t_s) if over else pause
    repeated = bool(journal.breaks) and not over
    for event in entry.events:
        if event.kind is EventKind.BREAK_DUE and not repeated:
            yield BreakRecord(t)
