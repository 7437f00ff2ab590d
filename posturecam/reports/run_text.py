"""What a run adds up to, as a table and as plain values."""

from collections.abc import Iterator, Mapping
from typing import Any

from posturecam.core.alerts.judged_parts import PART_OF, reason
from posturecam.core.history.run_summary import Summary
from posturecam.core.parts import Part
from posturecam.core.values import Assessment, Cause, EventKind, Verdict
from posturecam.reports.amounts import part_text, time_text
from posturecam.stretches.show import CAUSES

MEASURED = " of the measured time"
LITTLE_S = 0.5  # less does not show in whole seconds


def run_rows(summary: Summary) -> tuple[tuple[str, str], ...]:
    """Return the rows of the table: what, how long or how often."""
    return tuple(_rows(summary))


def run_text(summary: Summary) -> str:
    """Write the table as lines of text."""
    rows = run_rows(summary)
    width = max((len(what) for what, _ in rows), default=0)
    return "\n".join(f"{what:<{width}}  {much}" for what, much in rows)


def run_values(summary: Summary) -> Mapping[str, Any]:
    """Return the totals for programs; times in seconds."""
    return {
        "lasted_s": round(summary.lasted_s, 3),
        "looks": summary.observations,
        "good_s": _seconds(summary, Verdict.GOOD),
        "poor_s": _seconds(summary, Verdict.POOR),
        "unmeasured_s": round(_unmeasured_s(summary), 3),
        "poor_by_cause_s": {
            cause.value: round(seconds, 3) for cause, seconds in summary.cause_s.items()
        },
        "unmeasured_by_reason_s": {
            why.value: round(seconds, 3) for why, seconds in summary.unknown_s.items()
        },
        "alerts": sum(summary.alerts.values()),
        "alerts_by_cause": {cause.value: count for cause, count in summary.alerts.items()},
        "events": {kind.value: count for kind, count in summary.events.items()},
        "judged_s": {part.value: round(summary.judged_s.get(part, 0.0), 3) for part in Part},
        "shoulders_unjudged_by_reason_s": {
            f"{scope}: {why}": round(seconds, 3)
            for (scope, why), seconds in summary.limited_s.items()
        },
    }


def runs_text(summaries: Mapping[str, Summary]) -> str:
    """Write the tables of several runs, each under its name."""
    texts = [f"{name}\n{run_text(summary)}" for name, summary in summaries.items()]
    return "\n\n".join(texts)


def runs_values(summaries: Mapping[str, Summary]) -> Mapping[str, Any]:
    """Return the totals of several runs for programs, by name."""
    return {name: run_values(summary) for name, summary in summaries.items()}


def _rows(summary: Summary) -> Iterator[tuple[str, str]]:
    whole_s, count = summary.lasted_s, summary.observations
    yield "watched", f"{time_text(whole_s)} ({count} frame{'s' * (count != 1)})"
    if count == 1 and summary.newest is not None:
        yield "this frame", _opinion(summary.newest)
    yield "sat well", part_text(summary.verdict_s.get(Verdict.GOOD, 0.0), whole_s)
    yield "beyond a limit", part_text(summary.verdict_s.get(Verdict.POOR, 0.0), whole_s)
    for cause, seconds in _largest(summary.cause_s):
        yield f"  {CAUSES[cause]}", _cause_part(summary, cause, seconds)
    if summary.limited_s:
        judged_s = summary.judged_s.get(Part.SHOULDERS, 0.0)
        yield "shoulders judged", part_text(judged_s, summary.measured_s, of=MEASURED)
    for (scope, why), seconds in _largest(summary.limited_s):
        yield f"  {scope}", f"{part_text(seconds, summary.measured_s)}: {why.value}"
    yield "not measured", part_text(_unmeasured_s(summary), whole_s)
    for why, seconds in _largest(summary.unknown_s):
        yield f"  {why.value}", part_text(seconds, whole_s)
    if summary.blank_s:
        yield "  not watched", part_text(summary.blank_s, whole_s)
    causes = ", ".join(f"{CAUSES[cause]} {count}" for cause, count in _largest(summary.alerts))
    alerts = sum(summary.alerts.values())
    yield "alerts", f"{alerts} ({causes})" if alerts else "none"
    yield "break reminders", str(summary.events.get(EventKind.BREAK_DUE, 0) or "none")


def _opinion(observation: Assessment) -> str:
    """Say what a single picture shows, which lasted no time."""
    if observation.verdict is Verdict.POOR:
        return _limited(", ".join(CAUSES[cause] for cause in observation.causes), observation)
    return reason(observation) if observation.why is not None else _limited("sat well", observation)


def _limited(said: str, observation: Assessment) -> str:
    return f"{said} ({reason(observation)})" if reason(observation) else said


def _cause_part(summary: Summary, cause: Cause, seconds: float) -> str:
    """Write the time of a fault, by that in which it could be judged where that is less."""
    judged_s = summary.judged_s.get(PART_OF[cause], 0.0) if cause in PART_OF else 0.0
    if judged_s < summary.measured_s - LITTLE_S:
        return part_text(seconds, judged_s, of=f" of {time_text(judged_s)} judged")
    return part_text(seconds, summary.lasted_s)


def _seconds(summary: Summary, verdict: Verdict) -> float:
    return round(summary.verdict_s.get(verdict, 0.0), 3)


def _unmeasured_s(summary: Summary) -> float:
    return summary.verdict_s.get(Verdict.UNKNOWN, 0.0) + summary.blank_s


def _largest(totals: Mapping[Any, float]) -> list[tuple[Any, Any]]:
    return sorted(totals.items(), key=lambda item: -item[1])
