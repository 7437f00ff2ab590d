"""The last readings judged again: the very events that happened, and what would have."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam import monitor
from posturecam.app.policies import alert_policy_of, rules_of, tolerances_of
from posturecam.core.alerts.requests import (
    BreakPostponed,
    BreakSkipped,
    BreakTaken,
    Dismiss,
    ExerciseDone,
    Request,
    Resume,
    Snooze,
)
from posturecam.core.alerts.what_if import Count, Judging, Observed, Series, what_if
from posturecam.core.values import Cause, Event, EventKind, Reading, Unseen, Why
from posturecam.monitor import Tick
from posturecam.settings import Settings
from tests.support.desk import FORWARD, UPRIGHT, ListedObservations, Part, calibrated, sitting
from tests.support.stories import NEUTRAL

SHORT = Settings.model_validate(
    {
        "alerts": {"hold_s": 5, "cooldown_s": 20, "away_s": 4},
        "breaks": {"every_min": 2.0, "micro_every_min": 0.25},
    }
)
LAYOUTS = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from([UPRIGHT, FORWARD, Why.NOBODY, Why.TOO_DARK, Why.CAMERA_LOST]),
    ),
    min_size=1,
    max_size=6,
)
REQUESTS: list[Request] = [Snooze(3.0), Resume(), Dismiss(), BreakTaken()]
REQUESTS += [BreakSkipped(), BreakSkipped(micro=True), BreakPostponed(), ExerciseDone()]
ASKED = st.dictionaries(
    st.integers(0, 60),
    st.sampled_from(REQUESTS),
    max_size=4,
)
HOURS = pytest.mark.untraced  # their lines are those of seconds, again and again


class Asking:
    """Requests at some observations."""

    def __init__(self, wanted: dict[int, Request]) -> None:
        self.wanted, self.number = wanted, -1

    def take(self) -> list[Request]:
        self.number += 1
        return [self.wanted[self.number]] if self.number in self.wanted else []


def watched(parts: list[Part], asked: dict[int, Request] | None = None) -> list[Tick]:
    seen = ListedObservations(sitting(*parts, step_s=1.0))
    rules = rules_of(SHORT)
    return list(monitor.watch(seen, calibrated().profile, rules, Asking(asked or {})))


def judging(settings: Settings = SHORT) -> Judging:
    return Judging(tolerances_of(settings), alert_policy_of(settings))


def kept(ticks: list[Tick]) -> list[Observed]:
    return [Observed(tick.reading, tick.requests) for tick in ticks]


def happened(ticks: list[Tick]) -> tuple[Event, ...]:
    return tuple(replace(event, stretch=None) for tick in ticks for event in tick.events)


@given(parts=LAYOUTS, asked=ASKED, begin=st.integers(0, 70))
def test_with_what_was_in_force_it_gives_what_happened(
    parts: list[Part], asked: dict[int, Request], begin: int
) -> None:
    """From any moment on, as the last hour begins in the middle of a sitting."""
    ticks = watched(parts, asked)
    begin = min(begin, len(ticks) - 1)
    before = ticks[begin - 1] if begin else None
    series = Series(kept(ticks[begin:]))
    if before is not None:
        series = replace(series, state=before.state, last=before.assessment)

    found = what_if([series], judging())

    assert found.events == happened(ticks[begin:])
    assert found.watched_s == pytest.approx(sum(tick.elapsed.stood_s for tick in ticks[begin:]))


def reading(t: float, cva_deg: float) -> Reading:
    return replace(NEUTRAL, t=t, cva_change_deg=cva_deg, cva_change_sd_deg=0.0)


def an_hour(cva_deg: float = -10.0) -> Series:
    """Half an hour well, half an hour with the head forward, an observation every second."""
    observed = [reading(float(t), -0.5) for t in range(1800)]
    observed += [reading(float(t), cva_deg) for t in range(1800, 3600)]
    return Series([Observed(one) for one in observed])


def with_settings(**sections: dict[str, float]) -> Count:
    return what_if([an_hour()], judging(Settings.model_validate(sections)))


@HOURS
def test_another_limit_counts_other_time() -> None:
    now, then = with_settings(), with_settings(limits={"forward_head_deg": 12, "slump_lean_deg": 0})
    assert (now.alerts, now.beyond_s) == (3, 1799)
    assert (then.alerts, then.beyond_s) == (0, 0)
    assert now.watched_s == then.watched_s == 3599


@HOURS
def test_a_longer_hold_alerts_later_and_fewer_breaks_are_due() -> None:
    then = with_settings(alerts={"hold_s": 1000}, breaks={"every_min": 58})
    (alert,) = [one for one in then.events if one.kind is EventKind.ALERT]
    assert (alert.t, alert.cause) == (2800, Cause.FORWARD_HEAD)
    assert (then.breaks, with_settings().breaks) == (1, 3)
    assert (then.micro_breaks, with_settings().micro_breaks) == (0, 0)


@HOURS
def test_micro_breaks_are_counted_apart() -> None:
    then = with_settings(breaks={"every_min": 0, "micro_every_min": 10})
    assert (then.breaks, then.micro_breaks) == (0, 5)


def test_series_add_up_and_nothing_is_remembered_between_them() -> None:
    observed = [Observed(reading(float(t), -10.0)) for t in range(50)]
    found = what_if([Series(observed), Series(observed)], judging(Settings()))
    assert (found.alerts, found.beyond_s, found.watched_s) == (0, 98, 98)
    assert (found.breaks, found.micro_breaks) == (0, 0)


def test_what_was_not_measured_is_not_beyond() -> None:
    observed = [Observed(Unseen(float(t), Why.NOBODY)) for t in range(50)]
    found = what_if([Series(observed)], judging(Settings()))
    assert (found.beyond_s, found.watched_s) == (0, 49)
    assert [event.kind for event in found.events] == [EventKind.AWAY]


def test_nothing_watched_is_nothing_counted() -> None:
    assert what_if([], judging()) == Count()
