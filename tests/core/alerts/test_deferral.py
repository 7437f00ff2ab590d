"""What waits while there is a reason to be quiet: stories, then laws against a slow oracle."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posturecam.core.alerts.alert_dispatch import AlertLog, Reported
from posturecam.core.alerts.alerting import AlertState
from posturecam.core.alerts.breaks import Sitting
from posturecam.core.alerts.deferral import (
    Deferral,
    DeferralPolicy,
    Due,
    Hush,
    Situation,
    Standing,
    Summary,
    hush_at,
    standing_of,
    step,
)
from posturecam.core.alerts.requests import (
    BreakPostponed,
    BreakTaken,
    Dismiss,
    Request,
    Resume,
    Snooze,
)
from posturecam.core.values import Cause, Event, EventKind, Level

POLICY = DeferralPolicy(settle_s=5)
CALL, FILM = Hush.IN_CALL, Hush.PRESENTING
HEAD, SLUMP = Cause.FORWARD_HEAD, Cause.SLUMP
NOTHING = Due()


@dataclass(frozen=True)
class Step:
    """What is known at a time, and what happens."""

    t: float
    hush: Hush | None = None
    held: tuple[Cause, ...] = ()
    due: bool = False
    events: tuple[Event, ...] = ()
    requests: tuple[Request, ...] = ()
    here: bool = True

    @property
    def moment(self) -> Situation:
        held_s = dict.fromkeys(self.held, 100 + self.t)
        return Situation(self.t, self.hush, self.here, Standing(held_s, self.due))


def alert(t: float, cause: Cause = HEAD, level: Level = Level.NOTICE) -> Event:
    return Event(t, EventKind.ALERT, cause, held_s=60, level=level)


def reminder(t: float) -> Event:
    return Event(t, EventKind.BREAK_DUE, held_s=1800)


def run(steps: Sequence[Step], policy: DeferralPolicy = POLICY) -> list[Due]:
    state, found = Deferral(), []
    for one in steps:
        state, due = step(policy, state, one.moment, one.events, one.requests)
        found.append(due)
    return found


def lasted(event: Event, t: float) -> Event:
    """The alert as it is summed up at `t`."""
    return replace(event, held_s=100 + t) if event.cause else event


def test_without_a_reason_everything_comes_at_once() -> None:
    late = Step(1, held=(HEAD,), due=True, events=(alert(1), reminder(1)))
    assert run([late]) == [Due(events=(alert(1), reminder(1)))]


def test_what_still_holds_comes_in_one_when_the_reason_has_stayed_away() -> None:
    story = [
        Step(10, CALL, (HEAD,), events=(alert(10),)),
        Step(20, CALL, (HEAD,), due=True, events=(reminder(20),)),
        Step(24.9, None, (HEAD,), due=True),
        Step(25, None, (HEAD,), due=True),
        Step(26, None, (HEAD,), due=True),
    ]
    summary = Summary((CALL,), (lasted(alert(10), 25), reminder(20)))
    assert run(story) == [NOTHING, NOTHING, NOTHING, Due(summary=summary), NOTHING]


@pytest.mark.parametrize(
    ("held", "requests", "kept"),
    [
        pytest.param((SLUMP,), (), [SLUMP], id="corrected meanwhile"),
        pytest.param((), (), [], id="all corrected"),
        pytest.param((HEAD, SLUMP), (Snooze(900),), [], id="snoozed"),
        pytest.param((HEAD, SLUMP), (Dismiss(),), [], id="dismissed"),
        pytest.param((HEAD, SLUMP), (Resume(), BreakTaken()), [HEAD, SLUMP], id="no answer to it"),
    ],
)
def test_what_is_over_or_answered_does_not_come(
    held: tuple[Cause, ...], requests: tuple[Request, ...], kept: list[Cause]
) -> None:
    story = [
        Step(1, CALL, (HEAD, SLUMP), events=(alert(1), alert(1, SLUMP))),
        Step(2, CALL, held, requests=requests),
        Step(9, None, (HEAD, SLUMP)),
    ]
    summary = run(story)[-1].summary
    assert [event.cause for event in summary.events] == kept if summary else kept == []


def test_a_break_that_is_put_off_is_known_and_the_alert_waits_on() -> None:
    story = [
        Step(1, CALL, (HEAD,), due=True, events=(alert(1), reminder(1))),
        Step(2, CALL, (HEAD,), due=True, requests=(BreakPostponed(),)),
        Step(9, None, (HEAD,), due=True),
    ]
    assert run(story)[-1].summary == Summary((CALL,), (lasted(alert(1), 9),))


def test_a_micro_break_passes_unsaid() -> None:
    rest = Event(1, EventKind.BREAK_DUE, held_s=1200, length_s=20, micro=True)
    during = Situation(1, CALL, here=True, standing=Standing({}, micro_break=True))
    after = Situation(40, None, here=True, standing=Standing({}, break_due=True))
    soon = Situation(6, None, here=True, standing=Standing({}, micro_break=True))

    state, _ = step(POLICY, Deferral(), during, [rest])
    assert step(POLICY, state, after)[1] == NOTHING
    assert step(POLICY, state, soon)[1] == Due(summary=Summary((CALL,), (rest,)))


def test_a_long_and_a_short_break_are_two() -> None:
    rest = Event(2, EventKind.BREAK_DUE, held_s=1810, length_s=20, micro=True)
    both = Standing({}, break_due=True, micro_break=True)
    state, _ = step(POLICY, Deferral(), Situation(2, CALL, here=True, standing=both), [reminder(2)])
    state, _ = step(POLICY, state, Situation(3, CALL, here=True, standing=both), [rest])
    after = Situation(9, None, here=True, standing=both)
    assert step(POLICY, state, after)[1] == Due(summary=Summary((CALL,), (reminder(2), rest)))


def test_what_joins_later_has_waited_for_the_last_reason() -> None:
    story = [
        Step(1, CALL, (HEAD,), events=(alert(1),)),
        Step(2, FILM, (HEAD,), due=True, events=(reminder(2),)),
        Step(20, None, (HEAD, SLUMP), due=True, events=(alert(20, SLUMP),), here=False),
        Step(30, None, (SLUMP,)),
    ]
    assert run(story)[-1].summary == Summary((FILM,), (lasted(alert(20, SLUMP), 30),))


def test_a_break_that_was_taken_is_not_due_any_more() -> None:
    story = [Step(1, CALL, due=True, events=(reminder(1),)), Step(2, CALL), Step(9, due=True)]
    assert run(story)[-1] == NOTHING


def test_the_repetition_takes_the_place_of_an_alert_but_not_of_a_reminder() -> None:
    louder = alert(2, HEAD, Level.CARD)
    story = [
        Step(1, CALL, (HEAD,), due=True, events=(alert(1), reminder(1))),
        Step(2, FILM, (HEAD,), due=True, events=(louder, reminder(2))),
        Step(9, None, (HEAD,), due=True),
    ]
    summary = run(story)[-1].summary
    assert summary == Summary((CALL, FILM), (reminder(1), lasted(louder, 9)))


def test_nobody_is_there_to_be_reached() -> None:
    story = [
        Step(1, CALL, (HEAD,), events=(alert(1),)),
        Step(9, None, (HEAD,), here=False),
        Step(20, None, (HEAD, SLUMP), events=(alert(20, SLUMP),), here=False),
        Step(30, None, (HEAD, SLUMP)),
    ]
    events = (lasted(alert(1), 30), lasted(alert(20, SLUMP), 30))
    assert run(story) == [NOTHING] * 3 + [Due(summary=Summary((CALL,), events))]


def test_without_a_time_to_settle_the_reason_still_counts_where_it_is_seen() -> None:
    hasty = DeferralPolicy(settle_s=0)
    state = Deferral(hush=CALL, hushed_t=4)
    assert hush_at(hasty, Deferral(), 4) is None
    assert (hush_at(hasty, state, 4), hush_at(hasty, state, 4.1)) == (CALL, None)


def test_a_reason_in_another_stream_does_not_count() -> None:
    assert hush_at(POLICY, Deferral(hush=CALL, hushed_t=400), 1) is None


def test_what_holds_is_what_the_alert_machine_remembers() -> None:
    log = AlertLog(reported=(Reported(HEAD, (SLUMP,), Level.NOTICE, 720),))
    state = AlertState(alert_log=log, sitting=Sitting(sat_s=1800, reminded_s=1800))
    assert standing_of(state) == Standing({HEAD: 720}, break_due=True)
    assert standing_of(AlertState()) == Standing({}, break_due=False)
    skipped = AlertState(sitting=Sitting(reminded_s=1800, skipped_s=1810, micro_s=3))
    assert standing_of(skipped) == Standing({}, break_due=False, micro_break=True)


# --- laws -------------------------------------------------------------------------------------

EVENTS = st.one_of(
    st.just(None), st.tuples(st.just(HEAD)), st.tuples(st.just(SLUMP)), st.just("break")
)


@st.composite
def stories(draw: st.DrawFn) -> list[Step]:
    """Any story in which an event holds when it comes, as the alert machine has it."""
    t, steps = 0.0, []
    for _ in range(draw(st.integers(0, 25))):
        t += draw(st.integers(1, 4))
        what = draw(EVENTS)
        held = draw(st.sets(st.sampled_from((HEAD, SLUMP))))
        due = draw(st.booleans()) or what == "break"
        events: tuple[Event, ...] = ()
        if what == "break":
            events = (reminder(t),)
        elif what is not None:
            held, events = held | set(what), (alert(t, what[0]),)
        requests = draw(st.sampled_from(((), (), (), (Snooze(9),), (Dismiss(),))))
        hush = draw(st.sampled_from((None, None, CALL, FILM)))
        here = draw(st.sampled_from((True, True, False)))
        steps.append(Step(t, hush, tuple(sorted(held)), due, events, requests, here))
    return steps


def is_quiet(steps: Sequence[Step], now: int) -> bool:
    """Whether any reason was seen in the last five seconds, by looking at all of them."""
    t = steps[now].t
    return any(one.hush and (one.t == t or t - one.t < 5) for one in steps[: now + 1])


def survives(steps: Sequence[Step], at: int, event: Event, now: int) -> bool:
    """Whether what came at step `at` holds, unanswered, at step `now`."""
    between = steps[at + 1 : now + 1]
    return not any(one.requests or not one.moment.standing.holds(event) for one in between)


def oracle(steps: Sequence[Step]) -> list[tuple[tuple[Event, ...], frozenset[Event]]]:
    """For every step: the events said as they are, and those summed up.  Slow and obvious."""
    said: list[tuple[tuple[Event, ...], frozenset[Event]]] = []
    emptied = -1  # the last step that summed up
    for now, one in enumerate(steps):
        wait = [
            (at, event)
            for at in range(emptied + 1, now)
            for event in steps[at].events
            if event not in said[at][0] and survives(steps, at, event, now)
        ]
        if is_quiet(steps, now) or (wait and not one.here):
            said.append(((), frozenset()))
        elif not wait:
            said.append((one.events, frozenset()))
        else:
            said.append(((), frozenset(once([*(e for _, e in wait), *one.events]))))
            emptied = now
    return said


def once(events: Sequence[Event]) -> list[Event]:
    """The last alert of each fault, and the first reminder."""
    reminders = [event for event in events if event.kind is EventKind.BREAK_DUE][:1]
    alerts = {event.cause: event for event in events if event.kind is EventKind.ALERT}
    return [*alerts.values(), *reminders]


def identity(due: Due) -> tuple[tuple[Event, ...], frozenset[tuple[float, EventKind]]]:
    summed = due.summary.events if due.summary else ()
    return due.events, frozenset((event.t, event.kind) for event in summed)


@given(stories())
def test_nothing_is_lost_and_nothing_is_said_twice(steps: list[Step]) -> None:
    expected = [
        (now, frozenset((event.t, event.kind) for event in summed)) for now, summed in oracle(steps)
    ]
    assert [identity(due) for due in run(steps)] == expected


@given(stories())
def test_a_summary_says_only_what_holds_and_never_in_a_call(steps: list[Step]) -> None:
    for now, due in enumerate(run(steps)):
        one = steps[now]
        if due.summary:
            assert due.summary.events
            assert all(one.moment.standing.holds(event) for event in due.summary.events)
            assert one.here
            assert due.summary.hushes
        if is_quiet(steps, now):
            assert due == NOTHING


@given(stories())
def test_without_any_reason_nothing_changes(steps: list[Step]) -> None:
    free = [replace(one, hush=None) for one in steps]
    assert run(free) == [Due(events=one.events) for one in free]
