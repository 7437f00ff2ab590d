"""Table, JSON lines, live view and summary give one reason for one frame."""

from dataclasses import replace

import pytest

from posturecam import monitor
from posturecam.app.policies import rules_of
from posturecam.app.replay.replay import Nobody
from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.history.run_summary import Summary, add
from posturecam.core.parts import NoShoulders
from posturecam.core.values import (
    Assessment,
    Cause,
    Event,
    EventKind,
    Fault,
    Reading,
    Unseen,
    Verdict,
    Why,
)
from posturecam.edges.files.events_jsonl import event_row, tick_row
from posturecam.edges.files.readings_csv import row
from posturecam.monitor import Tick
from posturecam.reports.run_text import run_rows, run_values
from posturecam.settings import Settings
from posturecam.view.headline import RESUMING
from posturecam.view.screen import Around, Screen, compose
from tests.support.desk import UPRIGHT, ListedObservations, calibrated, sitting

RULES = rules_of(Settings())
WITHOUT_SHOULDERS = (
    (),
    (Cause.FORWARD_HEAD,),
    (Cause.SLUMP,),
    (Cause.FORWARD_HEAD, Cause.LEANING_IN),
    (Cause.HEAD_TILT, Cause.TOO_CLOSE),
)


@pytest.fixture(scope="module")
def seen() -> Tick:
    observations = ListedObservations(sitting((0.5, UPRIGHT)))
    return next(monitor.watch(observations, calibrated().profile, RULES, Nobody()))


def judged(seen: Tick, assessment: Assessment, reading: Reading | Unseen | None = None) -> Tick:
    return replace(seen, assessment=assessment, reading=reading or seen.reading)


def in_files(tick: Tick) -> str:
    """The reason that the table gives, which all JSON lines give too, as null if it is none."""
    written = row(tick.reading, tick.assessment)["reason"]
    event = event_row(Event(0.0, EventKind.AWAY), tick.assessment)
    assert (written or None) == tick_row(tick)["reason"] == event["reason"]
    return written


def shown(tick: Tick) -> Screen:
    return compose(tick, RULES, Around("camera 0", "default"))


def summed(tick: Tick) -> Summary:
    """What two such frames a second apart add up to."""
    first = tick.assessment
    then = replace(first, t=first.t + 1.0)
    return add(alone(first), Elapsed(1.0, last=first), then)


def alone(assessment: Assessment) -> Summary:
    """What one such frame alone adds up to."""
    return add(Summary(), Elapsed(), assessment)


@pytest.mark.parametrize("measured", [True, False], ids=["measured", "unseen"])
@pytest.mark.parametrize("why", Why)
def test_without_a_verdict_all_give_its_reason(
    seen: Tick,
    why: Why,
    measured: bool,  # noqa: FBT001 - a table
) -> None:
    unknown = Assessment(0.0, Verdict.UNKNOWN, why=why)
    tick = judged(seen, unknown, seen.reading if measured else Unseen(0.0, why))

    assert in_files(tick) == why.value
    words = RESUMING if why is Why.PAUSED else why.value  # the live view says what goes on now
    assert shown(tick).headline.text == words
    assert run_values(summed(tick))["unmeasured_by_reason_s"] == {why.value: 1.0}
    assert (f"  {why.value}", "1 s (100 %)") in run_rows(summed(tick))
    assert dict(run_rows(alone(unknown)))["this frame"] == why.value


@pytest.mark.parametrize("verdict", [Verdict.GOOD, Verdict.POOR])
@pytest.mark.parametrize("causes", WITHOUT_SHOULDERS)
@pytest.mark.parametrize("why", NoShoulders)
def test_without_the_shoulders_all_give_what_is_judged_and_why_not_all(
    seen: Tick, why: NoShoulders, causes: tuple[Cause, ...], verdict: Verdict
) -> None:
    measured = tuple(Fault(cause, 1.0, 10.0, "deg") for cause in causes)
    faults = (Fault(Cause.TOO_CLOSE, 20.0, 10.0, "cm"),) if verdict is Verdict.POOR else ()
    assessment = Assessment(0.0, verdict, faults, measured=measured, no_shoulders=why)
    tick = judged(seen, assessment)

    scope, _, rest = in_files(tick).partition(": ")

    assert rest == why.value
    assert scope.endswith(" only")
    headline = shown(tick).headline
    assert headline.text == f"{headline.state}, {scope}"
    assert headline.detail.endswith(f"; {why.value}")
    summary = summed(tick)
    assert run_values(summary)["shoulders_unjudged_by_reason_s"] == {in_files(tick): 1.0}
    assert (f"  {scope}", f"1 s (100 %): {why.value}") in run_rows(summary)
    assert dict(run_rows(alone(assessment)))["this frame"].endswith(f"({in_files(tick)})")


@pytest.mark.parametrize("verdict", [Verdict.GOOD, Verdict.POOR])
def test_where_all_was_judged_nobody_gives_a_reason(seen: Tick, verdict: Verdict) -> None:
    faults = (Fault(Cause.SLUMP, 20.0, 10.0, "cm"),) if verdict is Verdict.POOR else ()
    tick = judged(seen, Assessment(0.0, verdict, faults, measured=faults))

    assert in_files(tick) == ""
    assert shown(tick).headline.scope == ""
    values = run_values(summed(tick))
    assert values["unmeasured_by_reason_s"] == values["shoulders_unjudged_by_reason_s"] == {}
