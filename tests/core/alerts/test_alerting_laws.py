"""Laws of the alert machine, for any story and any rate of looking."""

import math
from dataclasses import replace
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.alerts.alerting import AlertPolicy
from posturecam.core.alerts.requests import (
    BreakPostponed,
    BreakSkipped,
    BreakTaken,
    Dismiss,
    Resume,
    Snooze,
)
from posturecam.core.values import Cause, EventKind, Level, Why
from tests.support.alert_oracle import TICKS_PER_S, Happening, due
from tests.support.stories import HASTY, Moment, asking, events, later, sitting, times

GAPS = st.one_of(
    st.integers(1, TICKS_PER_S * 2),  # from 32 looks a second to one in two seconds
    st.sampled_from([16, 32, 64, 128, 4 * 32]),
)
SEEN = st.one_of(
    st.fixed_dictionaries(
        {Cause.FORWARD_HEAD: st.sampled_from([0.2, 0.7, 1.2])},
        optional={Cause.ROUNDED_SHOULDERS: st.sampled_from([0.2, 0.7, 1.5])},
    ),
    st.sampled_from([Why.NOBODY, Why.TURNED]),
)
REQUESTS = st.lists(
    st.sampled_from(
        [Dismiss(), Snooze(3), Snooze(6), Resume(), BreakTaken(), BreakSkipped(), BreakPostponed()]
    ),
    max_size=1,
).map(tuple)
CALM = st.just(())


@st.composite
def stories(draw: st.DrawFn) -> list[Moment]:
    """Parts in which the same is seen for a while, looked at evenly or not."""
    story: list[Moment] = []
    tick = draw(st.integers(0, 100))
    for _ in range(draw(st.integers(1, 8))):
        seen = draw(SEEN)
        gap = draw(GAPS)
        for _ in range(draw(st.integers(1, 14))):
            requests = draw(REQUESTS) if draw(st.integers(0, 9)) == 0 else ()
            story.append(Moment(tick / TICKS_PER_S, seen, requests))
            tick += gap
    return story


def reported(policy: AlertPolicy, story: list[Moment]) -> list[Happening]:
    wanted = (EventKind.ALERT, EventKind.CLEARED)
    return [
        (event.t, event.kind, event.cause, event.level)
        for event in events(policy, story)
        if event.kind in wanted and event.cause is not None
    ]


@settings(max_examples=200)
@given(story=stories(), hold_s=st.sampled_from([4.0, 6.0]), cooldown_s=st.sampled_from([0, 8]))
def test_every_alert_is_earned_and_no_earned_alert_is_lost(
    story: list[Moment], hold_s: float, cooldown_s: float
) -> None:
    policy = replace(
        HASTY,
        holds=replace(HASTY.holds, hold_s=hold_s),
        cooldown=replace(HASTY.cooldown, cooldown_s=cooldown_s, least_s=hold_s),
    )
    assert reported(policy, story) == due(policy, story)


@given(story=stories(), by_s=st.integers(0, 100_000))
def test_only_differences_of_time_matter(story: list[Moment], by_s: int) -> None:
    moved = [(t + by_s, *rest) for t, *rest in reported(HASTY, story)]
    assert reported(HASTY, later(story, by_s)) == moved


@given(story=stories())
def test_events_happen_at_the_look_that_shows_them_and_in_order(story: list[Moment]) -> None:
    happened = [event.t for event in events(HASTY, story)]
    assert happened == sorted(happened)
    assert set(happened) <= {moment.t for moment in story}


@given(story=stories())
def test_nothing_is_cleared_that_was_not_told_and_only_once(story: list[Moment]) -> None:
    going_on: set[Cause] = set()
    for _, kind, cause, _ in reported(HASTY, story):
        if kind is EventKind.CLEARED:
            going_on.remove(cause)
        else:
            going_on.add(cause)


@given(story=stories())
def test_in_a_cool_down_each_fault_may_grow_louder_once(story: list[Moment]) -> None:
    alerts = [event for event in reported(HASTY, story) if event[1] is EventKind.ALERT]
    silent_from_t, louder = -math.inf, set[Cause]()
    for t, _, cause, level in alerts:
        if t - silent_from_t >= HASTY.cooldown.cooldown_s:
            silent_from_t, louder = t, set()
        else:
            assert (level, cause in louder) == (Level.CARD, False)
            louder.add(cause)


@given(story=stories(), most=st.integers(0, 3))
def test_an_hour_has_at_most_so_many_alerts(story: list[Moment], most: int) -> None:
    policy = replace(HASTY, cooldown=replace(HASTY.cooldown, max_per_hour=most, cooldown_s=0))
    assert len(times(events(policy, story), EventKind.ALERT)) <= most


@given(story=stories(), at=st.integers(0, 30))
def test_a_snooze_is_silent_and_ends_by_itself(story: list[Moment], at: int) -> None:
    start = story[min(at, len(story) - 1)].t
    silenced = asking([replace(moment, requests=()) for moment in story], start, Snooze(20))
    alerts = times(events(HASTY, silenced), EventKind.ALERT)
    assert not [t for t in alerts if start <= t < start + 20 + HASTY.holds.hold_s]


PARTS = st.lists(
    st.tuples(
        st.sampled_from([{Cause.FORWARD_HEAD: r} for r in (0.2, 0.7, 1.2)] + [Why.NOBODY]),
        st.integers(3, 16),
    ),
    max_size=4,
)


@settings(max_examples=30)
@given(parts=PARTS, rates=st.tuples(st.sampled_from([0.5, 1, 2]), st.sampled_from([4, 10])))
def test_how_often_one_looks_changes_nothing_but_the_delay(
    parts: list[tuple[dict[Cause, float], int]], rates: tuple[float, float]
) -> None:
    """A part that lasts is told of at every rate, at most two looks apart."""
    parts = [*parts, ({Cause.FORWARD_HEAD: 0.2}, 12), ({Cause.FORWARD_HEAD: 1.2}, 16)]
    begin = sum(lasting_s for _, lasting_s in parts[:-1])
    first = [
        next(
            t
            for t in times(events(QUICK_AGAIN, sitting(*parts, looks_per_s=rate)), EventKind.ALERT)
            if t >= begin
        )
        for rate in rates
    ]
    assert abs(first[0] - first[1]) <= 2 / rates[0]
    assert all(abs(t - begin - HASTY.holds.hold_s) <= 2 / rates[0] for t in first)


QUICK_AGAIN = replace(HASTY, cooldown=replace(HASTY.cooldown, cooldown_s=0))


@given(gaps=st.lists(st.integers(1, 64), min_size=1, max_size=60))
def test_a_fault_without_a_pause_is_told_at_the_first_look_after_the_hold(
    gaps: list[int],
) -> None:
    ticks = [0, *accumulate(gaps)]
    story = [Moment(tick / TICKS_PER_S, {Cause.FORWARD_HEAD: 1.2}) for tick in ticks]
    alerts = times(events(HASTY, story), EventKind.ALERT)
    late = [moment.t for moment in story if moment.t >= HASTY.holds.hold_s]
    assert alerts[:1] == late[:1]
