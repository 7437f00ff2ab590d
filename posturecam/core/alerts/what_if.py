"""The last readings judged again: what other limits, alerts and breaks would have made of them.

Everything that these settings decide comes after the measurement, so the same readings through the
same steps are exact: with the policies that were in force they give the very events that happened.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from posturecam.core.alerts.alerting import AlertPolicy, AlertState, step
from posturecam.core.alerts.assessment import Tolerances, assess
from posturecam.core.alerts.elapsed import Elapsed, elapsed_since
from posturecam.core.alerts.requests import Request
from posturecam.core.values import Assessment, Event, EventKind, Reading, Unseen, Verdict


@dataclass(frozen=True, slots=True)
class Judging:
    """All policies that act after the measurement."""

    tolerances: Tolerances
    alerts: AlertPolicy


@dataclass(frozen=True, slots=True)
class Observed:
    """One reading as it comes into judgement, and what the user asked for with it."""

    reading: Reading | Unseen
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Readings without a hole; `state` and `last` are what was remembered before the first."""

    observed: Sequence[Observed]
    state: AlertState = field(default_factory=AlertState)
    last: Assessment | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What a user would have noticed; `events` are without the exercises they propose."""

    watched_s: float = 0.0
    beyond_s: float = 0.0  # beyond any limit
    events: tuple[Event, ...] = ()

    @property
    def alerts(self) -> int:
        """How many alerts there were, repetitions among them."""
        return sum(event.kind is EventKind.ALERT for event in self.events)

    @property
    def breaks(self) -> int:
        """How many breaks were due, micro-breaks apart."""
        return sum(event.kind is EventKind.BREAK_DUE and not event.micro for event in self.events)

    @property
    def micro_breaks(self) -> int:
        """How many micro-breaks were due."""
        return sum(event.micro for event in self.events)


def what_if(all_series: Iterable[Series], judging: Judging) -> Count:
    """Return what `judging` would have made of `all_series`; each observation is taken as it came.

    How often a frame is taken depends on these policies too: that is left as it was.
    """
    watched_s = beyond_s = 0.0
    events: list[Event] = []
    for elapsed, happened in (one for series in all_series for one in judge_again(series, judging)):
        watched_s += elapsed.stood_s
        if elapsed.last is not None and elapsed.last.verdict is Verdict.POOR:
            beyond_s += elapsed.stood_s
        events += happened
    return Count(watched_s, beyond_s, tuple(events))


def judge_again(series: Series, judging: Judging) -> Iterator[tuple[Elapsed, tuple[Event, ...]]]:
    """Judge every reading as the monitor does; give the time before it and its events."""
    state, last, policy = series.state, series.last, judging.alerts
    for each in series.observed:
        now = assess(each.reading, judging.tolerances)
        elapsed = elapsed_since(last, now.t, policy.frame_stands_s)
        state, events = step(policy, state, elapsed, now, each.reading, each.requests)
        yield elapsed, events
        last = now
