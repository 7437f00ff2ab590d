"""Breaks: counted in sitting, whatever the posture."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posturecam.core.alerts.alerting import AlertPolicy, AlertState
from posturecam.core.alerts.breaks import (
    NEAR_S,
    BreakPolicy,
    NextBreak,
    Sitting,
    credit_move,
    due_in_s,
    end_micro,
    micro_due_in_s,
    next_break_of,
    postpone,
    remind,
    sit,
    skip,
)
from posturecam.core.alerts.elapsed import Elapsed
from posturecam.core.alerts.requests import (
    BreakPostponed,
    BreakSkipped,
    BreakTaken,
    ExerciseDone,
    Request,
)
from posturecam.core.values import Assessment, Event, EventKind, Verdict, Why
from tests.support.stories import (
    NEUTRAL,
    NOBODY,
    PATIENT,
    WELL,
    Measured,
    Moment,
    events,
    sitting,
    take,
    times,
)

POLICY = BreakPolicy(every_s=100, away_s=20, again_s=30, moved_s=15, micro_every_s=0, micro_s=20)
BRISK = replace(PATIENT, breaks=POLICY)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(WELL, 101)], [100], id="due"),
        pytest.param([(WELL, 161)], [100, 130, 160], id="repeated gently"),
        pytest.param([(WELL, 50), (NOBODY, 21), (WELL, 99)], [], id="a break was taken"),
        pytest.param([(WELL, 50), (NOBODY, 20), (WELL, 99)], [], id="just a break"),
        pytest.param(
            [(WELL, 50), (Why.STRANGER, 21), (WELL, 99)], [], id="somebody else had the chair"
        ),
        pytest.param([(Why.STRANGER, 99), (WELL, 101)], [199], id="nobody else's sitting is yours"),
        pytest.param([(WELL, 50), (NOBODY, 19), (WELL, 51)], [119], id="too short for a break"),
        pytest.param(
            [(WELL, 50), (NOBODY, 15), (WELL, 5), (NOBODY, 15), (WELL, 60)], [], id="in two parts"
        ),
        pytest.param(
            [(WELL, 50), (NOBODY, 15), (WELL, 15), (NOBODY, 15), (WELL, 40)], [130], id="long apart"
        ),
        pytest.param([(WELL, 50), (Why.TOO_DARK, 500), (WELL, 51)], [600], id="not known: waits"),
        pytest.param([(WELL, 95), (NOBODY, 12), (WELL, 20)], [122], id="has just stood up"),
        pytest.param([(WELL, 95), (Why.LOCKED, 60), (WELL, 60)], [], id="a locked screen: away"),
        pytest.param([(WELL, 95), (Why.PAUSED, 60), (WELL, 20)], [160], id="a pause: waits"),
        pytest.param([(WELL, 95), (Why.OFF_HOURS, 1801), (WELL, 60)], [], id="a night: forgotten"),
        pytest.param([(WELL, 50), (Why.CAMERA_MOVED, 60)], [100], id="there, though not measured"),
        pytest.param([(WELL, 95), (NOBODY, 30)], [], id="nobody to remind"),
    ],
)
def test_stories(parts: list[tuple[Measured | Why, float]], expected: list[float]) -> None:
    happened = events(BRISK, sitting(*parts, looks_per_s=1))
    assert times(happened, EventKind.BREAK_DUE) == expected


def test_a_reminder_tells_how_long_the_sitting_was() -> None:
    story = sitting((WELL, 50), (NOBODY, 15), (WELL, 90), looks_per_s=1)
    reported = [event.held_s for event in events(BRISK, story) if event.kind is EventKind.BREAK_DUE]
    assert reported == [100, 130]


def test_sleep_is_a_break() -> None:
    story = [*sitting((WELL, 90), looks_per_s=1)]
    story += [replace(m, t=m.t + 150) for m in sitting((WELL, 99), looks_per_s=1)]
    assert times(events(BRISK, story), EventKind.BREAK_DUE) == []


def test_who_has_just_moved_is_left_alone_for_a_while() -> None:
    moved = replace(NEUTRAL, trunk_lean_change_deg=12.0)
    story = [Moment(float(t), WELL, reading=moved if t >= 95 else NEUTRAL) for t in range(120)]
    assert times(events(BRISK, story), EventKind.BREAK_DUE) == [98 + 15]


def test_moving_all_the_time_puts_a_break_off_only_once() -> None:
    sitting_now = Sitting(sat_s=129)
    assert due_in_s(POLICY, credit_move(sitting_now)) == 1
    assert due_in_s(POLICY, credit_move(replace(sitting_now, sat_s=130))) == 0


def test_switched_off() -> None:
    assert due_in_s(replace(POLICY, every_s=1), Sitting()) == 1
    off = replace(POLICY, every_s=0)
    assert due_in_s(off, Sitting(sat_s=1e6)) is None
    assert remind(off, Sitting(sat_s=1e6), 0.0) == (Sitting(sat_s=1e6), ())


@given(
    st.lists(
        st.tuples(st.sampled_from([None, *Why]), st.floats(0, 5), st.floats(0, 50)), max_size=40
    )
)
def test_sitting_is_never_longer_than_what_was_seen(
    spans: list[tuple[Why | None, float, float]],
) -> None:
    sitting_now, seen_s = Sitting(), 0.0
    for why, stood_s, gap_s in spans:
        verdict = Verdict.GOOD if why is None else Verdict.UNKNOWN
        elapsed = Elapsed(stood_s, gap_s, Assessment(0.0, verdict, why=why))
        sitting_now = sit(POLICY, sitting_now, elapsed)
        seen_s += elapsed.here_s()
        assert 0 <= sitting_now.gone_s <= POLICY.away_s
    assert 0 <= sitting_now.sat_s <= seen_s + 1e-9


MICRO = BreakPolicy(
    every_s=2000, away_s=120, again_s=600, moved_s=15, micro_every_s=600, micro_s=20
)
SHORT = replace(PATIENT, breaks=MICRO)


def walk(
    policy: AlertPolicy, story: Iterable[Moment], state: AlertState | None = None
) -> Iterator[tuple[float, AlertState, tuple[Event, ...]]]:
    """Every look: its time, the state after it, and what happened."""
    state, last = state or AlertState(), None
    for moment in story:
        state, happened, last = take(policy, state, last, moment)
        yield moment.t, state, happened


def due(parts: list[tuple[Measured | Why, float]], policy: AlertPolicy = SHORT) -> list[object]:
    """When a break was due, and whether it was a micro-break."""
    happened = events(policy, sitting(*parts, looks_per_s=1))
    return [(one.t, one.micro) for one in happened if one.kind is EventKind.BREAK_DUE]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(WELL, 601)], [(600, True)], id="due"),
        pytest.param(
            [(WELL, 2001)], [(600, True), (1200, True), (2000, False)], id="none near a long one"
        ),
        pytest.param(
            [(WELL, 3300)],
            [(600, True), (1200, True), (2000, False), (2600, False), (3200, False)],
            id="none between reminders of a long one",
        ),
        pytest.param([(WELL, 500), (NOBODY, 10), (WELL, 590)], [], id="getting up is one"),
        pytest.param([(WELL, 500), (NOBODY, 5), (WELL, 105)], [(605, True)], id="absence waits"),
        pytest.param([(WELL, 500), (NOBODY, 130), (WELL, 599)], [], id="a long break is one"),
        pytest.param([(WELL, 590), (Why.TOO_DARK, 60), (WELL, 20)], [(660, True)], id="not known"),
    ],
)
def test_micro_breaks(
    parts: list[tuple[Measured | Why, float]], expected: list[tuple[float, bool]]
) -> None:
    assert due(parts) == expected


@pytest.mark.untraced  # its lines are those of shorter stories, again and again
def test_without_long_breaks_micro_breaks_go_on() -> None:
    only = replace(SHORT, breaks=replace(MICRO, every_s=0))
    assert due([(WELL, 2401)], only) == [(600, True), (1200, True), (1800, True), (2400, True)]


def test_a_change_of_position_is_a_micro_break() -> None:
    moved = replace(NEUTRAL, trunk_lean_change_deg=12.0)
    story = [Moment(float(t), WELL, reading=moved if t >= 300 else NEUTRAL) for t in range(920)]
    happened = [one.t for one in events(SHORT, story) if one.kind is EventKind.BREAK_DUE]
    assert happened == [303 + 600]


@pytest.mark.untraced  # its lines are those of shorter stories, again and again
def test_a_break_says_how_long_it_should_last() -> None:
    happened = events(SHORT, sitting((WELL, 2001), looks_per_s=1))
    lengths = [(one.length_s, one.held_s) for one in happened if one.kind is EventKind.BREAK_DUE]
    assert lengths == [(20, 600), (20, 1200), (120, 2000)]


RESTING = Sitting(sat_s=600, micro_from_s=600, micro_s=0.0)
STOOD = Elapsed(15.0, 0.0, Assessment(0.0, Verdict.GOOD))


def test_a_micro_break_is_over_when_its_time_has_passed_or_somebody_moves() -> None:
    half = sit(MICRO, RESTING, STOOD)
    assert half.micro_s == 15
    assert sit(MICRO, half, replace(STOOD, stood_s=4.9)).micro_s == pytest.approx(19.9)
    assert sit(MICRO, half, replace(STOOD, stood_s=5.0)).micro_s is None
    assert sit(MICRO, half, replace(STOOD, stood_s=0.0, gap_s=5.0)).micro_s is None
    assert credit_move(half).micro_s is None
    assert end_micro(half) == replace(half, micro_s=None)
    assert end_micro(Sitting()) is not None


@pytest.mark.parametrize(
    ("seen", "going_on"),
    [(WELL, True), (Why.TURNED, False), (Why.NOBODY, False), (Why.TOO_DARK, True)],
)
def test_looking_away_takes_a_micro_break(seen: Measured | Why, *, going_on: bool) -> None:
    story = sitting((WELL, 605), (seen, 1), looks_per_s=1)
    *_, (_, state, _) = walk(SHORT, story)
    assert (state.sitting.micro_s is not None) is going_on
    assert state.sitting.micro_from_s == 600


def test_the_next_break_of_either_kind() -> None:
    assert next_break_of(MICRO, Sitting(sat_s=100)) == NextBreak(500, micro=True)
    assert next_break_of(MICRO, Sitting(sat_s=1300, micro_from_s=1200)) == NextBreak(
        700, micro=False
    )
    assert next_break_of(MICRO, Sitting(sat_s=2100)) == NextBreak(0, micro=False)
    assert next_break_of(replace(MICRO, every_s=0), Sitting(sat_s=700)) == NextBreak(0, micro=True)
    assert next_break_of(replace(MICRO, every_s=0, micro_every_s=0), Sitting()) is None
    near = Sitting(sat_s=1, micro_from_s=2000 - NEAR_S - 600)
    assert micro_due_in_s(MICRO, near) == 2000 - NEAR_S - 1
    assert micro_due_in_s(MICRO, replace(near, micro_from_s=near.micro_from_s + 1)) is None


def test_a_break_can_be_skipped_or_postponed_once_it_was_reported() -> None:
    reported = Sitting(sat_s=2100, reminded_s=2000)
    assert due_in_s(MICRO, skip(reported)) == 2000
    assert due_in_s(MICRO, postpone(reported)) == 600
    assert skip(RESTING) == postpone(RESTING) == RESTING
    again, (event,) = remind(MICRO, replace(skip(reported), sat_s=4100), 5.0)
    assert (again.skipped_s, again.reminded_s, event.micro) == (None, 4100, False)


def test_a_break_is_due_from_its_reminder_until_it_is_taken_or_skipped() -> None:
    reported, _ = remind(MICRO, Sitting(sat_s=2000), 5.0)
    assert not Sitting(sat_s=2000).break_due
    assert reported.break_due
    assert postpone(reported).break_due
    assert not skip(reported).break_due
    again, _ = remind(MICRO, replace(skip(reported), sat_s=4000), 9.0)
    assert again.break_due
    away = Elapsed(MICRO.away_s, 0.0, Assessment(0.0, Verdict.UNKNOWN, why=Why.NOBODY))
    assert not sit(MICRO, again, away).break_due


def test_what_is_asked_of_breaks_reaches_them() -> None:
    def after(request: Request) -> Sitting:
        story = [Moment(0.0, WELL), Moment(1.0, WELL, (request,))]
        start = AlertState(sitting=replace(RESTING, sat_s=2100, reminded_s=2000))
        return list(walk(SHORT, story, start))[-1][1].sitting

    assert after(BreakSkipped()).skipped_s == 2101
    assert after(BreakSkipped(micro=True)).micro_s is None
    assert after(BreakSkipped(micro=True)).skipped_s is None
    assert after(BreakPostponed()).reminded_s == 2101
    assert after(ExerciseDone()).moved_s == 2101
    assert after(BreakTaken()).sat_s == 0


@pytest.mark.untraced  # its lines are those of shorter stories, again and again
@given(
    st.lists(
        st.tuples(
            st.sampled_from([WELL, WELL, Why.NOBODY, Why.TURNED, Why.TOO_DARK]), st.integers(1, 400)
        ),
        max_size=12,
    ),
    st.sampled_from([300, 600, 1000]),
)
@settings(max_examples=25, deadline=None)
def test_a_micro_break_comes_after_its_interval_of_sitting_and_never_near_a_long_one(
    parts: list[tuple[Measured | Why, float]], every_s: int
) -> None:
    policy = replace(SHORT, breaks=replace(MICRO, micro_every_s=every_s))
    reminded: list[float] = []
    for _, state, happened in walk(policy, sitting(*parts, looks_per_s=1)):
        for event in happened:
            if event.kind is EventKind.BREAK_DUE and event.micro:
                long_s = due_in_s(policy.breaks, state.sitting)
                assert long_s is not None
                assert long_s >= NEAR_S
            if event.kind is EventKind.BREAK_DUE:
                reminded.append(event.t)
    assert all(later - one >= NEAR_S for one, later in pairwise(reminded))
