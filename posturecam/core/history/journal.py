"""What happens -> what the history keeps: minutes, episodes, alerts with their outcome, breaks.

An alert and a break are handed out when they begin and again whenever they change, under the same
time and cause, so that whoever keeps them replaces what was kept before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from posturecam.core.alerts.elapsed import presence_of
from posturecam.core.alerts.requests import BreakTaken, Dismiss, Snooze
from posturecam.core.history.episodes import Episode, OpenEpisode, open_episode, run_on
from posturecam.core.history.minutes import Entry, MinuteState, add, under_way
from posturecam.core.history.records import AlertRecord, BreakRecord, Minute, Outcome
from posturecam.core.reasons import Presence
from posturecam.core.values import Cause, Event, EventKind

CLEARED_AS: Final = {
    Presence.HERE: Outcome.CORRECTED,
    Presence.GONE: Outcome.LEFT,
    Presence.UNKNOWN: Outcome.OPEN,  # nobody saw a correction
}


@dataclass(frozen=True, slots=True)
class Journal:
    """What is kept between two frames: everything under way or not yet over."""

    minutes: MinuteState = field(default_factory=MinuteState)
    episode: OpenEpisode | None = None
    alerts: tuple[AlertRecord, ...] = ()
    breaks: tuple[BreakRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What is new or has changed."""

    minutes: tuple[Minute, ...] = ()
    episodes: tuple[Episode, ...] = ()
    alerts: tuple[AlertRecord, ...] = ()
    breaks: tuple[BreakRecord, ...] = ()

    def __add__(self, later: "Page") -> "Page":
        """Return both pages, `later` last."""
        return Page(
            self.minutes + later.minutes,
            self.episodes + later.episodes,
            self.alerts + later.alerts,
            self.breaks + later.breaks,
        )


def note(journal: Journal, entry: Entry) -> tuple[Journal, Page]:
    """Take in one frame: return the new journal, and what is new or has changed."""
    minutes, over = add(journal.minutes, entry)
    episode, ended = run_on(journal.episode, entry.elapsed, entry.assessment, entry.reading)
    alerts = tuple(_alerts(journal.alerts, entry))
    breaks = tuple(_breaks(journal.breaks, entry))
    page = Page(
        over,
        ended,
        tuple(alert for alert in alerts if alert not in journal.alerts),
        tuple(pause for pause in breaks if pause not in journal.breaks),
    )
    waiting = tuple(alert for alert in alerts if alert.outcome is Outcome.OPEN)
    due = tuple(pause for pause in breaks if pause.taken_after_s is None)
    return Journal(minutes, episode, waiting, due), page


def unfinished(journal: Journal) -> Page:
    """Return the minute and the episode under way, up to the newest frame."""
    return Page(under_way(journal.minutes), open_episode(journal.episode))


def _alerts(waiting: Sequence[AlertRecord], entry: Entry) -> Iterator[AlertRecord]:
    """Give the alerts that were open, as they are now, and the new ones.

    An alert that the monitor has forgotten stays open in the history, and nothing ends it any more.
    """
    given = {event.cause for event in entry.events if event.kind is EventKind.ALERT}
    reported = {one.cause for one in entry.state.alert_log.reported}
    for alert in waiting:
        if alert.cause not in given:
            now = _outcome(alert, entry)
            if now != alert or alert.cause in reported:
                yield now
    for event in entry.events:
        if event.kind is EventKind.ALERT and event.cause is not None:
            yield _record(event, event.cause, [a for a in waiting if a.cause is event.cause])


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


def _outcome(alert: AlertRecord, entry: Entry) -> AlertRecord:
    t = entry.assessment.t
    for event in entry.events:
        if event.kind is EventKind.AWAY:
            return _ended(alert, Outcome.LEFT, t - (event.held_s or 0.0))
        if event.kind is EventKind.CLEARED and event.cause is alert.cause:
            return _ended(alert, CLEARED_AS[presence_of(entry.assessment)], t)
    if any(isinstance(request, Snooze) for request in entry.requests):
        return _ended(alert, Outcome.SNOOZED, t)
    if any(isinstance(request, Dismiss) for request in entry.requests):
        return _ended(alert, Outcome.DISMISSED, t)
    return alert


def _ended(alert: AlertRecord, outcome: Outcome, t: float) -> AlertRecord:
    if outcome is Outcome.OPEN:
        return alert
    return replace(alert, outcome=outcome, after_s=max(0.0, t - alert.t_s))


def _breaks(due: Sequence[BreakRecord], entry: Entry) -> Iterator[BreakRecord]:
    """Give the breaks that were due, taken once the user was gone for long enough, and a new one.

    A break that was skipped is not taken.  Where nothing showed for long whether the user was
    there, it is not known to be.
    """
    t, sitting = entry.assessment.t, entry.state.sitting
    asked = any(isinstance(request, BreakTaken) for request in entry.requests)
    been_away = sitting.gone_s > 0 and sitting.skipped_s is None  # the sitting began again
    for pause in due:
        if sitting.break_due:
            yield pause
        elif asked or been_away:
            yield replace(pause, taken_after_s=t - pause.t_s)
    for event in entry.events:
        if event.kind is EventKind.BREAK_DUE and not event.micro and not due:
            yield BreakRecord(t)
