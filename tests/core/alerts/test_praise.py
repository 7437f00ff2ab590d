"""Praise: only for what was kept up, seldom, and never while anything is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.alerts.alert_dispatch import Reported
from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.breaks import Sitting
from posturecam.core.alerts.elapsed import elapsed_since
from posturecam.core.alerts.praise import (
    APART_S,
    DAY_S,
    FIRST_S,
    KEPT_S,
    MOST_A_DAY,
    NIGHT_S,
    Merit,
    Praise,
    PraiseState,
    follow_praise,
)
from posturecam.core.alerts.requests import Snooze
from posturecam.core.values import Cause, Level, Verdict, Why
from tests.support.stories import (
    HEAD,
    NOBODY,
    PATIENT,
    WELL,
    Measured,
    Moment,
    asking,
    later,
    opinion,
    sitting,
    take,
)

TILT = {Cause.HEAD_TILT: 0.1}
USUAL = {Cause.FORWARD_HEAD: 0.3, Cause.HEAD_TILT: 0.1}
CORRECTED = [(HEAD, 70.0), (WELL, 5.0)]  # an alert after a minute, taken back after 5 s
NO_BREAKS = replace(PATIENT, breaks=replace(PATIENT.breaks, every_s=0))
HOURS = pytest.mark.untraced  # their lines are those of shorter stories, again and again


def praises(
    story: Iterable[Moment], usual: Mapping[Cause, float] | None = None
) -> Iterator[tuple[Praise, AlertState, Moment]]:
    """Every praise that a story earns, with what went on then."""
    state, praised, last = AlertState(), PraiseState(), None
    for moment in story:
        elapsed = elapsed_since(last, moment.t, NO_BREAKS.frame_stands_s)
        state, events, last = take(NO_BREAKS, state, last, moment)
        praised, praise = follow_praise(praised, elapsed, last, events, state, usual or {})
        if praise is not None:
            yield praise, state, moment


def merits(
    parts: list[tuple[Measured | Why, float]], usual: Mapping[Cause, float] | None = None
) -> list[tuple[Merit, Cause, float]]:
    found = praises(sitting(*parts, looks_per_s=0.2), usual)
    return [(one.merit, one.cause, one.t) for one, *_ in found]


def test_a_correction_that_is_kept_up_is_praised_once() -> None:
    assert merits([*CORRECTED, (WELL, KEPT_S * 2)]) == [
        (Merit.KEPT, Cause.FORWARD_HEAD, 75.0 + KEPT_S)
    ]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([(WELL, KEPT_S * 3)], id="nothing was reported"),
        pytest.param([(HEAD, 30), (WELL, KEPT_S * 3)], id="corrected before it was reported"),
        pytest.param([*CORRECTED, (WELL, KEPT_S - 5)], id="not for long enough"),
        pytest.param(
            [*CORRECTED, (WELL, 400), (HEAD, 5), (WELL, KEPT_S - 5)], id="it came back for a moment"
        ),
        pytest.param(
            [*CORRECTED, (WELL, 400), (NOBODY, 60), (WELL, KEPT_S * 2)], id="got up meanwhile"
        ),
        pytest.param([*CORRECTED, (TILT, KEPT_S * 3)], id="it could not be judged any more"),
        pytest.param([*CORRECTED, (Why.TOO_DARK, KEPT_S * 3)], id="nothing could be judged"),
        pytest.param([(HEAD, 70), (NOBODY, 30), (WELL, KEPT_S * 3)], id="left instead"),
    ],
)
def test_no_praise(parts: list[tuple[Measured | Why, float]]) -> None:
    assert merits(parts) == []


def test_time_that_cannot_be_judged_only_waits() -> None:
    parts = [*CORRECTED, (WELL, 300), (Why.TOO_DARK, 200), (WELL, KEPT_S)]
    assert merits(parts) == [(Merit.KEPT, Cause.FORWARD_HEAD, 75.0 + KEPT_S + 200)]


@HOURS
def test_a_first_hour_with_little_of_the_usual_fault() -> None:
    hour = (Merit.BETTER_HOUR, Cause.FORWARD_HEAD, FIRST_S)
    assert merits([(WELL, FIRST_S * 2)], USUAL) == [hour]
    less = [(HEAD, 45.0), (WELL, 255.0)]  # 0.15 of the time, never long enough for an alert
    assert merits([*less * 12, (WELL, 10)], USUAL) == [hour]
    more = [(HEAD, 50.0), (WELL, 250.0)]
    assert merits(more * 13, USUAL) == []
    assert merits([(WELL, FIRST_S * 2)], {Cause.FORWARD_HEAD: 0.04}) == []
    assert merits([(WELL, FIRST_S * 2)]) == []


@pytest.mark.parametrize(("share", "expected"), [(0.3, Merit.BETTER_HOUR), (0.04, None)])
def test_a_fault_that_is_seldom_there_is_no_usual_one(share: float, expected: Merit | None) -> None:
    now, hour = opinion(Moment(5000.0, WELL)), PraiseState(judged_s=FIRST_S)
    elapsed, usual = elapsed_since(None, now.t, 5), {Cause.FORWARD_HEAD: share}
    _, praise = follow_praise(hour, elapsed, now, (), AlertState(), usual)
    assert (praise and praise.merit) is expected


def test_an_hour_in_which_the_usual_fault_could_not_be_seen_is_no_better_one() -> None:
    assert merits([(TILT, FIRST_S * 2)], USUAL) == []
    assert merits([(TILT, FIRST_S), (WELL, FIRST_S + 10)], USUAL)[0][2] == 2 * FIRST_S


@HOURS
def test_only_the_first_hour_counts_until_a_night_has_passed() -> None:
    bad = [(HEAD, 45.0), (WELL, 45.0)] * 41
    good = (WELL, FIRST_S * 2)
    assert merits([*bad, good], USUAL) == []
    assert len(merits([*bad, (NOBODY, NIGHT_S), good], USUAL)) == 1
    assert merits([*bad, (NOBODY, NIGHT_S - 60), good], USUAL) == []


def test_the_night_may_be_a_computer_asleep() -> None:
    story = sitting((WELL, FIRST_S + 10), looks_per_s=0.2)
    both = [*story, *later(story, FIRST_S + 10 + max(NIGHT_S, APART_S))]
    assert len(list(praises(both, USUAL))) == 2


@HOURS
def test_at_most_one_in_an_hour_and_a_few_in_a_day() -> None:
    once = [*CORRECTED, (WELL, KEPT_S + 25)]
    found = [t for *_, t in merits(once * 40)]
    assert found
    assert all(b - a >= APART_S for a, b in pairwise(found))
    assert len(found) == MOST_A_DAY


def test_the_next_day_may_be_praised_again() -> None:
    now = opinion(Moment(100_000.0, WELL))
    ready = PraiseState(corrected=Cause.FORWARD_HEAD, kept_s=KEPT_S)
    for apart_s, expected in ((DAY_S, True), (DAY_S - 1, False)):
        old = replace(ready, praised_t=(100_000 - apart_s,) * MOST_A_DAY)
        elapsed = elapsed_since(None, now.t, 5)
        state, praise = follow_praise(old, elapsed, now, (), AlertState(), {})
        assert (praise is not None) is expected
        assert state.corrected is None
        assert len(state.praised_t) == (1 if expected else MOST_A_DAY)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"sitting": Sitting(sat_s=9, reminded_s=9)}, id="a break is due"),
        pytest.param({"reported": Cause.HEAD_TILT}, id="another alert is on"),
        pytest.param({"snoozed": 200_000.0}, id="snoozed"),
    ],
)
def test_never_while_something_is_on(wrong: dict[str, object]) -> None:
    state, now = AlertState(), opinion(Moment(100_000.0, {**WELL, **TILT}))
    log = state.alert_log
    if "reported" in wrong:
        log = replace(log, reported=(Reported(Cause.HEAD_TILT, (), Level.NOTICE, 60.0),))
    if "snoozed" in wrong:
        log = replace(log, cooldown=replace(log.cooldown, snoozed_until_t=200_000.0))
    busy = replace(state, alert_log=log, sitting=wrong.get("sitting", state.sitting))  # type: ignore[arg-type]
    ready = PraiseState(corrected=Cause.FORWARD_HEAD, kept_s=KEPT_S)
    waits, praise = follow_praise(ready, elapsed_since(None, now.t, 5), now, (), busy, {})
    assert praise is None
    assert waits.corrected is Cause.FORWARD_HEAD
    assert follow_praise(ready, elapsed_since(None, now.t, 5), now, (), state, {})[1] is not None


def test_a_break_that_was_skipped_does_not_stand_in_the_way() -> None:
    skipped = AlertState(sitting=Sitting(sat_s=19, reminded_s=9, skipped_s=10))
    now = opinion(Moment(100_000.0, WELL))
    ready = PraiseState(corrected=Cause.FORWARD_HEAD, kept_s=KEPT_S)
    _, praise = follow_praise(ready, elapsed_since(None, now.t, 5), now, (), skipped, {})
    assert praise is not None


SEEN = st.sampled_from([WELL, WELL, HEAD, NOBODY, Why.TOO_DARK, {**WELL, Cause.HEAD_TILT: 1.4}])


@given(st.lists(st.tuples(SEEN, st.integers(10, 1500)), max_size=20), st.integers(0, 3000))
@settings(max_examples=25, deadline=None)
def test_laws(parts: list[tuple[Measured | Why, float]], snoozed_s: int) -> None:
    story = sitting(*parts, (WELL, 700), looks_per_s=0.2)
    given_t: list[float] = []
    for praise, state, moment in praises(asking(story, 600, Snooze(snoozed_s)), USUAL):
        assert opinion(moment).verdict is Verdict.GOOD
        assert not state.alert_log.reported
        assert not any(hold.lasted_s for hold in state.holds.values())
        assert state.alert_log.cooldown.snoozed_until_t is None
        assert praise.t == moment.t
        given_t.append(praise.t)
    assert all(b - a >= APART_S for a, b in pairwise(given_t))
