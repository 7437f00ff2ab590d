"""What a run adds up to.  Looks come one by one; a day takes no more memory than a minute."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.alerts.judged_parts import judged, scope
from posturecam.core.parts import NoShoulders, Part
from posturecam.core.values import Assessment, Cause, Event, EventKind, Verdict, Why

_Key = TypeVar("_Key", bound=Hashable)
_Number = TypeVar("_Number", int, float)
Limits = tuple[str, NoShoulders]  # what a verdict is about, and why not about the shoulders


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of a run.  Times of causes overlap: a slump may be a forward head as well."""

    observations: int = 0
    newest: Assessment | None = None
    first_t: float = 0.0
    verdict_s: Mapping[Verdict, float] = field(default_factory=dict)
    cause_s: Mapping[Cause, float] = field(default_factory=dict)  # beyond the limit
    unknown_s: Mapping[Why, float] = field(default_factory=dict)  # not measured, by reason
    blank_s: float = 0.0  # gaps: asleep, or a recording with holes
    alerts: Mapping[Cause, int] = field(default_factory=dict)
    events: Mapping[EventKind, int] = field(default_factory=dict)
    judged_s: Mapping[Part, float] = field(default_factory=dict)
    limited_s: Mapping[Limits, float] = field(default_factory=dict)  # without the shoulders

    @property
    def lasted_s(self) -> float:
        """From the first observation to the newest."""
        return self.newest.t - self.first_t if self.newest else 0.0

    @property
    def measured_s(self) -> float:
        """The part of it that could be judged."""
        return sum(self.verdict_s.get(verdict, 0.0) for verdict in (Verdict.GOOD, Verdict.POOR))


def add(
    summary: Summary, elapsed: Elapsed, now: Assessment, events: Sequence[Event] = ()
) -> Summary:
    """Let `elapsed` pass, then take in one observation and its events."""
    summary = _let_stand(summary, elapsed)
    alerts, kinds = summary.alerts, summary.events
    for event in events:
        kinds = _plus(kinds, event.kind, 1 - event.micro)
        if event.kind is EventKind.ALERT and event.cause is not None:
            alerts = _plus(alerts, event.cause, 1)
    first_t = summary.first_t if summary.newest else now.t
    return replace(
        summary,
        observations=summary.observations + 1,
        newest=now,
        first_t=first_t,
        alerts=alerts,
        events=kinds,
    )


def _let_stand(summary: Summary, elapsed: Elapsed) -> Summary:
    last, stood_s = elapsed.last, elapsed.stood_s
    if last is None:
        return summary
    cause_s, unknown_s, judged_s = summary.cause_s, summary.unknown_s, summary.judged_s
    for cause in last.causes:
        cause_s = _plus(cause_s, cause, stood_s)
    for part in judged(last):
        judged_s = _plus(judged_s, part, stood_s)
    limited_s = summary.limited_s
    if last.no_shoulders is not None:
        limited_s = _plus(limited_s, (scope(last), last.no_shoulders), stood_s)
    if last.why is not None:
        unknown_s = _plus(unknown_s, last.why, stood_s)
    return replace(
        summary,
        verdict_s=_plus(summary.verdict_s, last.verdict, stood_s),
        cause_s=cause_s,
        unknown_s=unknown_s,
        blank_s=summary.blank_s + elapsed.gap_s,
        judged_s=judged_s,
        limited_s=limited_s,
    )


def _plus(totals: Mapping[_Key, _Number], key: _Key, amount: _Number) -> dict[_Key, _Number]:
    return {**totals, key: totals[key] + amount if key in totals else amount}
